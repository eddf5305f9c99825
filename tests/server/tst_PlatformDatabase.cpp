// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "tests/support/NoteDatabase.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    explicit Fixture(const PlatformDatabaseOptions &given = {})
        : options(given)
    {
        reopen();
    }
    void reopen()
    {
        database.reset();
        database = orThrow(openNotes(place.address(), clock, 1, options));
    }
    NotePlace place;
    PlatformDatabaseOptions options;
    SystemClock clock;
    std::unique_ptr<PlatformDatabase> database;
};

Awaitable<qint64> writeThenRead(PlatformDatabase &database)
{
    auto insert = insertNote(u"a"_s);
    co_await database.write(std::move(insert));
    auto list = [](Transaction &transaction) { return transaction.select(noteScope, u"notes/list"_s).size(); };
    const size_t found = co_await database.read(std::move(list));
    co_return static_cast<qint64>(found);
}

Awaitable<void> writeAndThrow(PlatformDatabase &database)
{
    auto work = [](Transaction &transaction) {
        insertNote(u"lost"_s)(transaction);
        throw Problem::of(ProblemCode::LimitReached);
    };
    co_await database.write(std::move(work));
}

/// Single commits of plain QtSql on the same disk, to compare with.
double rawCommitsPerSecond(int count)
{
    const QTemporaryDir dir;
    double rate = 0;
    {
        auto raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
        raw.setDatabaseName(dir.filePath(u"raw.db"_s));
        raw.open();
        QSqlQuery(raw).exec(u"PRAGMA journal_mode=WAL"_s);
        QSqlQuery(raw).exec(u"PRAGMA synchronous=FULL"_s);
        QSqlQuery(raw).exec(u"CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT)"_s);
        QSqlQuery insert(raw);
        insert.prepare(u"INSERT INTO notes VALUES (?, 'text')"_s);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < count; ++i) {
            insert.bindValue(0, QString::number(i));
            insert.exec();
        }
        rate = 1e9 * count / static_cast<double>(timer.nsecsElapsed());
    }
    QSqlDatabase::removeDatabase(u"raw"_s);
    return rate;
}

} // namespace

/// What every platform database does, whatever the engine.
class TestPlatformDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCoroutineWritesAndReadsOnItsOwnExecutor()
    {
        Fixture f;
        QCOMPARE(runAwaitable(writeThenRead(*f.database)), 1);
    }

    void anExceptionReachesItsCallerAndRollsBackItsOwnWorkAlone()
    {
        Fixture f;
        QCOMPARE(problemOf([&] { runAwaitable(writeAndThrow(*f.database)); }), ProblemCode::LimitReached);
        QCOMPARE(countNotes(*f.database), 0);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, f.database->writeNow([](Transaction &transaction) {
            insertNote(u"lost"_s)(transaction);
            throw std::runtime_error("stop");
        }));
        QCOMPARE(countNotes(*f.database), 0);
    }

    void oneFailureInAGroupLeavesTheOthersStored()
    {
        Fixture f;
        std::latch gate(1);
        f.database->writeLater([&](Transaction &) { gate.wait(); }, {}); // so that what follows is one group
        std::atomic<int> failures = 0;
        for (int i = 0; i < 100; ++i) {
            f.database->writeLater(
                [i](Transaction &transaction) {
                    insertNote(QString::number(i))(transaction);
                    if (i % 10 == 0)
                        throw Problem::of(ProblemCode::Conflict);
                },
                [&](std::exception_ptr) { ++failures; });
        }
        gate.count_down();
        f.database->flush();
        QCOMPARE(failures.load(), 10);
        QCOMPARE(countNotes(*f.database), 90);
    }

    void aDuplicateKeyIsAConflict()
    {
        Fixture f;
        f.database->writeNow(insertNote(u"a"_s));
        QCOMPARE(problemOf([&] { f.database->writeNow(insertNote(u"a"_s)); }), ProblemCode::Conflict);
        f.database->writeNow(insertNote(u"b"_s));
        QCOMPARE(countNotes(*f.database), 2);
    }

    void aNullTextIsStoredEmpty()
    {
        Fixture f;
        f.database->writeNow(insertNote(u"a"_s, QString()));
        const QString text = f.database->readNow([](Transaction &transaction) {
            return transaction.selectOne(noteScope, u"notes/list"_s)->text(u"text"_s);
        });
        QVERIFY(text.isEmpty());
    }

    void statementsOfOneTenantDoNotSeeAnothers()
    {
        Fixture f;
        f.database->writeNow(insertNote(u"a"_s));
        QVERIFY(f.database->readNow([](Transaction &t) { return t.select(otherNoteScope, u"notes/list"_s).empty(); }));
    }

    void defectsOfStatementsAreRefused_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<bool>("asTenant");
        QTest::newRow("unknown statement") << u"notes/unknown"_s << true;
        QTest::newRow("tenant statement without a tenant") << u"notes/list"_s << false;
        QTest::newRow("platform statement for a tenant") << u"notes/count_all"_s << true;
        QTest::newRow("broken SQL") << u"notes/broken"_s << true;
        QTest::newRow("missing value") << u"notes/insert"_s << true;
    }
    void defectsOfStatementsAreRefused()
    {
        QFETCH(const QString, statement);
        QFETCH(const bool, asTenant);
        Fixture f;
        const auto run = [&] {
            f.database->writeNow([&](Transaction &transaction) {
                if (asTenant)
                    transaction.execute(noteScope, statement);
                else
                    transaction.execute(PlatformScope::ofOperator(), statement);
            });
        };
        QCOMPARE(problemOf(run), ProblemCode::Internal);
    }

    void aReadTransactionCannotWrite()
    {
        Fixture f;
        QCOMPARE(problemOf([&] { f.database->readNow(insertNote(u"a"_s)); }), ProblemCode::Internal);
    }

    void aCallbackThatWaitsForTheDatabaseIsRefusedInsteadOfHanging()
    {
        Fixture f;
        const auto nested = [&](Transaction &) { f.database->writeNow(insertNote(u"a"_s)); };
        QCOMPARE(problemOf([&] { f.database->writeNow(nested); }), ProblemCode::Internal);
        QCOMPARE(problemOf([&] { f.database->readNow(nested); }), ProblemCode::Internal);
    }

    void aFullQueueSaysBusyAtOnce()
    {
        PlatformDatabaseOptions options;
        options.writeQueue = 3;
        Fixture f(options);
        std::latch gate(1);
        std::latch inside(1);
        f.database->writeLater(
            [&](Transaction &) {
                inside.count_down();
                gate.wait();
            },
            {});
        inside.wait();
        for (int i = 0; i < 3; ++i)
            f.database->writeLater(insertNote(QString::number(i)), {});
        const auto refused = problemOf([&] { f.database->writeNow(insertNote(u"x"_s)); });
        gate.count_down();
        QCOMPARE(refused, ProblemCode::Busy);
        f.database->flush();
        QCOMPARE(countNotes(*f.database), 3);
    }

    void aBurstOfOneOrganisationHoldsUpNoOther()
    {
        Fixture f;
        const TenantScope busy = TenantScope::ofJob(makeId<TenantId>(Instant{1}));
        const TenantScope quiet = TenantScope::ofJob(makeId<TenantId>(Instant{2}));
        std::latch gate(1);
        std::latch inside(1);
        f.database->writeLater(
            [&](Transaction &) {
                inside.count_down();
                gate.wait();
            },
            {});
        inside.wait();
        std::vector<int> order; // of the writer's thread until all is flushed
        for (int i = 0; i < 1000; ++i)
            f.database->writeLater(busy, [&order, i](Transaction &) { order.push_back(i); }, {});
        f.database->writeLater(quiet, [&order](Transaction &) { order.push_back(-1); }, {});
        gate.count_down();
        f.database->flush();
        QCOMPARE(order.size(), size_t(1001));
        QCOMPARE(std::ranges::find(order, -1) - order.begin(), 1);
        std::erase(order, -1);
        QVERIFY(std::ranges::is_sorted(order));
    }

    void whatIsFlushedIsStoredWhoeverItBelongsTo()
    {
        Fixture f;
        for (int i = 0; i < 300; ++i) {
            const TenantScope scope = TenantScope::ofJob(makeId<TenantId>(Instant{i % 3}));
            f.database->writeLater(scope, insertNote(QString::number(i)), {});
        }
        f.database->flush();
        QCOMPARE(countNotes(*f.database), 300);
    }

    void whatIsQueuedIsStoredBeforeTheDatabaseCloses()
    {
        Fixture f;
        for (int i = 0; i < 1000; ++i)
            f.database->writeLater(insertNote(QString::number(i)), {});
        f.reopen();
        QCOMPARE(countNotes(*f.database), 1000);
    }

    void manyThreadsAndCoroutinesLoseNothing()
    {
        Fixture f;
        boost::asio::io_context context;
        std::atomic<int> stored = 0;
        const auto insertMany = [](PlatformDatabase &database, int worker, std::atomic<int> &done) -> Awaitable<void> {
            for (int i = 0; i < 50; ++i) {
                auto insert = insertNote(u"c%1-%2"_s.arg(worker).arg(i));
                co_await database.write(std::move(insert));
                ++done;
            }
        };
        for (int worker = 0; worker < 20; ++worker)
            boost::asio::co_spawn(context, insertMany(*f.database, worker, stored), [](std::exception_ptr) {});
        std::vector<std::thread> threads;
        for (int worker = 0; worker < 4; ++worker)
            threads.emplace_back([&, worker] {
                for (int i = 0; i < 50; ++i) {
                    f.database->writeNow(insertNote(u"t%1-%2"_s.arg(worker).arg(i)));
                    ++stored;
                }
            });
        context.run();
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(stored.load(), 1200);
        QCOMPARE(countNotes(*f.database), 1200);
    }

    void groupsOfCommitsAreMeasured()
    {
        Fixture f;
        constexpr int count = 4000;
        boost::asio::io_context context;
        const auto insertMany = [](PlatformDatabase &database, int worker) -> Awaitable<void> {
            for (int i = 0; i < count / 200; ++i) {
                auto insert = insertNote(u"%1-%2"_s.arg(worker).arg(i));
                co_await database.write(std::move(insert));
            }
        };
        QElapsedTimer timer;
        timer.start();
        for (int worker = 0; worker < 200; ++worker)
            boost::asio::co_spawn(context, insertMany(*f.database, worker), [](std::exception_ptr) {});
        context.run();
        const double grouped = 1e9 * count / static_cast<double>(timer.nsecsElapsed());
        qInfo("acknowledged writes a second: %.0f", grouped);
        if (!platformIsPostgres())
            qInfo("beside single commits of plain QtSql on the same disk: %.0f", rawCommitsPerSecond(400));
        QCOMPARE(countNotes(*f.database), count);
    }

    void aDatabaseOfANewerProgramIsRefused()
    {
        const NotePlace place;
        const SystemClock clock;
        orThrow(openNotes(place.address(), clock, 2)).reset();
        const auto older = openNotes(place.address(), clock, 1);
        QVERIFY(!older);
        QCOMPARE(older.error().code, ProblemCode::Unavailable);
        QVERIFY(older.error().detail.contains(u"newer"_s));
    }

    void aMigrationThatFailsLeavesNothingBehind()
    {
        const NotePlace place;
        const SystemClock clock;
        QVERIFY(!openNotes(place.address(), clock, 3));
        orThrow(openNotes(place.address(), clock, 2))->writeNow(insertNote(u"a"_s));
    }

    void valuesComeBackAsTheyWereStored()
    {
        Fixture f;
        const QString text = u"Gr\u00fc\u00dfe \U0001F600 'quoted' \\ and \"so\""_s;
        const QByteArray bytes("\x00\xff\\'x", 5);
        const qint64 at = 9'007'199'254'740'993;
        f.database->writeNow(insertNote(u"a"_s, text, at, bytes));
        f.database->writeNow(insertNote(u"b"_s, QString()));
        const auto notes = f.database->readNow([](Transaction &t) { return t.select(noteScope, u"notes/list"_s); });
        QCOMPARE(notes.size(), size_t(2));
        QCOMPARE(notes[0].text(u"text"_s), text);
        QCOMPARE(notes[0].integer(u"at"_s), at);
        QCOMPARE(notes[0].bytes(u"bytes"_s), bytes);
        QVERIFY(notes[1].text(u"text"_s).isEmpty());
        QVERIFY(!notes[1].isNull(u"bytes"_s));
    }

    void figuresAreNumbersWhateverTheEngineCallsThem()
    {
        Fixture f;
        f.database->writeNow(insertNote(u"a"_s, {}, 2));
        f.database->writeNow(insertNote(u"b"_s, {}, 3));
        const auto row = *f.database->readNow(
            [](Transaction &t) { return t.selectOne(noteScope, u"notes/figures"_s, {{u"id"_s, u"b"_s}}); });
        QCOMPARE(row.integer(u"n"_s), 2);
        QCOMPARE(row.integer(u"total"_s), 5);
        QCOMPARE(row.real(u"mean"_s), 2.5);
        QVERIFY(row.flag(u"found"_s));
    }

    void scopesChangeWithinATransaction()
    {
        Fixture f;
        f.database->writeNow([](Transaction &transaction) {
            insertNote(u"a"_s)(transaction);
            QCOMPARE(transaction.selectOne(PlatformScope::ofOperator(), u"notes/count_all"_s)->integer(u"n"_s), 1);
            QVERIFY(transaction.select(otherNoteScope, u"notes/list"_s).empty());
            QCOMPARE(transaction.select(noteScope, u"notes/list"_s).size(), size_t(1));
        });
    }

    void readinessFollowsTheDatabase()
    {
        const PlatformPlace place;
        const SystemClock clock;
        QVERIFY(place.open(clock)->isReady());
    }

    /// The child acknowledges each write on its standard output after writeNow returned;
    /// the parent kills it and looks for every acknowledged one.
    void acknowledgedWritesSurviveAKill()
    {
        const NotePlace place;
        QProcess child;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TABLETALK_TEST_WRITE_INTO"_s, place.address());
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--class"_s, u"TestPlatformDatabase"_s, u"writesUntilKilled"_s});
        QByteArray said;
        while (said.count("stored ") < 200 && child.waitForReadyRead(30'000))
            said += child.readAllStandardOutput();
        child.kill();
        QVERIFY(child.waitForFinished());
        said += child.readAllStandardOutput();

        const SystemClock clock;
        const auto database = orThrow(openNotes(place.address(), clock));
        const auto notes = database->readNow([](Transaction &t) { return t.select(noteScope, u"notes/list"_s); });
        QSet<QByteArray> kept;
        for (const Record &note : notes)
            kept.insert(note.text(u"id"_s).toLatin1());
        int acknowledged = 0;
        for (const QByteArray &line : said.split('\n')) {
            if (line.startsWith("stored ") && line.endsWith('.')) {
                ++acknowledged;
                QVERIFY2(kept.contains(line.mid(7).chopped(1)), line.constData());
            }
        }
        QVERIFY(acknowledged >= 200);
    }

    /// The child of the test above; nothing by itself.
    void writesUntilKilled()
    {
        const QString address = qEnvironmentVariable("TABLETALK_TEST_WRITE_INTO");
        if (address.isEmpty())
            return;
        const SystemClock clock;
        const auto database = orThrow(openNotes(address, clock));
        std::vector<std::jthread> threads;
        for (int worker = 0; worker < 4; ++worker)
            threads.emplace_back([&database, worker] {
                for (int i = 0; i < 1'000'000; ++i) {
                    const QString id = u"%1-%2"_s.arg(worker).arg(i);
                    database->writeNow(insertNote(id));
                    const QByteArray line = "stored " + id.toLatin1() + ".\n";
                    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
                    std::fflush(stdout);
                }
            });
    }
};

static const bool registered = tabletalk::test::add<TestPlatformDatabase>();
#include "tst_PlatformDatabase.moc"
