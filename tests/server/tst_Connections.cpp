// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connections and their onboarding through the server's own face: REST on a real socket,
// SQLite files and a real PostgreSQL behind it.
#include "server/Server.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 30'000;

struct Answer
{
    int status = 0;
    QJsonObject body;
    QByteArray text;
    QString code() const { return body[u"code"_s].toString(); }
};

/// A signed-in client.
class Client
{
public:
    Client(const QUrl &server, const QString &organisation)
        : m_server(server)
    {
        const QJsonObject person{{u"organization"_s, organisation},
                                 {u"email"_s, QString(organisation.toLower() + u"@example.com")},
                                 {u"password"_s, u"correct horse battery"_s},
                                 {u"fullName"_s, u"Ann Example"_s}};
        m_token = call("POST", u"auth/register"_s, person).body[u"accessToken"_s].toString().toLatin1();
    }

    /// After a restart of the server.
    void moveTo(const QUrl &server) { m_server = server; }

    Answer call(const char *verb, const QString &path, const QJsonObject &body = {})
    {
        QNetworkRequest request(QUrl(m_server.toString(QUrl::RemovePath) + u"/api/v1/" + path));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        if (!m_token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + m_token);
        const QByteArray sent =
            qstrcmp(verb, "GET") == 0 ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, sent));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished())
            finished.wait(patience);
        const QByteArray text = reply->readAll();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                QJsonDocument::fromJson(text).object(), text};
    }

    Answer connectTo(const QString &name, const QString &url, bool onboard = true)
    {
        return call("POST", u"tenant/databases"_s, {{u"name"_s, name}, {u"url"_s, url}, {u"onboard"_s, onboard}});
    }

    QString stageOf(const QString &id)
    {
        return call("GET", u"tenant/databases/"_s + id).body[u"onboarding"_s][u"stage"_s].toString();
    }

private:
    QNetworkAccessManager m_network;
    QUrl m_server;
    QByteArray m_token;
};

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_directory.path()).mkpath(u"files"_s));
        makeShop(file(u"shop.db"_s));
        start();
    }

    void aFileIsConnectedReadAndDescribed()
    {
        Client client(m_server->url(), u"Described"_s);
        const Answer created = client.connectTo(u"Shop"_s, u"sqlite://"_s + file(u"shop.db"_s));
        QCOMPARE(created.status, 201);
        const QString id = created.body[u"id"_s].toString();
        QCOMPARE(created.body[u"kind"_s].toString(), u"sqlite"_s);
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"ready"_s, patience);
        const Answer schema = client.call("GET", u"tenant/databases/"_s + id + u"/schema");
        QCOMPARE(schema.status, 200);
        const QJsonArray tables = schema.body[u"tables"_s].toArray();
        QCOMPARE(tables.size(), 2);
        QCOMPARE(tables[1][u"rowCount"_s].toInteger(), 40);
        QVERIFY(!tables[0][u"description"_s].toString().isEmpty());
        QVERIFY(!schema.body[u"examples"_s].toArray().isEmpty());
        const Answer read = client.call("GET", u"tenant/databases/"_s + id);
        QCOMPARE(read.body[u"tableCount"_s].toInteger(), 2);
        QVERIFY(read.body[u"onboardedAt"_s].isString());
    }

    void aConnectionIsProvedToBeReadOnly()
    {
        Client client(m_server->url(), u"Careful"_s);
        const Answer created = client.connectTo(u"Shop"_s, file(u"shop.db"_s), false);
        const QString path = u"tenant/databases/"_s + created.body[u"id"_s].toString() + u"/prove";
        const Answer proof = client.call("POST", path);
        QCOMPARE(proof.status, 200);
        QVERIFY2(proof.body[u"proved"_s].toBool(), proof.text.constData());
        QStringList layers;
        for (const auto &layer : proof.body[u"layers"_s].toArray())
            layers += layer[u"layer"_s].toString();
        QCOMPARE(layers, QStringList({u"statement"_s, u"engine"_s, u"grants"_s, u"attempt"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(client.call("GET", u"usage/audit"_s).text.contains("databases.prove"), 30'000);
        Client stranger(m_server->url(), u"Curious"_s);
        QCOMPARE(stranger.call("POST", path).status, 404);
    }

    void aPostgresDatabaseIsConnectedAndItsPasswordNeverShown()
    {
        startPostgres();
        Client client(m_server->url(), u"Secretive"_s);
        const Answer created = client.connectTo(u"Big shop"_s, m_postgres->url());
        QCOMPARE(created.status, 201);
        const QString id = created.body[u"id"_s].toString();
        QVERIFY(created.body[u"displayUrl"_s].toString().contains(u"***"_s));
        QCOMPARE(created.body[u"accountCanWrite"_s].toBool(), true);
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"ready"_s, patience);
        for (const QString &path : {u"tenant/databases"_s, QString(u"tenant/databases/"_s + id), u"usage/audit"_s}) {
            const QByteArray text = client.call("GET", path).text;
            QVERIFY(!text.contains(PostgresServer::password().toUtf8()) && !text.contains("p%40ss"));
        }
        // Nor does it lie readable in our own database.
        for (const QString &name : QDir(m_directory.filePath(u"data"_s)).entryList(QDir::Files)) {
            QFile ours(m_directory.filePath(u"data/"_s + name));
            QVERIFY(ours.open(QIODevice::ReadOnly));
            const QByteArray bytes = ours.readAll();
            QVERIFY(!bytes.contains(PostgresServer::password().toUtf8()) && !bytes.contains("p%40ss"));
        }
    }

    void eachFailureOfConnectingIsItsOwnProblem_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("code");
        QTest::newRow("missing file") << file(u"missing.db"_s) << u"cannot_connect"_s;
        QTest::newRow("no database") << file(u"random.db"_s) << u"not_a_database"_s;
        QTest::newRow("folder") << m_directory.filePath(u"files"_s) << u"not_a_database"_s;
        QTest::newRow("elsewhere") << u"/etc/passwd"_s << u"connection_forbidden"_s;
        QTest::newRow("our own data") << m_directory.filePath(u"data/platform.db"_s) << u"connection_forbidden"_s;
        QTest::newRow("our own data by file:")
            << QString(u"file:"_s + m_directory.filePath(u"data/platform.db"_s)) << u"connection_forbidden"_s;
        QTest::newRow("the samples by path")
            << m_directory.filePath(u"data/samples/retail.db"_s) << u"connection_forbidden"_s;
        QTest::newRow("private host") << u"postgresql://a:b@10.0.0.1/x"_s << u"connection_forbidden"_s;
        QTest::newRow("unknown kind") << u"oracle://a:b@db/x"_s << u"unsupported_database"_s;
        QTest::newRow("no url") << u"   "_s << u"invalid_request"_s;
        QTest::newRow("unknown sample") << u"sample:zoo"_s << u"cannot_connect"_s;
    }

    void eachFailureOfConnectingIsItsOwnProblem()
    {
        QFETCH(QString, url);
        QFETCH(QString, code);
        QFile random(file(u"random.db"_s));
        QVERIFY(random.open(QIODevice::WriteOnly));
        random.write(QByteArray(9000, '\x77'));
        random.close();
        Client client(m_server->url(), QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-').remove(u':'));
        const Answer tested = client.call("POST", u"tenant/databases/test"_s, {{u"url"_s, url}});
        QCOMPARE(tested.code(), code);
        const Answer created = client.connectTo(u"X"_s, url);
        QCOMPARE(created.code(), code);
        QVERIFY(!created.body[u"detail"_s].toString().isEmpty());
        QCOMPARE(client.call("GET", u"tenant/databases"_s).body[u"items"_s].toArray().size(), 0);
    }

    void namesAreUniqueAndChangesAreKept()
    {
        Client client(m_server->url(), u"Changes"_s);
        const QString id = client.connectTo(u"Shop"_s, file(u"shop.db"_s), false).body[u"id"_s].toString();
        QVERIFY(!id.isEmpty());
        QCOMPARE(client.connectTo(u"Shop"_s, file(u"shop.db"_s), false).status, 409);
        QCOMPARE(client.call("GET", u"tenant/databases/"_s + id + u"/schema").code(), u"not_ready"_s);
        const Answer renamed = client.call("PUT", u"tenant/databases/"_s + id, {{u"name"_s, u"Corner shop"_s}});
        QCOMPARE(renamed.body[u"name"_s].toString(), u"Corner shop"_s);
        const Answer tested = client.call("POST", u"tenant/databases/"_s + id + u"/test");
        QCOMPARE(tested.status, 200);
        QCOMPARE(tested.body[u"tableCount"_s].toInteger(), 2);
        QVERIFY(client.call("DELETE", u"tenant/databases/"_s + id).status < 300);
        QCOMPARE(client.call("GET", u"tenant/databases/"_s + id).status, 404);
    }

    void anotherOrganisationSeesNothing()
    {
        Client owner(m_server->url(), u"Owner"_s);
        Client stranger(m_server->url(), u"Stranger"_s);
        const QString id = owner.connectTo(u"Shop"_s, file(u"shop.db"_s)).body[u"id"_s].toString();
        QTRY_COMPARE_WITH_TIMEOUT(owner.stageOf(id), u"ready"_s, patience);
        const QString path = u"tenant/databases/"_s + id;
        for (const auto &[verb, suffix] : {std::pair("GET", u""_s),
                                           {"PUT", u""_s},
                                           {"DELETE", u""_s},
                                           {"POST", u"/test"_s},
                                           {"POST", u"/onboard"_s},
                                           {"POST", u"/onboard/cancel"_s},
                                           {"GET", u"/schema"_s}}) {
            const Answer theirs = stranger.call(verb, path + suffix, {{u"name"_s, u"x"_s}});
            const Answer random = stranger.call(
                verb, u"tenant/databases/018f2b6a-0000-7000-8000-000000000000"_s + suffix, {{u"name"_s, u"x"_s}});
            QCOMPARE(theirs.status, 404);
            QCOMPARE(random.status, 404);
            QCOMPARE(theirs.body[u"detail"_s], random.body[u"detail"_s]);
        }
        QCOMPARE(owner.stageOf(id), u"ready"_s);
    }

    void aReadingIsCancelledAndStartedAgain()
    {
        startPostgres();
        Client client(m_server->url(), u"Canceller"_s);
        const QString id = client.connectTo(u"Slow"_s, m_postgres->url(u"slow"_s)).body[u"id"_s].toString();
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"profiling"_s, patience);
        QVERIFY(client.call("POST", u"tenant/databases/"_s + id + u"/onboard/cancel").status < 300);
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"cancelled"_s, patience);
        const Answer sofar = client.call("GET", u"tenant/databases/"_s + id + u"/schema");
        QCOMPARE(sofar.status, 200);
        QCOMPARE(sofar.body[u"complete"_s].toBool(true), false);
        QVERIFY(m_postgres->execute(u"DROP VIEW slow1, slow2, slow3, slow4"_s, u"slow"_s).isEmpty());
        QVERIFY(client.call("POST", u"tenant/databases/"_s + id + u"/onboard").status < 300);
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"ready"_s, patience);
        makeSlowViews();
    }

    void aReadingSurvivesTheServersRestart()
    {
        startPostgres();
        Client client(m_server->url(), u"Survivor"_s);
        const QString id = client.connectTo(u"Slow"_s, m_postgres->url(u"slow"_s)).body[u"id"_s].toString();
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"profiling"_s, patience);
        m_server.reset();
        QVERIFY(m_postgres->execute(u"DROP VIEW slow1, slow2, slow3, slow4"_s, u"slow"_s).isEmpty());
        start();
        client.moveTo(m_server->url());
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"ready"_s, patience);
        makeSlowViews();
    }

    void aServerThatDiesWhileItIsReadEndsInAProblem()
    {
        startPostgres();
        Client client(m_server->url(), u"Dying"_s);
        const QString id = client.connectTo(u"Slow"_s, m_postgres->url(u"slow"_s)).body[u"id"_s].toString();
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"profiling"_s, patience);
        m_postgres->kill();
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"failed"_s, patience);
        QString error;
        QVERIFY2(m_postgres->restart(&error), qPrintable(error));
        QVERIFY(m_postgres->execute(u"DROP VIEW slow1, slow2, slow3, slow4"_s, u"slow"_s).isEmpty());
        QVERIFY(client.call("POST", u"tenant/databases/"_s + id + u"/onboard").status < 300);
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"ready"_s, patience);
        makeSlowViews();
    }

    void questionsGoOnAfterTheDatabaseServerRestarted()
    {
        startPostgres();
        Client client(m_server->url(), u"Patient"_s);
        const QString id = client.connectTo(u"Shop"_s, m_postgres->url()).body[u"id"_s].toString();
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"ready"_s, patience);
        const QJsonObject statement{{u"databaseId"_s, id}, {u"sql"_s, u"SELECT count(*) FROM customers"_s}};
        QCOMPARE(client.call("POST", u"chat/run"_s, statement).status, 200);
        QString error;
        QVERIFY2(m_postgres->restart(&error), qPrintable(error));
        for (int i = 0; i < 8; ++i)
            QCOMPARE(client.call("POST", u"chat/run"_s, statement).status, 200);
    }

    void writingStatementsAreRefusedAndNothingChanges()
    {
        Client client(m_server->url(), u"Writer"_s);
        const QString id = client.connectTo(u"Shop"_s, file(u"shop.db"_s), true).body[u"id"_s].toString();
        QTRY_COMPARE_WITH_TIMEOUT(client.stageOf(id), u"ready"_s, patience);
        for (const QString &sql : {u"DELETE FROM customers"_s, u"SELECT 1; DROP TABLE customers"_s,
                                   u"SELECT load_extension('x')"_s, u"PRAGMA query_only = 0"_s}) {
            const Answer refused = client.call("POST", u"chat/run"_s, {{u"databaseId"_s, id}, {u"sql"_s, sql}});
            QCOMPARE(refused.code(), u"statement_refused"_s);
        }
        const Answer counted = client.call(
            "POST", u"chat/run"_s, {{u"databaseId"_s, id}, {u"sql"_s, u"SELECT count(*) AS n FROM customers"_s}});
        QVERIFY2(counted.text.contains("10"), counted.text.constData());
    }

private:
    QString file(const QString &name) const { return m_directory.filePath(u"files/"_s + name); }

    void start()
    {
        ServerOptions options;
        options.dataDir = m_directory.filePath(u"data"_s);
        options.platformUrl = m_place.url();
        options.port = 0;
        options.allowFiles = {m_directory.filePath(u"files"_s)};
        options.allowHosts = {u"127.0.0.0/8"_s};
        options.onboarding.patience = {.attempts = 3, .firstPause = 50ms, .longestPause = 100ms};
        auto server = Server::start(options);
        QVERIFY2(server, server ? "" : qPrintable(server.error().detail));
        m_server = *std::move(server);
    }

    void startPostgres()
    {
        if (m_postgres)
            return;
        QString error;
        m_postgres = PostgresServer::start(&error);
        QVERIFY2(m_postgres, qPrintable(error));
        QCOMPARE(m_postgres->execute(u"CREATE TABLE customers (id int PRIMARY KEY, name text); "
                                     "INSERT INTO customers SELECT g, 'name ' || g FROM generate_series(1, 50) g; "
                                     "CREATE DATABASE slow"_s),
                 QString());
        QCOMPARE(m_postgres->execute(u"CREATE TABLE customers (id int PRIMARY KEY, name text)"_s, u"slow"_s),
                 QString());
        makeSlowViews();
    }

    /// Views that take as long as they may, so that a reading is under way for seconds.
    void makeSlowViews()
    {
        for (int i = 1; i <= 4; ++i) {
            const QString view =
                u"CREATE VIEW slow%1 AS SELECT g AS n FROM generate_series(1, 2000) g WHERE pg_sleep(1) IS NOT NULL"_s;
            QCOMPARE(m_postgres->execute(view.arg(i), u"slow"_s), QString());
        }
    }

    static void makeShop(const QString &path)
    {
        sqlite3 *database = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(path).constData(), &database), SQLITE_OK);
        QCOMPARE(
            sqlite3_exec(
                database,
                "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);"
                "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, total REAL);"
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10) "
                "INSERT INTO customers SELECT i, 'name ' || i, CASE i % 3 WHEN 0 THEN 'Oslo' ELSE 'Rome' END FROM n;"
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
                "INSERT INTO orders SELECT i, 1 + i % 10, i * 2.5 FROM n;",
                nullptr, nullptr, nullptr),
            SQLITE_OK);
        sqlite3_close(database);
    }

    QTemporaryDir m_directory;
    PlatformPlace m_place;
    std::unique_ptr<PostgresServer> m_postgres;
    std::unique_ptr<Server> m_server;
};

static const bool registered = tabletalk::test::add<TestConnections>();
#include "tst_Connections.moc"
