// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/platform/PostgresConnection.h"
#include "server/platform/PostgresDatabase.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

void writeText(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// Statements on a table of the test's own, with each kind of value.
Statements noteStatements()
{
    static const QTemporaryDir root;
    const QString common = root.path() + u"/common/notes/"_s;
    writeText(common + u"insert.sql"_s,
              "INSERT INTO notes (tenant_id, id, text, at, bytes) VALUES (:tenant, :id, :text, :at, :bytes)");
    writeText(common + u"list.sql"_s, "SELECT id, text, at, bytes FROM notes WHERE tenant_id = :tenant ORDER BY id");
    writeText(common + u"add.sql"_s, "UPDATE notes SET at = at + :by WHERE tenant_id = :tenant AND id = :id");
    writeText(common + u"set.sql"_s, "UPDATE notes SET at = :at WHERE tenant_id = :tenant AND id = :id");
    writeText(common + u"figures.sql"_s,
              "SELECT COUNT(*) AS n, COALESCE(SUM(at), 0) AS total, AVG(at) AS mean, "
              "EXISTS (SELECT 1 FROM notes x WHERE x.tenant_id = :tenant AND x.id = :id) AS found "
              "FROM notes WHERE tenant_id = :tenant");
    writeText(common + u"count_all.sql"_s, "-- platform: counts\nSELECT COUNT(*) AS n FROM notes");
    writeText(common + u"sleep.sql"_s, "-- platform: takes its time\nSELECT pg_sleep(30)");
    writeText(common + u"broken.sql"_s, "SELECT nothing FROM notes WHERE tenant_id = :tenant");
    return Statements::load(root.path(), u"postgres"_s);
}

Migrations noteMigrations(int count = 1)
{
    std::vector<Migration> all = {
        {u"0001_notes"_s,
         u"CREATE TABLE notes (tenant_id TEXT NOT NULL, id TEXT NOT NULL, "
         "text TEXT NOT NULL DEFAULT 'TEXT;', at INTEGER, bytes BLOB, PRIMARY KEY (tenant_id, id));"_s},
        {u"0002_more"_s, u"CREATE TABLE more (id TEXT NOT NULL PRIMARY KEY); INSERT INTO more VALUES ('a');"_s},
        {u"0003_wrong"_s, u"CREATE TABLE half (id TEXT); CREATE TABLE notes (id TEXT)"_s}};
    all.resize(static_cast<size_t>(count));
    return Migrations(all);
}

const TenantScope scope = TenantScope::ofJob(*TenantId::fromString(u"0190b5a0-0000-7000-8000-000000000001"));
const TenantScope otherScope = TenantScope::ofJob(*TenantId::fromString(u"0190b5a0-0000-7000-8000-000000000002"));

auto insertNote(const QString &id, const QString &text = u"text"_s, qint64 at = 0, const QByteArray &bytes = {})
{
    return [=](Transaction &transaction) {
        transaction.execute(scope, u"notes/insert"_s,
                            {{u"id"_s, id}, {u"text"_s, text}, {u"at"_s, at}, {u"bytes"_s, bytes}});
    };
}

qint64 countNotes(PlatformDatabase &database)
{
    return database.readNow([](Transaction &transaction) {
        return transaction.selectOne(PlatformScope::ofOperator(), u"notes/count_all"_s)->integer(u"n"_s);
    });
}

qint64 numberOf(PlatformDatabase &database, const QString &id)
{
    return database.readNow([&](Transaction &transaction) {
        for (const Record &note : transaction.select(scope, u"notes/list"_s)) {
            if (note.text(u"id"_s) == id)
                return note.integer(u"at"_s);
        }
        return qint64(-1);
    });
}

} // namespace

/// The platform database on a real PostgreSQL: the interface of PlatformDatabase, and what
/// only a server can do to it.
class TestPostgresPlatform : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::PostgresServer> m_server;
    SystemClock m_clock;
    QString m_database;
    int m_made = 0;

    PostgresAccounts accounts() const { return {.url = m_server->url(m_database), .ownerUrl = {}}; }

    Result<std::unique_ptr<PlatformDatabase>> tryOpen(int migrations = 1, const PostgresAccounts &as = {})
    {
        return PostgresDatabase::open(as.url.isEmpty() ? accounts() : as, {}, noteStatements(),
                                      noteMigrations(migrations), m_clock);
    }
    std::unique_ptr<PlatformDatabase> open() { return orThrow(tryOpen()); }

    QString urlOf(const QString &account) const
    {
        return u"postgresql://%1:pw@127.0.0.1:%2/%3"_s.arg(account, QString::number(m_server->port()), m_database);
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
        m_database = u"platform_%1"_s.arg(++m_made);
        QCOMPARE(m_server->execute(u"CREATE DATABASE %1"_s.arg(m_database)), QString());
    }

    void cleanupTestCase() { m_server.reset(); }

    void valuesComeBackAsTheyWereStored()
    {
        const auto database = open();
        const QString text = u"Grüße \U0001F600 'quoted' \\ and \"so\""_s;
        const QByteArray bytes("\x00\xff\\'x", 5);
        const qint64 at = 9'007'199'254'740'993;
        database->writeNow(insertNote(u"a"_s, text, at, bytes));
        database->writeNow(insertNote(u"b"_s, QString()));
        const auto notes = database->readNow([](Transaction &t) { return t.select(scope, u"notes/list"_s); });
        QCOMPARE(notes.size(), size_t(2));
        QCOMPARE(notes[0].text(u"text"_s), text);
        QCOMPARE(notes[0].integer(u"at"_s), at);
        QCOMPARE(notes[0].bytes(u"bytes"_s), bytes);
        QVERIFY(notes[1].text(u"text"_s).isEmpty());
        QVERIFY(!notes[1].isNull(u"bytes"_s));
    }

    void figuresAreNumbersWhateverTheServerCallsThem()
    {
        const auto database = open();
        database->writeNow(insertNote(u"a"_s, {}, 2));
        database->writeNow(insertNote(u"b"_s, {}, 3));
        const auto row = *database->readNow(
            [](Transaction &t) { return t.selectOne(scope, u"notes/figures"_s, {{u"id"_s, u"b"_s}}); });
        QCOMPARE(row.integer(u"n"_s), 2);
        QCOMPARE(row.integer(u"total"_s), 5);
        QCOMPARE(row.real(u"mean"_s), 2.5);
        QVERIFY(row.flag(u"found"_s));
    }

    void aFailedPieceIsUndoneAloneAndTheOthersStay()
    {
        const auto database = open();
        std::latch gate(1);
        database->writeLater([&](Transaction &) { gate.wait(); }, {}); // so that what follows is one group
        std::atomic<int> failures = 0;
        for (int i = 0; i < 50; ++i) {
            database->writeLater(
                [i](Transaction &transaction) {
                    insertNote(QString::number(i / 2))(transaction); // every second one is there already
                },
                [&](const std::exception_ptr &) { ++failures; });
        }
        gate.count_down();
        database->flush();
        QCOMPARE(failures.load(), 25);
        QCOMPARE(countNotes(*database), 25);
    }

    void aDuplicateKeyIsAConflict()
    {
        const auto database = open();
        database->writeNow(insertNote(u"a"_s));
        QCOMPARE(test::problemOf([&] { database->writeNow(insertNote(u"a"_s)); }), ProblemCode::Conflict);
        database->writeNow(insertNote(u"b"_s));
        QCOMPARE(countNotes(*database), 2);
    }

    void aFailureThatWorkKeepsToItselfIsNotStoredByHalves()
    {
        const auto database = open();
        const auto quiet = [](Transaction &transaction) {
            insertNote(u"a"_s)(transaction);
            try {
                insertNote(u"a"_s)(transaction);
            } catch (const Problem &) {
            }
        };
        QCOMPARE(test::problemOf([&] { database->writeNow(quiet); }), ProblemCode::Internal);
        database->writeNow(insertNote(u"b"_s));
        QCOMPARE(countNotes(*database), 1);
    }

    void scopesChangeWithinATransaction()
    {
        const auto database = open();
        database->writeNow([](Transaction &transaction) {
            insertNote(u"a"_s)(transaction);
            QCOMPARE(transaction.selectOne(PlatformScope::ofOperator(), u"notes/count_all"_s)->integer(u"n"_s), 1);
            QVERIFY(transaction.select(otherScope, u"notes/list"_s).empty());
            QCOMPARE(transaction.select(scope, u"notes/list"_s).size(), size_t(1));
        });
    }

    void defectsOfStatementsAreRefused()
    {
        const auto database = open();
        const auto select = [&](const QString &statement) {
            return test::problemOf(
                [&] { database->writeNow([&](Transaction &transaction) { transaction.select(scope, statement); }); });
        };
        for (const QString &statement :
             {u"notes/unknown"_s, u"notes/count_all"_s, u"notes/broken"_s, u"notes/insert"_s})
            QCOMPARE(select(statement), ProblemCode::Internal);
        QCOMPARE(test::problemOf([&] { database->readNow(insertNote(u"a"_s)); }), ProblemCode::Internal);
    }

    /// Both servers read a number and store it increased by one: none of the steps is lost.
    void twoServersLoseNothingOfEachOther()
    {
        const auto one = open();
        const auto two = open();
        one->writeNow(insertNote(u"counter"_s));
        const auto count = [](PlatformDatabase &database) {
            for (int i = 0; i < 40; ++i) {
                database.writeNow([&](Transaction &transaction) {
                    qint64 at = 0;
                    for (const Record &note : transaction.select(scope, u"notes/list"_s))
                        at = note.integer(u"at"_s);
                    transaction.execute(scope, u"notes/set"_s, {{u"id"_s, u"counter"_s}, {u"at"_s, at + 1}});
                });
            }
        };
        std::thread other([&] { count(*two); });
        count(*one);
        other.join();
        QCOMPARE(numberOf(*one, u"counter"_s), 80);
    }

    /// Each of two transactions holds what the other wants next.
    void aDeadlockIsRunAgain()
    {
        const auto one = open();
        const auto two = open();
        one->writeNow(insertNote(u"a"_s));
        one->writeNow(insertNote(u"b"_s));
        std::latch both(2);
        const auto work = [&](const QString &first, const QString &second) {
            return [&both, first, second, met = std::make_shared<bool>(false)](Transaction &transaction) {
                transaction.execute(scope, u"notes/add"_s, {{u"id"_s, first}, {u"by"_s, 1}});
                if (!std::exchange(*met, true))
                    both.arrive_and_wait();
                transaction.execute(scope, u"notes/add"_s, {{u"id"_s, second}, {u"by"_s, 1}});
            };
        };
        std::thread other([&] { two->writeNow(work(u"b"_s, u"a"_s)); });
        one->writeNow(work(u"a"_s, u"b"_s));
        other.join();
        QCOMPARE(numberOf(*one, u"a"_s), 2);
        QCOMPARE(numberOf(*one, u"b"_s), 2);
    }

    void aServerThatIsAwayIsSaidAndComesBack()
    {
        const auto database = open();
        database->writeNow(insertNote(u"a"_s));
        m_server->kill();
        QCOMPARE(test::problemOf([&] { countNotes(*database); }), ProblemCode::Unavailable);
        QCOMPARE(test::problemOf([&] { database->writeNow(insertNote(u"b"_s)); }), ProblemCode::Unavailable);
        QString error;
        QVERIFY2(m_server->restart(&error), qPrintable(error));
        database->writeNow(insertNote(u"c"_s));
        QCOMPARE(countNotes(*database), 2);
    }

    void connectionsThatTheServerEndedAreReplacedWithoutAnybodyNoticing()
    {
        const auto database = open();
        database->writeNow(insertNote(u"a"_s));
        QCOMPARE(countNotes(*database), 1);
        QCOMPARE(m_server->execute(
                     u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%1'"_s.arg(m_database)),
                 QString());
        database->writeNow(insertNote(u"b"_s));
        QCOMPARE(countNotes(*database), 2);
    }

    void aLockThatIsHeldTooLongEndsTheWait()
    {
        const auto database = open();
        database->writeNow(insertNote(u"a"_s));
        auto login = orThrow(PostgresLogin::parse(accounts().url));
        login.lockTimeout = std::chrono::milliseconds(50);
        login.statementTimeout = std::chrono::milliseconds(200);
        const auto statements = noteStatements();
        const auto holder = orThrow(PostgresConnection::open(login, statements));
        const auto waiter = orThrow(PostgresConnection::open(login, statements));
        QVERIFY(holder->begin(TransactionKind::Write));
        QVERIFY(holder->query(u"SELECT 1 FROM notes WHERE id = ? FOR UPDATE"_s, {u"a"_s}));
        const auto refused = waiter->query(u"SELECT 1 FROM notes WHERE id = ? FOR UPDATE"_s, {u"a"_s});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::Busy);
        QVERIFY(waiter->isUsable());
        const auto slow = waiter->execute(u"SELECT pg_sleep(30)"_s);
        QVERIFY(!slow);
        QCOMPARE(slow.error().code, ProblemCode::Busy);
        QVERIFY(waiter->isUsable());
    }

    /// All of them find an empty database; one migrates, and the others wait for it.
    void serversThatStartAtOnceMigrateOnce()
    {
        std::atomic<int> opened = 0;
        std::vector<std::thread> servers;
        for (int i = 0; i < 4; ++i)
            servers.emplace_back([&] { opened += tryOpen(2).has_value() ? 1 : 0; });
        for (std::thread &server : servers)
            server.join();
        QCOMPARE(opened.load(), 4);
        QCOMPARE(m_server->query(u"SELECT count(*) FROM tabletalk.more"_s, m_database), u"1"_s);
    }

    void aDatabaseOfANewerProgramIsRefused()
    {
        QVERIFY(tryOpen(2));
        const auto older = tryOpen(1);
        QVERIFY(!older);
        QCOMPARE(older.error().code, ProblemCode::Unavailable);
        QVERIFY(older.error().detail.contains(u"newer"_s));
    }

    void aMigrationThatFailsLeavesNothingBehind()
    {
        QVERIFY(!tryOpen(3));
        QCOMPARE(m_server->query(u"SELECT count(*) FROM pg_tables WHERE tablename = 'half'"_s, m_database), u"0"_s);
        orThrow(tryOpen(2))->writeNow(insertNote(u"a"_s));
    }

    void anAccountThatMayMakeNoRolesIsToldWhatToRun()
    {
        QString error;
        m_server = test::PostgresServer::start(&error); // where nobody has made the role yet
        QVERIFY2(m_server, qPrintable(error));
        QCOMPARE(m_server->execute(u"CREATE ROLE plain LOGIN PASSWORD 'pw'"_s), QString());
        QCOMPARE(m_server->execute(u"CREATE DATABASE %1 OWNER plain"_s.arg(m_database)), QString());
        const PostgresAccounts plain{.url = urlOf(u"plain"_s), .ownerUrl = {}};
        const auto refused = tryOpen(1, plain);
        QVERIFY(!refused);
        const QString statements = refused.error().hint.section(u": "_s, 1);
        QVERIFY2(statements.contains(u"CREATE ROLE"_s), qPrintable(refused.error().hint));
        QCOMPARE(m_server->execute(statements, m_database), QString());
        const auto database = tryOpen(1, plain);
        QVERIFY2(database, database ? "" : qPrintable(database.error().hint));
        (*database)->writeNow(insertNote(u"a"_s));
    }

    void anAccountForEachRoleNeedsNoOther()
    {
        QCOMPARE(
            m_server->execute(u"CREATE ROLE owner_a LOGIN PASSWORD 'pw'; CREATE ROLE runtime_a LOGIN PASSWORD 'pw';"
                              "ALTER DATABASE %1 OWNER TO owner_a"_s.arg(m_database)),
            QString());
        const auto early = tryOpen(1, {.url = urlOf(u"runtime_a"_s), .ownerUrl = {}});
        QVERIFY(!early);
        QVERIFY2(early.error().hint.contains(u"--platform-owner"_s), qPrintable(early.error().hint));
        QVERIFY(tryOpen(1, {.url = urlOf(u"runtime_a"_s), .ownerUrl = urlOf(u"owner_a"_s)}));
        // Once it is migrated, the owner's password is not needed any more.
        const auto database = orThrow(tryOpen(1, {.url = urlOf(u"runtime_a"_s), .ownerUrl = {}}));
        database->writeNow(insertNote(u"a"_s));
        QCOMPARE(countNotes(*database), 1);
        const auto owner = tryOpen(1, {.url = urlOf(u"owner_a"_s), .ownerUrl = urlOf(u"owner_a"_s)});
        QVERIFY(!owner);
    }

    void aPasswordIsNeverRepeated()
    {
        const auto refused = tryOpen(1, {.url = u"postgresql://nobody:s3cret@127.0.0.1:%1/%2"_s.arg(
                                             QString::number(m_server->port()), m_database),
                                         .ownerUrl = {}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::Unavailable);
        QVERIFY(refused.error().detail.contains(u"nobody"_s));
        QVERIFY(!QString(refused.error().detail + refused.error().hint).contains(u"s3cret"_s));
        QVERIFY(!tryOpen(1, {.url = u"mysql://nobody:s3cret@127.0.0.1/x"_s, .ownerUrl = {}}));
    }

    void groupsOfCommitsAreMeasured()
    {
        const auto database = open();
        constexpr int count = 4000;
        boost::asio::io_context context;
        const auto insertMany = [](PlatformDatabase &into, int worker) -> Awaitable<void> {
            for (int i = 0; i < count / 200; ++i) {
                auto insert = insertNote(u"%1-%2"_s.arg(worker).arg(i));
                co_await into.write(std::move(insert));
            }
        };
        QElapsedTimer timer;
        timer.start();
        for (int worker = 0; worker < 200; ++worker)
            boost::asio::co_spawn(context, insertMany(*database, worker), [](std::exception_ptr) {});
        context.run();
        qInfo("acknowledged writes a second: %.0f", 1e9 * count / static_cast<double>(timer.nsecsElapsed()));
        QCOMPARE(countNotes(*database), count);
    }
};

static const bool registered = tabletalk::test::add<TestPostgresPlatform>();
#include "tst_PostgresPlatform.moc"
