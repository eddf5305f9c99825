// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlTarget.h"
#include "server/connections/TargetFactory.h"
#include "tests/support/CollectRows.h"
#include "tests/support/MariaDbServer.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr const char *tables = R"sql(
CREATE TABLE big (id int PRIMARY KEY, name varchar(40), born date, score bigint unsigned);
INSERT INTO big SELECT seq, CONCAT('name ', seq % 1000), IF(seq = 7, '0000-00-00', '2020-01-01' + INTERVAL seq % 900 DAY), 18446744073709551615 - seq FROM seq_1_to_100000;
CREATE TABLE keyless AS SELECT seq AS n, REPEAT('x', 200) AS t FROM seq_1_to_5000;
CREATE VIEW endless AS SELECT a.seq AS x, b.seq AS y FROM seq_1_to_1000000 a, seq_1_to_1000000 b;
)sql";

/// Rows that do not end by themselves, and are small.
const QString endlessRows = u"SELECT seq AS marker_b3, 'some text of a usual length' AS t FROM seq_1_to_1000000000"_s;

/// Forgets its rows, and calls back at each.
class PassBy final : public RowSink
{
public:
    void begin(const std::vector<ResultColumn> &) override {}
    void row(Row &&) override
    {
        ++count;
        if (onRow)
            onRow();
    }

    qint64 count = 0;
    std::function<void()> onRow;
};

} // namespace

class TestMySqlLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_server = MariaDbServer::start(&error, {u"--sql-mode="_s, u"--lower-case-table-names=1"_s});
        QVERIFY2(m_server, qPrintable(error));
        QCOMPARE(m_server->execute(u"CREATE DATABASE shop"_s), QString());
        QCOMPARE(m_server->execute(QString::fromUtf8(tables), u"shop"_s), QString());
    }

    void aLargeTableIsNeitherCountedNorReadAsAWhole()
    {
        const auto target = open();
        Table table = tableOf(*target, u"big"_s);
        table.rowCount = 100'000'000; // what the engine would say of a really large one
        ProfileLimits limits;
        limits.sampledRows = 10'000;
        const qint64 before = rowsRead(u"big"_s);
        std::vector<ColumnValues> values;
        const auto done = target->profile(table, values, limits, {});
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        const qint64 read = rowsRead(u"big"_s) - before;
        QVERIFY2(read >= 10'000 && read <= 10'100, qPrintable(QString::number(read)));
        QCOMPARE(table.rowCount, 100'000'000);
        QVERIFY(table.profiled);
        const ColumnProfile &id = table.column(u"id")->profile;
        QVERIFY(!id.exact);
        QCOMPARE(id.minimum, u"1"_s);
        QCOMPARE(id.maximum, u"100000"_s);
    }

    void aTableThatFitsIsReadAsAWhole()
    {
        const auto target = open();
        Table table = tableOf(*target, u"big"_s);
        ProfileLimits limits;
        limits.wholeRows = 150'000;
        limits.timeLimit = 60s;
        std::vector<ColumnValues> values;
        QVERIFY(target->profile(table, values, limits, {}));
        QCOMPARE(table.rowCount, 100'000);
        QVERIFY(table.column(u"id")->profile.exact);
        QCOMPARE(table.column(u"name")->profile.distinctCount, 1000);
    }

    void aDateThatIsNoneDoesNotBeginTheRange()
    {
        const auto target = open();
        Table table = tableOf(*target, u"big"_s);
        std::vector<ColumnValues> values;
        QVERIFY(target->profile(table, values, {}, {}));
        QCOMPARE(table.column(u"born")->profile.minimum, u"2020-01-01"_s);
        CollectRows sink;
        QVERIFY(target->run(u"SELECT born FROM big WHERE id = 7"_s, {}, sink, {}));
        QCOMPARE(sink.rows.at(0).at(0), Cell(u"0000-00-00"_s));
    }

    void profilingEndsAtItsBytes()
    {
        const auto target = open();
        Table table = tableOf(*target, u"keyless"_s);
        ProfileLimits limits;
        limits.maxBytes = 16'000; // a hundred rows of 160 characters
        std::vector<ColumnValues> values;
        QVERIFY(target->profile(table, values, limits, {}));
        QVERIFY(!table.column(u"n")->profile.exact);
        QVERIFY(*table.column(u"n")->profile.distinctCount <= 100);
        QVERIFY(target->isUsable());
    }

    void aTableWithoutAKeyIsLookedAtFromItsBeginning()
    {
        const auto target = open();
        Table table = tableOf(*target, u"keyless"_s);
        table.rowCount = 100'000'000;
        ProfileLimits limits;
        limits.sampledRows = 500;
        std::vector<ColumnValues> values;
        QVERIFY(target->profile(table, values, limits, {}));
        QCOMPARE(table.column(u"n")->profile.distinctCount, 500);
    }

    void profilingEndsAtItsTime()
    {
        const auto target = open();
        Table table = tableOf(*target, u"endless"_s);
        ProfileLimits limits;
        limits.timeLimit = 400ms;
        limits.sampledRows = 1'000'000'000;
        std::vector<ColumnValues> values;
        QElapsedTimer time;
        time.start();
        const auto done = target->profile(table, values, limits, {});
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QVERIFY2(time.elapsed() < 3'000, qPrintable(QString::number(time.elapsed())));
        QVERIFY(table.profiled);
        QVERIFY(!table.column(u"x")->profile.exact);
        QVERIFY(target->isUsable());
    }

    void aSlowReaderHoldsTheServerBack()
    {
        const auto target = open();
        std::stop_source stop;
        PassBy sink;
        QString seen;
        sink.onRow = [&] {
            if (sink.count != 10)
                return;
            // Nothing is read ahead: the server waits to be rid of its rows.
            QTRY_VERIFY_WITH_TIMEOUT(stateOf(u"marker_b3"_s) == u"Writing to net", 20'000);
            seen = stateOf(u"marker_b3"_s);
            stop.request_stop();
        };
        const auto outcome = target->run(endlessRows, noLimits(), sink, stop.get_token());
        QCOMPARE(seen, u"Writing to net"_s);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::Cancelled);
        QCOMPARE(sink.count, 10);
        QCOMPARE(stateOf(u"marker_b3"_s), QString());
        QVERIFY(target->run(u"SELECT 1"_s, {}, sink, {}));
    }

    void aResultOfAnySizeStreams()
    {
        const auto target = open();
        PassBy sink;
        const auto outcome = target->run(u"SELECT seq, seq * 2 FROM seq_1_to_1000000"_s, noLimits(), sink, {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        QCOMPARE(sink.count, 1'000'000);
        QVERIFY(!outcome->truncated);
    }

    void bytesAreLimitedAsWell()
    {
        StatementLimits limits;
        limits.maxBytes = 10'000;
        const auto target = open();
        PassBy sink;
        const auto outcome = target->run(endlessRows, limits, sink, {});
        QVERIFY(outcome);
        QVERIFY(outcome->truncated);
        QVERIFY(sink.count < 1'000);
        QVERIFY(target->isUsable());
    }

    void stopsAtAnyMomentLeaveTheConnectionUsable()
    {
        const auto target = open();
        for (int i = 0; i < 40; ++i) {
            std::stop_source stop;
            PassBy sink;
            sink.onRow = [&] {
                if (sink.count == i * 37)
                    stop.request_stop();
            };
            // The last rows come as the stop does, so a KILL also hits statements that just ended.
            const auto outcome = target->run(u"SELECT seq FROM seq_1_to_1000"_s, {}, sink, stop.get_token());
            QVERIFY(outcome || outcome.error().code == ProblemCode::Cancelled);
            PassBy next;
            QVERIFY2(target->run(u"SELECT 1"_s, {}, next, {}), qPrintable(QString::number(i)));
            QCOMPARE(next.count, 1);
        }
    }

    void theTimeLimitIsAlsoTheServers()
    {
        StatementLimits limits;
        limits.timeLimit = 1'234ms;
        CollectRows sink;
        const auto target = open();
        QVERIFY(static_cast<MySqlTarget &>(*target).runUnchecked(u"SELECT @@max_statement_time"_s, limits, sink, {}));
        QCOMPARE(toNumber(sink.rows.at(0).at(0)), 1.234);
    }

    void theSessionReadsSqlAsOurGuardDoes()
    {
        QCOMPARE(m_server->execute(u"SET GLOBAL sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', GLOBAL time_zone = "
                                   "'+05:30', GLOBAL autocommit = 0"_s),
                 QString());
        CollectRows sink;
        const auto target = open();
        QVERIFY(target->run(u"SELECT \"a\\'b\" || 'c', now() = utc_timestamp(), 'it\\'s'"_s, {}, sink, {}));
        QCOMPARE(sink.rows.at(0).at(0), Cell(u"a'bc"_s));
        QCOMPARE(sink.rows.at(0).at(1), Cell(qint64(1)));
        QCOMPARE(sink.rows.at(0).at(2), Cell(u"it's"_s));
    }

    void theDatabaseMayBeNamedInOtherLetters()
    {
        const auto target = openUrl(m_server->url(u"SHOP"_s));
        const auto schema = target->readCatalogue({}, {});
        QVERIFY(schema);
        QCOMPARE(schema->defaultSchema, u"shop"_s);
        QVERIFY(schema->table(u"shop", u"big"));
    }

    void aRowThatIsTooLargeIsNotTakenIn()
    {
        QStringList columns;
        for (int i = 0; i < 12; ++i)
            columns += u"REPEAT('x', 16000000)"_s;
        CollectRows sink;
        const auto target = open();
        // 192 MB; the library gives the connection up before it takes so much memory.
        QVERIFY(!static_cast<MySqlTarget &>(*target).runUnchecked(QString(u"SELECT "_s + columns.join(u", "_s)),
                                                                  noLimits(), sink, {}));
        QVERIFY(!target->isUsable());
        QVERIFY(sink.rows.empty());
    }

    void aConnectionThatAnAdministratorEndsIsNoticed()
    {
        const auto target = open();
        CollectRows sink;
        QVERIFY(static_cast<MySqlTarget &>(*target).runUnchecked(u"SELECT CONNECTION_ID()"_s, {}, sink, {}));
        const QString id = toDisplayText(sink.rows.at(0).at(0));
        QCOMPARE(m_server->execute(u"KILL "_s + id), QString());
        const auto outcome = target->run(u"SELECT 1"_s, {}, sink, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::CannotConnect);
        QVERIFY(!target->isUsable());
    }

    void aServerThatDiesWhileRowsArriveIsNoticed()
    {
        const auto target = open();
        PassBy sink;
        sink.onRow = [&] {
            if (sink.count == 100)
                m_server->kill();
        };
        const auto outcome = target->run(endlessRows, noLimits(), sink, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::CannotConnect);
        QVERIFY(!target->isUsable());
        comeBack();
    }

    void aServerThatDiesWhileItThinksIsNoticed()
    {
        Result<StatementOutcome> outcome;
        std::jthread asking([&] {
            const auto target = open();
            CollectRows sink;
            outcome = target->run(u"SELECT count(*) AS marker_c9 FROM big a, big b, big c"_s, {}, sink, {});
        });
        QTRY_VERIFY_WITH_TIMEOUT(!stateOf(u"marker_c9"_s).isEmpty(), 20'000);
        m_server->kill();
        asking.join();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ProblemCode::CannotConnect);
        comeBack();
    }

private:
    static StatementLimits noLimits()
    {
        StatementLimits limits;
        limits.maxRows = std::numeric_limits<qint64>::max();
        limits.maxBytes = std::numeric_limits<qint64>::max();
        limits.timeLimit = 120s;
        return limits;
    }

    static Table tableOf(TargetDatabase &target, const QString &name)
    {
        return *target.readCatalogue({}, {}).value().table(u"shop", name);
    }

    std::unique_ptr<TargetDatabase> open() const { return openUrl(m_server->url(u"shop"_s)); }
    static std::unique_ptr<TargetDatabase> openUrl(const QString &url)
    {
        ConnectionPolicyOptions options;
        options.open = true;
        return openTarget(ConnectionUrl::parse(url).value(), ConnectionPolicy::create(options).value(), QString())
            .value();
    }

    /// How many rows of a table the server has read for anybody.
    qint64 rowsRead(const QString &table) const
    {
        return m_server
            ->query(u"SELECT rows_read FROM information_schema.table_statistics WHERE table_name = '%1'"_s.arg(table))
            .toLongLong();
    }

    /// What the server's list of connections says of a running statement; empty when it is not there.
    QString stateOf(const QString &marker) const
    {
        return m_server->query(u"SELECT state FROM information_schema.processlist WHERE command = 'Query' AND "
                               "info LIKE '%%1%' AND id <> connection_id()"_s.arg(marker));
    }

    void comeBack()
    {
        QString error;
        QVERIFY2(m_server->restart(&error), qPrintable(error));
        CollectRows sink;
        QVERIFY(open()->run(u"SELECT 1"_s, {}, sink, {}));
    }

    std::unique_ptr<MariaDbServer> m_server;
};

static const bool registered = tabletalk::test::add<TestMySqlLimits>();
#include "tst_MySqlLimits.moc"
