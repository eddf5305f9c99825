// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Entity.h"

namespace tabletalk::graph {

/// That two names stand in relation, as one sentence says.
struct Relation
{
    QString from; ///< keys of names
    QString to;
    QString label;     ///< "acquired", "subsidiary of"; empty: they are named together
    double weight = 0; ///< 1: a verb says so; less where it is guessed
    Span sentence;     ///< the evidence

    friend bool operator==(const Relation &, const Relation &) = default;
};

/// Relations between the names of a text: of two that follow each other in a sentence, by the verb,
/// the noun ("subsidiary of") or the preposition between them; of names in a list, what holds for
/// the first; of others that they are named together. What is denied is not taken for said.
std::vector<Relation> relationsIn(const QString &text, const Reading &reading);

} // namespace tabletalk::graph
