// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/platform/PostgresConnection.h"
#include "server/platform/PostgresDatabase.h"
#include "tests/support/NoteDatabase.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/Problems.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

qint64 numberOf(PlatformDatabase &database, const QString &id)
{
    return database.readNow([&](Transaction &transaction) {
        for (const Record &note : transaction.select(noteScope, u"notes/list"_s)) {
            if (note.text(u"id"_s) == id)
                return note.integer(u"at"_s);
        }
        return qint64(-1);
    });
}

} // namespace

/// What only a server can do to the platform database; the rest is in TestPlatformDatabase.
class TestPostgresPlatform : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PostgresServer> m_server;
    SystemClock m_clock;
    QString m_database;
    int m_made = 0;

    PostgresAccounts accounts() const { return {.url = m_server->url(m_database), .ownerUrl = {}}; }

    Result<std::unique_ptr<PlatformDatabase>> tryOpen(int migrations = 1, const PostgresAccounts &as = {})
    {
        return PostgresDatabase::open(as.url.isEmpty() ? accounts() : as, {}, noteStatements(u"postgres"_s),
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
        m_server = PostgresServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
    }

    void init()
    {
        m_database = u"platform_%1"_s.arg(++m_made);
        QCOMPARE(m_server->execute(u"CREATE DATABASE %1"_s.arg(m_database)), QString());
    }

    void cleanupTestCase() { m_server.reset(); }

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
        QCOMPARE(problemOf([&] { database->writeNow(quiet); }), ProblemCode::Internal);
        database->writeNow(insertNote(u"b"_s));
        QCOMPARE(countNotes(*database), 1);
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
                    for (const Record &note : transaction.select(noteScope, u"notes/list"_s))
                        at = note.integer(u"at"_s);
                    transaction.execute(noteScope, u"notes/set"_s, {{u"id"_s, u"counter"_s}, {u"at"_s, at + 1}});
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
                transaction.execute(noteScope, u"notes/add"_s, {{u"id"_s, first}, {u"by"_s, 1}});
                if (!std::exchange(*met, true))
                    both.arrive_and_wait();
                transaction.execute(noteScope, u"notes/add"_s, {{u"id"_s, second}, {u"by"_s, 1}});
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
        QCOMPARE(problemOf([&] { countNotes(*database); }), ProblemCode::Unavailable);
        QCOMPARE(problemOf([&] { database->writeNow(insertNote(u"b"_s)); }), ProblemCode::Unavailable);
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
        const auto statements = noteStatements(u"postgres"_s);
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

    void aMigrationThatFailsLeavesNothingBehind()
    {
        QVERIFY(!tryOpen(3));
        QCOMPARE(m_server->query(u"SELECT count(*) FROM pg_tables WHERE tablename = 'half'"_s, m_database), u"0"_s);
        orThrow(tryOpen(2))->writeNow(insertNote(u"a"_s));
    }

    void anAccountThatMayMakeNoRolesIsToldWhatToRun()
    {
        QString error;
        m_server = PostgresServer::start(&error); // where nobody has made the role yet
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
};

static const bool registered = tabletalk::test::add<TestPostgresPlatform>();
#include "tst_PostgresPlatform.moc"
