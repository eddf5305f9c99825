// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class VocabularyService;

/// vocabulary.*
void addVocabularyOperations(Registry &registry, VocabularyService &vocabularies);

} // namespace tabletalk
