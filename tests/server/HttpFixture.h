// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/api/Common.h"
#include "core/api/Databases.h"
#include "core/api/Tenants.h"
#include "server/base/WorkerPool.h"
#include "server/events/EventSink.h"
#include "server/net/HttpServer.h"

#include <boost/json.hpp>

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

#include <condition_variable>
#include <mutex>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

/// Tokens are names: "owner", "viewer" and "other" (the owner of another organisation)
/// sign in, everything else does not.
class FakeAuthenticator final : public Authenticator
{
public:
    explicit FakeAuthenticator(const Clock &clock)
        : m_start(clock.now())
    {}

    Awaitable<Identity> authenticate(QString token, QString) override
    {
        ++calls;
        const std::scoped_lock lock(m_mutex);
        if (m_revoked.contains(token) || (token != u"owner" && token != u"viewer" && token != u"other"))
            throw Problem::of(ProblemCode::NotSignedIn, u"The token is not valid."_s);
        Identity identity;
        identity.user = UserId(QUuid::createUuidV5(QUuid(), token));
        identity.tenant = TenantId(QUuid::createUuidV5(QUuid(), token == u"other" ? u"two"_s : u"one"_s));
        identity.role = token == u"viewer" ? Role::Viewer : Role::Owner;
        identity.expiresAt = m_start + std::chrono::minutes(15);
        co_return identity;
    }

    void revoke(const QString &token)
    {
        const std::scoped_lock lock(m_mutex);
        m_revoked.append(token);
    }

    std::atomic<int> calls{0};

private:
    const Instant m_start;
    std::mutex m_mutex;
    QStringList m_revoked;
};

class FakeAudit final : public AuditSink
{
public:
    void record(AuditRecord record) override
    {
        const std::scoped_lock lock(m_mutex);
        m_records.push_back(std::move(record));
    }
    void recordRefusal(AuditRecord record) override
    {
        const std::scoped_lock lock(m_mutex);
        m_refusals.push_back(std::move(record));
    }
    std::vector<AuditRecord> refusals() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_refusals;
    }
    std::vector<AuditRecord> records() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_records;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<AuditRecord> m_records;
    std::vector<AuditRecord> m_refusals;
};

/// Nothing lies in any workspace.
class NoWorkspaces final : public WorkspaceFinder
{
public:
    Awaitable<std::optional<WorkspaceId>> workspaceOf(TenantScope, std::string, QString) override
    {
        co_return std::nullopt;
    }
};

/// Holds whoever enters until it is opened.
class Door
{
public:
    void enter()
    {
        std::unique_lock lock(m_mutex);
        ++m_entered;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_open; });
    }
    void waitForEntered(int count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_entered >= count; });
    }
    void open()
    {
        const std::scoped_lock lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_entered = 0;
    bool m_open = false;
};

/// A server with a few operations of every sort.
class HttpFixture
{
public:
    explicit HttpFixture(HttpServerOptions given = {}, bool start = true)
        : clock(*Instant::fromRfc3339(u"2026-03-01T10:00:00Z"))
        , authenticator(clock)
        , pool({.name = u"test"_s, .threads = 8, .queueLimit = 10'000, .perTenantQueue = 10'000})
        , options(std::move(given))
    {
        options.limits.sweepInterval = std::chrono::milliseconds(10);
        addOperations();
        if (start)
            server = orThrow(HttpServer::start(options, services()));
    }

    ~HttpFixture()
    {
        door.open();
        if (server)
            server->stop();
        pool.stop();
        server.reset();
    }

    HttpServerServices services()
    {
        auto describe = [](Identity identity) -> Awaitable<api::AttachResponse> {
            api::AttachResponse response;
            response.user.id = identity.user;
            response.organization.id = identity.tenant;
            response.organization.role = roleName(identity.role);
            co_return response;
        };
        return {.registry = registry,
                .authenticator = authenticator,
                .workspaces = workspaces,
                .audit = audit,
                .clock = clock,
                .describeCaller = describe,
                .readiness = {},
                .gauges =
                    [] {
                        return std::vector<Gauge>{{"tabletalk_test", "a=\"b\"", 7},
                                                  {"tabletalk_other", "", 8},
                                                  {"tabletalk_test", "a=\"c\"", 9}};
                    },
                .organizationOfDomain = {}};
    }

    void addOperations()
    {
        using namespace api;
        registry.add<UpdateMeRequest, UpdateMeRequest>(
            {.name = "test.echo", .method = HttpMethod::Post, .path = "test/echo"}, Permission::OwnAccount,
            [](Call, UpdateMeRequest request) -> Awaitable<UpdateMeRequest> { co_return request; });
        registry.add<ListRequest, ListRequest>(
            {.name = "test.list", .path = "test/items"}, Permission::OwnAccount,
            [](Call, ListRequest request) -> Awaitable<ListRequest> { co_return request; });
        registry.add<MemberRequest, MemberRequest>(
            {.name = "test.read", .path = "test/items/{id}"}, Permission::OwnAccount,
            [](Call, MemberRequest request) -> Awaitable<MemberRequest> {
                throw Problem::of(ProblemCode::NotFound, request.id.toString(), u"a hint"_s);
                co_return request;
            });
        registry.add<UpdateDatabaseRequest, UpdateDatabaseRequest>(
            {.name = "test.update",
             .method = HttpMethod::Put,
             .path = "test/items/{id}",
             .rate = RateClass::Write,
             .audit = AuditRule::Always},
            Permission::ManageDatabases,
            [](Call, UpdateDatabaseRequest request) -> Awaitable<UpdateDatabaseRequest> { co_return request; });
        registry.add<MemberRequest, Empty>(
            {.name = "test.delete", .method = HttpMethod::Delete, .path = "test/items/{id}", .successStatus = 204},
            Permission::OwnAccount, [](Call, MemberRequest) -> Awaitable<Empty> { co_return Empty(); });
        registry.add<Empty, Empty>({.name = "test.special", .path = "test/items/special"}, Permission::OwnAccount,
                                   [](Call, Empty) -> Awaitable<Empty> { co_return Empty(); });
        registry.addPublic<Empty, Empty>({.name = "test.open", .path = "test/open"},
                                         [](PublicCall, Empty) -> Awaitable<Empty> { co_return Empty(); });
        registry.addPublic<LoginRequest, Empty>(
            {.name = "test.login", .method = HttpMethod::Post, .path = "test/login", .rate = RateClass::SignIn},
            [](PublicCall, LoginRequest) -> Awaitable<Empty> { co_return Empty(); });
        registry.add<Empty, Empty>({.name = "test.fail", .path = "test/fail"}, Permission::OwnAccount,
                                   [](Call, Empty) -> Awaitable<Empty> {
                                       throw std::runtime_error("password=hunter2");
                                       co_return Empty();
                                   });
        registry.add<Empty, Empty>({.name = "test.wait", .method = HttpMethod::Post, .path = "test/wait"},
                                   Permission::OwnAccount, [this](Call call, Empty) -> Awaitable<Empty> {
                                       auto work = [this] { door.enter(); };
                                       co_await pool.run(call.caller.tenant, work);
                                       co_return Empty();
                                   });
        registry.add<ListRequest, Empty>(
            {.name = "test.notify", .method = HttpMethod::Post, .path = "test/notify"}, Permission::OwnAccount,
            [this](Call call, ListRequest request) -> Awaitable<Empty> {
                const int count = request.limit.value_or(1);
                const std::string padding(size_t(request.cursor.value_or(QString()).toInt()), 'x');
                auto work = [&] {
                    for (int i = 0; i < count; ++i)
                        call.sink->send(std::make_shared<const std::string>(
                            R"({"jsonrpc":"2.0","method":"event","params":{"seq":)" + std::to_string(i) + R"(,"pad":")"
                            + padding + R"("}})"));
                };
                co_await pool.run(call.caller.tenant, work);
                co_return Empty();
            });
    }

    ManualClock clock;
    FakeAuthenticator authenticator;
    FakeAudit audit;
    NoWorkspaces workspaces;
    Registry registry;
    Door door;
    WorkerPool pool;
    HttpServerOptions options;
    std::unique_ptr<HttpServer> server;
};

struct RawReply
{
    int status = 0;
    QByteArray head;
    QByteArray body;

    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(QByteArray(name.toLower() + ':')))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
    boost::json::value json() const { return boost::json::parse(body.toStdString()); }
    QByteArray code() const
    {
        const auto value = json();
        const auto *code = value.as_object().if_contains("code");
        return code ? QByteArray::fromStdString(std::string(code->as_string())) : QByteArray();
    }
};

/// One connection that speaks bytes.
class RawClient
{
public:
    explicit RawClient(const HttpFixture &fixture) { connectTo(fixture.server->port()); }
    explicit RawClient(quint16 port) { connectTo(port); }

    void send(const QByteArray &bytes)
    {
        socket.write(bytes);
        socket.flush();
    }

    /// The next reply; status 0 when the connection ended first.
    RawReply reply(bool withBody = true)
    {
        RawReply result;
        while (!m_data.contains("\r\n\r\n")) {
            if (!more())
                return result;
        }
        const qsizetype end = m_data.indexOf("\r\n\r\n");
        result.head = m_data.left(end);
        m_data = m_data.mid(end + 4);
        result.status = result.head.split(' ').value(1).toInt();
        if (withBody && result.header("Transfer-Encoding") == "chunked") {
            result.body = chunks();
            return result;
        }
        const qsizetype length = withBody ? result.header("Content-Length").toLongLong() : 0;
        while (m_data.size() < length) {
            if (!more())
                return result;
        }
        result.body = m_data.left(length);
        m_data = m_data.mid(length);
        return result;
    }

    RawReply request(const QByteArray &verb, const QByteArray &target, const QByteArray &token = {},
                     const QByteArray &body = {}, const QByteArray &more = {})
    {
        QByteArray text = verb + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + more;
        if (!token.isEmpty())
            text += "Authorization: Bearer " + token + "\r\n";
        if (!body.isEmpty())
            text += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
        send(text + "\r\n" + body);
        return reply(verb != "HEAD");
    }

    /// Whether the server ends the connection within the time.
    bool closes(int ms = 10'000)
    {
        QElapsedTimer timer;
        timer.start();
        while (socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < ms) {
            socket.waitForReadyRead(50);
            m_data += socket.readAll();
        }
        return socket.state() != QAbstractSocket::ConnectedState;
    }

    /// What came and belongs to no reply.
    QByteArray rest() const { return m_data; }

    QTcpSocket socket;

private:
    /// The pieces of a body whose length is not told before.
    QByteArray chunks()
    {
        QByteArray body;
        for (;;) {
            while (!m_data.contains("\r\n")) {
                if (!more())
                    return body;
            }
            const qsizetype end = m_data.indexOf("\r\n");
            const qsizetype length = m_data.left(end).toLongLong(nullptr, 16);
            while (m_data.size() < end + 2 + length + 2) {
                if (!more())
                    return body;
            }
            body += m_data.mid(end + 2, length);
            m_data = m_data.mid(end + 2 + length + 2);
            if (length == 0)
                return body;
        }
    }
    void connectTo(quint16 port)
    {
        socket.connectToHost(u"127.0.0.1"_s, port);
        if (!socket.waitForConnected(30'000))
            qFatal("cannot connect");
    }
    bool more()
    {
        if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(30'000)) {
            m_data += socket.readAll();
            return false;
        }
        m_data += socket.readAll();
        return true;
    }
    QByteArray m_data;
};

inline QByteArray upgradeHead(const QByteArray &token)
{
    return "GET /rpc HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Authorization: Bearer "
           + token
           + "\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

/// A text frame as a client sends it, masked with zeros; at most 125 bytes.
inline QByteArray maskedText(const QByteArray &text)
{
    QByteArray frame;
    frame += char(0x81);
    frame += char(0x80 | text.size());
    frame += QByteArray(4, '\0');
    return frame + text;
}

/// One WebSocket to /rpc.
class RpcClient
{
public:
    explicit RpcClient(const HttpFixture &fixture, const QByteArray &token = {})
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { messages.append(text); });
        QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/rpc"_s.arg(fixture.server->port())));
        if (!token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token);
        socket.open(request);
        opened =
            QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::ConnectedState || failed(); }, 10'000)
            && !failed();
    }

    bool failed() const { return socket.error() != QAbstractSocket::UnknownSocketError; }

    /// Sends a text and gives the next message.
    boost::json::object exchange(const QString &text)
    {
        socket.sendTextMessage(text);
        return next();
    }
    boost::json::object next()
    {
        if (!QTest::qWaitFor([this] { return !messages.isEmpty(); }, 10'000))
            return {};
        return boost::json::parse(messages.takeFirst().toStdString()).as_object();
    }
    boost::json::object call(const QString &method, const QString &params = u"{}"_s)
    {
        return exchange(uR"({"jsonrpc":"2.0","id":%1,"method":"%2","params":%3})"_s.arg(++m_id).arg(method, params));
    }
    bool closes(int ms = 10'000)
    {
        return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::UnconnectedState; }, ms);
    }
    int closeCode() const { return int(socket.closeCode()); }

    QWebSocket socket;
    QStringList messages;
    bool opened = false;

private:
    int m_id = 0;
};

inline int errorCode(const boost::json::object &response)
{
    const auto *error = response.if_contains("error");
    return error ? int(error->at("code").to_number<int>()) : 0;
}

inline QString problemName(const boost::json::object &response)
{
    const auto *error = response.if_contains("error");
    return error ? QString::fromStdString(std::string(error->at("data").at("code").as_string())) : QString();
}

} // namespace tabletalk::test
