// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk::agents {

/// What an agent may have been given to work with, by the names of its tools.
const std::vector<QString> &toolNames();
/// What an agent has only where somebody chose it: it keeps something.
const std::vector<QString> &chosenToolNames();
/// How an agent may speak; the first is the usual one.
const std::vector<QString> &tones();

} // namespace tabletalk::agents
