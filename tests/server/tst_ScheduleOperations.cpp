// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr int patienceMs = 30'000;

} // namespace

/// Schedules over the wire, on saved questions of a real database.
class TestScheduleOperations : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_member;
    QString m_database;
    QString m_saved;

    QString owner() const { return m_owner.accessToken; }
    static json::object daily() { return {{"kind", "daily"}, {"at", "08:00"}}; }
    static json::object toFile(const char *format)
    {
        return {{"mail", json::array()}, {"webhook", false}, {"file", format}};
    }
    RestReply create(const QString &token, json::object times, json::object delivery, json::value condition = nullptr)
    {
        json::object body{
            {"savedQuestionId", m_saved.toStdString()}, {"times", std::move(times)}, {"delivery", std::move(delivery)}};
        if (!condition.is_null())
            body["condition"] = std::move(condition);
        return m_server->rest("POST", u"schedules"_s, token, body);
    }
    json::array listed(const QString &id, const char *what)
    {
        const RestReply reply = m_server->rest("GET", u"schedules/%1/%2"_s.arg(id, QString::fromLatin1(what)), owner());
        return reply.status == 200 ? reply.body.at("items").as_array() : json::array();
    }
    json::value scheduleWith(const QString &id)
    {
        const RestReply list = m_server->rest("GET", u"schedules"_s, owner());
        for (const json::value &each : list.body.at("items").as_array()) {
            if (textOf(each.at("id")) == id)
                return each;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Owner"_s);
        m_member = m_server->member(m_owner, u"member@example.org"_s, Role::Member);
        m_database = m_server->connectShop(owner());
        QVERIFY(!m_database.isEmpty());
        m_saved = m_server
                      ->rest("POST", u"saved-questions"_s, owner(),
                             {{"databaseId", m_database.toStdString()},
                              {"name", "Customers by city"},
                              {"visibility", "workspace"},
                              {"sql", "SELECT city, COUNT(*) AS customers FROM customers GROUP BY city ORDER BY city"}})
                      .text("id");
        QVERIFY(!m_saved.isEmpty());
    }
    void cleanupTestCase() { m_server.reset(); }

    void oneIsMadeRunByHandAndItsFileRead()
    {
        const RestReply made = create(owner(), daily(), toFile("csv"));
        QCOMPARE(made.status, 201);
        const QString id = made.text("id");
        QCOMPARE(made.text("name"), u"Customers by city"_s);
        QCOMPARE(made.text("state"), u"active"_s);
        QVERIFY(made.text("nextAt").contains(u":00:00"_s));
        QCOMPARE(m_server->rest("POST", u"schedules/%1/run"_s.arg(id), owner()).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(listed(id, "runs").size(), size_t(1), patienceMs);
        const json::value run = listed(id, "runs")[0];
        QCOMPARE(textOf(run.at("outcome")), u"delivered"_s);
        QCOMPARE(run.at("rows").as_int64(), 3);
        QVERIFY(run.at("byHand").as_bool());
        const QString file = textOf(run.at("fileId"));
        const RestReply part = m_server->rest("GET", u"schedules/%1/files/%2"_s.arg(id, file), owner());
        QCOMPARE(part.status, 200);
        QCOMPARE(QByteArray::fromBase64(part.text("base64").toLatin1()),
                 QByteArray("city,customers\r\nBerlin,200\r\nParis,200\r\nRome,200\r\n"));
        QVERIFY(part.body.at("next").is_null());
        QCOMPARE(m_server->rest("GET", u"schedules/%1/files/%2?offset=7000"_s.arg(id, file), owner()).status, 422);
        QCOMPARE(textOf(scheduleWith(id).at("lastOutcome")), u"delivered"_s);
        QCOMPARE(m_server->rest("DELETE", u"schedules/"_s + id, owner()).status, 200);
        QCOMPARE(m_server->rest("GET", u"schedules/%1/files/%2"_s.arg(id, file), owner()).status, 404);
    }

    void itIsTheBusinessOfWhoeverMadeIt()
    {
        const QString id = create(m_member, daily(), toFile("csv")).text("id");
        QVERIFY(!id.isEmpty());
        QVERIFY(scheduleWith(id).is_null());
        for (const char *verb : {"pause", "resume", "run"})
            QCOMPARE(m_server->rest("POST", u"schedules/%1/%2"_s.arg(id, QString::fromLatin1(verb)), owner()).status,
                     404);
        QCOMPARE(m_server->rest("GET", u"schedules/%1/runs"_s.arg(id), owner()).status, 404);
        QCOMPARE(m_server->rest("DELETE", u"schedules/"_s + id, owner()).status, 404);
        const QString viewer = m_server->member(m_owner, u"guest@example.org"_s, Role::Guest);
        QVERIFY(create(viewer, daily(), toFile("csv")).status >= 403);
    }

    void oneRestsAndGoesOn()
    {
        const QString id = create(owner(), daily(), toFile("xlsx")).text("id");
        const RestReply paused = m_server->rest("POST", u"schedules/%1/pause"_s.arg(id), owner());
        QCOMPARE(paused.text("state"), u"paused"_s);
        QVERIFY(paused.body.at("nextAt").is_null());
        const RestReply again = m_server->rest("POST", u"schedules/%1/resume"_s.arg(id), owner());
        QCOMPARE(again.text("state"), u"active"_s);
        QVERIFY(!again.text("nextAt").isEmpty());
        const RestReply changed =
            m_server->rest("PUT", u"schedules/"_s + id, owner(),
                           {{"times", {{"kind", "weekly"}, {"at", "09:15"}, {"days", json::array{1, 3}}}}});
        QCOMPARE(changed.status, 200);
        QVERIFY2(changed.text("timesInWords").contains(u"09:15"_s), qPrintable(changed.text("timesInWords")));
        QVERIFY(changed.text("nextAt") != again.text("nextAt"));
    }

    void aQuestionThatIsGonePausesItsSchedule()
    {
        const QString saved =
            m_server
                ->rest("POST", u"saved-questions"_s, owner(),
                       {{"databaseId", m_database.toStdString()}, {"name", "Gone"}, {"sql", "SELECT 1"}})
                .text("id");
        const QString id =
            m_server
                ->rest("POST", u"schedules"_s, owner(),
                       {{"savedQuestionId", saved.toStdString()}, {"times", daily()}, {"delivery", toFile("csv")}})
                .text("id");
        QCOMPARE(m_server->rest("DELETE", u"saved-questions/"_s + saved, owner()).status, 200);
        QCOMPARE(m_server->rest("POST", u"schedules/%1/run"_s.arg(id), owner()).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(textOf(scheduleWith(id).at("state")), u"paused"_s, patienceMs);
        QVERIFY(!textOf(scheduleWith(id).at("pausedBecause")).isEmpty());
        QCOMPARE(textOf(scheduleWith(id).at("name")), u"Gone"_s);
    }

    /// What was due while the server was down runs once it is up again, with the rights of that moment.
    void whoLeftRunsNothingMore()
    {
        const QString token = m_server->member(m_owner, u"leaving@example.org"_s, Role::Member);
        const QString theirs = create(token, daily(), toFile("csv")).text("id");
        const QString mine = create(owner(), daily(), toFile("csv")).text("id");
        QVERIFY(!theirs.isEmpty() && !mine.isEmpty());
        QString user;
        const RestReply users = m_server->rest("GET", u"tenant/users"_s, owner());
        for (const json::value &each : users.body.at("items").as_array()) {
            if (textOf(each.at("email")) == u"leaving@example.org")
                user = textOf(each.at("id"));
        }
        QVERIFY(!user.isEmpty());
        QCOMPARE(m_server->rest("DELETE", u"tenant/users/"_s + user, owner()).status, 200);
        m_server->stop();
        const auto platform = m_server->connectToPlatform();
        for (const QString &id : {theirs, mine})
            orThrow(platform->query(u"UPDATE schedules SET next_at = 1 WHERE id = ?"_s, {id}));
        m_server->start();
        QTRY_COMPARE_WITH_TIMEOUT(listed(mine, "runs").size(), size_t(1), patienceMs);
        QCOMPARE(textOf(listed(mine, "runs")[0].at("outcome")), u"delivered"_s);
        const auto columnOf = [&](const char *column) {
            return orThrow(platform->query(u"SELECT %1 FROM schedules WHERE id = ?"_s.arg(QString::fromLatin1(column)),
                                           {theirs}))[0][0]
                .toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(columnOf("state"), u"paused"_s, patienceMs);
        QVERIFY(columnOf("paused_because").contains(u"left"_s));
    }

    void aConditionIsHeldAgainstTheResult()
    {
        const QString id =
            create(owner(), daily(), toFile("csv"),
                   json::object{{"on", "anyRow"}, {"test", "above"}, {"column", "customers"}, {"value", "200"}})
                .text("id");
        QCOMPARE(m_server->rest("POST", u"schedules/%1/run"_s.arg(id), owner()).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(listed(id, "runs").size(), size_t(1), patienceMs);
        QCOMPARE(textOf(listed(id, "runs")[0].at("outcome")), u"notMet"_s);
        QVERIFY(listed(id, "files").empty());
    }

    void whatMakesNoSenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("times");
        QTest::addColumn<QByteArray>("delivery");
        QTest::addColumn<QByteArray>("condition");
        const QByteArray daily = R"({"kind":"daily","at":"08:00"})";
        const QByteArray file = R"({"mail":[],"webhook":false,"file":"csv"})";
        QTest::newRow("no kind") << QByteArray(R"({"kind":"sometimes"})") << file << QByteArray();
        QTest::newRow("no time") << QByteArray(R"({"kind":"daily"})") << file << QByteArray();
        QTest::newRow("too often") << QByteArray(R"({"kind":"minutes","every":5})") << file << QByteArray();
        QTest::newRow("no day") << QByteArray(R"({"kind":"weekly","at":"08:00","days":[9]})") << file << QByteArray();
        QTest::newRow("nowhere") << daily << QByteArray(R"({"mail":[],"webhook":false})") << QByteArray();
        QTest::newRow("no format") << daily << QByteArray(R"({"mail":[],"webhook":false,"file":"exe"})")
                                   << QByteArray();
        QTest::newRow("no bound") << daily << file << QByteArray(R"({"on":"firstRow","test":"below"})");
        QTest::newRow("no test") << daily << file << QByteArray(R"({"on":"firstRow","value":"1"})");
        QTest::newRow("no count") << daily << file << QByteArray(R"({"on":"rowCount","test":"below","value":"x"})");
        // This server sends no mail.
        QTest::newRow("mail") << daily << QByteArray(R"({"mail":["owner@example.org"],"webhook":false})")
                              << QByteArray();
    }

    void whatMakesNoSenseIsRefused()
    {
        QFETCH(const QByteArray, times);
        QFETCH(const QByteArray, delivery);
        QFETCH(const QByteArray, condition);
        const json::value held = condition.isEmpty() ? json::value() : json::parse(condition.toStdString());
        const RestReply reply = create(owner(), json::parse(times.toStdString()).as_object(),
                                       json::parse(delivery.toStdString()).as_object(), held);
        QVERIFY2(reply.status == 422 || reply.status == 409 || reply.status == 400, reply.bytes.constData());
    }

    void theNextTimesAreTold()
    {
        const RestReply reply =
            m_server->rest("POST", u"schedules/preview"_s, owner(), {{"times", {{"kind", "hourly"}, {"minute", 20}}}});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.at("next").as_array().size(), size_t(5));
        QVERIFY(textOf(reply.body.at("next").at(0)).contains(u":20:00"_s));
    }

    /// The last: the question is asked again once the server is there again.
    void aRunThatTheStopOfTheServerInterruptsIsNoFailure()
    {
        const QString slow =
            m_server
                ->rest("POST", u"saved-questions"_s, owner(),
                       {{"databaseId", m_database.toStdString()},
                        {"name", "Slow"},
                        {"sql", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) "
                                "SELECT COUNT(*) AS numbers FROM n"}})
                .text("id");
        const QString id =
            m_server
                ->rest("POST", u"schedules"_s, owner(),
                       {{"savedQuestionId", slow.toStdString()}, {"times", daily()}, {"delivery", toFile("csv")}})
                .text("id");
        QVERIFY(!id.isEmpty());
        QCOMPARE(m_server->rest("POST", u"schedules/%1/run"_s.arg(id), owner()).status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_server->get(u"/metrics"_s).bytes.contains("tabletalk_pool_running{pool=\"targets\"} 1"), patienceMs);
        m_server->stop();
        m_server->start();
        QCOMPARE(listed(id, "runs").size(), size_t(0));
        QCOMPARE(scheduleWith(id).at("failures").as_int64(), 0);
    }
};

static const bool registered = tabletalk::test::add<TestScheduleOperations>();
#include "tst_ScheduleOperations.moc"
