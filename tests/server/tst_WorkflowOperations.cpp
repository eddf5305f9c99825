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

/// Workflows over the wire, on a real database.
class TestWorkflowOperations : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_member;
    QString m_workspace;
    QString m_database;
    QString m_saved;

    QString owner() const { return m_owner.accessToken; }
    QString path(const QString &rest = u"workflows"_s) const { return u"workspaces/%1/"_s.arg(m_workspace) + rest; }
    json::object customers() const
    {
        return {{"key", "customers"},
                {"kind", "savedQuestion"},
                {"name", "Customers"},
                {"savedQuestionId", m_saved.toStdString()}};
    }
    json::object statement(const char *sql) const
    {
        return {
            {"key", "rows"}, {"kind", "sql"}, {"name", "Rows"}, {"databaseId", m_database.toStdString()}, {"sql", sql}};
    }
    static json::object toFile(const char *of)
    {
        return {{"key", "send"},
                {"kind", "delivery"},
                {"name", "Send"},
                {"of", of},
                {"delivery", {{"mail", json::array()}, {"webhook", false}, {"file", "csv"}}}};
    }
    RestReply make(const QString &token, json::array steps, json::value trigger = nullptr)
    {
        json::object body{{"name", "Month end"}, {"inputs", json::array()}, {"steps", std::move(steps)}};
        if (!trigger.is_null())
            body["trigger"] = std::move(trigger);
        return m_server->rest("POST", path(), token, body);
    }
    RestReply run(const QString &token, const QString &workflow, json::array inputs = {})
    {
        return m_server->rest("POST", path(u"workflows/%1/run"_s.arg(workflow)), token, {{"inputs", inputs}});
    }
    RestReply readRun(const QString &token, const QString &id)
    {
        return m_server->rest("GET", path(u"workflow-runs/"_s + id), token);
    }
    bool ends(const QString &id)
    {
        return QTest::qWaitFor([&] { return !readRun(owner(), id).text("finishedAt").isEmpty(); }, patienceMs);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Owner"_s);
        m_member = m_server->member(m_owner, u"member@example.org"_s, Role::Member);
        m_workspace = m_server->rest("GET", u"tenant"_s, owner()).text("defaultWorkspaceId");
        m_database = m_server->connectShop(owner());
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

    void oneIsMadeRunAndItsFileRead()
    {
        const RestReply made = make(owner(), {customers(), toFile("customers")});
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("visibility"), u"private"_s);
        const QString id = made.text("id");
        const RestReply begun = run(owner(), id);
        QCOMPARE(begun.status, 201);
        QVERIFY(ends(begun.text("id")));
        const RestReply done = readRun(owner(), begun.text("id"));
        QCOMPARE(done.text("state"), u"done"_s);
        QCOMPARE(done.body.at("steps").at(0).at("rows").as_array().size(), size_t(3));
        const RestReply file = m_server->rest("GET", path(u"workflow-runs/%1/file"_s.arg(begun.text("id"))), owner());
        QCOMPARE(file.status, 200);
        QCOMPARE(QByteArray::fromBase64(file.text("base64").toLatin1()),
                 QByteArray("city,customers\r\nBerlin,200\r\nParis,200\r\nRome,200\r\n"));
        const RestReply list = m_server->rest("GET", path(), owner());
        QCOMPARE(textOf(list.body.at("items").at(0).at("lastState")), u"done"_s);
        QVERIFY(list.body.at("mayMake").as_bool());
        QCOMPARE(
            m_server->rest("GET", path(u"workflows/%1/runs"_s.arg(id)), owner()).body.at("items").as_array().size(),
            size_t(1));
        QTRY_VERIFY_WITH_TIMEOUT(
            m_server->rest("GET", u"usage/audit?limit=50"_s, owner()).bytes.contains("workflows.run"), 30'000);
        QCOMPARE(m_server->rest("DELETE", path(u"workflows/"_s + id), owner()).status, 200);
        QCOMPARE(readRun(owner(), begun.text("id")).status, 404);
    }

    void itsStatementPassesTheGuardAndReads()
    {
        QCOMPARE(make(owner(), {statement("DELETE FROM customers")}).code(), u"statement_refused"_s);
        QCOMPARE(make(owner(), {statement("SELECT '{{input.x}}'")}).status, 422);
        const QString id = make(owner(), {statement("SELECT name FROM customers ORDER BY id LIMIT 2")}).text("id");
        const QString begun = run(owner(), id).text("id");
        QVERIFY(ends(begun));
        QCOMPARE(readRun(owner(), begun).body.at("steps").at(0).at("rows").as_array().size(), size_t(2));
    }

    void agentsAndDocumentsAreAskedInSteps()
    {
        QCOMPARE(m_server
                     ->rest("POST", path(u"documents"_s), owner(),
                            {{"name", "Refund policy"}, {"text", "A refund is paid within fourteen days."}})
                     .status,
                 201);
        const auto agents = m_server->rest("GET", path(u"agents"_s), owner());
        json::object agent{{"key", "asked"}, {"kind", "agent"}, {"name", "Ask"}, {"question", "How many customers?"}};
        agent["agentId"] = agents.body.at("items").at(0).at("id").as_string();
        const json::object documents{
            {"key", "texts"}, {"kind", "documents"}, {"name", "Texts"}, {"question", "refund"}};
        const RestReply made = make(owner(), {agent, documents});
        QVERIFY2(made.status == 201, made.bytes.constData());
        const QString begun = run(owner(), made.text("id")).text("id");
        QVERIFY(ends(begun));
        const RestReply done = readRun(owner(), begun);
        QVERIFY2(done.text("state") == u"done"_s, done.bytes.constData());
        QVERIFY2(textOf(done.body.at("steps").at(0).at("text")).contains(u"600"_s), done.bytes.constData());
        QVERIFY2(textOf(done.body.at("steps").at(1).at("text")).contains(u"Refund policy"_s), done.bytes.constData());
    }

    void whoMayNotManageAgentsMakesNone()
    {
        QCOMPARE(make(m_member, {customers()}).status, 403);
        const QString id = make(owner(), {customers()}).text("id");
        QCOMPARE(m_server->rest("GET", path(u"workflows/"_s + id), m_member).status, 404); // private
        QCOMPARE(run(m_member, id).status, 404);
        QCOMPARE(
            m_server->rest("PUT", path(u"workflows/%1/visibility"_s.arg(id)), owner(), {{"visibility", "organization"}})
                .status,
            200);
        QCOMPARE(m_server->rest("GET", path(u"workflows/"_s + id), m_member).status, 200);
        const RestReply begun = run(m_member, id);
        QCOMPARE(begun.status, 201);
        QVERIFY(ends(begun.text("id")));
        QCOMPARE(readRun(m_member, begun.text("id")).text("state"), u"done"_s);
        const QString manager = m_server->member(m_owner, u"manager@example.org"_s, Role::Manager);
        QCOMPARE(m_server->rest("PUT", path(u"workflows/"_s + id), manager, {{"name", "Mine"}}).status, 403);
        QCOMPARE(m_server->rest("DELETE", path(u"workflows/"_s + id), manager).status, 403);
        const QString guest = m_server->member(m_owner, u"guest@example.org"_s, Role::Guest);
        QVERIFY(m_server->rest("GET", path(u"workflows/"_s + id), guest).status >= 403);
    }

    void mistakesAreNamedWithTheirPath()
    {
        const RestReply reply = make(owner(), {customers(), toFile("nothing")});
        QCOMPARE(reply.status, 422);
        QVERIFY(reply.bytes.contains("params.steps[1].of"));
        json::object other = customers();
        other["savedQuestionId"] = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
        const RestReply gone = make(owner(), {other});
        QCOMPARE(gone.status, 422);
        QVERIFY(gone.bytes.contains("params.steps[0].savedQuestionId"));
        json::object when{{"kind", "schedule"}, {"times", {{"kind", "minutes"}, {"every", 1}}}};
        const RestReply often = make(owner(), {customers()}, when);
        QVERIFY2(often.bytes.contains("params.trigger.times"), often.bytes.constData());
        json::object mail = toFile("customers");
        mail["delivery"] = {{"mail", json::array{"stranger@example.org"}}, {"webhook", false}};
        QVERIFY(make(owner(), {customers(), mail}).status >= 400);
    }

    void anAnswerInAChatStartsOne()
    {
        const QString id =
            make(owner(), {customers()},
                 {{"kind", "event"},
                  {"event", "question.answered"},
                  {"condition", {{"on", "firstRow"}, {"column", "rows"}, {"test", "above"}, {"value", "0"}}}})
                .text("id");
        QVERIFY(!id.isEmpty());
        QCOMPARE(m_server
                     ->rest("POST", u"chat/query"_s, owner(),
                            {{"databaseId", m_database.toStdString()}, {"question", "How many customers?"}})
                     .status,
                 200);
        const auto runs = [&] {
            return m_server->rest("GET", path(u"workflows/%1/runs"_s.arg(id)), owner()).body.at("items").as_array();
        };
        const auto isDone = [&] { return runs().size() == 1 && textOf(runs().at(0).at("state")) == u"done"; };
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), patienceMs);
        QCOMPARE(textOf(runs().at(0).at("startedBy")), u"event"_s);
        QCOMPARE(m_server->rest("POST", path(u"workflows/%1/pause"_s.arg(id)), owner()).text("state"), u"paused"_s);
    }

    void aStepIsTried()
    {
        json::object body{{"key", "customers"},
                          {"inputs", json::array()},
                          {"steps", json::array{customers()}},
                          {"values", json::array()}};
        const RestReply tried = m_server->rest("POST", path(u"workflow-steps/test"_s), owner(), body);
        QCOMPARE(tried.status, 200);
        QCOMPARE(tried.text("state"), u"done"_s);
        QCOMPARE(tried.body.at("rows").as_array().size(), size_t(3));
        QCOMPARE(m_server->rest("POST", path(u"workflow-steps/test"_s), m_member, body).status, 403);
    }

    void cancellingARunEndsTheStatementUnderWay()
    {
        const QString id = make(owner(), {statement("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                                    "SELECT COUNT(*) FROM n")})
                               .text("id");
        const RestReply begun = run(owner(), id);
        QCOMPARE(begun.status, 201);
        const QString place = begun.text("id");
        const auto isAsking = [&] {
            const json::array steps = readRun(owner(), place).body.at("steps").as_array();
            return !steps.empty() && steps.at(0).at("state") == "running";
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAsking(), patienceMs);
        QCOMPARE(m_server->rest("POST", path(u"workflow-runs/%1/cancel"_s.arg(place)), owner(), json::object()).status,
                 200);
        QCOMPARE(readRun(owner(), place).text("state"), u"cancelled"_s);
        // Had it gone on until its time was up, its outcome would be another.
        const auto outcome = [&] {
            const RestReply audit = m_server->rest("GET", u"usage/audit?action=workflows.run"_s, owner());
            for (const json::value &each : audit.body.at("items").as_array()) {
                if (json::serialize(each).contains("RECURSIVE"))
                    return textOf(each.at("outcome"));
            }
            return QString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(outcome(), u"cancelled"_s, 15'000);
    }

    void whoManagesTheOrganisationSeesAndPausesWhatRunsByItself()
    {
        const QString analyst = m_server->member(m_owner, u"planner@example.org"_s, Role::Member);
        const RestReply saved =
            m_server->rest("POST", u"saved-questions"_s, analyst,
                           {{"databaseId", m_database.toStdString()}, {"name", "Mine"}, {"sql", "SELECT 1"}});
        const json::object times{{"kind", "daily"}, {"at", "08:00"}};
        const RestReply schedule =
            m_server->rest("POST", u"schedules"_s, analyst,
                           {{"savedQuestionId", saved.text("id").toStdString()},
                            {"times", times},
                            {"delivery", {{"mail", json::array()}, {"webhook", false}, {"file", "csv"}}}});
        QCOMPARE(schedule.status, 201);
        const RestReply workflow = make(owner(), {customers()}, {{"kind", "schedule"}, {"times", times}});
        QCOMPARE(workflow.status, 201);
        QCOMPARE(m_server->rest("GET", u"automations"_s, analyst).status, 403);

        const auto read = [&](const QString &id) -> json::object {
            const RestReply list = m_server->rest("GET", u"automations?limit=200"_s, owner());
            for (const json::value &each : list.body.at("items").as_array()) {
                if (textOf(each.at("id")) == id)
                    return each.as_object();
            }
            return {};
        };
        const json::object shown = read(schedule.text("id"));
        QCOMPARE(textOf(shown.at("kind")), u"schedule"_s);
        QCOMPARE(textOf(shown.at("name")), u"Mine"_s);
        QVERIFY(!textOf(shown.at("ownerName")).isEmpty());
        QVERIFY(!textOf(shown.at("workspaceName")).isEmpty());
        QVERIFY(shown.contains("nextAt"));
        QVERIFY(!json::serialize(shown).contains("SELECT")); // what it asks is its owner's
        QCOMPARE(textOf(read(workflow.text("id")).at("startedBy")), u"schedule"_s);

        const QString pause = u"automations/schedules/%1/pause"_s.arg(schedule.text("id"));
        QCOMPARE(m_server->rest("POST", pause, analyst, json::object()).status, 403);
        QCOMPARE(m_server->rest("POST", pause, owner(), json::object()).text("state"), u"paused"_s);
        QVERIFY(!textOf(read(schedule.text("id")).at("pausedBecause")).isEmpty());
        // Under the other kind there is none.
        QCOMPARE(
            m_server
                ->rest("POST", u"automations/schedules/%1/pause"_s.arg(workflow.text("id")), owner(), json::object())
                .status,
            404);
        const QString other = u"automations/workflows/%1/pause"_s.arg(workflow.text("id"));
        QCOMPARE(m_server->rest("POST", other, owner(), json::object()).text("state"), u"paused"_s);
        const RestReply page = m_server->rest("GET", u"automations?limit=1"_s, owner());
        QCOMPARE(page.body.at("items").as_array().size(), size_t(1));
        QVERIFY(!page.text("nextCursor").isEmpty());
    }

    void thePlanBoundsHowManyThereAre()
    {
        const api::SignedIn platform = m_server->organization(u"Platform"_s);
        QVERIFY(m_server->server().accounts().setOperator(platform.user.email, true));
        m_server->server().accounts().forgetTenant(platform.organization.id);
        const api::SignedIn small = m_server->organization(u"Small"_s);
        const QString token = small.accessToken;
        const QString workspace = m_server->rest("GET", u"tenant"_s, token).text("defaultWorkspaceId");
        QCOMPARE(m_server
                     ->rest("POST", u"admin/tenants/%1/subscription"_s.arg(small.organization.id.toString()),
                            platform.accessToken, {{"planId", "starter"}, {"interval", "month"}})
                     .status,
                 201);
        const auto limit = [&]() -> json::value {
            const RestReply limits = m_server->rest("GET", u"usage/limits"_s, token);
            for (const json::value &each : limits.body.at("items").as_array()) {
                if (textOf(each.at("name")) == u"workflows")
                    return each;
            }
            return nullptr;
        };
        QVERIFY(limit().is_object());
        const qint64 most = limit().at("limit").as_int64();
        const json::object step{{"key", "a"}, {"kind", "documents"}, {"name", ""}, {"question", "What is our policy?"}};
        const auto makeOne = [&] {
            return m_server->rest("POST", u"workspaces/%1/workflows"_s.arg(workspace), token,
                                  {{"name", "One"}, {"inputs", json::array()}, {"steps", json::array{step}}});
        };
        QVERIFY(most > 0 && most < 100);
        for (qint64 i = 0; i < most; ++i)
            QCOMPARE(makeOne().status, 201);
        const RestReply refused = makeOne();
        QCOMPARE(refused.code(), u"limit_reached"_s);
        QVERIFY(refused.bytes.contains("workflows"));
        QCOMPARE(limit().at("used").as_int64(), most);
    }
};

static const bool registered = tabletalk::test::add<TestWorkflowOperations>();
#include "tst_WorkflowOperations.moc"
