// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class OnboardingService;
class Registry;
class SchemaService;
class VocabularyService;

void addOnboardingOperations(Registry &registry, OnboardingService &onboarding, SchemaService &schemas,
                             VocabularyService &vocabularies);

} // namespace tabletalk
