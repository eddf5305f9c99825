// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcSource.h"
#include "server/connections/OdbcTarget.h"
#include "server/connections/TargetFactory.h"
#include "tests/support/CollectRows.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

const QStringList drivers = {u"SQLite3"_s,       u"PostgreSQL Unicode"_s, u"PostgreSQL ANSI"_s,
                             u"FreeTDS"_s,       u"MariaDB Unicode"_s,    u"ODBC Driver 18 for SQL Server"_s,
                             u"Strange Driver"_s};

QString shown(const Result<OdbcSource> &source)
{
    return source ? odbcConnectionString(*source) : QString(source.error().codeName() + u' ' + source.error().detail);
}

} // namespace

/// What a connection string may not do.
class TestOdbcPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QDir root(m_directory.path());
        QVERIFY(root.mkpath(u"data"_s) && root.mkpath(u"allowed"_s) && root.mkpath(u"other"_s));
        for (const QString &name : {u"data/platform.db"_s, u"allowed/shop.db"_s, u"other/shop.db"_s}) {
            sqlite3 *database = nullptr;
            QCOMPARE(sqlite3_open(root.filePath(name).toUtf8().constData(), &database), SQLITE_OK);
            QCOMPARE(sqlite3_exec(database, "CREATE TABLE t (a)", nullptr, nullptr, nullptr), SQLITE_OK);
            sqlite3_close(database);
        }
        QVERIFY(QFile::link(root.filePath(u"data/platform.db"_s), root.filePath(u"allowed/link.db"_s)));
    }

    void keywordsThatDoHarmAreRefusedByName_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("keyword");
        const auto row = [](const QString &driver, const char *keyword, const QString &value = u"x"_s) {
            const QString name = QString::fromLatin1(keyword);
            QTest::newRow(qPrintable(driver + u' ' + name))
                << QString(u"Driver={"_s + driver + u"};Database=d;"_s + name + u'=' + value) << name;
        };
        for (const char *keyword : {"Trace",
                                    "TraceFile",
                                    "Debug",
                                    "CommLog",
                                    "B2",
                                    "B3",
                                    "CX",
                                    "A6",
                                    "ConnSettings",
                                    "pqopt",
                                    "PQOPT",
                                    "Pq_opt",
                                    "TranslationDLL",
                                    "TranslationName",
                                    "FILEDSN",
                                    "SAVEFILE",
                                    "XaOpt",
                                    "Socket",
                                    "Protocol",
                                    "UseDeclareFetch",
                                    "sslcert",
                                    "Service",
                                    "BI",
                                    "ReadOnly",
                                    "Description"})
            row(u"PostgreSQL Unicode"_s, keyword);
        for (const char *keyword : {"LoadExt", "loadext", "Load_Ext", "load ext", "TraceFile", "JournalMode",
                                    "SyncPragma", "FKSupport", "NoCreat", "PWD", "StepAPI", "INITSTRING", "Server"})
            row(u"SQLite3"_s, keyword);
        for (const char *keyword : {"AttachDBFileName", "Failover_Partner", "Trusted_Connection", "QueryLogFile",
                                    "QueryLog_On", "StatsLogFile", "Authentication", "ServerSPN", "Network",
                                    "KeystoreLocation", "WSID", "APP", "ApplicationIntent", "MultiSubnetFailover"})
            row(u"ODBC Driver 18 for SQL Server"_s, keyword);
        for (const char *keyword : {"DumpFile", "DumpFileAppend", "DebugFlags", "Servername", "AttachDbFilename",
                                    "REALM", "ServerSPN", "Trusted_Connection", "ClientCharset"})
            row(u"FreeTDS"_s, keyword);
    }

    void keywordsThatDoHarmAreRefusedByName()
    {
        QFETCH(QString, text);
        QFETCH(QString, keyword);
        for (const bool open : {false, true}) {
            const auto source = check(text, open);
            QVERIFY2(!source, qPrintable(shown(source)));
            QCOMPARE(source.error().codeName(), u"connection_forbidden"_s);
            QVERIFY2(source.error().detail.contains(u'"' + keyword + u'"'), qPrintable(source.error().detail));
        }
    }

    void onlyInstalledDriversCanBeNamed_data()
    {
        QTest::addColumn<QString>("driver");
        for (const char *driver :
             {"/usr/lib/x86_64-linux-gnu/odbc/libsqlite3odbc.so", "libsqlite3odbc.so", "../evil.so", "evil.dll",
              "C:\\evil.dll", "\\\\host\\share\\evil.dll", "No Such Driver", "SQLite3;Trace=1", "SQLite3}", " "})
            QTest::newRow(driver) << QString::fromLatin1(driver);
    }

    void onlyInstalledDriversCanBeNamed()
    {
        QFETCH(QString, driver);
        OdbcAttributes attributes{{u"Driver"_s, driver}, {u"Database"_s, allowed()}};
        const auto source = checkOdbcSource(attributes, policy(true), drivers);
        QVERIFY2(!source, qPrintable(shown(source)));
    }

    void aDriverIsFoundWhateverItsCase()
    {
        const auto source = check(u"driver={sqlite3};Database="_s + allowed());
        QVERIFY2(source, qPrintable(shown(source)));
        QCOMPARE(source->attributes.front(), (std::pair<QString, QString>(u"Driver"_s, u"SQLite3"_s)));
        // One that would lose characters is not used.
        QVERIFY(!check(u"Driver={PostgreSQL ANSI};Server=127.0.0.1;Database=x"_s, true));
    }

    void databaseFilesPassThePolicy_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("our own data") << m_directory.filePath(u"data/platform.db"_s);
        QTest::newRow("a link to it") << m_directory.filePath(u"allowed/link.db"_s);
        QTest::newRow("dots") << m_directory.filePath(u"allowed/../data/platform.db"_s);
        QTest::newRow("another folder") << m_directory.filePath(u"other/shop.db"_s);
        QTest::newRow("a URI") << QString(u"file:"_s + m_directory.filePath(u"other/shop.db"_s) + u"?mode=rwc"_s);
        QTest::newRow("a URI with an authority")
            << QString(u"file://localhost"_s + m_directory.filePath(u"other/shop.db"_s));
        QTest::newRow("memory") << u":memory:"_s;
        QTest::newRow("missing") << m_directory.filePath(u"allowed/missing.db"_s);
        QTest::newRow("none") << QString();
        QTest::newRow("a folder") << m_directory.filePath(u"allowed"_s);
    }

    void databaseFilesPassThePolicy()
    {
        QFETCH(QString, path);
        const auto source = check(u"Driver={SQLite3};Database="_s + path);
        QVERIFY2(!source, qPrintable(shown(source)));
        QVERIFY(!QFile::exists(m_directory.filePath(u"allowed/missing.db"_s)));
    }

    void thePathThatIsOpenedIsTheOneThatWasChecked()
    {
        const auto source =
            check(u"Driver={SQLite3};Database="_s + m_directory.filePath(u"other/../allowed/shop.db"_s));
        QVERIFY2(source, qPrintable(shown(source)));
        QVERIFY(odbcConnectionString(*source).contains(QString(u"Database="_s + allowed() + u';')));
        const auto target = OdbcTarget::open(*source, policy());
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
    }

    void hostsPassThePolicy_data()
    {
        QTest::addColumn<QString>("text");
        const QString postgres = u"Driver={PostgreSQL Unicode};Database=x;"_s;
        for (const char *server :
             {"Server=10.0.0.1", "Servername=127.0.0.1", "Server=localhost", "Server=0x7f.1", "Server=2130706433",
              "Server=::1", "Server=::ffff:10.0.0.1", "Server=/var/run/postgresql", "Server=@abstract",
              "Server=1.1.1.1,127.0.0.1", "Server=1.1.1.1;Servername=127.0.0.1", "Server={1.1.1.1 host=127.0.0.1}",
              "Server={a;Port=1}", "Server=1.1.1.1;Port=70000", "Server=1.1.1.1;Port={5432 hostaddr=127.0.0.1}", "",
              "Server=1.1.1.1;Database2=y", "Server=1.1.1.1:5432@x"})
            QTest::newRow(qPrintable(u"postgres "_s + QLatin1StringView(server)))
                << QString(postgres + QLatin1StringView(server));
        for (const char *server :
             {"Server=tcp:10.0.0.1,1433", "Server=127.0.0.1\\SQLEXPRESS", "Server=np:\\\\1.1.1.1\\pipe\\sql\\query",
              "Server=lpc:1.1.1.1", "Server=(local)", "Server=.", "Server=(localdb)\\MSSQLLocalDB",
              "Server=1.1.1.1;Address=127.0.0.1", "Server=admin:1.1.1.1", "Server=\\\\1.1.1.1\\pipe\\sql",
              "Server=tcp:tcp:1.1.1.1", "Server=1.1.1.1,1433,99999", "Addr=10.0.0.1", ""})
            for (const char *driver : {"ODBC Driver 18 for SQL Server", "FreeTDS"})
                QTest::newRow(qPrintable(QLatin1StringView(driver) + u' ' + QLatin1StringView(server))) << QString(
                    u"Driver={"_s + QLatin1StringView(driver) + u"};Database=x;"_s + QLatin1StringView(server));
    }

    void hostsPassThePolicy()
    {
        QFETCH(QString, text);
        const auto source = check(text);
        QVERIFY2(!source, qPrintable(shown(source)));
    }

    void theAddressThatWasCheckedIsTheOneThatIsUsed()
    {
        const auto postgres =
            check(u"Driver={PostgreSQL Unicode};Server=localhost;Database=x;SSLmode=verify-full"_s, true);
        QVERIFY2(postgres, qPrintable(shown(postgres)));
        QVERIFY(odbcConnectionString(*postgres).contains(u"Server=localhost;"_s)); // for the certificate
        QVERIFY2(odbcConnectionString(*postgres).contains(u"hostaddr=127.0.0.1"_s), qPrintable(shown(postgres)));
        const auto microsoft =
            check(u"Driver={ODBC Driver 18 for SQL Server};Server=tcp:localhost,1500;Database=x"_s, true);
        QVERIFY2(microsoft, qPrintable(shown(microsoft)));
        QVERIFY(odbcConnectionString(*microsoft).contains(u"Server=tcp:127.0.0.1,1500;"_s));
        QVERIFY(odbcConnectionString(*microsoft).contains(u"HostnameInCertificate=localhost;"_s));
        QVERIFY(odbcConnectionString(*microsoft).contains(u"Encrypt=yes;"_s));
        const auto instance =
            check(u"Driver={ODBC Driver 18 for SQL Server};Server=localhost\\SQLEXPRESS;Database=x"_s, true);
        QVERIFY2(instance, qPrintable(shown(instance)));
        QVERIFY(odbcConnectionString(*instance).contains(u"Server=tcp:127.0.0.1\\SQLEXPRESS;"_s));
        const auto free = check(u"Driver={FreeTDS};Server=localhost,1500;Database=x"_s, true);
        QVERIFY2(free, qPrintable(shown(free)));
        QVERIFY(odbcConnectionString(*free).contains(u"Server=127.0.0.1;"_s));
        QVERIFY(odbcConnectionString(*free).contains(u"Port=1500;"_s));
    }

    void driversThatAreNotKnownAreForOnesOwnMachine()
    {
        for (const QString &driver : {u"Strange Driver"_s, u"MariaDB Unicode"_s}) {
            const QString text = u"Driver={"_s + driver + u"};Server=1.1.1.1;Database=x"_s;
            QCOMPARE(check(text).error().codeName(), u"connection_forbidden"_s);
            QVERIFY2(check(text, true), qPrintable(shown(check(text, true))));
        }
        // There a database that is a path is a file like any other.
        QVERIFY(!check(u"Driver={Strange Driver};DBQ="_s + m_directory.filePath(u"data/platform.db"_s), true));
        QVERIFY(check(u"Driver={Strange Driver};DBQ="_s + m_directory.filePath(u"other/shop.db"_s), true));
    }

    void dataSourcesOfTheMachineHaveToBeListed()
    {
        QCOMPARE(check(u"DSN=Stock"_s).error().codeName(), u"connection_forbidden"_s);
        QVERIFY(check(u"DSN=Stock"_s).error().hint.contains(u"--allow-odbc"_s));
        ConnectionPolicyOptions options;
        options.allowOdbcSources = {u"stock"_s};
        const ConnectionPolicy listed = *ConnectionPolicy::create(options);
        const auto checkListed = [&](const QString &text) {
            return checkOdbcSource(*parseOdbcAttributes(text), listed, drivers);
        };
        QVERIFY(checkListed(u"DSN=Stock;UID=ann;PWD=secret"_s));
        for (const QString &text :
             {u"DSN=Other"_s, u"DSN=Stock;Server=127.0.0.1"_s, u"DSN=Stock;Database=/etc/passwd"_s,
              u"DSN=Stock;Trace=1"_s, u"DSN=Stock;Driver={SQLite3}"_s, u"DSN=Stock/../Other"_s, u"DSN={Stock;x}"_s,
              u"FILEDSN=/tmp/x.dsn"_s, u"DSN=Stock;FILEDSN=/tmp/x.dsn"_s, u"DSN=Stock;ConnSettings=x"_s})
            QVERIFY2(!checkListed(text), qPrintable(text));
    }

    void aKeywordIsGivenOnceWhateverItIsCalled()
    {
        for (const QString &text :
             {u"UID=a;User=b"_s, u"PWD=a;Password=b"_s, u"Server=1.1.1.1;Servername=8.8.8.8"_s, u"Port=1;P ort=2"_s})
            QVERIFY2(!check(u"Driver={PostgreSQL Unicode};Database=x;Server=1.1.1.1;"_s + text, true),
                     qPrintable(text));
    }

    void theNameOfADatabaseCannotBeAConnectionString()
    {
        for (const QString &name : {u"host=127.0.0.1 dbname=x"_s, u"postgresql://127.0.0.1/x"_s, u"postgres://x"_s,
                                    u"{x;Server=127.0.0.1}"_s})
            QVERIFY2(!check(u"Driver={PostgreSQL Unicode};Server=1.1.1.1;Database="_s + name), qPrintable(name));
    }

    void passwordsGoThroughAsTheyAre_data()
    {
        QTest::addColumn<QString>("password");
        for (const char *password : {"plain",
                                     "semi;colon",
                                     "};Database=postgres;X={",
                                     "}};Database=postgres",
                                     "{braces}",
                                     "}",
                                     "}}",
                                     "{",
                                     "a}b}}c",
                                     "ends}",
                                     "{starts",
                                     "%41%20+plus",
                                     "equals=sign",
                                     "quote'\"`",
                                     "back\\slash\\",
                                     " spaces around ",
                                     "ünï 🙂",
                                     "#?&@:/",
                                     "$(id) ${HOME}",
                                     "*?![]",
                                     "Driver=/tmp/evil.so",
                                     ";;;",
                                     "pwd=other;UID=postgres"})
            QTest::newRow(password) << QString::fromUtf8(password);
    }

    void passwordsGoThroughAsTheyAre()
    {
        QFETCH(QString, password);
        startPostgres();
        const QString literal = u'\'' + QString(password).replace(u'\'', u"''"_s) + u'\'';
        QCOMPARE(m_server->execute(u"ALTER ROLE guest PASSWORD "_s + literal), QString());
        OdbcAttributes attributes{{u"Driver"_s, u"PostgreSQL Unicode"_s},
                                  {u"Server"_s, u"127.0.0.1"_s},
                                  {u"Port"_s, QString::number(m_server->port())},
                                  {u"Database"_s, u"shop"_s},
                                  {u"UID"_s, u"guest"_s},
                                  {u"PWD"_s, password}};
        // Through the URL that is kept of it, too.
        const auto url = ConnectionUrl::parse(QString(u"odbc:"_s + printOdbcAttributes(attributes, true)));
        QVERIFY2(url, url ? "" : qPrintable(url.error().detail));
        QCOMPARE(url->attribute(u"PWD"), password);
        const auto target = openTarget(*url, policy(true), {});
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
        CollectRows sink;
        const auto outcome = (*target)->run(u"SELECT current_database, user FROM whereami"_s, {}, sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(sink.rows.at(0)[0], Cell(u"shop"_s));
    }

    void driversThatReadBracesDifferentlyGetNone()
    {
        for (const QString &driver : {u"FreeTDS"_s, u"Strange Driver"_s, u"MariaDB Unicode"_s}) {
            OdbcAttributes attributes{{u"Driver"_s, driver}, {u"Server"_s, u"127.0.0.1"_s}, {u"PWD"_s, u"a}b"_s}};
            const auto source = checkOdbcSource(attributes, policy(true), drivers);
            QVERIFY2(!source, qPrintable(shown(source)));
            QVERIFY(!source.error().detail.contains(u"a}b"_s));
        }
    }

    void anotherFileBehindTheDriverIsNoticed()
    {
        auto source = check(u"Driver={SQLite3};Database="_s + allowed());
        QVERIFY(source);
        for (auto &[keyword, value] : source->attributes) {
            if (keyword == u"Database")
                value = m_directory.filePath(u"other/shop.db"_s);
        }
        const auto target = OdbcTarget::open(*source, policy());
        QVERIFY(!target);
        QCOMPARE(target.error().codeName(), u"connection_forbidden"_s);
    }

    void aListedSourceOpensButNotOurOwnData()
    {
        QFile sources(m_directory.filePath(u"odbc.ini"_s));
        QVERIFY(sources.open(QIODevice::WriteOnly));
        const auto source = [&](const char *name, const char *file) {
            sources.write(QByteArray("[") + name + "]\nDriver=SQLite3\nDatabase="
                          + m_directory.filePath(QString::fromLatin1(file)).toUtf8() + "\n\n");
        };
        source("Shop", "other/shop.db");
        source("Ours", "data/platform.db");
        source("Linked", "allowed/link.db");
        sources.close();
        qputenv("ODBCINI", sources.fileName().toUtf8());
        ConnectionPolicyOptions options;
        options.dataDirectory = m_directory.filePath(u"data"_s);
        options.allowOdbcSources = {u"Shop"_s, u"Ours"_s, u"Linked"_s};
        const ConnectionPolicy listed = *ConnectionPolicy::create(options);
        const auto opens = [&](const QString &url) { return openTarget(*ConnectionUrl::parse(url), listed, {}); };
        const auto target = opens(u"odbc:Shop"_s);
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
        QCOMPARE((*target)->dialect(), Dialect::SQLite);
        CollectRows sink;
        QVERIFY((*target)->run(u"SELECT count(*) FROM t"_s, {}, sink, {}));
        QVERIFY(!static_cast<OdbcTarget &>(**target).runUnchecked(u"INSERT INTO t VALUES (1)"_s, {}, sink, {}));
        for (const QString &url : {u"odbc:Ours"_s, u"odbc:DSN=Linked"_s}) {
            const auto ours = opens(url);
            QVERIFY2(!ours, qPrintable(url));
            QCOMPARE(ours.error().codeName(), u"connection_forbidden"_s);
        }
        qunsetenv("ODBCINI");
    }

private:
    QString allowed() const { return m_directory.filePath(u"allowed/shop.db"_s); }

    ConnectionPolicy policy(bool open = false) const
    {
        ConnectionPolicyOptions options;
        options.dataDirectory = m_directory.filePath(u"data"_s);
        options.allowFiles = {m_directory.filePath(u"allowed"_s)};
        options.open = open;
        return *ConnectionPolicy::create(options);
    }

    Result<OdbcSource> check(const QString &text, bool open = false) const
    {
        const auto attributes = parseOdbcAttributes(text);
        if (!attributes)
            return std::unexpected(attributes.error());
        return checkOdbcSource(*attributes, policy(open), drivers);
    }

    void startPostgres()
    {
        if (m_server)
            return;
        QString error;
        m_server = PostgresServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        QCOMPARE(m_server->execute(u"CREATE DATABASE shop"_s), QString());
        QCOMPARE(m_server->execute(u"CREATE ROLE guest LOGIN"_s), QString());
        QCOMPARE(m_server->execute(u"CREATE VIEW whereami AS SELECT current_database()::text, current_user::text AS "
                                   "\"user\"; GRANT SELECT ON whereami TO guest"_s,
                                   u"shop"_s),
                 QString());
    }

    QTemporaryDir m_directory;
    std::unique_ptr<PostgresServer> m_server;
};

static const bool registered = tabletalk::test::add<TestOdbcPolicy>();
#include "tst_OdbcPolicy.moc"
