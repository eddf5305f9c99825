// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/DocumentStore.h"

#include "core/api/Codec.h"
#include "core/text/SearchText.h"

#include <boost/json.hpp>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype mostFindable = 1'000;

/// A pattern for LIKE with '!' before what it would take for more than itself.
QString patternFor(QString word)
{
    for (const char16_t special : {u'!', u'%', u'_'})
        word.replace(QChar(special), QString(u'!' + QString(QChar(special))));
    return QString(u'%' + word + u'%');
}

/// Never null, which the tables refuse.
QString text(const QString &value)
{
    return value.isNull() ? u""_s : value;
}

template <class Message>
QString toText(const Message &message)
{
    return QString::fromStdString(api::toJsonText(message));
}

template <class Message>
std::optional<Message> fromText(const QString &stored)
{
    const QByteArray utf8 = stored.toUtf8();
    const auto json = api::parseJson({utf8.constData(), size_t(utf8.size())});
    auto message = json ? api::fromJson<Message>(*json) : std::unexpected(Problem());
    return message ? std::optional(*std::move(message)) : std::nullopt;
}

QString findable(const api::Document &document)
{
    return text(searchText(QString(document.name + u' ' + document.sourceUrl)).left(mostFindable));
}

KeptDocument keptIn(const Record &row, std::optional<UserId> reader)
{
    KeptDocument kept;
    api::Document &document = kept.document;
    document.id = row.id<DocumentId>(u"id"_s);
    document.workspaceId = row.id<WorkspaceId>(u"workspace_id"_s);
    if (!row.isNull(u"parent_id"_s))
        document.parentId = row.id<DocumentId>(u"parent_id"_s);
    document.kind = row.text(u"kind"_s);
    document.name = row.text(u"name"_s);
    document.mediaType = row.text(u"media_type"_s);
    document.sourceUrl = row.text(u"source_url"_s);
    document.language = row.text(u"language"_s);
    document.size = row.integer(u"size"_s);
    document.state = row.text(u"state"_s);
    if (const auto problem = row.optionalText(u"problem"_s))
        document.problem = fromText<api::DocumentProblem>(*problem);
    document.progress = int(row.integer(u"progress"_s));
    document.active = row.flag(u"active"_s);
    document.pages = int(row.integer(u"pages"_s));
    document.passages = int(row.integer(u"passages"_s));
    document.visibility = row.text(u"visibility"_s);
    document.ownerId = row.id<UserId>(u"user_id"_s);
    document.ownerName = row.text(u"owner_name"_s);
    document.mine = document.ownerId == reader;
    if (document.kind == u"site")
        document.site = fromText<api::SiteLimits>(row.text(u"options"_s));
    document.createdAt = row.instant(u"created_at"_s);
    document.updatedAt = row.instant(u"updated_at"_s);
    document.completedAt = row.optionalInstant(u"completed_at"_s);
    kept.generation = int(row.integer(u"generation"_s));
    kept.contentHash = row.text(u"content_hash"_s).toLatin1();
    kept.sealedKey = row.bytes(u"sealed_key"_s);
    kept.received = row.integer(u"received"_s);
    kept.attempts = int(row.integer(u"attempts"_s));
    return kept;
}

Bindings viewing(const Viewer &viewer)
{
    return {{u"user"_s, stored(viewer.user)}, {u"is_guest"_s, viewer.isGuest ? 1 : 0}};
}

QVariant storedProblem(const std::optional<Problem> &problem)
{
    return problem ? QVariant(toText(toMessage(*problem))) : QVariant();
}

} // namespace

api::DocumentProblem toMessage(const Problem &problem)
{
    return {problem.codeName(), problem.title, problem.detail, problem.hint};
}

void DocumentStore::insert(const KeptDocument &kept)
{
    const api::Document &document = kept.document;
    m_transaction.execute(m_scope, u"knowledge/insert"_s,
                          {{u"id"_s, stored(document.id)},
                           {u"workspace"_s, stored(document.workspaceId)},
                           {u"parent"_s, stored(document.parentId)},
                           {u"user"_s, stored(document.ownerId)},
                           {u"visibility"_s, document.visibility},
                           {u"kind"_s, document.kind},
                           {u"name"_s, text(document.name)},
                           {u"media_type"_s, text(document.mediaType)},
                           {u"source_url"_s, text(document.sourceUrl)},
                           {u"options"_s, document.site ? toText(*document.site) : u""_s},
                           {u"language"_s, text(document.language)},
                           {u"size"_s, document.size},
                           {u"hash"_s, text(QString::fromLatin1(kept.contentHash))},
                           {u"state"_s, document.state},
                           {u"search_text"_s, findable(document)},
                           {u"sealed_key"_s, kept.sealedKey},
                           {u"stored_bytes"_s, kept.storedBytes},
                           {u"now"_s, stored(document.createdAt)}});
}

std::optional<KeptDocument> DocumentStore::find(DocumentId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"knowledge/find"_s, {{u"id"_s, stored(id)}});
    return row ? std::optional(keptIn(*row, {})) : std::nullopt;
}

std::optional<KeptDocument> DocumentStore::findSeen(WorkspaceId workspace, DocumentId id, const Viewer &viewer)
{
    Bindings values = viewing(viewer);
    values.set(u"id"_s, stored(id));
    values.set(u"workspace"_s, stored(workspace));
    const auto row = m_transaction.selectOne(m_scope, u"knowledge/find_seen"_s, values);
    return row ? std::optional(keptIn(*row, viewer.user)) : std::nullopt;
}

std::optional<KeptDocument> DocumentStore::findByContent(WorkspaceId workspace, const QByteArray &hash,
                                                         const Viewer &viewer)
{
    Bindings values = viewing(viewer);
    values.set(u"workspace"_s, stored(workspace));
    values.set(u"hash"_s, QString::fromLatin1(hash));
    const auto row = m_transaction.selectOne(m_scope, u"knowledge/find_by_content"_s, values);
    return row ? std::optional(keptIn(*row, viewer.user)) : std::nullopt;
}

qint64 DocumentStore::countIn(WorkspaceId workspace)
{
    return m_transaction.selectOne(m_scope, u"knowledge/count_in_workspace"_s, {{u"workspace"_s, stored(workspace)}})
        ->integer(u"documents"_s);
}

std::vector<api::Document> DocumentStore::list(const Viewer &viewer, const Page &page)
{
    Bindings values = viewing(viewer);
    values.set(u"workspace"_s, stored(page.workspace));
    values.set(u"any_state"_s, page.state ? 0 : 1);
    values.set(u"state"_s, text(page.state.value_or(QString())));
    values.set(u"pages"_s, page.pages ? 1 : 0);
    values.set(u"parent"_s, page.parent ? page.parent->toString() : u""_s);
    values.set(u"from_start"_s, page.before ? 0 : 1);
    values.set(u"before_id"_s, page.before ? page.before->toString() : u""_s);
    values.set(u"limit"_s, page.limit);
    for (size_t i = 0; i < mostWords; ++i)
        values.set(QString(u"word" + QString::number(i + 1)),
                   i < page.words.size() ? patternFor(page.words[i]) : u"%"_s);
    std::vector<api::Document> found;
    for (const Record &row : m_transaction.select(m_scope, u"knowledge/list"_s, values))
        found.push_back(keptIn(row, viewer.user).document);
    return found;
}

void DocumentStore::update(const api::Document &document)
{
    m_transaction.execute(m_scope, u"knowledge/update"_s,
                          {{u"id"_s, stored(document.id)},
                           {u"name"_s, text(document.name)},
                           {u"language"_s, text(document.language)},
                           {u"visibility"_s, document.visibility},
                           {u"active"_s, document.active ? 1 : 0},
                           {u"options"_s, document.site ? toText(*document.site) : u""_s},
                           {u"search_text"_s, findable(document)},
                           {u"now"_s, stored(document.updatedAt)}});
}

void DocumentStore::setContent(DocumentId id, qint64 size, const QByteArray &hash, qint64 storedBytes)
{
    m_transaction.execute(m_scope, u"knowledge/set_content"_s,
                          {{u"id"_s, stored(id)},
                           {u"size"_s, size},
                           {u"hash"_s, text(QString::fromLatin1(hash))},
                           {u"stored_bytes"_s, storedBytes}});
}

void DocumentStore::setReceived(DocumentId id, qint64 received, Instant now)
{
    m_transaction.execute(m_scope, u"knowledge/set_received"_s,
                          {{u"id"_s, stored(id)}, {u"received"_s, received}, {u"now"_s, stored(now)}});
}

void DocumentStore::queue(DocumentId id, Instant now)
{
    m_transaction.execute(m_scope, u"knowledge/queue"_s, {{u"id"_s, stored(id)}, {u"now"_s, stored(now)}});
    dropWalk(id);
}

bool DocumentStore::remove(DocumentId id)
{
    sharesOf(id).remove();
    return m_transaction.execute(m_scope, u"knowledge/delete"_s, {{u"id"_s, stored(id)}}) > 0;
}

ShareStore DocumentStore::sharesOf(DocumentId id)
{
    return {m_transaction, m_scope, u"document"_s, id.toString()};
}

std::vector<DocumentStore::SitePage> DocumentStore::pagesOf(DocumentId site, int limit)
{
    std::vector<SitePage> pages;
    for (const Record &row : m_transaction.select(m_scope, u"knowledge/list_pages_of"_s,
                                                  {{u"parent"_s, stored(site)}, {u"limit"_s, limit}}))
        pages.push_back({row.id<DocumentId>(u"id"_s), row.text(u"source_url"_s), row.text(u"content_hash"_s).toLatin1(),
                         int(row.integer(u"generation"_s)), row.text(u"language"_s)});
    return pages;
}

std::optional<KeptDocument> DocumentStore::findPage(WorkspaceId workspace, DocumentId site, const QString &url)
{
    const auto row =
        m_transaction.selectOne(m_scope, u"knowledge/find_by_url"_s,
                                {{u"workspace"_s, stored(workspace)}, {u"parent"_s, stored(site)}, {u"url"_s, url}});
    return row ? std::optional(keptIn(*row, {})) : std::nullopt;
}

void DocumentStore::setPagesLike(const api::Document &site)
{
    m_transaction.execute(
        m_scope, u"knowledge/set_audience_of_pages"_s,
        {{u"parent"_s, stored(site.id)}, {u"visibility"_s, site.visibility}, {u"active"_s, site.active ? 1 : 0}});
    setSharesLike(site.id);
}

void DocumentStore::setSharesLike(DocumentId site, const std::optional<DocumentId> &page)
{
    const Bindings which{{u"parent"_s, stored(site)}, {u"page"_s, page ? page->toString() : u""_s}};
    m_transaction.execute(m_scope, u"knowledge/delete_page_shares"_s, which);
    m_transaction.execute(m_scope, u"knowledge/copy_page_shares"_s, which);
}

void DocumentStore::saveWalk(DocumentId site, const QByteArray &sealed)
{
    m_transaction.execute(m_scope, u"knowledge/save_walk"_s, {{u"document"_s, stored(site)}, {u"sealed"_s, sealed}});
}

std::optional<QByteArray> DocumentStore::findWalk(DocumentId site)
{
    const auto row = m_transaction.selectOne(m_scope, u"knowledge/find_walk"_s, {{u"document"_s, stored(site)}});
    return row ? std::optional(row->bytes(u"sealed"_s)) : std::nullopt;
}

void DocumentStore::dropWalk(DocumentId site)
{
    m_transaction.execute(m_scope, u"knowledge/delete_walk"_s, {{u"document"_s, stored(site)}});
}

void DocumentStore::savePiece(DocumentId id, int piece, const QByteArray &sealed)
{
    m_transaction.execute(m_scope, u"knowledge/save_piece"_s,
                          {{u"document"_s, stored(id)}, {u"piece"_s, piece}, {u"sealed"_s, sealed}});
}

std::optional<QByteArray> DocumentStore::findPiece(DocumentId id, int piece)
{
    const auto row =
        m_transaction.selectOne(m_scope, u"knowledge/find_piece"_s, {{u"document"_s, stored(id)}, {u"piece"_s, piece}});
    return row ? std::optional(row->bytes(u"sealed"_s)) : std::nullopt;
}

qint64 DocumentStore::sumPieces(DocumentId id)
{
    return m_transaction.selectOne(m_scope, u"knowledge/sum_pieces"_s, {{u"document"_s, stored(id)}})
        ->integer(u"bytes"_s);
}

void DocumentStore::dropPieces(DocumentId id, int from)
{
    m_transaction.execute(m_scope, u"knowledge/delete_pieces"_s, {{u"document"_s, stored(id)}, {u"from"_s, from}});
}

QString DocumentStore::rowsOf(const std::vector<knowledge::Passage> &passages)
{
    boost::json::array rows;
    rows.reserve(passages.size());
    for (const knowledge::Passage &passage : passages)
        rows.push_back(boost::json::object{{"id", passage.id.toString().toStdString()},
                                           {"ordinal", passage.ordinal},
                                           {"page", passage.page},
                                           {"heading", passage.heading.toStdString()},
                                           {"text", passage.text.toStdString()}});
    return QString::fromStdString(boost::json::serialize(rows));
}

void DocumentStore::insertPassages(WorkspaceId workspace, DocumentId document, int generation, const QString &rows)
{
    m_transaction.execute(m_scope, u"knowledge/insert_passages"_s,
                          {{u"workspace"_s, stored(workspace)},
                           {u"document"_s, stored(document)},
                           {u"generation"_s, generation},
                           {u"rows"_s, rows}});
}

void DocumentStore::dropPassages(DocumentId document, int generation)
{
    m_transaction.execute(m_scope, u"knowledge/delete_passages"_s,
                          {{u"document"_s, stored(document)}, {u"generation"_s, generation}});
}

std::vector<int> DocumentStore::generationsOf(DocumentId document)
{
    std::vector<int> generations;
    for (const Record &row :
         m_transaction.select(m_scope, u"knowledge/list_generations"_s, {{u"document"_s, stored(document)}}))
        generations.push_back(int(row.integer(u"generation"_s)));
    return generations;
}

std::vector<api::PassageItem> DocumentStore::passages(DocumentId document, int generation, int after, int limit)
{
    std::vector<api::PassageItem> found;
    for (const Record &row : m_transaction.select(m_scope, u"knowledge/list_passages"_s,
                                                  {{u"document"_s, stored(document)},
                                                   {u"generation"_s, generation},
                                                   {u"after"_s, after},
                                                   {u"limit"_s, limit}}))
        found.push_back({row.id<PassageId>(u"id"_s), int(row.integer(u"ordinal"_s)), int(row.integer(u"page"_s)),
                         row.text(u"heading"_s), row.text(u"text"_s)});
    return found;
}

std::optional<int> DocumentStore::ordinalOf(PassageId passage, DocumentId document, int generation)
{
    const auto row = m_transaction.selectOne(
        m_scope, u"knowledge/find_passage_ordinal"_s,
        {{u"id"_s, stored(passage)}, {u"document"_s, stored(document)}, {u"generation"_s, generation}});
    return row ? std::optional(int(row->integer(u"ordinal"_s))) : std::nullopt;
}

std::optional<DocumentId> DocumentStore::nextPending(WorkspaceId workspace, Instant now)
{
    const auto row = m_transaction.selectOne(m_scope, u"knowledge/find_next_pending"_s,
                                             {{u"workspace"_s, stored(workspace)}, {u"now"_s, stored(now)}});
    return row ? std::optional(row->id<DocumentId>(u"id"_s)) : std::nullopt;
}

qint64 DocumentStore::countPending(WorkspaceId workspace, Instant now)
{
    return m_transaction
        .selectOne(m_scope, u"knowledge/count_pending"_s,
                   {{u"workspace"_s, stored(workspace)}, {u"now"_s, stored(now)}})
        ->integer(u"documents"_s);
}

bool DocumentStore::claim(DocumentId id, const QString &claim, Instant now)
{
    return m_transaction.execute(m_scope, u"knowledge/claim"_s,
                                 {{u"id"_s, stored(id)}, {u"claim"_s, claim}, {u"now"_s, stored(now)}})
           > 0;
}

std::vector<DocumentStore::Claimed> DocumentStore::leftClaimed(WorkspaceId workspace, JobId job)
{
    std::vector<Claimed> claimed;
    for (const Record &row : m_transaction.select(m_scope, u"knowledge/list_left_claimed"_s,
                                                  {{u"workspace"_s, stored(workspace)}, {u"job"_s, stored(job)}}))
        claimed.push_back({row.id<DocumentId>(u"id"_s), row.text(u"claimed_by"_s), int(row.integer(u"attempts"_s))});
    return claimed;
}

bool DocumentStore::setProgress(DocumentId id, const QString &claim, int percent)
{
    return m_transaction.execute(m_scope, u"knowledge/set_progress"_s,
                                 {{u"id"_s, stored(id)}, {u"claim"_s, claim}, {u"progress"_s, percent}})
           > 0;
}

bool DocumentStore::complete(DocumentId id, const QString &claim, const Completion &completion)
{
    const api::Document &document = completion.document;
    if (document.kind == u"site")
        dropWalk(id);
    return m_transaction.execute(m_scope, u"knowledge/complete"_s,
                                 {{u"id"_s, stored(id)},
                                  {u"claim"_s, claim},
                                  {u"name"_s, text(document.name)},
                                  {u"media_type"_s, text(document.mediaType)},
                                  {u"language"_s, text(document.language)},
                                  {u"pages"_s, document.pages},
                                  {u"passages"_s, document.passages},
                                  {u"problem"_s, document.problem ? QVariant(toText(*document.problem)) : QVariant()},
                                  {u"generation"_s, completion.generation},
                                  {u"search_text"_s, findable(document)},
                                  {u"took_ms"_s, completion.tookMs},
                                  {u"now"_s, stored(completion.now)}})
           > 0;
}

bool DocumentStore::fail(DocumentId id, const QString &claim, const Problem &problem, qint64 tookMs, Instant now)
{
    return m_transaction.execute(m_scope, u"knowledge/fail"_s,
                                 {{u"id"_s, stored(id)},
                                  {u"claim"_s, claim},
                                  {u"problem"_s, storedProblem(problem)},
                                  {u"took_ms"_s, tookMs},
                                  {u"now"_s, stored(now)}})
           > 0;
}

bool DocumentStore::postpone(DocumentId id, const QString &claim, const Postponement &postponement)
{
    return m_transaction.execute(m_scope, u"knowledge/postpone"_s,
                                 {{u"id"_s, stored(id)},
                                  {u"claim"_s, claim},
                                  {u"problem"_s, storedProblem(postponement.problem)},
                                  {u"attempts"_s, postponement.attempts},
                                  {u"due_at"_s, stored(postponement.dueAt)},
                                  {u"now"_s, stored(postponement.now)}})
           > 0;
}

std::vector<DocumentStore::StateSum> DocumentStore::sumStates(WorkspaceId workspace)
{
    std::vector<StateSum> sums;
    for (const Record &row :
         m_transaction.select(m_scope, u"knowledge/sum_states"_s, {{u"workspace"_s, stored(workspace)}}))
        sums.push_back({row.text(u"state"_s), row.text(u"media_type"_s), row.integer(u"documents"_s),
                        row.integer(u"bytes"_s), row.integer(u"bytes_done"_s), row.integer(u"passages"_s)});
    return sums;
}

std::vector<DocumentStore::RecentEnd> DocumentStore::recentEnds(WorkspaceId workspace, Instant since, int limit)
{
    std::vector<RecentEnd> ends;
    for (const Record &row :
         m_transaction.select(m_scope, u"knowledge/list_recent_ends"_s,
                              {{u"workspace"_s, stored(workspace)}, {u"since"_s, stored(since)}, {u"limit"_s, limit}}))
        ends.push_back({row.text(u"media_type"_s), row.integer(u"size"_s), row.integer(u"took_ms"_s),
                        row.instant(u"completed_at"_s)});
    return ends;
}

std::vector<DocumentStore::RecentEnd> DocumentStore::underWay(WorkspaceId workspace)
{
    std::vector<RecentEnd> begun;
    for (const Record &row :
         m_transaction.select(m_scope, u"knowledge/list_under_way"_s, {{u"workspace"_s, stored(workspace)}}))
        begun.push_back({row.text(u"media_type"_s), row.integer(u"size"_s), 0, row.instant(u"updated_at"_s), true});
    return begun;
}

std::vector<DocumentStore::DueWorkspace> DocumentStore::due(Transaction &transaction, Instant now, int limit)
{
    std::vector<DueWorkspace> due;
    for (const Record &row : transaction.select(PlatformScope::ofJobs(), u"knowledge/list_due"_s,
                                                {{u"now"_s, stored(now)}, {u"limit"_s, limit}}))
        due.push_back({TenantScope::ofJob(row.id<TenantId>(u"tenant_id"_s)), row.id<WorkspaceId>(u"workspace_id"_s)});
    return due;
}

void DocumentStore::dropOldUploads(Transaction &transaction, Instant before)
{
    transaction.execute(PlatformScope::ofJobs(), u"knowledge/delete_old_uploads"_s, {{u"before"_s, stored(before)}});
}

} // namespace tabletalk
