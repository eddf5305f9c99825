// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"
#include "core/base/Problem.h"
#include "core/knowledge/Passage.h"
#include "server/access/ShareStore.h"
#include "server/access/Viewer.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// A document as kept.
struct KeptDocument
{
    api::Document document;
    int generation = 0;     ///< of the passages that are found; 0: was never read
    QByteArray contentHash; ///< SHA-256 of the bytes in digits; empty while it is not known
    QByteArray sealedKey;   ///< opens the pieces
    qint64 received = 0;    ///< of the bytes
    qint64 storedBytes = 0; ///< what the pieces take, or will; only written
    int attempts = 0;       ///< of the reading under way or waiting
};

/// The statements on documents, their pieces and passages: resources/sql/…/knowledge.
class DocumentStore
{
public:
    DocumentStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    // --- documents ---

    void insert(const KeptDocument &kept);
    /// Whoever sees it; for jobs.
    std::optional<KeptDocument> find(DocumentId id);
    std::optional<KeptDocument> findSeen(WorkspaceId workspace, DocumentId id, const Viewer &viewer);
    /// A file or text with those bytes that the viewer sees.
    std::optional<KeptDocument> findByContent(WorkspaceId workspace, const QByteArray &hash, const Viewer &viewer);
    qint64 countIn(WorkspaceId workspace);

    struct Page
    {
        WorkspaceId workspace;
        std::optional<QString> state = std::nullopt; ///< nothing: all but uploads
        std::optional<DocumentId> parent = std::nullopt;
        bool pages = false;
        std::vector<QString> words = {}; ///< at most mostWords, as searchWords() puts them
        std::optional<DocumentId> before = std::nullopt;
        int limit = 50;
    };
    static constexpr size_t mostWords = 4;
    std::vector<api::Document> list(const Viewer &viewer, const Page &page);

    /// Name, language, visibility, whether it is active, and the limits of a site.
    void update(const api::Document &document);
    /// Other bytes: how many, their hash, and what their pieces take.
    void setContent(DocumentId id, qint64 size, const QByteArray &hash, qint64 storedBytes);
    void setReceived(DocumentId id, qint64 received, Instant now);
    /// To be read, from the first attempt on. Whoever reads it now stores nothing any more.
    void queue(DocumentId id, Instant now);
    bool remove(DocumentId id);
    ShareStore sharesOf(DocumentId id);

    // --- pages of a site ---

    struct SitePage
    {
        DocumentId id;
        QString url;
        QByteArray contentHash;
        int generation = 0;
        QString language;
    };
    std::vector<SitePage> pagesOf(DocumentId site, int limit);
    std::optional<KeptDocument> findPage(WorkspaceId workspace, DocumentId site, const QString &url);
    /// Pages are shown to whom their site is shown, and found when it is.
    void setPagesLike(const api::Document &site);
    void setSharesLike(DocumentId site, const std::optional<DocumentId> &page = {});

    // --- walks through sites ---

    void saveWalk(DocumentId site, const QByteArray &sealed);
    /// Of a walk that has not ended: one that has, or whose site is to be read anew, leaves none.
    std::optional<QByteArray> findWalk(DocumentId site);
    void dropWalk(DocumentId site);

    // --- pieces ---

    void savePiece(DocumentId id, int piece, const QByteArray &sealed);
    std::optional<QByteArray> findPiece(DocumentId id, int piece);
    qint64 sumPieces(DocumentId id);
    /// From that one on.
    void dropPieces(DocumentId id, int from);

    // --- passages ---

    /// As insertPassages() takes them.
    static QString rowsOf(const std::vector<knowledge::Passage> &passages);
    void insertPassages(WorkspaceId workspace, DocumentId document, int generation, const QString &rows);
    void dropPassages(DocumentId document, int generation);
    /// Of which the document has passages.
    std::vector<int> generationsOf(DocumentId document);
    /// Those that are found, after an ordinal.
    std::vector<api::PassageItem> passages(DocumentId document, int generation, int after, int limit);
    /// Its place in the document; nothing where it is of another one, or of another generation.
    std::optional<int> ordinalOf(PassageId passage, DocumentId document, int generation);

    // --- the queue ---

    std::optional<DocumentId> nextPending(WorkspaceId workspace, Instant now);
    qint64 countPending(WorkspaceId workspace, Instant now);
    /// True for one of all who try. A claim begins with the id of its job and is of one run of it alone.
    bool claim(DocumentId id, const QString &claim, Instant now);
    struct Claimed
    {
        DocumentId id;
        QString claim;
        int attempts = 0;
    };
    /// Those that an earlier run of the job claimed, or a job that has ended.
    std::vector<Claimed> leftClaimed(WorkspaceId workspace, JobId job);

    /// All of these: false when the claim holds no longer, because the document was deleted or is to be read anew.
    bool setProgress(DocumentId id, const QString &claim, int percent);
    struct Completion
    {
        api::Document document; ///< name, media type, language, pages, passages
        int generation = 0;
        qint64 tookMs = 0;
        Instant now;
    };
    bool complete(DocumentId id, const QString &claim, const Completion &completion);
    bool fail(DocumentId id, const QString &claim, const Problem &problem, qint64 tookMs, Instant now);
    struct Postponement
    {
        std::optional<Problem> problem;
        int attempts = 0;
        Instant dueAt;
        Instant now;
    };
    bool postpone(DocumentId id, const QString &claim, const Postponement &postponement);

    struct StateSum
    {
        QString state;
        QString mediaType;
        qint64 documents = 0;
        qint64 bytes = 0;
        qint64 bytesDone = 0; ///< of those being read
        qint64 passages = 0;
    };
    std::vector<StateSum> sumStates(WorkspaceId workspace);
    struct RecentEnd
    {
        QString mediaType;
        qint64 size = 0;
        qint64 tookMs = 0;
        Instant at;
        bool isUnderWay = false; ///< is being read, since then
    };
    std::vector<RecentEnd> underWay(WorkspaceId workspace);
    /// Newest first.
    std::vector<RecentEnd> recentEnds(WorkspaceId workspace, Instant since, int limit);

    struct DueWorkspace
    {
        TenantScope scope;
        WorkspaceId workspace;
    };
    static std::vector<DueWorkspace> due(Transaction &transaction, Instant now, int limit);
    static void dropOldUploads(Transaction &transaction, Instant before);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

/// A problem as kept with a document and told of it, and back.
api::DocumentProblem toMessage(const Problem &problem);

} // namespace tabletalk
