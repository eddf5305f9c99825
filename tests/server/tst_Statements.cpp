// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/platform/Migrations.h"
#include "server/platform/SqliteConnection.h"
#include "server/platform/Statements.h"
#include "tests/support/TestRunner.h"

#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

/// Every statement that is built in, read and held against the rules of the house.
class TestStatements : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    SystemClock m_clock;
    Statements m_statements = Statements::builtIn(u"sqlite"_s);
    std::unique_ptr<SqliteConnection> m_connection;
    QSet<QString> m_tenantTables;

    std::vector<std::vector<QVariant>> query(const QString &sql) { return orThrow(m_connection->query(sql)); }

private Q_SLOTS:
    void initTestCase()
    {
        m_connection =
            orThrow(SqliteConnection::open(m_dir.filePath(u"platform.db"_s), SqliteAccess::ReadWrite, m_statements));
        orThrow(Migrations::builtIn(u"sqlite"_s).apply(*m_connection, m_clock));
        for (const auto &table : query(u"SELECT name FROM sqlite_master WHERE type = 'table'"_s)) {
            const QString name = table.front().toString();
            for (const auto &column : query(u"SELECT name FROM pragma_table_info('%1')"_s.arg(name))) {
                if (column.front().toString() == u"tenant_id"_s)
                    m_tenantTables.insert(name);
            }
        }
        QVERIFY(m_tenantTables.contains(u"memberships"_s));
        QVERIFY(!m_statements.all().isEmpty());
    }

    void cleanupTestCase() { m_connection.reset(); }

    void everyStatementPreparesOnAMigratedDatabase()
    {
        for (const Statement &statement : m_statements.all()) {
            std::vector<QVariant> nothing(statement.parameters.size());
            const auto explained = m_connection->query(u"EXPLAIN "_s + statement.sql, nothing);
            QVERIFY2(explained.has_value(), qPrintable(statement.name));
        }
    }

    void everyStatementBindsTheTenantOrSaysWhyNot()
    {
        for (const Statement &statement : m_statements.all())
            QVERIFY2(statement.usesTenant != !statement.platformReason.isEmpty(), qPrintable(statement.name));
    }

    /// As often as a tenant table is named, tenant_id must be bound or joined: once for the
    /// statement, and once more for each further table.
    void everyTenantTableOfAStatementIsBoundToTheTenant()
    {
        for (const Statement &statement : m_statements.all()) {
            if (!statement.platformReason.isEmpty())
                continue;
            int tables = 0;
            for (const QString &table : std::as_const(m_tenantTables)) {
                const QRegularExpression used(u"\\b(FROM|JOIN|INTO|UPDATE)\\s+%1\\b"_s.arg(table),
                                              QRegularExpression::CaseInsensitiveOption);
                tables += static_cast<int>(statement.sql.count(used));
            }
            const int bound = static_cast<int>(statement.sql.count(u"tenant_id"_s));
            QVERIFY2(bound >= tables, qPrintable(statement.name));
        }
    }

    void primaryAndUniqueKeysOfTenantTablesStartWithTheTenant()
    {
        for (const QString &table : std::as_const(m_tenantTables)) {
            for (const auto &index : query(u"SELECT name, \"unique\" FROM pragma_index_list('%1')"_s.arg(table))) {
                if (!index[1].toBool())
                    continue;
                const auto columns = query(u"SELECT name FROM pragma_index_info('%1')"_s.arg(index[0].toString()));
                QVERIFY2(columns.front().front().toString() == u"tenant_id"_s, qPrintable(table));
            }
        }
    }

    void nothingInStatementsIsKnownToSqliteAlone()
    {
        static const QRegularExpression foreign(
            u"INSERT OR |AUTOINCREMENT|\\bIFNULL\\b|\\bGLOB\\b|strftime|datetime\\("_s,
            QRegularExpression::CaseInsensitiveOption);
        const Statements common = Statements::load(u":/tabletalk/sql"_s, u"none"_s);
        for (const Statement &statement : common.all())
            QVERIFY2(!statement.sql.contains(foreign), qPrintable(statement.name));
        const Migrations migrations = Migrations::builtIn(u"none"_s);
        for (const Migration &migration : migrations.all())
            QVERIFY2(!migration.script.contains(foreign), qPrintable(migration.name));
    }

    void migrationNumbersAreUnique()
    {
        QSet<QString> numbers;
        const auto migrations = Migrations::builtIn(u"sqlite"_s);
        for (const Migration &migration : migrations.all())
            numbers.insert(migration.name.section(u'_', 0, 0));
        QCOMPARE(numbers.size(), qsizetype(migrations.all().size()));
    }

    void placeholdersAreFoundOutsideOfStringsAndComments()
    {
        const Statement statement = Statements::parse(
            u"x"_s, u"SELECT ':no' AS a, \":no\" -- :no\n FROM t /* :no */ WHERE tenant_id = :tenant AND b = :b;"_s);
        QCOMPARE(statement.parameters, (std::vector<QString>{u"tenant"_s, u"b"_s}));
        QVERIFY(statement.usesTenant);
        QVERIFY(statement.platformReason.isEmpty());
        QVERIFY(statement.sql.endsWith(u"b = ?"_s));
    }

    void scriptsAreSplitAtSemicolonsThatEndStatements()
    {
        QCOMPARE(splitScript(u"A ';' ; -- no;\nB \";\" ;;\n/* ; */ C"_s),
                 (std::vector<QString>{u"A ';'"_s, u"B \";\""_s, u"C"_s}));
    }
};

static const bool registered = tabletalk::test::add<TestStatements>();
#include "tst_Statements.moc"
