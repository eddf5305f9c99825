// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/platform/PostgresConnection.h"
#include "server/platform/PostgresDatabase.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

struct Field
{
    QString name;
    QString type;
};

/// Something of that type; texts that name a tenant are given.
QString literalFor(const Field &column, const QString &tenant)
{
    if (column.name == u"tenant_id")
        return u"'%1'"_s.arg(tenant);
    if (column.type == u"bytea")
        return u"'\\x00'::bytea"_s;
    if (column.type == u"bigint" || column.type == u"double precision")
        return u"1"_s;
    return u"'something'"_s;
}

} // namespace

/// An attacker who can run any statement as the role that the server runs as. Tables are
/// taken from the catalogue: one that is added without a policy makes this fail.
class TestPostgresIsolation : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::PostgresServer> m_server;
    SystemClock m_clock;
    Statements m_none;
    std::unique_ptr<PostgresConnection> m_admin;
    std::unique_ptr<PostgresConnection> m_attacker;
    QStringList m_tables;
    const QString m_victim = u"0190b5a0-0000-7000-8000-000000000001"_s;
    const QString m_other = u"0190b5a0-0000-7000-8000-000000000002"_s;

    PostgresConnection::Rows admin(const QString &sql, const std::vector<QVariant> &values = {})
    {
        return orThrow(m_admin->query(sql, values));
    }

    std::vector<Field> columnsOf(const QString &table)
    {
        std::vector<Field> columns;
        for (const auto &row : admin(u"SELECT column_name::text, data_type::text FROM information_schema.columns "
                                     "WHERE table_schema = 'tabletalk' AND table_name = ? ORDER BY ordinal_position"_s,
                                     {table}))
            columns.push_back({row[0].toString(), row[1].toString()});
        return columns;
    }

    QString insertInto(const QString &table, const QString &tenant)
    {
        QStringList names;
        QStringList values;
        for (const Field &column : columnsOf(table)) {
            names.append(u'"' + column.name + u'"');
            const bool isTenantItself = table == u"tenants" && column.name == u"id";
            values.append(isTenantItself ? u"'%1'"_s.arg(tenant) : literalFor(column, tenant));
        }
        return u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table, names.join(u", "_s), values.join(u", "_s));
    }

    qint64 count(PostgresConnection &connection, const QString &table)
    {
        return orThrow(connection.query(u"SELECT count(*) FROM "_s + table)).front().front().toLongLong();
    }

    /// What the attacker sets before each statement.
    QStringList disguises() const
    {
        return {u"SELECT 1"_s,
                u"SELECT set_config('tabletalk.tenant', '%1', true)"_s.arg(m_other),
                u"SELECT set_config('tabletalk.tenant', '', true)"_s,
                u"SELECT set_config('tabletalk.tenant', '%', true)"_s,
                u"SELECT set_config('tabletalk.platform', 'off', true)"_s,
                u"SELECT set_config('tabletalk.platform', '', true)"_s};
    }

    /// The rows that a statement touched under a disguise; -1 when it was refused.
    qint64 touched(const QString &disguise, const QString &sql)
    {
        orThrow(m_attacker->execute(u"BEGIN"_s));
        orThrow(m_attacker->execute(disguise));
        const auto done = m_attacker->query(sql);
        orThrow(m_attacker->execute(u"ROLLBACK"_s));
        return done ? qint64(done->size()) : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_server = test::PostgresServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
        QCOMPARE(m_server->execute(u"CREATE DATABASE platform"_s), QString());
        const PostgresAccounts accounts{.url = m_server->url(u"platform"_s), .ownerUrl = {}};
        orThrow(PostgresDatabase::open(accounts, m_clock)).reset();

        auto login = orThrow(PostgresLogin::parse(accounts.url));
        m_admin = orThrow(PostgresConnection::open(login, m_none));
        login.role = u"tabletalk_runtime"_s;
        m_attacker = orThrow(PostgresConnection::open(login, m_none));

        for (const auto &row :
             admin(u"SELECT relname::text FROM pg_class WHERE relnamespace = 'tabletalk'::regnamespace "
                   "AND relkind IN ('r', 'p', 'v', 'm', 'f') AND relname <> 'schema_migrations' "
                   "ORDER BY relname"_s))
            m_tables.append(row.front().toString());
        QVERIFY(m_tables.contains(u"memberships"_s));
        QVERIFY(m_tables.contains(u"audit"_s));

        // One row of the victim in every table, without regard to what refers to what.
        orThrow(m_admin->execute(u"SET session_replication_role = 'replica'"_s));
        for (const QString &table : std::as_const(m_tables))
            orThrow(m_admin->execute(insertInto(table, m_victim)));
    }

    void cleanupTestCase()
    {
        m_attacker.reset();
        m_admin.reset();
        m_server.reset();
    }

    /// That the rows are there for the right scope; without it the rest would pass on nothing.
    void theVictimAndThePlatformSeeTheirRows()
    {
        for (const QString &table : std::as_const(m_tables)) {
            const QString select = u"SELECT 1 FROM "_s + table;
            QCOMPARE(touched(u"SELECT set_config('tabletalk.platform', 'on', true)"_s, select), 1);
            const bool hasTenant =
                std::ranges::any_of(columnsOf(table), [](const Field &each) { return each.name == u"tenant_id"; });
            if (hasTenant || table == u"tenants")
                QVERIFY2(touched(u"SELECT set_config('tabletalk.tenant', '%1', true)"_s.arg(m_victim), select) == 1,
                         qPrintable(table));
        }
    }

    void nothingIsReadWithoutTheRightTenant()
    {
        for (const QString &table : std::as_const(m_tables)) {
            for (const QString &disguise : disguises())
                QVERIFY2(touched(disguise, u"SELECT 1 FROM "_s + table) == 0, qPrintable(table + u' ' + disguise));
        }
    }

    void nothingIsInsertedForAnotherTenant()
    {
        for (const QString &table : std::as_const(m_tables)) {
            orThrow(m_admin->execute(u"DELETE FROM "_s + table)); // so that no key refuses it
            for (const QString &disguise : disguises())
                QVERIFY2(touched(disguise, insertInto(table, m_victim)) < 0, qPrintable(table + u' ' + disguise));
            QCOMPARE(count(*m_admin, table), 0);
            orThrow(m_admin->execute(insertInto(table, m_victim)));
        }
    }

    void nothingIsUpdatedOrDeleted()
    {
        for (const QString &table : std::as_const(m_tables)) {
            const QString column = columnsOf(table).front().name;
            for (const QString &disguise : disguises()) {
                QVERIFY2(touched(disguise, u"UPDATE %1 SET %2 = %2 RETURNING 1"_s.arg(table, column)) == 0,
                         qPrintable(table + u' ' + disguise));
                QVERIFY2(touched(disguise, u"DELETE FROM %1 RETURNING 1"_s.arg(table)) == 0,
                         qPrintable(table + u' ' + disguise));
            }
            QCOMPARE(count(*m_admin, table), 1);
        }
    }

    void noRowIsHandedToAnotherTenant()
    {
        const QString asVictim = u"SELECT set_config('tabletalk.tenant', '%1', true)"_s.arg(m_victim);
        for (const QString &table : std::as_const(m_tables)) {
            for (const Field &column : columnsOf(table)) {
                if (column.name == u"tenant_id")
                    QVERIFY2(touched(asVictim, u"UPDATE %1 SET tenant_id = '%2'"_s.arg(table, m_other)) < 0,
                             qPrintable(table));
            }
        }
    }

    void theRuntimeRoleOwnsNothingAndCannotSwitchThePoliciesOff()
    {
        for (const QString &table : std::as_const(m_tables)) {
            for (const QString &sql :
                 {u"TRUNCATE %1"_s, u"ALTER TABLE %1 DISABLE ROW LEVEL SECURITY"_s, u"DROP TABLE %1"_s,
                  u"DROP POLICY tenant_rows ON %1"_s, u"CREATE POLICY mine ON %1 USING (true)"_s,
                  u"CREATE TRIGGER mine BEFORE INSERT ON %1 EXECUTE FUNCTION suppress_redundant_updates_trigger()"_s})
                QVERIFY2(touched(u"SELECT 1"_s, sql.arg(table)) < 0, qPrintable(sql.arg(table)));
        }
        QVERIFY(touched(u"SELECT 1"_s, u"CREATE TABLE tabletalk.mine (id TEXT)"_s) < 0);
        QVERIFY(touched(u"SELECT 1"_s, u"INSERT INTO schema_migrations VALUES ('9999_mine', 1)"_s) < 0);
        QCOMPARE(admin(u"SELECT count(*) FROM pg_class WHERE relowner = 'tabletalk_runtime'::regrole"_s)
                     .front()
                     .front()
                     .toInt(),
                 0);
    }

    /// What a tenant's transaction set is gone with it.
    void aScopeEndsWithItsTransaction()
    {
        orThrow(m_attacker->execute(u"BEGIN"_s));
        orThrow(m_attacker->query(u"SELECT set_config('tabletalk.platform', 'on', true)"_s));
        QCOMPARE(count(*m_attacker, u"audit"_s), 1);
        orThrow(m_attacker->execute(u"COMMIT"_s));
        for (const QString &table : std::as_const(m_tables))
            QCOMPARE(count(*m_attacker, table), 0);
    }

    void theOwnerIsHeldAsWell()
    {
        const auto rows =
            admin(u"SELECT relname::text FROM pg_class WHERE relnamespace = 'tabletalk'::regnamespace AND "
                  "relkind = 'r' AND NOT relforcerowsecurity AND relname <> 'schema_migrations'"_s);
        QVERIFY2(rows.empty(), rows.empty() ? "" : qPrintable(rows.front().front().toString()));
    }
};

static const bool registered = tabletalk::test::add<TestPostgresIsolation>();
#include "tst_PostgresIsolation.moc"
