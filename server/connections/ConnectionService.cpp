// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/schema/UnderstandingCodec.h"
#include "core/schema/UnderstandingSize.h"
#include "server/api/Cursor.h"
#include "server/base/LruCache.h"
#include "server/base/WorkerPool.h"
#include "server/connections/ConnectionHealth.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/ConnectionStore.h"
#include "server/connections/ConnectionTester.h"
#include "server/connections/ReadOnlyProver.h"
#include "server/connections/TargetFactory.h"
#include "server/connections/ThreadTargets.h"
#include "server/limits/Limits.h"
#include "server/onboarding/ReadingStore.h"
#include "server/onboarding/Selections.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/samples/SampleDatabase.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <atomic>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t understandingsInMemory = 256;
constexpr qint64 understandingBytesInMemory = 384LL * 1024 * 1024;
constexpr size_t urlsInMemory = 10'000;
constexpr qsizetype maxNameLength = 200;
constexpr int mostAskable = 200;
constexpr int suggestionsShown = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("Connections", text);
}

QByteArray urlPlace(ConnectionId id)
{
    return "connections/" + id.toString().toLatin1() + "/url";
}

QString checkedName(const QString &name)
{
    const QString simple = name.simplified();
    if (simple.isEmpty() || simple.size() > maxNameLength)
        throw Problem::invalid(u"params.name"_s, tr("must have 1 to %1 characters").arg(maxNameLength));
    return simple;
}

ConnectionUrl checkedUrl(const QString &text)
{
    return orThrow(ConnectionUrl::parse(text));
}

StoredConnection require(std::optional<StoredConnection> connection)
{
    if (!connection)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(connection);
}

/// Passes a result on and remembers whether any of it was.
class BeginningSeen final : public RowSink
{
public:
    explicit BeginningSeen(RowSink &sink)
        : m_sink(sink)
    {}
    void begin(const std::vector<ResultColumn> &columns) override
    {
        m_begun = true;
        m_sink.begin(columns);
    }
    void row(Row &&row) override { m_sink.row(std::move(row)); }
    bool hasBegun() const { return m_begun; }

private:
    RowSink &m_sink;
    bool m_begun = false;
};

/// The sample's own questions come first: they were written for it.
std::vector<QString> suggestionsFor(const ConnectionStore::Askable &askable)
{
    std::vector<QString> suggestions;
    if (askable.kind == u"sample") {
        const auto all = samples();
        const auto sample = std::ranges::find(all, askable.displayUrl.section(u':', 1), &SampleInfo::key);
        if (sample != all.end())
            suggestions = sample->questions;
    }
    suggestions.insert(suggestions.end(), askable.questions.begin(), askable.questions.end());
    if (suggestions.size() > suggestionsShown)
        suggestions.resize(suggestionsShown);
    return suggestions;
}

} // namespace

/// A connection's URL, unsealed. The revision tells open targets of an earlier URL apart.
struct ConnectionService::Resolved
{
    ConnectionUrl url;
    quint64 revision = 0;
};

struct ConnectionService::State
{
    using Key = std::pair<TenantId, ConnectionId>;
    LruCache<Key, std::shared_ptr<const Understanding>> understandings{
        understandingsInMemory, understandingBytesInMemory,
        [](const std::shared_ptr<const Understanding> &understanding) { return approximateBytes(*understanding); }};
    LruCache<Key, std::shared_ptr<const Resolved>> resolved{urlsInMemory};
    std::atomic<quint64> revisions{0};
    ConnectionTester tester;
    ConnectionHealth health;

    explicit State(const ConnectionParts &parts)
        : tester(parts.policy, parts.samplesDirectory)
        , health(parts.database, parts.clock)
    {}
};

ConnectionService::ConnectionService(ConnectionParts parts)
    : m_parts(std::move(parts))
    , m_state(std::make_unique<State>(m_parts))
{}

ConnectionService::~ConnectionService() = default;

Awaitable<api::DatabaseList> ConnectionService::list(Call call, api::DatabaseListRequest request)
{
    const int limit = pageLimit(request.limit);
    const QString after = request.cursor ? decodeCursor(*request.cursor, 1).constFirst() : QString();
    auto read = [scope = call.scope, wanted = request.workspaceId, after, limit](Transaction &transaction) {
        ConnectionStore store(transaction, scope);
        const auto workspace = store.workspace(wanted);
        if (!workspace)
            throw Problem::of(ProblemCode::NotFound);
        return store.list(*workspace, after.isNull() ? u""_s : after, limit + 1);
    };
    const auto connections = co_await m_parts.database.read(call.scope, std::move(read));
    api::DatabaseList list;
    for (const StoredConnection &connection : connections)
        list.items.push_back(connection.database);
    if (int(list.items.size()) > limit) {
        list.items.resize(size_t(limit));
        list.nextCursor = encodeCursor({list.items.back().name});
    }
    co_return list;
}

Awaitable<api::Database> ConnectionService::create(Call call, api::CreateDatabaseRequest request)
{
    StoredConnection connection;
    api::Database &database = connection.database;
    database.name = checkedName(request.name);
    const ConnectionUrl url = checkedUrl(request.url);
    if (request.selection)
        checkSelection(*request.selection);
    database.id = makeId<ConnectionId>(m_parts.clock.now());
    database.kind = url.kindName();
    database.displayUrl = url.displayUrl();

    auto prepare = [this, &connection, &url, scope = call.scope, connects = request.onboard] {
        if (connects)
            connection.database.accountCanWrite = orThrow(m_state->tester.test(url)).accountCanWrite;
        else
            orThrow(checkNow(url));
        connection.sealedUrl = m_parts.vault.seal(scope, urlPlace(connection.database.id), url.toString().toUtf8());
    };
    co_await m_parts.pool.run(call.scope.tenant(), std::move(prepare));

    auto write = [&connection, &request, scope = call.scope, user = call.caller.user,
                  now = m_parts.clock.now()](Transaction &transaction) {
        ConnectionStore store(transaction, scope);
        const auto workspace = store.workspace(request.workspaceId);
        if (!workspace)
            throw Problem::of(ProblemCode::NotFound);
        connection.database.workspaceId = *workspace;
        Limits(transaction, scope, now).requireRoom(Owned::Connections);
        store.insert(connection, user, now);
        ReadingStore readings(transaction, scope);
        if (request.selection && !isEverything(*request.selection))
            readings.saveSelection(connection.database.id, request.selection);
        api::Database created = require(store.find(connection.database.id)).database;
        readings.addTo(created);
        return created;
    };
    co_return co_await m_parts.database.write(call.scope, std::move(write));
}

Awaitable<api::Database> ConnectionService::read(Call call, api::DatabaseRequest request)
{
    auto read = [scope = call.scope, id = request.id](Transaction &transaction) {
        api::Database database = require(ConnectionStore(transaction, scope).find(id)).database;
        ReadingStore(transaction, scope).addTo(database);
        return database;
    };
    co_return co_await m_parts.database.read(call.scope, std::move(read));
}

Awaitable<api::Database> ConnectionService::update(Call call, api::UpdateDatabaseRequest request)
{
    const TenantScope scope = call.scope;
    co_await requireConnection(scope, request.id);
    std::optional<QString> name;
    if (request.name)
        name = checkedName(*request.name);

    std::optional<StoredConnection> moved;
    if (request.url) {
        const ConnectionUrl url = checkedUrl(*request.url);
        auto prepare = [this, &url, &moved, scope, id = request.id] {
            StoredConnection connection;
            connection.database.id = id;
            connection.database.kind = url.kindName();
            connection.database.displayUrl = url.displayUrl();
            connection.database.accountCanWrite = orThrow(m_state->tester.test(url)).accountCanWrite;
            connection.sealedUrl = m_parts.vault.seal(scope, urlPlace(id), url.toString().toUtf8());
            moved = std::move(connection);
        };
        co_await m_parts.pool.run(scope.tenant(), std::move(prepare));
    }

    auto write = [scope, id = request.id, &name, &moved](Transaction &transaction) {
        ConnectionStore store(transaction, scope);
        require(store.find(id));
        if (name)
            store.rename(id, *name);
        if (moved) {
            store.setUrl(*moved);
            // What was understood may be of another database.
            ReadingStore(transaction, scope).want(id, ReadAgain::Everything);
        }
        return require(store.find(id)).database;
    };
    api::Database database = co_await m_parts.database.write(call.scope, std::move(write));
    m_state->resolved.drop({scope.tenant(), request.id});
    if (moved)
        m_state->health.forget(scope, request.id);
    co_return database;
}

Awaitable<api::Empty> ConnectionService::remove(Call call, api::DatabaseRequest request)
{
    auto write = [scope = call.scope, id = request.id](Transaction &transaction) {
        if (!ConnectionStore(transaction, scope).remove(id))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_parts.database.write(call.scope, std::move(write));
    const State::Key key{call.scope.tenant(), request.id};
    m_state->resolved.drop(key);
    m_state->understandings.drop(key);
    m_state->health.forget(call.scope, request.id);
    co_return api::Empty();
}

Awaitable<api::DatabaseTestResult> ConnectionService::testUrl(Call call, api::TestUrlRequest request)
{
    const ConnectionUrl url = checkedUrl(request.url);
    co_return co_await tryUrl(call.scope, url);
}

Awaitable<api::DatabaseTestResult> ConnectionService::test(Call call, api::DatabaseRequest request)
{
    co_await requireConnection(call.scope, request.id);
    auto tryIt = [this, scope = call.scope, id = request.id] {
        QElapsedTimer took;
        took.start();
        auto result = m_state->tester.test(resolveNow(scope, id).url);
        if (result)
            m_state->health.noteAnswer(scope, id, std::chrono::milliseconds(took.elapsed()));
        else
            m_state->health.noteProblem(scope, id, result.error(), std::chrono::milliseconds(took.elapsed()));
        return orThrow(std::move(result));
    };
    api::DatabaseTestResult result = co_await m_parts.pool.run(call.scope.tenant(), std::move(tryIt));
    auto write = [scope = call.scope, id = request.id, canWrite = result.accountCanWrite](Transaction &transaction) {
        ConnectionStore(transaction, scope).setAccountCanWrite(id, canWrite);
    };
    co_await m_parts.database.write(call.scope, std::move(write));
    co_return result;
}

Awaitable<api::ReadOnlyProof> ConnectionService::prove(Call call, api::DatabaseRequest request)
{
    co_await requireConnection(call.scope, request.id);
    auto prove = [this, scope = call.scope, id = request.id] {
        return proveReadOnly(*orThrow(openNow(scope, id)), m_parts.clock.now());
    };
    co_return co_await m_parts.pool.run(call.scope.tenant(), std::move(prove));
}

Awaitable<api::DatabaseTestResult> ConnectionService::tryUrl(TenantScope scope, ConnectionUrl url)
{
    auto tryIt = [this, &url] { return orThrow(m_state->tester.test(url)); };
    co_return co_await m_parts.pool.run(scope.tenant(), std::move(tryIt));
}

Awaitable<api::AskableDatabaseList> ConnectionService::askableDatabases(TenantScope scope,
                                                                        std::optional<WorkspaceId> within)
{
    auto read = [scope, within](Transaction &transaction) {
        return ConnectionStore(transaction, scope).askable(within, mostAskable, suggestionsShown);
    };
    const auto askables = co_await m_parts.database.read(scope, std::move(read));
    api::AskableDatabaseList list;
    for (const auto &askable : askables)
        list.items.push_back(
            {askable.id, askable.name, askable.understood, suggestionsFor(askable), askable.workspace});
    co_return list;
}

Awaitable<std::vector<api::Database>> ConnectionService::ofSameWorkspace(TenantScope scope, ConnectionId id, int limit)
{
    auto read = [scope, id, limit](Transaction &transaction) {
        ConnectionStore store(transaction, scope);
        std::vector<api::Database> databases{require(store.find(id)).database};
        for (StoredConnection &other : store.list(databases.front().workspaceId, u""_s, limit + 1)) {
            if (other.database.id != id && int(databases.size()) <= limit)
                databases.push_back(std::move(other.database));
        }
        return databases;
    };
    co_return co_await m_parts.database.read(scope, std::move(read));
}

Awaitable<void> ConnectionService::requireConnection(TenantScope scope, ConnectionId id)
{
    auto read = [scope, id](Transaction &transaction) { require(ConnectionStore(transaction, scope).find(id)); };
    co_await m_parts.database.read(scope, std::move(read));
}

Awaitable<std::shared_ptr<const Understanding>> ConnectionService::understandingOf(TenantScope scope, ConnectionId id)
{
    const State::Key key{scope.tenant(), id};
    if (auto known = m_state->understandings.find(key))
        co_return *known;

    auto read = [scope, id](Transaction &transaction) {
        ConnectionStore store(transaction, scope);
        require(store.find(id));
        return store.understanding(id);
    };
    const std::optional<QByteArray> encoded = co_await m_parts.database.read(scope, std::move(read));
    if (!encoded)
        throw Problem::of(ProblemCode::NotReady, tr("What this database holds is not known yet."),
                          tr("Wait until it has been read, or start reading it again."));
    auto decode = [&encoded] { return std::make_shared<const Understanding>(orThrow(decodeUnderstanding(*encoded))); };
    auto understanding = co_await m_parts.pool.run(scope.tenant(), std::move(decode));
    co_return m_state->understandings.putIfAbsent(key, std::move(understanding));
}

Result<StatementOutcome> ConnectionService::runStatement(const TenantScope &scope, ConnectionId id, const QString &sql,
                                                         const StatementLimits &limits, RowSink &sink,
                                                         const std::stop_token &stop)
{
    QElapsedTimer took;
    took.start();
    auto outcome = runOnThread(scope, id, sql, limits, sink, stop);
    if (outcome)
        m_state->health.noteAnswer(scope, id, std::chrono::milliseconds(took.elapsed()));
    else
        m_state->health.noteProblem(scope, id, outcome.error(), std::chrono::milliseconds(took.elapsed()));
    return outcome;
}

Result<StatementOutcome> ConnectionService::runOnThread(const TenantScope &scope, ConnectionId id, const QString &sql,
                                                        const StatementLimits &limits, RowSink &sink,
                                                        const std::stop_token &stop)
{
    const Resolved resolved = resolveNow(scope, id);
    const auto open = [&] { return openTarget(resolved.url, m_parts.policy, m_parts.samplesDirectory); };
    BeginningSeen watched(sink);
    // A connection that lay idle may have died meanwhile: that is worth one new one.
    for (int attempt = 1;; ++attempt) {
        const auto target = ThreadTargets::get(id, resolved.revision, open);
        if (!target)
            return std::unexpected(target.error());
        auto outcome = (*target)->run(sql, limits, watched, stop);
        const bool lost = !outcome && !(*target)->isUsable();
        if (lost)
            ThreadTargets::drop(id);
        if (!lost || watched.hasBegun() || attempt == 2 || outcome.error().code != ProblemCode::CannotConnect)
            return outcome;
    }
}

Result<std::unique_ptr<TargetDatabase>> ConnectionService::openNow(const TenantScope &scope, ConnectionId id)
{
    QElapsedTimer took;
    took.start();
    auto target = openTarget(resolveNow(scope, id).url, m_parts.policy, m_parts.samplesDirectory);
    if (target)
        m_state->health.noteAnswer(scope, id, std::chrono::milliseconds(took.elapsed()));
    else
        m_state->health.noteProblem(scope, id, target.error(), std::chrono::milliseconds(took.elapsed()));
    return target;
}

Result<std::unique_ptr<TargetDatabase>> ConnectionService::openUrlNow(const QString &url)
{
    auto parsed = ConnectionUrl::parse(url);
    if (!parsed)
        return std::unexpected(std::move(parsed).error());
    return openTarget(*parsed, m_parts.policy, m_parts.samplesDirectory);
}

std::optional<Understanding> ConnectionService::storedUnderstandingNow(const TenantScope &scope, ConnectionId id)
{
    const auto encoded = m_parts.database.readNow(
        scope, [&](Transaction &transaction) { return ConnectionStore(transaction, scope).understanding(id); });
    auto understanding = encoded ? decodeUnderstanding(*encoded) : failure(ProblemCode::NotReady);
    return understanding ? std::optional(*std::move(understanding)) : std::nullopt;
}

void ConnectionService::keepNow(const TenantScope &scope, ConnectionId id, const Understanding &understanding)
{
    const QByteArray encoded = encodeUnderstanding(understanding);
    m_parts.database.writeNow(scope, [&](Transaction &transaction) {
        ConnectionStore store(transaction, scope);
        require(store.find(id)); // deleted meanwhile: nothing to keep
        store.saveUnderstanding(id, understanding, encoded, m_parts.clock.now());
    });
}

void ConnectionService::keepUnfinished(const TenantScope &scope, ConnectionId id, const Understanding &sofar)
{
    keepNow(scope, id, sofar);
    // Whoever asks next reads it back: that costs less than a copy of a large one each time.
    m_state->understandings.drop({scope.tenant(), id});
}

void ConnectionService::keepUnderstanding(const TenantScope &scope, ConnectionId id, Understanding understanding)
{
    const auto shared = std::make_shared<const Understanding>(std::move(understanding));
    keepNow(scope, id, *shared);
    m_state->understandings.put({scope.tenant(), id}, shared);
}

ConnectionService::Resolved ConnectionService::resolveNow(const TenantScope &scope, ConnectionId id)
{
    const State::Key key{scope.tenant(), id};
    if (const auto known = m_state->resolved.find(key))
        return **known;
    const StoredConnection connection = m_parts.database.readNow(
        scope, [&](Transaction &transaction) { return require(ConnectionStore(transaction, scope).find(id)); });
    const QByteArray url = orThrow(m_parts.vault.open(scope, urlPlace(id), connection.sealedUrl));
    auto resolved =
        std::make_shared<const Resolved>(Resolved{checkedUrl(QString::fromUtf8(url)), ++m_state->revisions});
    return *m_state->resolved.putIfAbsent(key, std::move(resolved));
}

/// Whether it may be connected to at all, without connecting.
Result<void> ConnectionService::checkNow(const ConnectionUrl &url) const
{
    if (url.kind == ConnectionKind::Sqlite) {
        if (auto file = m_parts.policy.checkFile(url.path); !file)
            return std::unexpected(std::move(file).error());
    } else if (url.kind == ConnectionKind::Odbc) {
        if (auto source = odbcSourceOf(url, m_parts.policy); !source)
            return std::unexpected(std::move(source).error());
    } else if (isServerKind(url.kind)) {
        if (auto host = m_parts.policy.checkHost(url.host); !host)
            return std::unexpected(std::move(host).error());
    }
    return {};
}

} // namespace tabletalk
