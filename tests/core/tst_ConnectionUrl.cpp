// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connect/ConnectionUrl.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestConnectionUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serversAreRead_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("parts"); // user password host port database
        const auto row = [](const char *url, const char *parts) {
            QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(parts);
        };
        row("postgresql://ann:secret@db.example.com:5433/shop", "ann secret db.example.com 5433 shop");
        row("postgres://ann@db/shop", "ann  db 5432 shop");
        row("POSTGRESQL://ann:x@localhost/shop?sslmode=require", "ann x localhost 5432 shop");
        row("postgresql+psycopg2://ann:x@db/shop", "ann x db 5432 shop");
        row("jdbc:postgresql://db:5432/shop", "  db 5432 shop");
        row("postgresql://ann:p%40ss%2Fw%23rd@db/shop", "ann p@ss/w#rd db 5432 shop");
        row("postgresql://ann:p@ss/w#rd?:%@db:1/shop", "ann p@ss/w#rd?:% db 1 shop");
        row("postgresql://ann:a@b@c/shop", "ann a@b c 5432 shop");
        row("postgresql://ann:x@[::1]:5432/shop", "ann x ::1 5432 shop");
        row("postgresql://ann:x@db", "ann x db 5432 ann");
        row("postgresql://ann:x@/shop", "ann x localhost 5432 shop");
        row("  postgresql://ann:x@db/größe  ", "ann x db 5432 größe");
        row("mysql://ann:p@ss/w#rd@db/shop", "ann p@ss/w#rd db 3306 shop");
        row("mariadb://ann:x@db:3307/shop?ssl-mode=VERIFY_IDENTITY", "ann x db 3307 shop");
        row("jdbc:mysql://db/shop", "  db 3306 shop");
        row("sqlserver://sa:Str0ng;=}{@db/shop?encrypt=true&trustServerCertificate=true", "sa Str0ng;=}{ db 1433 shop");
    }

    void serversAreRead()
    {
        QFETCH(QString, url);
        QFETCH(QString, parts);
        const auto parsed = ConnectionUrl::parse(url);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
        QCOMPARE(
            QStringList({parsed->user, parsed->password, parsed->host, QString::number(parsed->port), parsed->database})
                .join(u' '),
            parts);
        QCOMPARE(ConnectionUrl::parse(parsed->toString()).value(), *parsed);
    }

    void filesAreRead_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *url, const char *path) {
            QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(path);
        };
        row("/data/shop.db", "/data/shop.db");
        row("shop.sqlite", "shop.sqlite");
        row("./a:b.db", "./a:b.db");
        row("sqlite:///data/shop.db", "/data/shop.db");
        row("sqlite:///data/my%20shop.db?mode=ro", "/data/my shop.db");
        row("sqlite:shop.db", "shop.db");
        row("file:/data/shop.db?mode=rw", "/data/shop.db");
        row("file:///data/shop.db", "/data/shop.db");
        row("C:\\data\\shop.db", "C:\\data\\shop.db");
        row("sqlite:///C:/data/shop.db", "C:/data/shop.db");
    }

    void filesAreRead()
    {
        QFETCH(QString, url);
        QFETCH(QString, path);
        const auto parsed = ConnectionUrl::parse(url);
        QVERIFY(parsed);
        QCOMPARE(parsed->kind, ConnectionKind::Sqlite);
        QCOMPARE(parsed->path, path);
        QCOMPARE(ConnectionUrl::parse(parsed->toString()).value(), *parsed);
    }

    void othersAreRefusedWithTheRightCode_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *url, const char *code) {
            QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(code);
        };
        row("oracle://ann:secret@db/shop", "unsupported_database");
        row("mysql://ann:secret@db/shop?init_command=DROP", "invalid_request");
        row("odbc:", "invalid_request");
        row("odbc:Driver={SQLite3", "invalid_request");
        row("odbc:Driver={SQLite3}x;PWD=secret", "invalid_request");
        row("odbc:DSN=a;dsn=b;PWD=secret", "invalid_request");
        row("odbc:Database=/x;PWD=secret", "invalid_request");
        row("mongodb+srv://ann:secret@db", "unsupported_database");
        row("", "invalid_request");
        row("sqlite://", "invalid_request");
        row("sqlite::memory:", "invalid_request");
        row("postgresql:db", "invalid_request");
        row("postgresql://ann:secret@db:99999/shop", "invalid_request");
        row("postgresql://ann:secret@db/shop?sslrootcert=/etc/x'y", "invalid_request");
        row("postgresql://ann:secret@db/shop?sslmode=sometimes", "invalid_request");
        row("postgresql://ann:secret@db/shop?sslmode='x y'", "invalid_request");
        row("postgresql://ann:secret@/tmp/sock/et@x y", "invalid_request");
        row("postgresql://db", "invalid_request");
        row("sample:../etc", "invalid_request");
    }

    void othersAreRefusedWithTheRightCode()
    {
        QFETCH(QString, url);
        QFETCH(QString, code);
        const auto parsed = ConnectionUrl::parse(url);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().codeName(), code);
        const QString all = parsed.error().title + parsed.error().detail + parsed.error().hint;
        QVERIFY2(!all.contains(u"secret"_s), "a problem must not repeat the password");
    }

    void everyEngineNamesItsEncryptionTheSameWay_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("mode");
        QTest::newRow("postgresql") << u"postgresql://a:b@db/shop?sslmode=verify-full"_s << u"verify-full"_s;
        QTest::newRow("mysql") << u"mysql://a:b@db/shop?ssl-mode=VERIFY_CA"_s << u"verify-ca"_s;
        QTest::newRow("mysql, off") << u"mysql://a:b@db/shop?sslmode=DISABLED"_s << u"disable"_s;
        QTest::newRow("sqlserver") << u"sqlserver://a:b@db/shop?encrypt=yes"_s << u"verify-full"_s;
        QTest::newRow("sqlserver, any certificate")
            << u"sqlserver://a:b@db/shop?encrypt=yes&trustServerCertificate=yes"_s << u"require"_s;
        QTest::newRow("unsaid") << u"mysql://a:b@db/shop"_s << u""_s;
    }

    void everyEngineNamesItsEncryptionTheSameWay()
    {
        QFETCH(QString, url);
        QFETCH(QString, mode);
        const auto parsed = ConnectionUrl::parse(url);
        QVERIFY(parsed);
        QCOMPARE(parsed->option(u"sslmode"), mode);
        QCOMPARE(ConnectionUrl::parse(parsed->toString()).value(), *parsed);
    }

    void odbcSourcesAreRead_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("shown");
        QTest::newRow("driver") << u"odbc:Driver={SQLite3};Database=/data/shop.db"_s
                                << u"odbc:Driver={SQLite3};Database=/data/shop.db"_s;
        QTest::newRow("source") << u"odbc:warehouse"_s << u"odbc:DSN=warehouse"_s;
        QTest::newRow("secret") << u"odbc:DSN=warehouse;UID=ann;PWD={a;b}}c}"_s
                                << u"odbc:DSN=warehouse;UID=ann;PWD=***"_s;
    }

    void odbcSourcesAreRead()
    {
        QFETCH(QString, url);
        QFETCH(QString, shown);
        const auto parsed = ConnectionUrl::parse(url);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
        QCOMPARE(parsed->kind, ConnectionKind::Odbc);
        QCOMPARE(parsed->displayUrl(), shown);
        QCOMPARE(ConnectionUrl::parse(parsed->toString()).value(), *parsed);
    }

    void whatJdbcWritesIsUnderstood()
    {
        const auto postgres =
            ConnectionUrl::parse(u"jdbc:postgresql://db.example.org/shop?user=ada&password=p%40ss&sslmode=require");
        QVERIFY(postgres);
        QCOMPARE(postgres->user, u"ada"_s);
        QCOMPARE(postgres->password, u"p@ss"_s);
        QCOMPARE(postgres->database, u"shop"_s);
        QCOMPARE(postgres->option(u"sslmode"), u"require"_s);
        const auto server = ConnectionUrl::parse(u"jdbc:sqlserver://db.example.org:1444;databaseName=my shop;user=ada;"
                                                 "password={a;b@c};encrypt=true;trustServerCertificate=true");
        QVERIFY2(server, qPrintable(server ? QString() : server.error().detail));
        QCOMPARE(server->host, u"db.example.org"_s);
        QCOMPARE(server->port, 1444);
        QCOMPARE(server->database, u"my shop"_s);
        QCOMPARE(server->user, u"ada"_s);
        QCOMPARE(server->password, u"a;b@c"_s);
        QCOMPARE(server->option(u"sslmode"), u"require"_s);
        QCOMPARE(*ConnectionUrl::parse(server->toString()), *server);
        // A semicolon in a password makes no list of properties.
        QCOMPARE(ConnectionUrl::parse(u"sqlserver://sa:12;3@host/shop")->password, u"12;3"_s);
    }

    void theShownUrlHasNoPassword()
    {
        const auto parsed = ConnectionUrl::parse(u"postgresql://ann:p@ss@db/shop?sslmode=require");
        QVERIFY(parsed);
        QCOMPARE(parsed->displayUrl(), u"postgresql://ann:***@db:5432/shop?sslmode=require"_s);
        QCOMPARE(ConnectionUrl::parse(u"sample:retail")->displayUrl(), u"sample:retail"_s);
    }
};

static const bool registered = tabletalk::test::add<TestConnectionUrl>();
#include "tst_ConnectionUrl.moc"
