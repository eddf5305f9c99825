// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Quoting.h"
#include "server/connections/OdbcEngine.h"
#include "server/connections/OdbcSource.h"
#include "server/connections/SqlServerCatalogue.h"
#include "server/connections/SqlServerSource.h"
#include "tests/support/Golden.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

const QString microsoft18 = u"ODBC Driver 18 for SQL Server"_s;
const QString microsoft17 = u"ODBC Driver 17 for SQL Server"_s;
const QString freeTds = u"FreeTDS"_s;

QString section(const QString &what, const QString &statement)
{
    return u"-- "_s + what + u'\n' + statement + u";\n\n"_s;
}

Result<OdbcAttributes> attributesOf(const QString &url, const QStringList &installed)
{
    return sqlServerAttributes(*ConnectionUrl::parse(url), installed);
}

} // namespace

/// SQL Server was not at hand: what it would be sent is kept in files for people to read.
class TestSqlServerStatements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCatalogueIsAskedInBulk()
    {
        const CatalogueStatements statements = sqlServerCatalogue();
        compareWithGolden(u"sqlserver/catalogue.sql"_s,
                          section(u"the default schema"_s, statements.defaultSchema)
                              + section(u"tables"_s, statements.tables) + section(u"columns"_s, statements.columns)
                              + section(u"keys"_s, statements.keys) + section(u"unique columns"_s, statements.uniques));
    }

    void theSessionIsSetUp()
    {
        const OdbcEngine &engine = odbcEngine(OdbcEngineKind::SqlServer);
        QString text;
        for (const QString &statement : engine.setUp)
            text += statement + u";\n"_s;
        text += u'\n' + section(u"the version"_s, engine.version)
                + section(u"what the account could write"_s, engine.grants);
        for (const QString &statement : engine.writeAttempts)
            text += section(u"tried for the proof, and rolled back"_s, statement);
        compareWithGolden(u"sqlserver/session.sql"_s, text);
    }

    void profilingReadsSomePagesAndTheBeginningOfTexts()
    {
        const OdbcEngine &engine = odbcEngine(OdbcEngineKind::SqlServer);
        QStringList columns;
        for (const char *type : {"bit", "int", "bigint", "money", "decimal", "float", "nvarchar", "text", "xml",
                                 "uniqueidentifier", "hierarchyid", "geography", "sql_variant", "varbinary",
                                 "rowversion", "date", "time", "datetime2", "datetimeoffset"}) {
            Column column;
            column.name = QString::fromLatin1(type) + u" ]%1"_s;
            column.databaseType = QString::fromLatin1(type);
            column.type = engine.columnType(QString::fromLatin1(type));
            columns += engine.profiled(column, sql::quoteName(column.name, Dialect::SqlServer));
        }
        const QString list = columns.join(u",\n  "_s);
        compareWithGolden(u"sqlserver/profiling.sql"_s,
                          section(u"how many rows"_s, engine.count + u"[sales].[Order]"_s)
                              + section(u"a small table"_s, engine.sample(list, u"[sales].[Order]"_s, {}, 150'000))
                              + section(u"a large one"_s, engine.sample(u"[a]"_s, u"[sales].[Order]"_s, 0.04, 40'000)));
    }

    void typesAreKnown_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<ColumnType>("expected");
        QTest::newRow("bit") << u"bit"_s << ColumnType::Boolean;
        QTest::newRow("money") << u"money"_s << ColumnType::Decimal;
        QTest::newRow("uniqueidentifier") << u"uniqueidentifier"_s << ColumnType::Text;
        QTest::newRow("datetimeoffset") << u"datetimeoffset"_s << ColumnType::Timestamp;
        QTest::newRow("datetime2") << u"DateTime2"_s << ColumnType::Timestamp;
        QTest::newRow("a row's version") << u"timestamp"_s << ColumnType::Binary;
        QTest::newRow("hierarchyid") << u"hierarchyid"_s << ColumnType::Other;
    }

    void typesAreKnown()
    {
        QFETCH(QString, type);
        QFETCH(ColumnType, expected);
        QCOMPARE(sqlServerColumnType(type), expected);
    }

    void connectionStringsFollowFromTheUrl()
    {
        ConnectionPolicyOptions options;
        options.open = true;
        const ConnectionPolicy policy = *ConnectionPolicy::create(options);
        QString text;
        for (const QString &driver : {microsoft18, microsoft17, freeTds}) {
            for (const char *query : {"", "?sslmode=disable", "?sslmode=prefer", "?sslmode=require",
                                      "?sslmode=verify-full", "?encrypt=yes&trustServerCertificate=yes",
                                      "?sslmode=verify-full&sslrootcert=" TABLETALK_SOURCE_DIR "/LICENSE"}) {
                const QString url = u"sqlserver://ann:p%7Bw%3Bd@127.0.0.1:1444/shop"_s + QLatin1StringView(query);
                const auto attributes = attributesOf(url, {driver});
                QString printed = attributes ? QString() : attributes.error().detail;
                if (attributes) {
                    const auto source = checkOdbcSource(*attributes, policy, {driver});
                    printed = source
                                  ? QString(odbcConnectionString(*source) + u"\n  encryption: "_s + source->encryption)
                                  : source.error().detail;
                }
                text += driver + u' ' + QLatin1StringView(query) + u"\n  "_s + printed + u"\n\n"_s;
            }
        }
        compareWithGolden(u"sqlserver/connections.txt"_s, text.remove(QStringLiteral(TABLETALK_SOURCE_DIR)));
    }

    void theNameThatACertificateIsCheckedForGoesAlong()
    {
        ConnectionPolicyOptions options;
        options.open = true;
        const ConnectionPolicy policy = *ConnectionPolicy::create(options);
        const auto printed = [&](const QString &driver, const QString &query) {
            const auto attributes = attributesOf(QString(u"sqlserver://a:b@localhost/x"_s + query), {driver});
            return odbcConnectionString(*checkOdbcSource(*attributes, policy, {driver}));
        };
        QVERIFY(printed(microsoft18, {}).contains(u"Server=tcp:127.0.0.1,1433;HostnameInCertificate=localhost;"_s));
        QVERIFY(printed(microsoft17, {}).contains(u"Server=tcp:localhost,1433;"_s)); // it has no other way
        QVERIFY(printed(microsoft17, u"?sslmode=require"_s).contains(u"Server=tcp:127.0.0.1,1433;"_s));
    }

    void theBestInstalledDriverIsTaken()
    {
        const QString url = u"sqlserver://a:b@127.0.0.1/x"_s;
        const auto driverOf = [](const Result<OdbcAttributes> &attributes) { return attributes->front().second; };
        QCOMPARE(driverOf(attributesOf(url, {freeTds, microsoft17, u"SQLite3"_s, microsoft18})), microsoft18);
        QCOMPARE(driverOf(attributesOf(url, {freeTds, microsoft17})), microsoft17);
        QCOMPARE(driverOf(attributesOf(url, {u"SQLite3"_s, freeTds})), freeTds);
        QCOMPARE(driverOf(attributesOf(url + u"?driver=FreeTDS"_s, {freeTds, microsoft18})), freeTds);
    }

    void withoutADriverItIsSaidWhatToInstall()
    {
        const auto none = attributesOf(u"sqlserver://a:secret@127.0.0.1/x"_s, {u"SQLite3"_s});
        QVERIFY(!none);
        QCOMPARE(none.error().codeName(), u"unsupported_database"_s);
        QVERIFY(none.error().hint.contains(u"msodbcsql18"_s) && none.error().hint.contains(u"tdsodbc"_s));
        QVERIFY(none.error().hint.contains(u"SQLite3"_s));
        QVERIFY(!attributesOf(u"sqlserver://a:b@127.0.0.1/x?driver=SQLite3"_s, {u"SQLite3"_s, freeTds}));
        // FreeTDS cannot do what this asks for, and it is not done without.
        QVERIFY(!attributesOf(u"sqlserver://a:b@127.0.0.1/x?sslmode=verify-full"_s, {freeTds}));
    }
};

static const bool registered = tabletalk::test::add<TestSqlServerStatements>();
#include "tst_SqlServerStatements.moc"
