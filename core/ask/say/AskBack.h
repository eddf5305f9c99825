// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Search.h"
#include "core/ask/Translator.h"

#include <functional>

namespace tabletalk::ask {

/// Below this confidence a question is asked back, if the best candidates differ in something
/// that can be put into words. The one place where that is decided.
inline constexpr double askBackBelow = 0.5;

/// The query that a question would be answered with; empty when it is not understood.
using AskAgain = std::function<QString(const QString &question)>;

/// A question built from where the best candidates differ. Each choice is a question that was
/// tried: asked instead, it is answered by the candidate it stands for. Nothing when the best
/// candidate is sure enough or there are not two such choices.
std::optional<Clarification> askBack(const std::vector<Found> &found, const SchemaIndex &index,
                                     const AskAgain &askAgain);

} // namespace tabletalk::ask
