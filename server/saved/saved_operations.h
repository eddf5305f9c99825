// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class SavedQuestionService;

/// What saved questions offer to the wire.
void addSavedQuestionOperations(Registry &registry, SavedQuestionService &saved);

} // namespace tabletalk
