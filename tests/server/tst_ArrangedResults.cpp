// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ColumnSummary.h"
#include "server/chat/RowOrders.h"
#include "server/chat/RowSorter.h"
#include "server/chat/RowWindows.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// Results are sorted, filtered and summed up as a whole, whatever of them a window holds.
class TestArrangedResults : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    QString m_token;
    QString m_database;

    static RowOrder sorted(const json::array &cells, bool descending)
    {
        RowSorter sorter({{0, descending}}, RowTest({}, 1), 1);
        for (size_t i = 0; i < cells.size(); ++i)
            sorter.add(uint32_t(i), json::array{cells[i]});
        return sorter.take();
    }
    static bool holds(const QString &test, const QString &value, const json::value &cell)
    {
        return RowTest({{0, test, value}}, 1).holds(json::array{cell});
    }
    RestReply run(const char *sql)
    {
        return m_server->rest("POST", u"chat/run"_s, m_token, {{"databaseId", m_database.toStdString()}, {"sql", sql}});
    }
    RestReply arranged(const QString &result, const json::object &body)
    {
        return m_server->rest("POST", u"results/%1/arranged"_s.arg(result), m_token, body);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        const auto owner = m_server->organization(u"Owner"_s);
        m_token = owner.accessToken;
        m_database = m_server->connectShop(m_token);
        QVERIFY(!m_database.isEmpty());
    }
    void cleanupTestCase() { m_server.reset(); }

    void numbersStandByAllTheirDigits()
    {
        QCOMPARE(sorted({10, 9.5, -3, "12345678901234567890.2", "12345678901234567890.1"}, false),
                 (RowOrder{2, 1, 0, 4, 3}));
        QCOMPARE(sorted({9007199254740993, 9007199254740992}, false), (RowOrder{1, 0}));
        QCOMPARE(sorted({"-12345678901234567890.2", "-12345678901234567890.1"}, false), (RowOrder{0, 1}));
    }

    void emptyCellsComeLastEitherWay()
    {
        QCOMPARE(sorted({nullptr, 2, 1}, false), (RowOrder{2, 1, 0}));
        QCOMPARE(sorted({nullptr, 2, 1}, true), (RowOrder{1, 2, 0}));
    }

    void textsStandWithoutCaseAndAccents()
    {
        QCOMPARE(sorted({"Zürich", "äpfel", "Birne", "apfel"}, false), (RowOrder{1, 3, 2, 0}));
    }

    void rowsThatAreAlikeStayInTheirOrder() { QCOMPARE(sorted({1, 0, 1, 0}, true), (RowOrder{0, 2, 1, 3})); }

    void testsCompareLikeWithLike()
    {
        QVERIFY(holds(u"contains"_s, u"ROM"_s, "Jerome"));
        QVERIFY(holds(u"is"_s, u"5"_s, 5.0));
        QVERIFY(!holds(u"is"_s, u"5"_s, "five"));
        QVERIFY(holds(u"isNot"_s, u"5"_s, nullptr));
        QVERIFY(holds(u"atLeast"_s, u"9"_s, 10)); // as numbers, not as texts
        QVERIFY(holds(u"atMost"_s, u"2024-06-01"_s, "2024-05-31"));
        QVERIFY(holds(u"empty"_s, {}, nullptr));
        QVERIFY(!holds(u"filled"_s, {}, nullptr));
        QVERIFY(!holds(u"contains"_s, u"x"_s, nullptr));
    }

    void aColumnIsSummedUp()
    {
        ColumnSummary summary({{u"amount"_s, ColumnType::Integer}}, 0, RowTest({}, 1));
        for (const int value : {1, 5, 5, 5, 100, 7})
            summary.add(json::array{value});
        summary.add(json::array{nullptr});
        const auto statistics = summary.take();
        QCOMPARE(statistics.rowCount, 7);
        QCOMPARE(statistics.totals.values, 6);
        QCOMPARE(statistics.totals.empty, 1);
        QCOMPARE(statistics.distinct, std::optional<qint64>(4));
        QCOMPARE(statistics.median, std::optional(u"5"_s));
        QCOMPARE(statistics.totals.maximum, std::optional(u"100"_s));
        QCOMPARE(statistics.frequent.size(), size_t(1)); // what is there once is not frequent
        QCOMPARE(statistics.frequent.front().rows, 3);
    }

    void ordersAreKeptUpToABound()
    {
        RowOrders orders;
        const auto id = [](int number) {
            return ResultId::fromString(u"0190b1c0-0000-7000-8000-%1"_s.arg(number, 12, 10, QChar(u'0'))).value();
        };
        const auto large = [] { return std::make_shared<const RowOrder>(RowOrders::mostRows / 2 - 1); };
        for (const int number : {1, 2, 3}) {
            orders.keep(id(number), "x", large());
            if (number == 2)
                QVERIFY(orders.find(id(1), "x")); // used last
        }
        QVERIFY(orders.find(id(1), "x"));
        QVERIFY(!orders.find(id(2), "x"));
        QVERIFY(!orders.find(id(1), "y"));
    }

    void theWholeResultIsSortedAndFiltered()
    {
        const RestReply answer = run(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 29999) SELECT i, (i * 7919) % "
            "30000 AS mixed, CASE WHEN i % 3 = 0 THEN NULL ELSE 'text ' || (i % 10) END AS word FROM n");
        const QString id = answer.text("resultId");
        QVERIFY2(!id.isEmpty(), json::serialize(answer.body).c_str());
        const json::array byMixed{json::object{{"column", 1}, {"descending", true}}};
        const RestReply page = arranged(id, {{"sort", byMixed}, {"offset", 10000}, {"limit", 3}});
        QCOMPARE(page.body.at("rowCount").to_number<int>(), 30000);
        const auto &rows = page.body.at("rows").as_array();
        QCOMPARE(rows.size(), size_t(3));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(rows[size_t(i)].at(1).to_number<int>(), 19999 - i);
            // Where it stands in the result itself, for who reads the rest of a shortened cell.
            QCOMPARE(page.body.at("numbers").at(size_t(i)).to_number<int>(), rows[size_t(i)].at(0).to_number<int>());
        }
        const json::array filters{json::object{{"column", 2}, {"test", "is"}, {"value", "TEXT 4"}},
                                  json::object{{"test", "contains"}, {"value", "99"}}};
        const RestReply some = arranged(id, {{"filters", filters}, {"limit", 1000}});
        int expected = 0;
        for (int i = 0; i < 30000; ++i) {
            const bool word = i % 3 != 0 && i % 10 == 4;
            expected +=
                word && (QString::number(i).contains(u"99"_s) || QString::number(i * 7919 % 30000).contains(u"99"_s));
        }
        QVERIFY(expected > 0);
        QCOMPARE(some.body.at("rowCount").to_number<int>(), expected);
        QCOMPARE(some.body.at("wholeCount").to_number<int>(), 30000);

        const RestReply statistics =
            m_server->rest("POST", u"results/%1/statistics"_s.arg(id), m_token, {{"column", 0}, {"filters", filters}});
        QCOMPARE(statistics.body.at("rowCount").to_number<int>(), expected);
        const RestReply all = m_server->rest("POST", u"results/%1/statistics"_s.arg(id), m_token, {{"column", 1}});
        QCOMPARE(all.text("median"), u"14999.5"_s);
        QCOMPARE(all.body.at("distinct").to_number<int>(), 30000);
    }

    void whoGoesThroughAllOfASortedResultGetsEachRowOnce()
    {
        const RestReply answer = run("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 49999) "
                                     "SELECT (i * 7919) % 50000 AS mixed, 'text of some length ' || i AS word FROM n");
        const QString id = answer.text("resultId");
        QVERIFY2(!id.isEmpty(), json::serialize(answer.body).c_str());
        const json::array up{json::object{{"column", 0}}};
        const json::array down{json::object{{"column", 0}, {"descending", true}}};
        int next = 0;
        while (next < 50000) {
            const RestReply page = arranged(id, {{"sort", up}, {"offset", next}, {"limit", 1000}});
            const auto &rows = page.body.at("rows").as_array();
            QVERIFY(!rows.empty());
            QCOMPARE(page.body.at("numbers").as_array().size(), rows.size());
            for (const auto &row : rows)
                QCOMPARE(row.at(0).to_number<int>(), next++);
            // Somebody else does the same the other way round.
            const RestReply other = arranged(id, {{"sort", down}, {"offset", next - 1000}, {"limit", 1000}});
            QCOMPARE(other.body.at("rows").at(0).at(0).to_number<int>(), 50999 - next);
        }
        QCOMPARE(next, 50000);
        // A page for the eye in the middle of it all.
        const RestReply seen = arranged(id, {{"sort", up}, {"offset", 40000}, {"limit", 200}, {"cellLimit", 4}});
        QCOMPARE(seen.body.at("rows").at(0).at(1).as_string(), "text");
        QCOMPARE(seen.body.at("rows").at(0).at(0).to_number<int>(), 40000);
    }

    void whatIsReadAheadIsBoundedAndGivenUp()
    {
        RowWindows windows;
        const auto id = [](int number) {
            return ResultId::fromString(u"0190b1c0-0000-7000-8000-%1"_s.arg(number, 12, 10, QChar(u'0'))).value();
        };
        const auto window = [](qint64 from) {
            return std::make_shared<const RowWindows::Window>(
                from, std::vector<std::string>(1000, std::string(RowWindows::windowBytes / 1000, 'x')));
        };
        RowWindows::Clock::time_point now;
        int kept = 0;
        for (; windows.hasRoom(now); ++kept) {
            QVERIFY(kept < 100);
            windows.keep(id(kept), "x", window(0), now);
        }
        QVERIFY(kept >= 3);
        windows.keep(id(99), "x", window(0), now);
        QVERIFY(!windows.find(id(99), "x", 0, now)); // those that are in use stay
        QVERIFY(windows.find(id(0), "x", 999, now));
        QVERIFY(!windows.find(id(0), "x", 1000, now) && !windows.find(id(0), "y", 0, now));
        windows.keep(id(0), "x", window(1000), now); // the next one of the same
        QVERIFY(windows.find(id(0), "x", 1000, now) && !windows.find(id(0), "x", 0, now));
        windows.drop(id(0), "x");
        QVERIFY(windows.hasRoom(now));
        now += RowWindows::patience * 2;
        windows.keep(id(99), "x", window(0), now);
        QVERIFY(windows.find(id(99), "x", 0, now));
        QVERIFY(!windows.find(id(1), "x", 0, now));
    }

    void totalsAreThoseOfTheRowsThatTheFiltersLeave()
    {
        const RestReply answer = run(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT 'word ' || (i % 4) "
            "AS word, i * 10 AS amount, CASE WHEN i % 2 = 0 THEN i / 4.0 END AS price FROM n");
        const QString id = answer.text("resultId");
        QVERIFY2(!id.isEmpty(), json::serialize(answer.body).c_str());
        const auto totals = [&](const json::array &filters) {
            return m_server->rest("POST", u"results/%1/totals"_s.arg(id), m_token, {{"filters", filters}});
        };
        // Without filters they are the answer's own, although these come from what was kept of it.
        const RestReply all = totals({});
        QCOMPARE(all.body.at("rowCount").to_number<int>(), 20000);
        QCOMPARE(json::serialize(all.body.at("totals")), json::serialize(answer.body.at("totals")));

        const RestReply some = totals({json::object{{"column", 0}, {"test", "is"}, {"value", "word 2"}}});
        QCOMPARE(some.body.at("rowCount").to_number<int>(), 5000);
        QCOMPARE(some.body.at("wholeCount").to_number<int>(), 20000);
        qint64 sum = 0;
        for (qint64 i = 2; i <= 20000; i += 4)
            sum += i * 10;
        const auto &amount = some.body.at("totals").at(1);
        QCOMPARE(QString::fromStdString(std::string(amount.at("sum").as_string())), QString::number(sum));
        QCOMPARE(some.body.at("totals").at(2).at("values").to_number<int>(), 5000); // the even ones alone have a price

        const RestReply none = totals({json::object{{"column", 0}, {"test", "is"}, {"value", "nothing"}}});
        QCOMPARE(none.body.at("rowCount").to_number<int>(), 0);
        QCOMPARE(none.body.at("totals").as_array().size(), size_t(3));

        QCOMPARE(totals({json::object{{"column", 3}, {"test", "empty"}, {"value", ""}}}).status, 422);
        const auto other = m_server->organization(u"Others"_s);
        QCOMPARE(m_server->rest("POST", u"results/%1/totals"_s.arg(id), other.accessToken, {}).status, 404);
    }

    void whatCannotBeArrangedIsSaid()
    {
        const QString id = run("SELECT id, city FROM customers").text("resultId");
        const auto sort = [](int column) { return json::array{json::object{{"column", column}}}; };
        QCOMPARE(arranged(id, {{"sort", sort(0)}}).status, 200);
        QCOMPARE(arranged(id, {{"sort", sort(2)}}).status, 422);
        QCOMPARE(arranged(id, {{"sort", sort(-1)}}).status, 422);
        QCOMPARE(arranged(id, {{"offset", -1}}).status, 422);
        QCOMPARE(arranged(id, {{"filters", json::array{json::object{{"test", "resembles"}, {"value", ""}}}}}).status,
                 422);
        QCOMPARE(arranged(u"0190b1c0-0000-7000-8000-000000000000"_s, {{"sort", sort(0)}}).status, 404);
        const auto other = m_server->organization(u"Other"_s);
        QCOMPARE(
            m_server->rest("POST", u"results/%1/arranged"_s.arg(id), other.accessToken, {{"sort", sort(0)}}).status,
            404);
    }
};

static const bool registered = tabletalk::test::add<TestArrangedResults>();
#include "tst_ArrangedResults.moc"
