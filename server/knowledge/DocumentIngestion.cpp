// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/DocumentIngestion.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/crypto/Hash.h"
#include "core/knowledge/LanguageGuess.h"
#include "core/knowledge/PassageCutter.h"
#include "core/text/Counted.h"
#include "server/knowledge/DocumentBytes.h"
#include "server/knowledge/DocumentFollowers.h"
#include "server/knowledge/SiteReading.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcKnowledge, "tabletalk.knowledge")

namespace tabletalk {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Two of the three job threads, so that one is left for other work.
constexpr int mostAtOnce = 2;
/// Attempts at a document, those that a dying server cut short among them.
constexpr int mostAttempts = 4;
constexpr int retryFactor = 4;
/// Of a job, which dies with the server whatever document it was at.
constexpr int jobAttempts = 50;
constexpr qint64 worthASecondJob = 3;
constexpr int workspacesAtOnce = 500;
constexpr std::chrono::hours uploadsKept{48};
constexpr qsizetype longestTitle = 200;
constexpr qsizetype lookedAtForLanguage = 20'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Documents", text);
}

QString kindName()
{
    return u"knowledge.read"_s;
}

qint64 msSince(SteadyTime began)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
}

/// What another attempt may well do better.
bool mayPass(ProblemCode code)
{
    switch (code) {
    case ProblemCode::Busy:
    case ProblemCode::Unavailable:
    case ProblemCode::RateLimited:
    case ProblemCode::CannotConnect:
    case ProblemCode::Internal:
        return true;
    default:
        return false;
    }
}

Problem stoppedTooOften()
{
    return Problem::of(ProblemCode::Internal, tr("The server stopped several times while it read this document."),
                       tr("Have it read again; if that ends the same way, save the file in another format."));
}

Problem hasNoText()
{
    return Problem::of(ProblemCode::InvalidRequest, tr("No text was found in it."),
                       tr("Where it is pictures of pages, text can be read off them when Tesseract is installed on the "
                          "server. A protected file has to be saved without protection."));
}

Problem pagesNotRead(int pages)
{
    return Problem::of(ProblemCode::UnsupportedMedia,
                       counted(pages, tr("One page is a picture without text that could be read."),
                               tr("%1 pages are pictures without text that could be read.")),
                       tr("Text can be read off them when Tesseract is installed on the server."));
}

/// Cuts the sections of a file into passages as they come.
class PassageSink final : public knowledge::SectionSink
{
public:
    PassageSink(PassageWriter &writer, const api::Document &document)
        : m_writer(writer)
        , m_size(std::max<qint64>(1, document.size))
        , m_knowsLanguage(!document.language.isEmpty())
    {}

    bool begin(knowledge::DocumentHeader header) override
    {
        m_header = std::move(header);
        return true;
    }
    bool take(knowledge::Section section) override
    {
        if (!m_knowsLanguage)
            lookAtLanguage(section.text);
        m_characters += section.text.size();
        m_percent = percentAt(section.page);
        m_cutter.add(section);
        return true;
    }
    void finish() { m_cutter.finish(); }
    const knowledge::DocumentHeader &header() const { return m_header; }

private:
    void lookAtLanguage(const QString &text)
    {
        m_beginning += text + u'\n';
        m_writer.setLanguage(knowledge::guessLanguage(m_beginning));
        m_knowsLanguage = m_beginning.size() > lookedAtForLanguage;
    }
    int percentAt(int page) const
    {
        constexpr int most = 98;
        const qint64 percent = m_header.pages > 0 ? 100LL * page / m_header.pages : 100 * m_characters / m_size;
        return int(std::clamp<qint64>(percent, 1, most));
    }

    PassageWriter &m_writer;
    qint64 m_size;
    bool m_knowsLanguage;
    knowledge::DocumentHeader m_header;
    QString m_beginning;
    qint64 m_characters = 0;
    int m_percent = 0;
    knowledge::PassageCutter m_cutter{
        [this](knowledge::Passage &&passage) { m_writer.add(std::move(passage), m_percent); }};
};

} // namespace

/// What one run of a job works for.
struct DocumentIngestion::Turn
{
    TenantScope scope;
    WorkspaceId workspace;
    QString claim;
    std::stop_token stop;

    PassagePlace placeOf(const KeptDocument &kept) const
    {
        return {scope, workspace, kept.document.id, kept.document.language, kept.generation, kept.document.name};
    }
};

DocumentIngestion::DocumentIngestion(IngestionParts parts)
    : m_parts(std::move(parts))
{
    JobKind kind;
    kind.name = kindName();
    kind.run = [this](JobContext &context) { run(context); };
    kind.ended = [this](const JobEnd &end) { afterJob(end); };
    kind.maxAttempts = jobAttempts;
    kind.mostAtOnce = mostAtOnce;
    m_parts.jobs.addKind(std::move(kind));
}

void DocumentIngestion::enqueueIn(Transaction &transaction, const TenantScope &scope, WorkspaceId workspace)
{
    const QByteArray payload = workspace.toString().toLatin1();
    try {
        m_parts.jobs.enqueueIn(transaction, scope, kindName(), payload, workspace.toString());
        const qint64 waiting = DocumentStore(transaction, scope).countPending(workspace, m_parts.clock.now());
        if (waiting >= worthASecondJob)
            m_parts.jobs.enqueueIn(transaction, scope, kindName(), payload, QString(workspace.toString() + u"/2"));
    } catch (const Problem &problem) {
        if (problem.code != ProblemCode::Busy) // else the clock queues one when there is room
            throw;
    }
}

void DocumentIngestion::queueDue()
{
    const Instant now = m_parts.clock.now();
    m_parts.database.writeNow(
        [&](Transaction &transaction) { DocumentStore::dropOldUploads(transaction, now - uploadsKept); });
    const auto due = m_parts.database.readNow(
        [&](Transaction &transaction) { return DocumentStore::due(transaction, now, workspacesAtOnce); });
    for (const DocumentStore::DueWorkspace &each : due)
        m_parts.database.writeNow(
            each.scope, [&](Transaction &transaction) { enqueueIn(transaction, each.scope, each.workspace); });
    if (!due.empty())
        wake();
}

void DocumentIngestion::told(const Turn &turn)
{
    m_parts.windows.changed(turn.scope.tenant(), turn.workspace);
}

void DocumentIngestion::run(JobContext &context)
{
    const auto workspace = WorkspaceId::fromString(QString::fromLatin1(context.payload));
    if (!workspace)
        throw Problem::of(ProblemCode::Internal);
    const Turn turn{
        context.scope, *workspace,
        QString(context.id.toString() + u'/' + makeUuid7(m_parts.clock.now()).toString(QUuid::WithoutBraces)),
        context.stop};
    takeBack(turn, context.id);
    const SteadyTime began = std::chrono::steady_clock::now();
    while (!context.stop.stop_requested() && std::chrono::steady_clock::now() - began < m_parts.slice) {
        const auto kept = claimNext(turn);
        if (!kept)
            return;
        told(turn);
        readOne(turn, *kept);
        told(turn);
    }
}

/// Asked after the end is stored, so that what came to wait just before it is not forgotten.
void DocumentIngestion::afterJob(const JobEnd &end)
{
    const auto workspace = WorkspaceId::fromString(QString::fromLatin1(end.payload));
    if (!workspace || end.state == JobState::Cancelled)
        return;
    const Turn turn{end.scope, *workspace, {}, {}};
    takeBack(turn, end.id);
    m_parts.database.writeNow(end.scope, [&](Transaction &transaction) {
        if (DocumentStore(transaction, end.scope).countPending(*workspace, m_parts.clock.now()) > 0)
            enqueueIn(transaction, end.scope, *workspace);
    });
    wake();
}

/// Documents that a run left in the middle go back into the queue, but not for ever.
void DocumentIngestion::takeBack(const Turn &turn, JobId job)
{
    const Instant now = m_parts.clock.now();
    const auto left = m_parts.database.readNow(turn.scope, [&](Transaction &transaction) {
        return DocumentStore(transaction, turn.scope).leftClaimed(turn.workspace, job);
    });
    for (const DocumentStore::Claimed &each : left)
        m_parts.database.writeNow(turn.scope, [&](Transaction &transaction) {
            DocumentStore store(transaction, turn.scope);
            if (each.attempts >= mostAttempts)
                store.fail(each.id, each.claim, stoppedTooOften(), 0, now);
            else
                store.postpone(each.id, each.claim, {std::nullopt, each.attempts, now, now});
        });
}

std::optional<KeptDocument> DocumentIngestion::claimNext(const Turn &turn)
{
    const Instant now = m_parts.clock.now();
    return m_parts.database.writeNow(turn.scope, [&](Transaction &transaction) -> std::optional<KeptDocument> {
        DocumentStore store(transaction, turn.scope);
        const auto next = store.nextPending(turn.workspace, now);
        if (!next || !store.claim(*next, turn.claim, now))
            return std::nullopt;
        auto kept = store.find(*next);
        PassageWriter::dropUnfinished(transaction, m_parts.followers, turn.placeOf(*kept));
        return kept;
    });
}

void DocumentIngestion::readOne(const Turn &turn, const KeptDocument &kept)
{
    const SteadyTime began = std::chrono::steady_clock::now();
    PassageWriter writer(m_parts.database, m_parts.clock, m_parts.followers, {turn.placeOf(kept), turn.claim});
    try {
        try {
            readInto(turn, kept, writer, began);
        } catch (const Problem &problem) {
            settle(turn, kept, writer, problem, msSince(began));
        } catch (const std::exception &exception) {
            qCCritical(lcKnowledge) << "reading a document threw" << exception.what();
            settle(turn, kept, writer, Problem::of(ProblemCode::Internal), msSince(began));
        }
    } catch (const ClaimLost &) {
        // Deleted, or to be read anew: whoever did that has cleaned up, or the next reading does.
        qCDebug(lcKnowledge) << "a document was taken out of a reading's hands";
    }
}

void DocumentIngestion::readInto(const Turn &turn, const KeptDocument &kept, PassageWriter &writer, SteadyTime began)
{
    if (kept.document.kind == u"site") {
        const SiteReading site({m_parts.database, m_parts.vault, m_parts.clock, m_parts.followers, m_parts.readers},
                               {turn.scope, turn.workspace, turn.claim});
        const int pages = site.read(kept, turn.stop, [&] { told(turn); });
        api::Document ended = kept.document;
        ended.pages = pages;
        ended.problem.reset();
        writer.finish(ended, msSince(began));
        m_parts.database.writeNow(
            turn.scope, [&](Transaction &transaction) { enqueueIn(transaction, turn.scope, turn.workspace); });
        wake();
        return;
    }
    // A page of a site has the bytes that its site gave it.
    if (kept.document.kind == u"page" && !kept.document.parentId)
        readFile(turn, fetched(turn, kept), writer, began);
    else
        readFile(turn, kept, writer, began);
}

KeptDocument DocumentIngestion::fetched(const Turn &turn, const KeptDocument &kept)
{
    const FetchedPage page = orThrow(m_parts.readers.fetchPage(kept.document.sourceUrl, turn.stop));
    const DocumentId id = kept.document.id;
    const QByteArray key = orThrow(document_bytes::openKey(m_parts.vault, turn.scope, id, kept.sealedKey));
    const QByteArray bytes = inUtf8(page);
    const std::vector<QByteArray> pieces = document_bytes::sealAll(key, id, bytes);
    KeptDocument changed = kept;
    changed.document.size = bytes.size();
    changed.contentHash = crypto::sha256(bytes).toHex();
    const Instant now = m_parts.clock.now();
    m_parts.database.writeNow(turn.scope, [&](Transaction &transaction) {
        DocumentStore store(transaction, turn.scope);
        if (!store.setProgress(id, turn.claim, 1))
            throw ClaimLost();
        qint64 stored = 0;
        for (const QByteArray &piece : pieces)
            stored += piece.size();
        Limits(transaction, turn.scope, now).requireStorage(stored);
        for (size_t i = 0; i < pieces.size(); ++i)
            store.savePiece(id, int(i), pieces[i]);
        store.dropPieces(id, int(pieces.size()));
        store.setContent(id, changed.document.size, changed.contentHash, stored);
    });
    return changed;
}

void DocumentIngestion::readFile(const Turn &turn, KeptDocument kept, PassageWriter &writer, SteadyTime began)
{
    api::Document &document = kept.document;
    document.problem.reset();
    const bool isWeb = document.kind == u"page";
    ReadingTask task;
    task.name = isWeb ? u"page.html"_s : document.kind == u"text" ? u"text.md"_s : document.name;
    if (isWeb)
        task.base = QUrl(document.sourceUrl);
    const QByteArray key = orThrow(document_bytes::openKey(m_parts.vault, turn.scope, document.id, kept.sealedKey));
    DocumentSource source(m_parts.database, turn.scope, document.id, key, document.size);
    const auto next = [&source] { return source.next(); };
    PassageSink sink(writer, document);
    const knowledge::ReadingEnd end = orThrow(m_parts.readers.readFile(next, task, sink, turn.stop));
    const knowledge::DocumentHeader &header = sink.header();
    if (isWeb && !document.parentId && !header.mayIndex)
        throw Problem::of(ProblemCode::Forbidden, tr("The page asks not to be kept (\"noindex\")."),
                          tr("Ask whoever runs it, or add its text by hand."));
    sink.finish();
    if (writer.count() == 0 && !document.parentId)
        throw hasNoText();
    document.mediaType = document.kind == u"text" ? u"text/plain"_s : header.mediaType;
    document.pages = header.pages;
    document.language = writer.language();
    const QString title = header.title.simplified().left(longestTitle);
    if (isWeb && !title.isEmpty() && document.sourceUrl.startsWith(document.name))
        document.name = title;
    if (end.pagesNotRead > 0)
        document.problem = toMessage(pagesNotRead(end.pagesNotRead));
    writer.finish(document, msSince(began));
}

void DocumentIngestion::settle(const Turn &turn, const KeptDocument &kept, PassageWriter &writer,
                               const Problem &problem, qint64 tookMs)
{
    const Instant now = m_parts.clock.now();
    if (turn.stop.stop_requested()) // the server stops: that was no attempt
        postpone(turn, kept, {std::nullopt, kept.attempts - 1, now, now});
    else if (mayPass(problem.code) && kept.attempts < mostAttempts) {
        auto wait = m_parts.backOff;
        for (int i = 1; i < kept.attempts; ++i)
            wait *= retryFactor;
        postpone(turn, kept, {problem, kept.attempts, now + wait, now});
    } else
        writer.fail(problem, tookMs);
}

void DocumentIngestion::postpone(const Turn &turn, const KeptDocument &kept,
                                 const DocumentStore::Postponement &postponement)
{
    m_parts.database.writeNow(turn.scope, [&](Transaction &transaction) {
        if (!DocumentStore(transaction, turn.scope).postpone(kept.document.id, turn.claim, postponement))
            throw ClaimLost();
    });
}

} // namespace tabletalk
