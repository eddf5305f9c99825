// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Vocabulary.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// One revision as kept.
struct StoredVocabulary
{
    api::VocabularyRevision head;
    QByteArray content; ///< the vocabulary as a file, compressed
};

/// Revisions of vocabularies: resources/sql/…/vocabulary.
class VocabularyStore
{
public:
    VocabularyStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    std::optional<StoredVocabulary> newest(ConnectionId connection);
    std::optional<StoredVocabulary> find(ConnectionId connection, qint64 revision);
    /// Newest first, those before a revision.
    std::vector<api::VocabularyRevision> list(ConnectionId connection, qint64 before, int limit);
    /// Throws Conflict when the connection has that revision already.
    void insert(ConnectionId connection, const StoredVocabulary &vocabulary, UserId author);
    void removeUntil(ConnectionId connection, qint64 revision);

    /// A question that onboarding kept, with its statement.
    struct Example
    {
        QString question;
        QString sql;
    };
    std::vector<Example> examples(ConnectionId connection, int limit);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
