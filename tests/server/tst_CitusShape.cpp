// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/platform/PostgresConnection.h"
#include "server/platform/PostgresDatabase.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

/// A table as a statement names it: "messages m".
struct Named
{
    QString table;
    QString alias;
    qsizetype at = 0;
    bool joined = false;
};

std::vector<Named> tablesOf(const QString &sql)
{
    static const QRegularExpression named(u"\\b(FROM|JOIN|UPDATE|INTO)\\s+([a-z_]+)(?:\\s+(?:AS\\s+)?(?!(?:JOIN|LEFT|"
                                          u"WHERE|SET|ON|ORDER|GROUP|LIMIT|VALUES|"
                                          "SELECT|CROSS|INNER|UNION|FOR)\\b)([a-z_]+))?"_s);
    std::vector<Named> tables;
    for (auto found = named.globalMatch(sql); found.hasNext();) {
        const auto match = found.next();
        const QString alias = match.captured(3);
        tables.push_back({match.captured(2), alias.isEmpty() ? match.captured(2) : alias, match.capturedStart(),
                          match.captured(1) == u"JOIN"});
    }
    return tables;
}

/// The condition of a JOIN: from its ON to the next clause.
QString conditionOf(const QString &sql, const Named &table)
{
    static const QRegularExpression condition(
        u"\\bON\\b(.*?)(?=\\bJOIN\\b|\\bLEFT\\b|\\bWHERE\\b|\\bGROUP\\b|\\bORDER\\b|"
        "\\bLIMIT\\b|\\bCROSS\\b|$)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return condition.match(sql, table.at + 4).captured(1);
}

} // namespace

/// What a PostgreSQL that is distributed by tenant (Citus) asks of tables and statements.
class TestCitusShape : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::PostgresServer> m_server;
    SystemClock m_clock;
    Statements m_statements = Statements::builtIn(u"postgres"_s);
    std::unique_ptr<PostgresConnection> m_connection;
    QSet<QString> m_tenantTables;

    PostgresConnection::Rows query(const QString &sql) { return orThrow(m_connection->query(sql)); }

    /// Whether a condition holds the column of that alias against another's, or a value's.
    static bool equates(const QString &condition, const QString &alias)
    {
        const QString column = u"\\b%1\\.tenant_id\\b"_s.arg(QRegularExpression::escape(alias));
        const QString other = u"([a-z_]+\\.(tenant_id|id)\\b|\\$\\d+)"_s;
        return condition.contains(QRegularExpression(column + u"\\s*=\\s*" + other))
               || condition.contains(QRegularExpression(other + u"\\s*=\\s*" + column));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_server = test::PostgresServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        const PostgresAccounts accounts{.url = m_server->url(), .ownerUrl = {}};
        orThrow(PostgresDatabase::open(accounts, m_clock)).reset();
        m_connection = orThrow(PostgresConnection::open(orThrow(PostgresLogin::parse(accounts.url)), m_statements));
        for (const auto &row : query(u"SELECT table_name::text FROM information_schema.columns "
                                     "WHERE table_schema = 'tabletalk' AND column_name = 'tenant_id'"_s))
            m_tenantTables.insert(row.front().toString());
        QVERIFY(m_tenantTables.contains(u"memberships"_s));
    }

    void cleanupTestCase()
    {
        m_connection.reset();
        m_server.reset();
    }

    void everyStatementPreparesOnPostgres()
    {
        for (const Statement &statement : m_statements.all()) {
            QVERIFY2(m_connection->execute(u"PREPARE p AS "_s + statement.sql), qPrintable(statement.name));
            QVERIFY(m_connection->execute(u"DEALLOCATE p"_s));
        }
    }

    void everyTenantTableHasAPrimaryKey()
    {
        const auto without =
            query(u"SELECT relname::text FROM pg_class c WHERE relnamespace = 'tabletalk'::regnamespace AND relkind IN "
                  u"('r', 'p') "
                  "AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)"_s);
        QVERIFY2(without.empty(), without.empty() ? "" : qPrintable(without.front().front().toString()));
    }

    /// The distribution column belongs to every primary and unique key.
    void everyKeyHoldsTheTenant()
    {
        const auto keys =
            query(u"SELECT c.relname::text, i.indexrelid::regclass::text, EXISTS (SELECT 1 FROM pg_attribute a WHERE "
                  "a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnum = ANY (i.indkey)) "
                  "FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
                  "WHERE i.indisunique AND c.relnamespace = 'tabletalk'::regnamespace"_s);
        int checked = 0;
        for (const auto &key : keys) {
            if (!m_tenantTables.contains(key[0].toString()))
                continue;
            ++checked;
            QVERIFY2(key[2].toLongLong() == 1, qPrintable(key[1].toString()));
        }
        QVERIFY(checked >= m_tenantTables.size());
    }

    /// Keys that lead from one tenant table to another carry the tenant.
    void everyReferenceBetweenTenantTablesCarriesTheTenant()
    {
        for (const auto &row :
             query(u"SELECT f.conrelid::regclass::text, f.confrelid::regclass::text, EXISTS (SELECT 1 FROM "
                   u"pg_attribute a "
                   "WHERE a.attrelid = f.conrelid AND a.attname = 'tenant_id' AND a.attnum = ANY (f.conkey)) "
                   "FROM pg_constraint f WHERE f.contype = 'f' AND f.connamespace = 'tabletalk'::regnamespace"_s)) {
            if (m_tenantTables.contains(row[0].toString()) && m_tenantTables.contains(row[1].toString()))
                QVERIFY2(row[2].toLongLong() == 1, qPrintable(row[0].toString() + u" -> " + row[1].toString()));
        }
    }

    void everyJoinOfTenantTablesIsOnTheTenant()
    {
        int joins = 0;
        for (const Statement &statement : m_statements.all()) {
            const auto tables = tablesOf(statement.sql);
            const auto isTenants = [&](const Named &each) { return m_tenantTables.contains(each.table); };
            if (std::ranges::count_if(tables, isTenants) < 2)
                continue;
            for (const Named &table : tables) {
                if (!table.joined || !isTenants(table))
                    continue;
                ++joins;
                QVERIFY2(equates(conditionOf(statement.sql, table), table.alias),
                         qPrintable(statement.name + u": " + table.table));
            }
        }
        QVERIFY(joins >= 5);
    }

    /// That the test above can tell.
    void aJoinWithoutTheTenantIsSeen()
    {
        const QString good =
            u"SELECT 1 FROM results r JOIN messages m ON m.tenant_id = r.tenant_id AND m.id = r.message_id "
            "WHERE r.tenant_id = $1"_s;
        const QString bad = u"SELECT 1 FROM results r JOIN messages m ON m.id = r.message_id WHERE r.tenant_id = $1"_s;
        const auto check = [](const QString &sql) {
            const auto tables = tablesOf(sql);
            return equates(conditionOf(sql, tables.at(1)), tables.at(1).alias);
        };
        QVERIFY(check(good));
        QVERIFY(!check(bad));
    }
};

static const bool registered = tabletalk::test::add<TestCitusShape>();
#include "tst_CitusShape.moc"
