// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// Charts that people choose by hand: kept with the answer, seen by all who see it, and
/// changed by whoever asked alone.
class TestChosenCharts : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_token;
    QString m_database;
    int m_number = 0;

    RestReply post(const QString &path, const json::value &body) { return m_server->rest("POST", path, m_token, body); }
    RestReply run(const char *sql)
    {
        return post(u"chat/run"_s, {{"databaseId", m_database.toStdString()}, {"sql", sql}});
    }
    RestReply choose(const RestReply &answer, const json::value &chart, const QString &token)
    {
        return m_server->rest("POST", u"chat/chart"_s, token,
                              {{"messageId", answer.text("messageId").toStdString()}, {"chart", chart}});
    }
    /// The message as its conversation has it.
    json::value kept(const QString &conversation, const QString &token)
    {
        const RestReply reply = m_server->rest("GET", u"conversations/"_s + conversation, token);
        return reply.body.at("messages").at(0);
    }

    static json::value areaByCity()
    {
        return {{"kind", "area"}, {"title", " Customers\nby city "}, {"x", "city"}, {"y", json::array{"n"}}};
    }
    static constexpr const char *byCity = "SELECT city, COUNT(*) AS n FROM customers GROUP BY city ORDER BY city";

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Owner"_s);
        m_database = m_server->connectShop(m_owner.accessToken);
        QVERIFY(!m_database.isEmpty());
    }
    void cleanupTestCase() { m_server.reset(); }
    void init()
    {
        m_token = m_server->member(m_owner, u"member%1@example.org"_s.arg(++m_number), Role::Member);
        QVERIFY(!m_token.isEmpty());
    }

    void aChosenChartIsKeptWithItsAnswer()
    {
        const RestReply answer = run(byCity);
        QCOMPARE(answer.status, 200);
        const RestReply chosen = choose(answer, areaByCity(), m_token);
        QVERIFY2(chosen.status == 200, json::serialize(chosen.body).c_str());
        QVERIFY(chosen.body.at("chosen").as_bool());
        QCOMPARE(textOf(chosen.body.at("chart").at("title")), u"Customers by city"_s);
        const json::value message = kept(answer.text("conversationId"), m_token);
        QCOMPARE(textOf(message.at("chosenChart").at("kind")), u"area"_s);
        QCOMPARE(json::serialize(message.at("chart")), json::serialize(answer.body.at("chart"))); // the suggestion
    }

    void theSuggestedOneComesBack()
    {
        const RestReply answer = run(byCity);
        QCOMPARE(choose(answer, areaByCity(), m_token).status, 200);
        const RestReply back = choose(answer, nullptr, m_token);
        QCOMPARE(back.status, 200);
        QVERIFY(!back.body.at("chosen").as_bool());
        QCOMPARE(json::serialize(back.body.at("chart")), json::serialize(answer.body.at("chart")));
        QVERIFY(kept(answer.text("conversationId"), m_token).at("chosenChart").is_null());
    }

    void whatDoesNotFitTheResultIsRefusedAndNothingChanges()
    {
        const RestReply answer = run(byCity);
        const auto with = [](const char *field, const json::value &value) {
            json::value chart = areaByCity();
            chart.as_object()[field] = value;
            return chart;
        };
        for (const json::value &chart :
             {with("kind", "hologram"), with("x", "town"), with("y", json::array{"profit"}), with("y", json::array{}),
              with("y", json::array{"city"}), with("group", "city"), with("title", json::string(201, 'x'))}) {
            const RestReply refused = choose(answer, chart, m_token);
            QVERIFY2(refused.status == 422, json::serialize(chart).c_str());
            QVERIFY(textOf(refused.body.at("errors").at(0).at("path")).startsWith(u"params.chart."));
        }
        QVERIFY(kept(answer.text("conversationId"), m_token).at("chosenChart").is_null());
        const RestReply failed = run("SELECT nothing FROM nowhere");
        QVERIFY(failed.status != 200);
    }

    void othersSeeItAndDoNotChangeIt()
    {
        const RestReply answer = run(byCity);
        const QString conversation = answer.text("conversationId");
        const QString other = m_server->member(m_owner, u"other%1@example.org"_s.arg(m_number), Role::Member);
        QCOMPARE(choose(answer, areaByCity(), other).status, 404); // not theirs to see
        QCOMPARE(m_server
                     ->rest("PUT", u"conversations/%1/visibility"_s.arg(conversation), m_token,
                            {{"visibility", "organization"}})
                     .status,
                 200);
        QCOMPARE(choose(answer, areaByCity(), m_token).status, 200);
        QCOMPARE(textOf(kept(conversation, other).at("chosenChart").at("kind")), u"area"_s);
        QCOMPARE(choose(answer, nullptr, other).status, 404);
        QCOMPARE(textOf(kept(conversation, other).at("chosenChart").at("kind")), u"area"_s);
    }

    void aBranchTakesItAlong()
    {
        const RestReply answer = run(byCity);
        QCOMPARE(choose(answer, areaByCity(), m_token).status, 200);
        const RestReply branch = post(u"conversations/%1/branch"_s.arg(answer.text("conversationId")),
                                      {{"messageId", answer.text("messageId").toStdString()}});
        QCOMPARE(branch.status, 201);
        QCOMPARE(textOf(kept(branch.text("id"), m_token).at("chosenChart").at("kind")), u"area"_s);
    }
};

static const bool registered = tabletalk::test::add<TestChosenCharts>();
#include "tst_ChosenCharts.moc"
