// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/DocumentService.h"

#include "core/base/Clock.h"
#include "core/crypto/Hash.h"
#include "core/knowledge/TimeLeft.h"
#include "core/text/SearchText.h"
#include "server/api/Cursor.h"
#include "server/base/WorkerPool.h"
#include "server/knowledge/DocumentBytes.h"
#include "server/knowledge/DocumentChecks.h"
#include "server/knowledge/SiteBounds.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestSearch = 200;
constexpr int samplesForTime = 200;
constexpr std::chrono::hours samplesFrom{12};
constexpr qint64 mostTextBytes = 4LL * 1024 * 1024; ///< that an editor gets

QString tr(const char *text)
{
    return QCoreApplication::translate("Documents", text);
}

DocumentStore::Page pageFor(const api::DocumentListRequest &request)
{
    static const QStringList states{u"uploading"_s, u"pending"_s, u"processing"_s, u"completed"_s, u"failed"_s};
    DocumentStore::Page page;
    page.workspace = request.workspaceId;
    page.state = request.state;
    page.parent = request.parentId;
    page.pages = request.pages.value_or(false) && !request.parentId;
    page.limit = pageLimit(request.limit) + 1; // to know whether there is another page
    if (page.state && !states.contains(*page.state))
        throw Problem::invalid(u"params.state"_s, tr("expected pending, processing, completed or failed"));
    if (const QString text = request.text.value_or(QString()); !text.isEmpty()) {
        if (text.size() > longestSearch)
            throw Problem::invalid(u"params.text"_s, tr("may have 200 characters"));
        page.words = searchWords(text, DocumentStore::mostWords);
    }
    if (request.cursor)
        page.before = DocumentId::fromString(decodeCursor(*request.cursor, 1)[0]).value_or(DocumentId());
    return page;
}

PassagePlace placeOf(const TenantScope &scope, const KeptDocument &kept)
{
    return {scope, kept.document.workspaceId, kept.document.id, kept.document.language, kept.generation};
}

/// What of the changes needs the document to be read again.
bool apply(const api::UpdateDocumentRequest &request, api::Document &document)
{
    bool readAgain = false;
    if (request.name)
        document.name = document_checks::name(*request.name);
    if (request.active)
        document.active = *request.active;
    if (request.language && *request.language != document.language) {
        document.language = document_checks::language(*request.language);
        readAgain = document.kind != u"site";
    }
    if (request.site) {
        if (document.kind != u"site")
            throw Problem::invalid(u"params.site"_s, tr("the document is no site"));
        document.site = document_checks::site(*request.site);
    }
    return readAgain;
}

api::DocumentProgress toMessage(const std::vector<DocumentStore::StateSum> &sums,
                                const std::vector<DocumentStore::RecentEnd> &ends, Instant now)
{
    api::DocumentProgress progress;
    std::vector<knowledge::WaitingFiles> waiting;
    for (const DocumentStore::StateSum &sum : sums) {
        progress.bytes += sum.bytes;
        progress.passages += sum.passages;
        const bool isPending = sum.state == u"pending";
        const bool isProcessing = sum.state == u"processing";
        if (isPending)
            progress.pending += sum.documents;
        else if (isProcessing)
            progress.processing += sum.documents;
        else if (sum.state == u"completed")
            progress.completed += sum.documents;
        else
            progress.failed += sum.documents;
        if (!isPending && !isProcessing)
            continue;
        const qint64 left = sum.bytes - (isProcessing ? sum.bytesDone : 0);
        progress.bytesWaiting += left;
        waiting.push_back({sum.mediaType, double(sum.documents), double(left)});
    }
    std::vector<knowledge::FinishedFile> finished;
    finished.reserve(ends.size());
    for (const DocumentStore::RecentEnd &end : ends) {
        if (end.isUnderWay)
            finished.push_back(
                {end.mediaType, end.size, std::max<qint64>(0, (now - end.at).count()), now.msSinceEpoch, true});
        else
            finished.push_back({end.mediaType, end.size, end.tookMs, end.at.msSinceEpoch, false});
    }
    if (!waiting.empty())
        progress.secondsLeft = knowledge::secondsLeft(finished, waiting);
    return progress;
}

} // namespace

DocumentService::DocumentService(DocumentParts parts)
    : m_parts(std::move(parts))
    , m_ingestion({.database = m_parts.database,
                   .vault = m_parts.vault,
                   .jobs = m_parts.jobs,
                   .clock = m_parts.clock,
                   .windows = m_windows,
                   .followers = m_parts.followers,
                   .readers = m_parts.readers})
    , m_intake({.database = m_parts.database,
                .vault = m_parts.vault,
                .controlPool = m_parts.controlPool,
                .clock = m_parts.clock,
                .windows = m_windows,
                .ingestion = m_ingestion})
{}

Awaitable<api::DocumentList> DocumentService::list(Call call, api::DocumentListRequest request)
{
    const auto page = pageFor(request);
    auto read = [&call, &page](Transaction &transaction) {
        document_checks::requireWorkspace(transaction, call.scope, page.workspace, false);
        if (page.parent)
            document_checks::requireSeen(transaction, call, page.workspace, *page.parent);
        return DocumentStore(transaction, call.scope).list(Viewer::of(call.caller), page);
    };
    api::DocumentList list;
    list.items = co_await m_parts.database.read(call.scope, std::move(read));
    if (int(list.items.size()) == page.limit) {
        list.items.pop_back();
        list.nextCursor = encodeCursor({list.items.back().id.toString()});
    }
    for (api::Document &document : list.items)
        document = document_checks::shown(call, std::move(document));
    co_return list;
}

Awaitable<api::Document> DocumentService::read(Call call, api::DocumentRequest request)
{
    Audience audience;
    auto look = [&call, &audience, request](Transaction &transaction) {
        KeptDocument kept = document_checks::requireSeen(transaction, call, request.workspaceId, request.id);
        audience = {};
        if (document_checks::mayChange(call.caller, kept.document))
            DocumentStore(transaction, call.scope).sharesOf(request.id).read(audience);
        return kept;
    };
    const KeptDocument kept = co_await m_parts.database.read(call.scope, std::move(look));
    api::Document details = document_checks::shown(call, kept.document);
    details.userIds = audience.users;
    details.teamIds = audience.teams;
    if (kept.document.kind == u"text" && kept.document.size <= mostTextBytes) {
        QString text = co_await textOf(call.scope, kept);
        details.text = std::move(text);
    }
    co_return details;
}

Awaitable<QString> DocumentService::textOf(TenantScope scope, KeptDocument kept)
{
    auto work = [this, scope, &kept] {
        const QByteArray key = orThrow(document_bytes::openKey(m_parts.vault, scope, kept.document.id, kept.sealedKey));
        DocumentSource source(m_parts.database, scope, kept.document.id, key, kept.document.size);
        QByteArray bytes;
        for (QByteArray part = source.next(); !part.isEmpty(); part = source.next())
            bytes += part;
        return QString::fromUtf8(bytes);
    };
    co_return co_await m_parts.controlPool.run(scope.tenant(), std::move(work));
}

/// The ordinal after which they are listed.
static int placeBefore(const api::PassageListRequest &request, const KeptDocument &kept, DocumentStore &store)
{
    constexpr int context = 3; ///< passages before the one that is looked for
    if (request.cursor)
        return decodeCursor(*request.cursor, 1)[0].toInt();
    if (!request.passageId)
        return std::max(0, request.from.value_or(0)) - 1;
    const auto ordinal = store.ordinalOf(*request.passageId, request.id, kept.generation);
    if (!ordinal)
        throw Problem::of(ProblemCode::NotFound, tr("The document was read again since; it has that passage no more."));
    return *ordinal - context - 1;
}

Awaitable<api::PassageList> DocumentService::passages(Call call, api::PassageListRequest request)
{
    const int limit = pageLimit(request.limit);
    auto read = [&call, &request, limit](Transaction &transaction) {
        const KeptDocument kept = document_checks::requireSeen(transaction, call, request.workspaceId, request.id);
        DocumentStore store(transaction, call.scope);
        return store.passages(request.id, kept.generation, placeBefore(request, kept, store), limit + 1);
    };
    api::PassageList list;
    list.items = co_await m_parts.database.read(call.scope, std::move(read));
    if (int(list.items.size()) > limit) {
        list.items.pop_back();
        list.nextCursor = encodeCursor({QString::number(list.items.back().ordinal)});
    }
    co_return list;
}

Awaitable<api::OriginalPiece> DocumentService::original(Call call, api::OriginalRequest request)
{
    const qint64 offset = request.offset.value_or(0);
    if (offset < 0 || offset % document_bytes::pieceBytes != 0)
        throw Problem::invalid(u"params.offset"_s, tr("expected the nextOffset of the piece before"));
    const int piece = int(offset / document_bytes::pieceBytes);
    std::optional<QByteArray> sealed;
    auto look = [&call, &sealed, &request, piece](Transaction &transaction) {
        sealed = DocumentStore(transaction, call.scope).findPiece(request.id, piece);
        return document_checks::requireSeen(transaction, call, request.workspaceId, request.id);
    };
    const KeptDocument kept = co_await m_parts.database.read(call.scope, std::move(look));
    if (!sealed)
        throw Problem::of(ProblemCode::NotFound);
    auto work = [this, &call, &kept, &sealed, piece] {
        const DocumentId id = kept.document.id;
        const QByteArray key = orThrow(document_bytes::openKey(m_parts.vault, call.scope, id, kept.sealedKey));
        return orThrow(document_bytes::open(key, id, piece, *sealed));
    };
    const QByteArray bytes = co_await m_parts.controlPool.run(call.scope.tenant(), std::move(work));
    api::OriginalPiece answer;
    answer.name = kept.document.name;
    answer.mediaType = kept.document.mediaType;
    answer.size = kept.document.size;
    answer.data = QString::fromLatin1(bytes.toBase64());
    if (offset + bytes.size() < kept.document.size)
        answer.nextOffset = offset + bytes.size();
    co_return answer;
}

Awaitable<api::DocumentProgress> DocumentService::progress(Call call, api::KnowledgeRequest request)
{
    std::vector<DocumentStore::RecentEnd> ends;
    auto read = [&call, &ends, request, since = m_parts.clock.now() - samplesFrom](Transaction &transaction) {
        document_checks::requireWorkspace(transaction, call.scope, request.workspaceId, false);
        DocumentStore store(transaction, call.scope);
        ends = store.recentEnds(request.workspaceId, since, samplesForTime);
        const auto begun = store.underWay(request.workspaceId);
        ends.insert(ends.end(), begun.begin(), begun.end());
        return store.sumStates(request.workspaceId);
    };
    const auto sums = co_await m_parts.database.read(call.scope, std::move(read));
    co_return toMessage(sums, ends, m_parts.clock.now());
}

Awaitable<api::DocumentProgress> DocumentService::follow(Call call, api::KnowledgeRequest request)
{
    // Whoever may not see the workspace is refused before they follow.
    const api::DocumentProgress before = co_await progress(call, request);
    m_windows.follow(call.scope.tenant(), request.workspaceId, call.sink);
    co_return before;
}

Awaitable<void> DocumentService::updateText(Call call, api::UpdateDocumentRequest request, KeptDocument before)
{
    const QByteArray bytes = request.text->toUtf8();
    if (before.document.kind != u"text")
        throw Problem::invalid(u"params.text"_s, tr("the document is no text"));
    if (bytes.trimmed().isEmpty())
        throw Problem::invalid(u"params.text"_s, tr("must not be empty"));
    auto work = [this, &call, &bytes, &before] {
        const QByteArray key =
            orThrow(document_bytes::openKey(m_parts.vault, call.scope, before.document.id, before.sealedKey));
        return document_bytes::sealAll(key, before.document.id, bytes);
    };
    const std::vector<QByteArray> pieces = co_await m_parts.controlPool.run(call.scope.tenant(), std::move(work));
    auto write = [this, &call, &request, &bytes, &pieces, now = m_parts.clock.now()](Transaction &transaction) {
        document_checks::requireChangeable(transaction, call, request.workspaceId, request.id);
        qint64 sealed = 0;
        for (const QByteArray &piece : pieces)
            sealed += piece.size();
        Limits(transaction, call.scope, now).requireStorage(sealed);
        DocumentStore store(transaction, call.scope);
        for (size_t i = 0; i < pieces.size(); ++i)
            store.savePiece(request.id, int(i), pieces[i]);
        store.dropPieces(request.id, int(pieces.size()));
        store.setContent(request.id, bytes.size(), crypto::sha256(bytes).toHex(), sealed);
        store.queue(request.id, now);
        m_ingestion.enqueueIn(transaction, call.scope, request.workspaceId);
    };
    co_await m_parts.database.write(call.scope, std::move(write));
}

Awaitable<api::Document> DocumentService::update(Call call, api::UpdateDocumentRequest request)
{
    auto look = [&call, &request](Transaction &transaction) {
        return document_checks::requireChangeable(transaction, call, request.workspaceId, request.id);
    };
    const KeptDocument before = co_await m_parts.database.read(call.scope, std::move(look));
    std::optional<Audience> audience;
    if (request.visibility)
        audience = document_checks::audience(request);
    if (audience && !before.document.mine)
        throw Problem::of(ProblemCode::Forbidden, tr("Only whoever added this document decides who sees it."),
                          tr("Ask them."));
    if (audience && before.document.parentId)
        throw Problem::of(ProblemCode::Conflict, tr("A page is shown to whom its site is shown."),
                          tr("Change it at the site."));
    if (request.text)
        co_await updateText(call, request, before);
    auto write = [this, &call, &request, &audience, now = m_parts.clock.now()](Transaction &transaction) {
        DocumentStore store(transaction, call.scope);
        KeptDocument kept = document_checks::requireChangeable(transaction, call, request.workspaceId, request.id);
        api::Document &document = kept.document;
        const bool readAgain = apply(request, document);
        document.updatedAt = now;
        if (audience) {
            document.visibility = visibilityName(audience->visibility);
            store.sharesOf(document.id).replace(*audience);
        }
        store.update(document);
        if (document.kind == u"site" && (audience || request.active))
            store.setPagesLike(document);
        if (readAgain) {
            store.queue(document.id, now);
            m_ingestion.enqueueIn(transaction, call.scope, document.workspaceId);
        }
        return document_checks::requireSeen(transaction, call, request.workspaceId, request.id);
    };
    const KeptDocument changed = co_await m_parts.database.write(call.scope, std::move(write));
    m_ingestion.wake();
    if (request.active)
        followersChanged(call.scope, {changed});
    m_windows.changed(call.scope.tenant(), request.workspaceId);
    co_return document_checks::shown(call, changed.document);
}

Awaitable<api::Document> DocumentService::reprocess(Call call, api::DocumentRequest request)
{
    auto write = [this, &call, request, now = m_parts.clock.now()](Transaction &transaction) {
        document_checks::requireChangeable(transaction, call, request.workspaceId, request.id);
        DocumentStore(transaction, call.scope).queue(request.id, now);
        m_ingestion.enqueueIn(transaction, call.scope, request.workspaceId);
        return document_checks::requireSeen(transaction, call, request.workspaceId, request.id);
    };
    const KeptDocument queued = co_await m_parts.database.write(call.scope, std::move(write));
    m_ingestion.wake();
    m_windows.changed(call.scope.tenant(), request.workspaceId);
    co_return document_checks::shown(call, queued.document);
}

Awaitable<api::Empty> DocumentService::remove(Call call, api::DocumentRequest request)
{
    auto write = [this, &call, request](Transaction &transaction) {
        const KeptDocument kept =
            document_checks::requireChangeable(transaction, call, request.workspaceId, request.id);
        DocumentStore store(transaction, call.scope);
        std::vector<KeptDocument> gone{kept};
        for (const DocumentStore::SitePage &page : store.pagesOf(request.id, 2 * site_bounds::mostPages)) {
            if (auto found = store.find(page.id))
                gone.push_back(*std::move(found));
        }
        for (const KeptDocument &each : gone) {
            PassageWriter::dropAll(transaction, m_parts.followers, placeOf(call.scope, each));
            store.remove(each.document.id);
        }
        return gone;
    };
    const std::vector<KeptDocument> gone = co_await m_parts.database.write(call.scope, std::move(write));
    followersChanged(call.scope, gone);
    m_windows.changed(call.scope.tenant(), request.workspaceId);
    co_return api::Empty();
}

void DocumentService::followersChanged(const TenantScope &scope, const std::vector<KeptDocument> &documents) const
{
    for (const KeptDocument &each : documents) {
        for (PassageFollower *follower : m_parts.followers)
            follower->documentChanged(placeOf(scope, each));
    }
}

} // namespace tabletalk
