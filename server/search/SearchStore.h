// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/KnowledgeIds.h"
#include "core/search/TermCounts.h"
#include "server/access/Viewer.h"
#include "server/platform/Transaction.h"

#include <QHash>

#include <optional>
#include <vector>

namespace tabletalk {

/// Where search in a workspace stands.
struct SearchSpace
{
    qint64 lastLabel = 0; ///< of the newest passage
    qint64 removals = 0;  ///< how often passages left
    int serving = 0;      ///< generation of the vectors that are searched; 0: none are there yet
};

/// A passage as it is found, with what explains it.
struct FoundPassage
{
    qint64 label = 0;
    PassageId id;
    DocumentId document;
    QString documentName;
    QString sourceUrl;
    QString language;
    QString heading;
    QString text;
    int ordinal = 0;
    int page = 0;
    search::TermCounts words;
};

/// What passages are found by: resources/sql/…/search.
class SearchStore
{
public:
    SearchStore(Transaction &transaction, TenantScope scope, WorkspaceId workspace)
        : m_transaction(transaction)
        , m_scope(scope)
        , m_workspace(workspace)
    {}

    SearchSpace space();

    // --- words ---

    /// The first of so many labels that nobody else gets.
    qint64 takeLabels(qint64 count);
    void countRemoval();
    struct NewWords
    {
        PassageId passage;
        QString language;
        QString words; ///< as TermCounts writes them
    };
    /// As insertWords() takes them.
    static QString rowsOf(const std::vector<NewWords> &words);
    /// With labels from that one on.
    void insertWords(DocumentId document, qint64 label, const QString &rows);
    struct Words
    {
        qint64 label = 0;
        QString language;
        search::TermCounts words;
    };
    /// Of passages after that label, at most so many.
    std::vector<Words> words(qint64 after, int limit);
    /// Those that are there, up to one, rising.
    std::vector<qint64> labels(qint64 until);
    struct NameAndLanguage
    {
        QString name;
        QString language;
    };
    NameAndLanguage document(DocumentId id);

    // --- what somebody may find ---

    bool sees(const Viewer &viewer, DocumentId document);
    std::vector<qint64> labelsOf(DocumentId document);
    QHash<PassageId, qint64> labelsOf(const std::vector<PassageId> &passages);
    std::vector<qint64> visible(const Viewer &viewer, const std::vector<qint64> &labels);
    /// In no order.
    std::vector<FoundPassage> passages(const Viewer &viewer, const std::vector<qint64> &labels);
    qint64 countSearchable(const Viewer &viewer);

private:
    Bindings seenBy(const Viewer &viewer) const;

    Transaction &m_transaction;
    TenantScope m_scope;
    WorkspaceId m_workspace;
};

} // namespace tabletalk
