// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/platform/SqliteDatabase.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <latch>
#include <stdexcept>
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

/// Statements on a table of the test's own.
Statements noteStatements()
{
    static const QTemporaryDir root;
    const QString common = root.path() + u"/common/notes/"_s;
    writeText(common + u"insert.sql"_s, "INSERT INTO notes (tenant_id, id, text) VALUES (:tenant, :id, :text)");
    writeText(common + u"list.sql"_s, "SELECT id, text FROM notes WHERE tenant_id = :tenant ORDER BY id");
    writeText(common + u"count_all.sql"_s, "-- platform: counts\nSELECT count(*) AS n FROM notes");
    writeText(common + u"broken.sql"_s, "SELECT nothing FROM notes WHERE tenant_id = :tenant");
    return Statements::load(root.path(), u"sqlite"_s);
}

Migrations noteMigrations(int count = 1)
{
    std::vector<Migration> all = {
        {u"0001_notes"_s,
         u"-- a comment; with a semicolon\nCREATE TABLE notes (tenant_id TEXT NOT NULL, id TEXT NOT NULL, "
         "text TEXT NOT NULL DEFAULT ';', PRIMARY KEY (tenant_id, id));"_s},
        {u"0002_more"_s, u"CREATE TABLE more (id TEXT NOT NULL PRIMARY KEY); CREATE INDEX more_i ON more (id);"_s},
        {u"0003_wrong"_s, u"CREATE TABLE half (id TEXT); CREATE TABLE notes (id TEXT)"_s}};
    all.resize(static_cast<size_t>(count));
    return Migrations(all);
}

const TenantScope scope = TenantScope::ofJob(*TenantId::fromString(u"0190b5a0-0000-7000-8000-000000000001"));
const TenantScope otherScope = TenantScope::ofJob(*TenantId::fromString(u"0190b5a0-0000-7000-8000-000000000002"));

struct Fixture
{
    explicit Fixture(PlatformDatabaseOptions options = {})
    {
        options.directory = dir.path();
        database = orThrow(SqliteDatabase::open(options, noteStatements(), noteMigrations(), clock));
    }
    QTemporaryDir dir;
    SystemClock clock;
    std::unique_ptr<PlatformDatabase> database;
};

auto insertNote(const QString &id, const QString &text = u"text"_s)
{
    return [id, text](Transaction &transaction) {
        transaction.execute(scope, u"notes/insert"_s, {{u"id"_s, id}, {u"text"_s, text}});
    };
}

qint64 countNotes(PlatformDatabase &database)
{
    return database.readNow([](Transaction &transaction) {
        return transaction.selectOne(PlatformScope::ofOperator(), u"notes/count_all"_s)->integer(u"n"_s);
    });
}

Awaitable<qint64> writeThenRead(PlatformDatabase &database)
{
    auto insert = insertNote(u"a"_s);
    co_await database.write(std::move(insert));
    auto list = [](Transaction &transaction) { return transaction.select(scope, u"notes/list"_s).size(); };
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

class TestPlatformDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCoroutineWritesAndReadsOnItsOwnExecutor()
    {
        Fixture f;
        QCOMPARE(test::runAwaitable(writeThenRead(*f.database)), 1);
    }

    void anExceptionReachesItsCallerAndRollsBackItsOwnWorkAlone()
    {
        Fixture f;
        QCOMPARE(test::problemOf([&] { test::runAwaitable(writeAndThrow(*f.database)); }), ProblemCode::LimitReached);
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
        QCOMPARE(test::problemOf([&] { f.database->writeNow(insertNote(u"a"_s)); }), ProblemCode::Conflict);
        f.database->writeNow(insertNote(u"b"_s));
        QCOMPARE(countNotes(*f.database), 2);
    }

    void aNullTextIsStoredEmpty()
    {
        Fixture f;
        f.database->writeNow(insertNote(u"a"_s, QString()));
        const QString text = f.database->readNow(
            [](Transaction &transaction) { return transaction.selectOne(scope, u"notes/list"_s)->text(u"text"_s); });
        QVERIFY(text.isEmpty());
    }

    void statementsOfOneTenantDoNotSeeAnothers()
    {
        Fixture f;
        f.database->writeNow(insertNote(u"a"_s));
        QVERIFY(f.database->readNow([](Transaction &t) { return t.select(otherScope, u"notes/list"_s).empty(); }));
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
                    transaction.execute(scope, statement);
                else
                    transaction.execute(PlatformScope::ofOperator(), statement);
            });
        };
        QCOMPARE(test::problemOf(run), ProblemCode::Internal);
    }

    void aReadTransactionCannotWrite()
    {
        Fixture f;
        QCOMPARE(test::problemOf([&] { f.database->readNow(insertNote(u"a"_s)); }), ProblemCode::Internal);
    }

    void aCallbackThatWaitsForTheDatabaseIsRefusedInsteadOfHanging()
    {
        Fixture f;
        const auto nested = [&](Transaction &) { f.database->writeNow(insertNote(u"a"_s)); };
        QCOMPARE(test::problemOf([&] { f.database->writeNow(nested); }), ProblemCode::Internal);
        QCOMPARE(test::problemOf([&] { f.database->readNow(nested); }), ProblemCode::Internal);
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
        const auto refused = test::problemOf([&] { f.database->writeNow(insertNote(u"x"_s)); });
        gate.count_down();
        QCOMPARE(refused, ProblemCode::Busy);
        f.database->flush();
        QCOMPARE(countNotes(*f.database), 3);
    }

    void whatIsQueuedIsStoredBeforeTheDatabaseCloses()
    {
        Fixture f;
        for (int i = 0; i < 1000; ++i)
            f.database->writeLater(insertNote(QString::number(i)), {});
        f.database.reset();
        PlatformDatabaseOptions options;
        options.directory = f.dir.path();
        f.database = orThrow(SqliteDatabase::open(options, noteStatements(), noteMigrations(), f.clock));
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

    void groupsOfCommitsBeatSingleOnes()
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
        const double single = rawCommitsPerSecond(400);
        qInfo("acknowledged writes a second: %.0f in groups, %.0f by raw single commits", grouped, single);
        QCOMPARE(countNotes(*f.database), count);
    }

    void aDatabaseOfANewerProgramIsRefused()
    {
        const QTemporaryDir dir;
        const SystemClock clock;
        PlatformDatabaseOptions options;
        options.directory = dir.path();
        orThrow(SqliteDatabase::open(options, noteStatements(), noteMigrations(2), clock)).reset();
        const auto older = SqliteDatabase::open(options, noteStatements(), noteMigrations(1), clock);
        QVERIFY(!older);
        QCOMPARE(older.error().code, ProblemCode::Unavailable);
        QVERIFY(older.error().detail.contains(u"newer"_s));
    }

    void aSnapshotIsKeptBeforeAnExistingDatabaseIsMigrated()
    {
        const QTemporaryDir dir;
        const SystemClock clock;
        PlatformDatabaseOptions options;
        options.directory = dir.path();
        orThrow(SqliteDatabase::open(options, noteStatements(), noteMigrations(1), clock))
            ->writeNow(insertNote(u"a"_s));
        QVERIFY(QDir(dir.path()).entryList({u"*.before-*"_s}).isEmpty());
        orThrow(SqliteDatabase::open(options, noteStatements(), noteMigrations(2), clock)).reset();
        const QStringList snapshots = QDir(dir.path()).entryList({u"platform.db.before-0002_more-*"_s});
        QCOMPARE(snapshots.size(), 1);

        const QTemporaryDir restored;
        QVERIFY(QFile::copy(dir.filePath(snapshots.front()), restored.filePath(u"platform.db"_s)));
        options.directory = restored.path();
        QCOMPARE(countNotes(*orThrow(SqliteDatabase::open(options, noteStatements(), noteMigrations(1), clock))), 1);
    }

    void aMigrationThatFailsLeavesNothingBehind()
    {
        const QTemporaryDir dir;
        const SystemClock clock;
        PlatformDatabaseOptions options;
        options.directory = dir.path();
        QVERIFY(!SqliteDatabase::open(options, noteStatements(), noteMigrations(3), clock));
        orThrow(SqliteDatabase::open(options, noteStatements(), noteMigrations(2), clock))
            ->writeNow(insertNote(u"a"_s));
    }

    void aFileThatIsNoDatabaseIsAProblemAndStaysAsItIs()
    {
        const QTemporaryDir dir;
        const SystemClock clock;
        const QByteArray junk(8192, 'x');
        writeText(dir.filePath(u"platform.db"_s), junk);
        PlatformDatabaseOptions options;
        options.directory = dir.path();
        const auto opened = SqliteDatabase::open(options, noteStatements(), noteMigrations(), clock);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ProblemCode::Unavailable);
        QFile file(dir.filePath(u"platform.db"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), junk);
    }

    void theDatabaseIsReadableByItsOwnerAlone()
    {
        Fixture f;
        f.database->writeNow(insertNote(u"a"_s));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QString &name : {u"platform.db"_s, u"platform.db-wal"_s})
            QVERIFY(!(QFile::permissions(f.dir.filePath(name)) & others));
    }

    void readinessFollowsTheDatabase()
    {
        PlatformDatabaseOptions options;
        const QTemporaryDir dir;
        const SystemClock clock;
        options.directory = dir.path();
        QVERIFY(orThrow(PlatformDatabase::open(options, clock))->isReady());
    }

    /// The child acknowledges each write on its standard output after writeNow returned;
    /// the parent kills it and looks for every acknowledged one.
    void acknowledgedWritesSurviveAKill()
    {
        const QTemporaryDir dir;
        QProcess child;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TABLETALK_TEST_WRITE_INTO"_s, dir.path());
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
        PlatformDatabaseOptions options;
        options.directory = dir.path();
        const auto database = orThrow(SqliteDatabase::open(options, noteStatements(), noteMigrations(), clock));
        const auto notes = database->readNow([](Transaction &t) { return t.select(scope, u"notes/list"_s); });
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
        PlatformDatabaseOptions options;
        options.directory = qEnvironmentVariable("TABLETALK_TEST_WRITE_INTO");
        if (options.directory.isEmpty())
            return;
        const SystemClock clock;
        const auto database = orThrow(SqliteDatabase::open(options, noteStatements(), noteMigrations(), clock));
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
