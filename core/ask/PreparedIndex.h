// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"
#include "core/ask/plan/JoinGraph.h"
#include "core/ask/rank/KnownExamples.h"

namespace tabletalk::ask {

/// What the built-in analyst keeps of a database: who is called what, how tables join, and
/// which questions have known answers.
class PreparedIndex final : public SchemaIndex
{
public:
    PreparedIndex(std::shared_ptr<const Understanding> understanding, std::shared_ptr<const Vocabulary> vocabulary);

    const JoinGraph &graph() const { return m_graph; }
    const KnownExamples &examples() const { return m_examples; }

    /// The same database for a question that comes with words of its own; null when they say nothing.
    std::unique_ptr<const PreparedIndex> withHints(const QString &hints) const;

private:
    std::shared_ptr<const Understanding> m_whole; ///< with what the vocabulary hides
    std::shared_ptr<const Vocabulary> m_vocabulary;
    JoinGraph m_graph;
    KnownExamples m_examples;
};

} // namespace tabletalk::ask
