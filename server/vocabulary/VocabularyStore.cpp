// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/vocabulary/VocabularyStore.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

api::VocabularyRevision headOf(const Record &record)
{
    return {record.integer(u"revision"_s), record.text(u"full_name"_s), record.instant(u"created_at"_s),
            record.text(u"note"_s), record.text(u"summary"_s)};
}

std::optional<StoredVocabulary> vocabularyOf(const std::optional<Record> &record)
{
    if (!record)
        return std::nullopt;
    return StoredVocabulary{headOf(*record), record->bytes(u"content"_s)};
}

/// An absent text is stored as an empty one.
QString present(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace

std::optional<StoredVocabulary> VocabularyStore::newest(ConnectionId connection)
{
    return vocabularyOf(
        m_transaction.selectOne(m_scope, u"vocabulary/find_newest"_s, {{u"connection"_s, stored(connection)}}));
}

std::optional<StoredVocabulary> VocabularyStore::find(ConnectionId connection, qint64 revision)
{
    return vocabularyOf(m_transaction.selectOne(m_scope, u"vocabulary/find_revision"_s,
                                                {{u"connection"_s, stored(connection)}, {u"revision"_s, revision}}));
}

std::vector<api::VocabularyRevision> VocabularyStore::list(ConnectionId connection, qint64 before, int limit)
{
    std::vector<api::VocabularyRevision> revisions;
    for (const Record &record :
         m_transaction.select(m_scope, u"vocabulary/list_revisions"_s,
                              {{u"connection"_s, stored(connection)}, {u"before"_s, before}, {u"limit"_s, limit}}))
        revisions.push_back(headOf(record));
    return revisions;
}

void VocabularyStore::insert(ConnectionId connection, const StoredVocabulary &vocabulary, UserId author)
{
    m_transaction.execute(m_scope, u"vocabulary/insert_revision"_s,
                          {{u"connection"_s, stored(connection)},
                           {u"revision"_s, vocabulary.head.revision},
                           {u"content"_s, vocabulary.content},
                           {u"author"_s, stored(author)},
                           {u"now"_s, stored(vocabulary.head.savedAt)},
                           {u"note"_s, present(vocabulary.head.note)},
                           {u"summary"_s, present(vocabulary.head.summary)}});
}

void VocabularyStore::removeUntil(ConnectionId connection, qint64 revision)
{
    m_transaction.execute(m_scope, u"vocabulary/delete_old_revisions"_s,
                          {{u"connection"_s, stored(connection)}, {u"until"_s, revision}});
}

std::vector<VocabularyStore::Example> VocabularyStore::examples(ConnectionId connection, int limit)
{
    std::vector<Example> examples;
    for (const Record &record : m_transaction.select(m_scope, u"vocabulary/list_examples"_s,
                                                     {{u"connection"_s, stored(connection)}, {u"limit"_s, limit}}))
        examples.push_back({record.text(u"question"_s), record.text(u"sql"_s)});
    return examples;
}

} // namespace tabletalk
