// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/PreparedIndex.h"

#include "core/ask/read/Hints.h"

namespace tabletalk::ask {

PreparedIndex::PreparedIndex(std::shared_ptr<const Understanding> understanding,
                             std::shared_ptr<const Vocabulary> vocabulary)
    : SchemaIndex(understanding, vocabulary.get())
    , m_whole(std::move(understanding))
    , m_vocabulary(std::move(vocabulary))
    , m_graph(*this)
    , m_examples(m_whole->examples, m_whole->schema.dialect)
{}

std::unique_ptr<const PreparedIndex> PreparedIndex::withHints(const QString &hints) const
{
    const Vocabulary said = vocabularyFromHints(hints, m_whole->schema);
    if (said.isEmpty())
        return nullptr;
    const Vocabulary base = m_vocabulary ? *m_vocabulary : Vocabulary();
    return std::make_unique<const PreparedIndex>(m_whole, std::make_shared<const Vocabulary>(merged(base, said)));
}

} // namespace tabletalk::ask
