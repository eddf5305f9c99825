// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/DocumentIntake.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/crypto/Hash.h"
#include "server/base/WorkerPool.h"
#include "server/knowledge/DocumentBytes.h"
#include "server/knowledge/DocumentChecks.h"
#include "server/knowledge/DocumentFollowers.h"
#include "server/knowledge/DocumentIngestion.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Documents", text);
}

QByteArray decoded(const QString &base64, const QString &path)
{
    const auto bytes = QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::Base64Encoding
                                                                             | QByteArray::AbortOnBase64DecodingErrors);
    if (bytes.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        throw Problem::invalid(path, tr("expected base64"));
    return *bytes;
}

/// Until it was read. What it is then, its bytes say.
QString likelyMediaType(const QString &name)
{
    static const std::pair<QLatin1StringView, const char *> endings[] = {
        {".pdf"_L1, "application/pdf"},
        {".docx"_L1, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {".md"_L1, "text/markdown"},
        {".html"_L1, "text/html"},
        {".htm"_L1, "text/html"},
        {".csv"_L1, "text/csv"},
        {".txt"_L1, "text/plain"}};
    for (const auto &[ending, type] : endings) {
        if (name.endsWith(ending, Qt::CaseInsensitive))
            return QString::fromLatin1(type);
    }
    return u"application/octet-stream"_s;
}

Problem tooLarge()
{
    return Problem::of(ProblemCode::TooLarge,
                       tr("A document may have %1.").arg(QLocale().formattedDataSize(document_checks::mostFileBytes)),
                       tr("Divide it into several."));
}

Problem isThereAlready(const api::Document &document)
{
    Problem problem =
        Problem::of(ProblemCode::Conflict, tr("The workspace has this content already, as \"%1\".").arg(document.name),
                    tr("Use that document, or delete it first."));
    problem.where = document.id.toString();
    return problem;
}

/// One more in a workspace that may take it; not with bytes that are there.
void requirePlace(Transaction &transaction, const Call &call, const KeptDocument &kept, Instant now)
{
    const WorkspaceId workspace = kept.document.workspaceId;
    document_checks::requireWorkspace(transaction, call.scope, workspace, true);
    DocumentStore store(transaction, call.scope);
    if (!kept.contentHash.isEmpty()) {
        if (const auto known = store.findByContent(workspace, kept.contentHash, Viewer::of(call.caller)))
            throw isThereAlready(known->document);
    }
    if (store.countIn(workspace) >= document_checks::mostInWorkspace)
        throw Problem::of(ProblemCode::LimitReached,
                          tr("A workspace may have %1 documents.").arg(document_checks::mostInWorkspace),
                          tr("Delete some, or make another workspace."));
    Limits(transaction, call.scope, now).requireStorage(kept.storedBytes);
}

KeptDocument newDocument(const Call &call, WorkspaceId workspace, const QString &name,
                         const std::optional<QString> &visibility, Instant now)
{
    KeptDocument kept;
    api::Document &document = kept.document;
    document.id = makeId<DocumentId>(now);
    document.workspaceId = workspace;
    document.name = document_checks::name(name);
    document.visibility = document_checks::visibilityOfNew(visibility);
    document.ownerId = call.caller.user;
    document.state = u"pending"_s;
    document.createdAt = now;
    return kept;
}

/// The caller's own upload.
KeptDocument requireUpload(Transaction &transaction, const Call &call, WorkspaceId workspace, DocumentId id)
{
    auto kept = DocumentStore(transaction, call.scope).findSeen(workspace, id, Viewer::of(call.caller));
    if (!kept || !kept->document.mine || kept->document.state != u"uploading")
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(kept);
}

api::Upload toMessage(const KeptDocument &kept)
{
    return {kept.document.id, kept.document.size, kept.received, document_bytes::pieceBytes};
}

/// Refuses what leaves a gap. False for a piece that was received before.
bool isNextPiece(const KeptDocument &upload, qint64 offset, qint64 size)
{
    const qint64 whole = std::min(document_bytes::pieceBytes, upload.document.size - offset);
    if (offset < 0 || offset % document_bytes::pieceBytes != 0 || offset >= upload.document.size || size != whole)
        throw Problem::invalid(u"params.data"_s, tr("expected a piece of the size that the upload began with"));
    if (offset > upload.received)
        throw Problem::of(ProblemCode::Conflict, tr("Pieces before this one are missing."),
                          tr("Go on at byte %1.").arg(upload.received));
    return offset == upload.received;
}

} // namespace

void DocumentIntake::told(const Call &call, WorkspaceId workspace)
{
    m_parts.ingestion.wake();
    m_parts.windows.changed(call.scope.tenant(), workspace);
}

Awaitable<api::Document> DocumentIntake::insertWithBytes(Call call, api::Document document, QByteArray bytes)
{
    struct Sealed
    {
        QByteArray hash;
        QByteArray key;
        std::vector<QByteArray> pieces;
    };
    const DocumentId id = document.id;
    auto work = [this, &call, &bytes, id] {
        const document_bytes::Key key = document_bytes::makeKey(m_parts.vault, call.scope, id);
        return Sealed{crypto::sha256(bytes).toHex(), key.sealed, document_bytes::sealAll(key.plain, id, bytes)};
    };
    const Sealed sealed = co_await m_parts.controlPool.run(call.scope.tenant(), std::move(work));
    KeptDocument kept;
    kept.document = document;
    kept.document.size = bytes.size();
    kept.contentHash = sealed.hash;
    kept.sealedKey = sealed.key;
    for (const QByteArray &piece : sealed.pieces)
        kept.storedBytes += piece.size();
    auto write = [this, &call, &kept, &sealed, now = document.createdAt](Transaction &transaction) {
        requirePlace(transaction, call, kept, now);
        DocumentStore store(transaction, call.scope);
        const DocumentId made = kept.document.id;
        store.insert(kept);
        for (size_t i = 0; i < sealed.pieces.size(); ++i)
            store.savePiece(made, int(i), sealed.pieces[i]);
        m_parts.ingestion.enqueueIn(transaction, call.scope, kept.document.workspaceId);
        return document_checks::requireSeen(transaction, call, kept.document.workspaceId, made).document;
    };
    const api::Document made = co_await m_parts.database.write(call.scope, std::move(write));
    told(call, made.workspaceId);
    co_return document_checks::shown(call, made);
}

Awaitable<api::Document> DocumentIntake::create(Call call, api::CreateDocumentRequest request)
{
    if (request.text.has_value() == request.data.has_value())
        throw Problem::invalid(u"params.text"_s, tr("expected text or data, and not both"));
    KeptDocument kept = newDocument(call, request.workspaceId, request.name, request.visibility, m_parts.clock.now());
    kept.document.language = document_checks::language(request.language.value_or(QString()));
    kept.document.kind = request.text ? u"text"_s : u"file"_s;
    kept.document.mediaType = request.text ? u"text/plain"_s : likelyMediaType(kept.document.name);
    QByteArray bytes = request.text ? request.text->toUtf8() : decoded(*request.data, u"params.data"_s);
    if (bytes.trimmed().isEmpty())
        throw Problem::invalid(request.text ? u"params.text"_s : u"params.data"_s, tr("must not be empty"));
    co_return co_await insertWithBytes(std::move(call), std::move(kept.document), std::move(bytes));
}

Awaitable<api::Document> DocumentIntake::addUrl(Call call, api::AddUrlRequest request)
{
    const Instant now = m_parts.clock.now();
    const QString url = document_checks::url(request.url);
    KeptDocument kept =
        newDocument(call, request.workspaceId, request.name.value_or(url.left(document_checks::longestName)),
                    request.visibility, now);
    kept.document.sourceUrl = url;
    kept.document.kind = request.site ? u"site"_s : u"page"_s;
    kept.document.mediaType = u"text/html"_s;
    if (request.site)
        kept.document.site = document_checks::site(*request.site);
    auto makeKey = [this, &call, id = kept.document.id] {
        return document_bytes::makeKey(m_parts.vault, call.scope, id).sealed;
    };
    kept.sealedKey = co_await m_parts.controlPool.run(call.scope.tenant(), std::move(makeKey));
    auto write = [this, &call, &kept, now](Transaction &transaction) {
        requirePlace(transaction, call, kept, now);
        DocumentStore(transaction, call.scope).insert(kept);
        m_parts.ingestion.enqueueIn(transaction, call.scope, kept.document.workspaceId);
        return document_checks::requireSeen(transaction, call, kept.document.workspaceId, kept.document.id).document;
    };
    const api::Document made = co_await m_parts.database.write(call.scope, std::move(write));
    told(call, made.workspaceId);
    co_return document_checks::shown(call, made);
}

Awaitable<api::Upload> DocumentIntake::beginUpload(Call call, api::BeginUploadRequest request)
{
    const Instant now = m_parts.clock.now();
    if (request.size < 1)
        throw Problem::invalid(u"params.size"_s, tr("must not be empty"));
    if (request.size > document_checks::mostFileBytes)
        throw tooLarge();
    KeptDocument kept = newDocument(call, request.workspaceId, request.name, request.visibility, now);
    kept.document.kind = u"file"_s;
    kept.document.state = u"uploading"_s;
    kept.document.mediaType = likelyMediaType(kept.document.name);
    kept.document.size = request.size;
    kept.storedBytes = request.size; // reserved, until it is known
    kept.contentHash = request.hash.value_or(QString()).toLower().toLatin1();
    constexpr qsizetype digits = 64;
    if (!kept.contentHash.isEmpty() && kept.contentHash.size() != digits)
        throw Problem::invalid(u"params.hash"_s, tr("expected the 64 digits of a SHA-256"));
    auto makeKey = [this, &call, id = kept.document.id] {
        return document_bytes::makeKey(m_parts.vault, call.scope, id).sealed;
    };
    kept.sealedKey = co_await m_parts.controlPool.run(call.scope.tenant(), std::move(makeKey));
    auto write = [&call, &kept, now](Transaction &transaction) {
        requirePlace(transaction, call, kept, now);
        DocumentStore(transaction, call.scope).insert(kept);
    };
    co_await m_parts.database.write(call.scope, std::move(write));
    co_return toMessage(kept);
}

Awaitable<api::Upload> DocumentIntake::readUpload(Call call, api::DocumentRequest request)
{
    auto read = [&call, request](Transaction &transaction) {
        return requireUpload(transaction, call, request.workspaceId, request.id);
    };
    co_return toMessage(co_await m_parts.database.read(call.scope, std::move(read)));
}

Awaitable<api::Upload> DocumentIntake::uploadPiece(Call call, api::UploadPieceRequest request)
{
    auto look = [&call, &request](Transaction &transaction) {
        return requireUpload(transaction, call, request.workspaceId, request.id);
    };
    const KeptDocument before = co_await m_parts.database.read(call.scope, std::move(look));
    const int piece = int(request.offset / document_bytes::pieceBytes);
    auto work = [this, &call, &request, &before, piece] {
        const QByteArray bytes = decoded(request.data, u"params.data"_s);
        isNextPiece(before, request.offset, bytes.size());
        const QByteArray key =
            orThrow(document_bytes::openKey(m_parts.vault, call.scope, request.id, before.sealedKey));
        return std::pair(bytes.size(), document_bytes::seal(key, request.id, piece, bytes));
    };
    const auto sealed = co_await m_parts.controlPool.run(call.scope.tenant(), std::move(work));
    auto write = [&call, &request, &sealed, piece, now = m_parts.clock.now()](Transaction &transaction) {
        KeptDocument upload = requireUpload(transaction, call, request.workspaceId, request.id);
        DocumentStore store(transaction, call.scope);
        if (isNextPiece(upload, request.offset, sealed.first)) {
            store.savePiece(request.id, piece, sealed.second);
            upload.received = request.offset + sealed.first;
            store.setReceived(request.id, upload.received, now);
        }
        return upload;
    };
    co_return toMessage(co_await m_parts.database.write(call.scope, std::move(write)));
}

Awaitable<api::Document> DocumentIntake::finishUpload(Call call, api::DocumentRequest request)
{
    auto look = [&call, request](Transaction &transaction) {
        return requireUpload(transaction, call, request.workspaceId, request.id);
    };
    const KeptDocument upload = co_await m_parts.database.read(call.scope, std::move(look));
    if (upload.received < upload.document.size)
        throw Problem::of(ProblemCode::Conflict, tr("Pieces of the file are missing."),
                          tr("Go on at byte %1.").arg(upload.received));
    auto work = [this, &call, &upload] {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        const QByteArray key =
            orThrow(document_bytes::openKey(m_parts.vault, call.scope, upload.document.id, upload.sealedKey));
        DocumentSource source(m_parts.database, call.scope, upload.document.id, key, upload.document.size);
        for (QByteArray part = source.next(); !part.isEmpty(); part = source.next())
            hash.addData(part);
        return hash.result().toHex();
    };
    const QByteArray hash = co_await m_parts.controlPool.run(call.scope.tenant(), std::move(work));
    const bool isAsSaid = upload.contentHash.isEmpty() || upload.contentHash == hash;
    std::optional<Problem> refusal;
    auto write = [this, &call, &upload, &hash, &refusal, isAsSaid,
                  now = m_parts.clock.now()](Transaction &transaction) {
        refusal.reset();
        const DocumentId id = upload.document.id;
        const WorkspaceId workspace = upload.document.workspaceId;
        requireUpload(transaction, call, workspace, id);
        DocumentStore store(transaction, call.scope);
        const auto known = store.findByContent(workspace, hash, Viewer::of(call.caller));
        if (known)
            refusal = isThereAlready(known->document);
        else if (!isAsSaid)
            refusal = Problem::of(ProblemCode::Conflict, tr("The file changed while it was uploaded."),
                                  tr("Upload it again."));
        if (refusal) { // what it takes is given back, so this is stored
            store.remove(id);
            return KeptDocument();
        }
        store.setContent(id, upload.document.size, hash, store.sumPieces(id));
        store.queue(id, now);
        m_parts.ingestion.enqueueIn(transaction, call.scope, workspace);
        return document_checks::requireSeen(transaction, call, workspace, id);
    };
    const KeptDocument made = co_await m_parts.database.write(call.scope, std::move(write));
    if (refusal)
        throw *refusal;
    told(call, request.workspaceId);
    co_return document_checks::shown(call, made.document);
}

Awaitable<api::Empty> DocumentIntake::cancelUpload(Call call, api::DocumentRequest request)
{
    auto write = [&call, request](Transaction &transaction) {
        requireUpload(transaction, call, request.workspaceId, request.id);
        DocumentStore(transaction, call.scope).remove(request.id);
    };
    co_await m_parts.database.write(call.scope, std::move(write));
    co_return api::Empty();
}

} // namespace tabletalk
