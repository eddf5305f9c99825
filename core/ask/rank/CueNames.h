// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Lexicon.h"

#include <string_view>

namespace tabletalk::ask {

/// A cue's name as features have it.
std::string_view cueName(CueKind kind);

} // namespace tabletalk::ask
