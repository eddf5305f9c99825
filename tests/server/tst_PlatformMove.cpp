// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/PlatformMove.h"
#include "server/platform/PostgresDatabase.h"
#include "server/platform/SqliteConnection.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

/// The platform database of a data directory, moved to a real PostgreSQL.
class TestPlatformMove : public QObject
{
    Q_OBJECT

private:
    static constexpr int events = 700;

    std::unique_ptr<test::PostgresServer> m_server;
    std::unique_ptr<QTemporaryDir> m_dir;
    SystemClock m_clock;
    QString m_database;
    int m_made = 0;
    const QByteArray m_key{"\x00\x01\xff'\\", 5};

    PostgresAccounts target() const { return {.url = m_server->url(m_database), .ownerUrl = {}}; }
    Result<MoveReport> move() { return movePlatform(m_dir->path(), target(), m_clock); }

    std::unique_ptr<SqliteConnection> source() const
    {
        static const Statements none;
        return orThrow(SqliteConnection::open(m_dir->filePath(u"platform.db"_s), SqliteAccess::ReadWrite, none));
    }

    QString ask(const QString &sql) const { return m_server->query(sql, m_database); }

    /// Organisations with people, keys and a long stream, texts and bytes of all sorts among them.
    void fill()
    {
        PlatformDatabaseOptions options;
        options.directory = m_dir->path();
        orThrow(PlatformDatabase::open(options, m_clock)).reset();
        const auto database = source();
        const auto run = [&](const QString &sql, const std::vector<QVariant> &values) {
            orThrow(database->query(sql, values));
        };
        orThrow(database->execute(u"BEGIN"_s));
        for (const QString &tenant : {u"t1"_s, u"t2"_s}) {
            run(u"INSERT INTO tenants (id, name, slug, time_zone, created_at) VALUES (?, ?, ?, 'UTC', ?)"_s,
                {tenant, u"Gr\u00fc\u00dfe \U0001F600 \"x\" 'y'"_s, tenant, qint64(9'007'199'254'740'993)});
            run(u"INSERT INTO users (id, email, full_name, password_hash, created_at) VALUES (?, ?, '', 'x', 1)"_s,
                {QString(u"u-"_s + tenant), QString(tenant + u"@example.org"_s)});
            run(u"INSERT INTO memberships (tenant_id, user_id, role, joined_at) VALUES (?, ?, 'owner', 1)"_s,
                {tenant, QString(u"u-"_s + tenant)});
            run(u"INSERT INTO data_keys (tenant_id, wrapped_key, created_at) VALUES (?, ?, 1)"_s, {tenant, m_key});
            run(u"INSERT INTO streams (tenant_id, id, created_at) VALUES (?, 's', 1)"_s, {tenant});
            for (int i = 1; i <= events; ++i)
                run(u"INSERT INTO events VALUES (?, 's', ?, 'text', ?)"_s, {tenant, i, u"{\"n\": %1}"_s.arg(i)});
        }
        orThrow(database->execute(u"COMMIT"_s));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_server = test::PostgresServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
    }

    void init()
    {
        m_database = u"moved_%1"_s.arg(++m_made);
        QCOMPARE(m_server->execute(u"CREATE DATABASE %1"_s.arg(m_database)), QString());
        m_dir = std::make_unique<QTemporaryDir>();
        fill();
    }

    void cleanupTestCase() { m_server.reset(); }

    void everythingArrivesAndIsCounted()
    {
        const auto report = move();
        QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
        QVERIFY(report->isComplete);
        QHash<QString, qint64> rows;
        for (const MovedTable &table : report->tables) {
            QVERIFY2(table.isSame(), qPrintable(table.name));
            rows[table.name] = table.arrived.rows();
        }
        QCOMPARE(rows.value(u"events"_s), 2 * events);
        QCOMPARE(rows.value(u"memberships"_s), 2);
        QVERIFY(rows.contains(u"vocabulary_revisions"_s));
        QCOMPARE(ask(u"SELECT count(*) FROM tabletalk.events"_s), QString::number(2 * events));
        QCOMPARE(ask(u"SELECT encode(wrapped_key, 'hex') FROM tabletalk.data_keys WHERE tenant_id = 't1'"_s),
                 QString::fromLatin1(m_key.toHex()));
        QCOMPARE(ask(u"SELECT created_at FROM tabletalk.tenants WHERE id = 't1'"_s), u"9007199254740993"_s);
    }

    void whatHoldsRowsIsRefused()
    {
        QVERIFY(move());
        QVERIFY(QFile::remove(m_dir->filePath(PlatformDatabase::movedNote)));
        const auto again = move();
        QVERIFY(!again);
        QCOMPARE(again.error().code, ProblemCode::Conflict);
        QCOMPARE(ask(u"SELECT count(*) FROM tabletalk.events"_s), QString::number(2 * events));
    }

    /// The server changes one row on its way in.
    void aRowThatArrivesChangedIsFoundAndNothingIsStored()
    {
        orThrow(PostgresDatabase::open(target(), m_clock)).reset();
        QCOMPARE(
            m_server->execute(
                u"CREATE FUNCTION tabletalk.spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "IF NEW.seq = 333 AND NEW.tenant_id = 't2' THEN NEW.data := '{\"n\": 334}'; END IF; RETURN NEW; END $$;"
                "CREATE TRIGGER spoil BEFORE INSERT ON tabletalk.events FOR EACH ROW EXECUTE FUNCTION "
                "tabletalk.spoil()"_s,
                m_database),
            QString());
        const auto report = move();
        QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
        QVERIFY(!report->isComplete);
        QVERIFY(!QFile::exists(m_dir->filePath(PlatformDatabase::movedNote)));
        for (const MovedTable &table : report->tables) {
            QCOMPARE(table.sent.rows(), table.arrived.rows());
            QVERIFY2(table.isSame() == (table.name != u"events"), qPrintable(table.name));
        }
        QCOMPARE(ask(u"SELECT count(*) FROM tabletalk.events"_s), u"0"_s);

        QCOMPARE(m_server->execute(u"DROP TRIGGER spoil ON tabletalk.events"_s, m_database), QString());
        const auto second = move();
        QVERIFY(second && second->isComplete);
    }

    void aDamagedValueInTheSourceIsNamedAndNothingIsStored()
    {
        orThrow(source()->execute(u"UPDATE streams SET created_at = 'yesterday' WHERE tenant_id = 't2'"_s));
        const auto report = move();
        QVERIFY(!report);
        QVERIFY2(report.error().detail.contains(u"streams"_s) && report.error().detail.contains(u"created_at"_s),
                 qPrintable(report.error().detail));
        QCOMPARE(ask(u"SELECT count(*) FROM tabletalk.tenants"_s), u"0"_s);
    }

    void afterwardsNobodyGoesOnWithWhatIsLeftBehind()
    {
        const PlatformDatabaseOptions options{.directory = m_dir->path()};
        QVERIFY(PlatformDatabase::open(options, m_clock));
        QVERIFY(move());
        const auto left = PlatformDatabase::open(options, m_clock);
        QVERIFY(!left);
        QCOMPARE(left.error().code, ProblemCode::Conflict);
        QVERIFY2(left.error().detail.contains(u"postgresql://"_s) && left.error().detail.contains(m_database),
                 qPrintable(left.error().detail));
        QVERIFY(left.error().hint.contains(u"--platform-db"_s));
        const auto again = move(); // what is there meanwhile must not be mixed with it
        QVERIFY(!again && again.error().code == ProblemCode::Conflict);
        QVERIFY(QFile::remove(m_dir->filePath(PlatformDatabase::movedNote)));
        QVERIFY(PlatformDatabase::open(options, m_clock));
    }

    void anEmptyDataDirectoryIsRefused()
    {
        const QTemporaryDir nothing;
        const auto report = movePlatform(nothing.path(), target(), m_clock);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ProblemCode::NotFound);
    }
};

static const bool registered = tabletalk::test::add<TestPlatformMove>();
#include "tst_PlatformMove.moc"
