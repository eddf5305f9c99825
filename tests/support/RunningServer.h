// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "server/Server.h"
#include "server/accounts/AccountService.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/RpcConnection.h"

#include <boost/json.hpp>

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <functional>

namespace tabletalk::test {

/// What came back over REST.
struct RestReply
{
    int status = 0;
    boost::json::value body; ///< null when there is none
    QByteArray contentType;
    QByteArray bytes; ///< as they came

    QString text(const char *field) const
    {
        const auto *object = body.if_object();
        const auto *value = object ? object->if_contains(field) : nullptr;
        return value && value->is_string() ? QString::fromStdString(value->as_string().c_str()) : QString();
    }
    /// The problem's code; empty when it is none.
    QString code() const { return text("code"); }
};

/// The whole server, as a program starts it, on a free port with a data directory of its own.
class RunningServer
{
public:
    using Adjust = std::function<void(ServerOptions &)>;

    /// adjust changes the options that it starts with, each time. A test calls faster than a person does, the quicker
    /// the machine the more so: who calls is not held up, but where a test sets a rate.
    explicit RunningServer(Adjust adjust = {})
        : m_adjust(std::move(adjust))
    {
        makeShop();
        start();
    }

    void start()
    {
        ServerOptions options;
        options.dataDir = dataDirectory();
        options.platformUrl = m_place.url();
        options.port = 0;
        options.registration = Registration::Open;
        constexpr RateLimit plenty{1'000'000, 1'000'000};
        options.rates = {.read = plenty, .write = plenty, .ask = plenty, .signIn = plenty, .publicAddress = plenty};
        options.allowFiles = {m_place.filePath(QStringLiteral("files"))};
        if (m_adjust)
            m_adjust(options);
        m_server = orThrow(Server::start(options));
    }
    void stop() { m_server.reset(); }

    /// Of its platform database on PostgreSQL; empty on SQLite.
    const QString &platformUrl() const { return m_place.url(); }
    Server &server() { return *m_server; }
    QString dataDirectory() const { return m_place.filePath(QStringLiteral("data")); }
    QUrl url(const QString &path) const
    {
        QUrl url = m_server->url();
        const QStringList parts = path.split(u'?');
        url.setPath(parts.value(0));
        url.setQuery(parts.size() > 1 ? parts[1] : QString());
        return url;
    }

    /// A new organisation, signed in as its owner.
    api::SignedIn organization(const QString &name)
    {
        api::RegisterRequest request;
        request.organization = name;
        request.email = name.toLower() + QStringLiteral("@example.org");
        request.password = QStringLiteral("correct horse battery");
        request.fullName = QStringLiteral("Owner of ") + name;
        return m_server->accounts().createAccount(request);
    }

    /// A further account in an organisation, signed in; its access token.
    QString member(const api::SignedIn &organization, const QString &email, Role role)
    {
        const auto scope = TenantScope::ofSignIn(organization.organization.id);
        const QString password = QStringLiteral("another correct horse");
        m_server->accounts().addMember(scope, email, password, email.section(u'@', 0, 0), role);
        return rest("POST", QStringLiteral("auth/login"), {},
                    {{"email", email.toStdString()}, {"password", password.toStdString()}})
            .text("accessToken");
    }

    RestReply rest(const QByteArray &verb, const QString &path, const QString &token,
                   const boost::json::value &body = nullptr)
    {
        return exchange(verb, QStringLiteral("/api/v1/") + path, token, body);
    }
    /// The same as a client that calls the server by another name.
    RestReply restAt(const QByteArray &host, const QByteArray &verb, const QString &path, const QString &token = {},
                     const boost::json::value &body = nullptr)
    {
        return exchange(verb, QStringLiteral("/api/v1/") + path, token, body, host);
    }
    /// A page beside the operations.
    RestReply get(const QString &path) { return exchange("GET", path, {}, nullptr); }
    /// Connects the shop to an organisation and waits until it can be asked; its id.
    QString connectShop(const QString &token, const QString &workspace = {})
    {
        return connect(token, QStringLiteral("Shop"), QStringLiteral("sqlite://") + m_shop, workspace);
    }
    /// The same with any database. workspace: the usual one when empty.
    QString connect(const QString &token, const QString &name, const QString &url, const QString &workspace = {})
    {
        boost::json::object wanted{{"name", name.toStdString()}, {"url", url.toStdString()}};
        if (!workspace.isEmpty())
            wanted["workspaceId"] = workspace.toStdString();
        const RestReply created = rest("POST", QStringLiteral("tenant/databases"), token, wanted);
        const QString id = created.text("id");
        const bool ready = QTest::qWaitFor(
            [&] {
                const auto database = rest("GET", QStringLiteral("tenant/databases/") + id, token);
                const auto *onboarding = database.body.as_object().if_contains("onboarding");
                return onboarding && onboarding->at("stage") == "ready";
            },
            30'000);
        return ready ? id : QString();
    }

    /// To its database, past the server and every policy; best while it is stopped.
    std::unique_ptr<PlatformConnection> connectToPlatform() const { return m_place.connect(platformFile()); }
    /// All that its database holds, as bytes; see PlatformPlace.
    QByteArray everythingStored() const { return m_place.everythingStored(platformFile()); }
    /// The tables of its database that have a column tenant_id, in order.
    QStringList tenantTables() const { return m_place.tenantTables(platformFile()); }

    /// Where connections may reach files; the shop's is in it.
    QString file(const QString &name) const { return m_place.filePath(u"files/" + name); }
    const QString &shop() const { return m_shop; }
    /// Where the server keeps the rows of answers.
    QString spoolDirectory() const { return m_place.filePath(QStringLiteral("data/spool")); }

    static constexpr int customers = 600;

private:
    static QString platformFile() { return QStringLiteral("data/platform.db"); }

    RestReply exchange(const QByteArray &verb, const QString &path, const QString &token,
                       const boost::json::value &body, const QByteArray &host = {})
    {
        QNetworkRequest request(url(path));
        if (!host.isEmpty())
            request.setRawHeader("Host", host);
        constexpr int patience = 30'000;
        request.setTransferTimeout(patience);
        if (!token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token.toLatin1());
        QByteArray text;
        if (!body.is_null()) {
            request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
            text = QByteArray::fromStdString(boost::json::serialize(body));
        }
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, text));
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished())
            loop.exec();
        RestReply result;
        result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        result.bytes = reply->readAll();
        result.contentType = reply->header(QNetworkRequest::ContentTypeHeader).toByteArray();
        const bool isJson =
            result.contentType == "application/json" || result.contentType == "application/problem+json";
        if (isJson && !result.bytes.isEmpty())
            result.body = boost::json::parse({result.bytes.constData(), size_t(result.bytes.size())});
        return result;
    }

    /// Customers and their orders, in a file that connections may reach.
    void makeShop()
    {
        QDir(m_place.directory()).mkpath(QStringLiteral("files"));
        m_shop = m_place.filePath(QStringLiteral("files/shop.sqlite"));
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("shop"));
        database.setDatabaseName(m_shop);
        bool done = database.open();
        QSqlQuery query(database);
        for (const char *sql :
             {"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL)",
              "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), "
              "amount REAL NOT NULL)",
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) "
              "INSERT INTO customers SELECT i, 'Customer ' || i, "
              "CASE i % 3 WHEN 0 THEN 'Berlin' WHEN 1 THEN 'Paris' ELSE 'Rome' END FROM n",
              "INSERT INTO orders SELECT id, id % 50 + 1, id * 1.5 FROM customers"})
            done = done && query.exec(QString::fromLatin1(sql));
        if (!done)
            throw Problem::of(ProblemCode::Internal, query.lastError().text());
        query.clear();
        database.close();
        database = QSqlDatabase();
        QSqlDatabase::removeDatabase(QStringLiteral("shop"));
    }

    Adjust m_adjust;
    PlatformPlace m_place;
    QString m_shop;
    std::unique_ptr<Server> m_server;
    QNetworkAccessManager m_network;
};

inline RpcConnection::RpcConnection(RunningServer &server, const QString &token)
    : RpcConnection(server.url(QString()), token)
{}

} // namespace tabletalk::test
