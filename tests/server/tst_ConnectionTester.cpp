// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectLayer.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/ConnectionTester.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QTcpServer>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

class TestConnectionTester : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_server = PostgresServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        QCOMPARE(m_server->execute(u"CREATE TABLE orders (id int PRIMARY KEY, total numeric);"
                                   "CREATE ROLE reader LOGIN PASSWORD 'only reads';"
                                   "GRANT SELECT ON orders TO reader;"
                                   "CREATE ROLE blind LOGIN PASSWORD 'sees nothing'"_s),
                 QString());
    }

    void aConnectionThatWorksShowsEveryLayer()
    {
        const auto result = test(u"postgresql://reader:only%20reads@127.0.0.1:PORT/postgres"_s);
        QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
        QCOMPARE(statesOf(*result), u"name ok, port ok, tls skipped, login ok, database ok, grants ok"_s);
        QCOMPARE(result->tableCount, 1);
        QVERIFY(!result->accountCanWrite);
        QVERIFY(result->serverVersion.startsWith(u"PostgreSQL "));
    }

    void anAccountThatCouldWriteIsAWarningThatSaysWhat()
    {
        const auto result = test(m_server->url());
        QVERIFY(result);
        QCOMPARE(statesOf(*result), u"name ok, port ok, tls skipped, login ok, database ok, grants warning"_s);
        QVERIFY2(result->steps.back().detail.contains(u"superuser"), qPrintable(result->steps.back().detail));
    }

    void anAccountThatSeesNothingIsAWarning()
    {
        const auto result = test(u"postgresql://blind:sees%20nothing@127.0.0.1:PORT/postgres"_s);
        QVERIFY(result);
        QCOMPARE(statesOf(*result), u"name ok, port ok, tls skipped, login ok, database warning, grants ok"_s);
        QVERIFY(result->steps[4].detail.contains(u"GRANT SELECT"));
    }

    void aFileNeedsNoNetwork()
    {
        QFile file(m_directory.filePath(u"empty.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const auto result = test(file.fileName());
        QVERIFY(result);
        QCOMPARE(statesOf(*result),
                 u"name skipped, port skipped, tls skipped, login skipped, database warning, grants warning"_s);
    }

    void whatFailsNamesItsLayerAndWhatToDo_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("code");
        QTest::newRow("name") << u"postgresql://a:b@no-such-host.invalid/shop"_s << u"name"_s << u"cannot_connect"_s;
        QTest::newRow("port") << u"postgresql://a:b@127.0.0.1:CLOSED/shop"_s << u"port"_s << u"cannot_connect"_s;
        QTest::newRow("tls") << u"postgresql://reader:x@127.0.0.1:PORT/postgres?sslmode=require"_s << u"tls"_s
                             << u"cannot_connect"_s;
        QTest::newRow("certificate") << u"postgresql://reader:x@127.0.0.1:PORT/postgres?sslrootcert=/missing.pem"_s
                                     << u"tls"_s << u"cannot_connect"_s;
        QTest::newRow("password") << u"postgresql://reader:wrong@127.0.0.1:PORT/postgres"_s << u"login"_s
                                  << u"login_refused"_s;
        QTest::newRow("user") << u"postgresql://nobody:wrong@127.0.0.1:PORT/postgres"_s << u"login"_s
                              << u"login_refused"_s;
        QTest::newRow("database") << u"postgresql://reader:only%20reads@127.0.0.1:PORT/nowhere"_s << u"database"_s
                                  << u"cannot_connect"_s;
    }

    void whatFailsNamesItsLayerAndWhatToDo()
    {
        QFETCH(QString, url);
        QFETCH(QString, layer);
        QFETCH(QString, code);
        const auto result = test(url);
        QVERIFY(!result);
        const Problem &problem = result.error();
        QCOMPARE(problem.codeName(), code);
        QVERIFY2(layerOf(problem), qPrintable(problem.detail));
        QCOMPARE(layerName(*layerOf(problem)), layer);
        QVERIFY(!problem.detail.isEmpty() && !problem.hint.isEmpty());
        QVERIFY(!QString(problem.detail + problem.hint).contains(u"only reads"));
    }

    /// As a firewall does that lets the connection through to something else.
    void aPortThatSpeaksNoSqlFailsInTime()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const auto result = test(u"postgresql://a:b@127.0.0.1:%1/shop?connect_timeout=2"_s.arg(silent.serverPort()));
        QVERIFY(!result);
        QCOMPARE(layerOf(result.error()), ConnectLayer::Port);
    }

    /// Neither the operator's password file nor his client certificate are a tenant's to use.
    void theOperatorsOwnCredentialsAreNotUsed()
    {
        const QString passwords = m_directory.filePath(u"pgpass"_s);
        QFile file(passwords);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("*:*:*:reader:only reads\n");
        file.close();
        QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
        qputenv("PGPASSFILE", passwords.toUtf8());
        qputenv("PGPASSWORD", "only reads");
        const auto result = test(u"postgresql://reader@127.0.0.1:PORT/postgres"_s);
        qunsetenv("PGPASSFILE");
        qunsetenv("PGPASSWORD");
        QVERIFY(!result);
        QCOMPARE(layerOf(result.error()), ConnectLayer::Login);
    }

private:
    /// PORT is the server's port, CLOSED one where nothing listens.
    Result<api::DatabaseTestResult> test(const QString &text)
    {
        ConnectionPolicyOptions options;
        options.open = true;
        const auto policy = ConnectionPolicy::create(options);
        QString full = text;
        full.replace(u"PORT"_s, QString::number(m_server->port())).replace(u"CLOSED"_s, QString::number(closedPort()));
        return ConnectionTester(*policy, QString()).test(ConnectionUrl::parse(full).value());
    }

    static quint16 closedPort()
    {
        QTcpServer probe;
        return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 1;
    }

    static QString statesOf(const api::DatabaseTestResult &result)
    {
        QStringList states;
        for (const api::TestStep &step : result.steps)
            states << step.layer + u' ' + step.state;
        return states.join(u", "_s);
    }

    QTemporaryDir m_directory;
    std::unique_ptr<PostgresServer> m_server;
};

static const bool registered = tabletalk::test::add<TestConnectionTester>();
#include "tst_ConnectionTester.moc"
