// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk::agents {

/// The questions that stand in one, as far as they can be asked alone: "What does the refund policy say, and how many
/// refunds did we make last month?" has two. At least one, at most four; what cannot be parted stays together.
std::vector<QString> questionParts(const QString &question);

/// Whether a question sounds as if tables could answer it (above 0: "how many", "average") or texts (below 0: "what
/// does the policy say", "how do I"). From -1 to 1; 0 where nothing speaks for either.
double leaningOf(const QString &question);

} // namespace tabletalk::agents
