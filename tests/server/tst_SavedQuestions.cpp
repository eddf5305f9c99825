// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/Authenticator.h"
#include "server/base/WorkerPool.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/ConnectionService.h"
#include "server/platform/Vault.h"
#include "server/saved/SavedQuestionRunner.h"
#include "server/saved/SavedQuestionStore.h"
#include "tests/support/People.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <sqlite3.h>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

class RecordedAudit final : public AuditSink
{
public:
    void record(AuditRecord record) override { actions << QString(record.action + u' ' + record.outcome); }
    void recordRefusal(AuditRecord) override {}
    QStringList actions;
};

/// A saved question of a member who is not signed in, and what runs it.
struct AbsentFixture
{
    AbsentFixture()
    {
        api::CreateDatabaseRequest request;
        request.name = u"Shop"_s;
        request.url = u"sqlite://"_s + shop();
        request.onboard = false;
        const Call call{People::identity(scope, person, Role::Owner), scope, {}, {}, {}, {}, {}};
        const api::Database database = runAwaitable(connections.create(call, request));
        api::SavedQuestion kept;
        kept.id = saved;
        kept.workspaceId = database.workspaceId;
        kept.databaseId = database.id;
        kept.ownerId = person;
        kept.name = u"Kept"_s;
        kept.sql = u"SELECT COUNT(*) AS n FROM customers"_s;
        kept.visibility = u"private"_s;
        kept.updatedAt = platform.clock.now();
        platform.database->writeNow(
            [&](Transaction &transaction) { SavedQuestionStore(transaction, scope).insert(kept); });
    }
    ~AbsentFixture() { pool.stop(); }

    SavedOutcome run(const TenantScope &as)
    {
        const SavedRunner member = SavedRunner::member(as, person, u"schedules.run"_s, u"schedule"_s);
        return runner.runNow(as, member, saved, {});
    }
    QString problem(const TenantScope &as)
    {
        try {
            run(as);
        } catch (const Problem &problem) {
            return problem.codeName();
        }
        return u"none"_s;
    }
    void deny(const QString &permission)
    {
        people.run(u"UPDATE memberships SET denied = ? WHERE user_id = ?"_s,
                   {permission.isNull() ? u""_s : permission, stored(person)});
    }
    static ConnectionPolicyOptions everything()
    {
        ConnectionPolicyOptions options;
        options.open = true;
        return options;
    }
    QString shop()
    {
        const QString path = directory.filePath(u"shop.sqlite"_s);
        sqlite3 *file = nullptr;
        sqlite3_open(path.toUtf8().constData(), &file);
        sqlite3_exec(file, "CREATE TABLE customers (id INTEGER); INSERT INTO customers VALUES (1), (2)", nullptr,
                     nullptr, nullptr);
        sqlite3_close(file);
        return path;
    }

    QTemporaryDir directory;
    TestPlatform platform;
    People people{platform};
    TenantScope scope = people.tenant(u"Ours"_s);
    UserId person = people.member(scope, u"person@example.org"_s);
    SavedQuestionId saved = makeId<SavedQuestionId>(platform.clock.now());
    Vault vault{*platform.database, platform.clock, Secret(QByteArray(32, 'k'))};
    ConnectionPolicy policy = orThrow(ConnectionPolicy::create(everything()));
    WorkerPool pool{{.name = u"targets"_s, .threads = 2}};
    RecordedAudit audit;
    ConnectionService connections{{.database = *platform.database,
                                   .vault = vault,
                                   .policy = policy,
                                   .pool = pool,
                                   .clock = platform.clock,
                                   .samplesDirectory = {}}};
    SavedQuestionRunner runner{{.database = *platform.database,
                                .connections = connections,
                                .audit = audit,
                                .targetPool = pool,
                                .clock = platform.clock,
                                .limits = {}}};
};

} // namespace

/// Questions that people keep: who sees and changes them, and that running one is held to all
/// that a question in chat is held to.
class TestSavedQuestions : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_token;    ///< of a member of the test's own
    QString m_database; ///< the shop
    int m_number = 0;

    RestReply call(const QByteArray &verb, const QString &path, const json::value &body = nullptr)
    {
        return m_server->rest(verb, path, m_token, body);
    }
    QString memberOf(Role role)
    {
        return m_server->member(m_owner, u"%1%2@example.org"_s.arg(roleName(role)).arg(++m_number), role);
    }
    json::object statement(const char *sql, const char *name = "Customers by city") const
    {
        return {{"databaseId", m_database.toStdString()}, {"name", name}, {"sql", sql}};
    }
    QString saved(const char *sql, const char *name = "Customers by city")
    {
        return call("POST", u"saved-questions"_s, statement(sql, name)).text("id");
    }
    static QString pathOf(const QString &id) { return u"saved-questions/"_s + id; }
    RestReply run(const QString &id, const QString &token, const json::value &body = json::object())
    {
        return m_server->rest("POST", pathOf(id) + u"/run"_s, token, body);
    }
    void show(const QString &id) { QCOMPARE(call("PUT", pathOf(id), {{"visibility", "workspace"}}).status, 200); }
    QStringList listed(const QString &query, const QString &token)
    {
        QStringList names;
        const RestReply reply = m_server->rest("GET", u"saved-questions"_s + query, token);
        for (const json::value &item : reply.body.at("items").as_array())
            names << textOf(item.at("name"));
        return names;
    }
    qint64 questionsToday()
    {
        const RestReply today = m_server->rest("GET", u"usage/today"_s, m_owner.accessToken);
        return today.body.at("questions").to_number<qint64>();
    }
    void grantQuestions(std::optional<int> most)
    {
        const api::SignedIn platform = m_server->organization(u"Platform%1"_s.arg(++m_number));
        QVERIFY(m_server->server().accounts().setOperator(platform.user.email, true));
        m_server->server().accounts().forgetTenant(platform.organization.id);
        json::object limits;
        if (most)
            limits["questionsPerMonth"] = *most;
        const QString path = u"admin/tenants/%1/plan"_s.arg(m_owner.organization.id.toString());
        const RestReply granted =
            m_server->rest("PUT", path, platform.accessToken, {{"limits", limits}, {"reason", "for this test"}});
        QVERIFY2(granted.status == 200, granted.bytes.constData());
    }

    static constexpr const char *byCity = "SELECT city, COUNT(*) AS n FROM customers GROUP BY city ORDER BY city";

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<RunningServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    /// An organisation of the test's own.
    void init()
    {
        m_owner = m_server->organization(u"Owner%1"_s.arg(++m_number));
        m_database = m_server->connectShop(m_owner.accessToken);
        m_token = memberOf(Role::Member);
        QVERIFY(!m_database.isEmpty() && !m_token.isEmpty());
    }

    void anAnswerIsSavedWithItsQuestionStatementAndChosenChart()
    {
        const RestReply answer =
            call("POST", u"chat/query"_s,
                 {{"databaseId", m_database.toStdString()}, {"question", "How many customers are there by city?"}});
        QCOMPARE(answer.status, 200);
        const json::array columns = answer.body.at("columns").as_array();
        json::object chart{{"kind", "area"}, {"title", "Mine"}, {"x", columns[0].at("name")}};
        chart["y"] = json::array{columns[1].at("name")};
        const json::object chosen{{"messageId", answer.body.at("messageId")}, {"chart", chart}};
        QCOMPARE(call("POST", u"chat/chart"_s, chosen).status, 200);

        const RestReply kept = call("POST", u"chat/save"_s, {{"messageId", answer.body.at("messageId")}});
        QVERIFY2(kept.status == 201, kept.bytes.constData());
        QCOMPARE(kept.text("name"), u"How many customers are there by city?"_s);
        QCOMPARE(kept.text("question"), kept.text("name"));
        QCOMPARE(kept.text("sql"), answer.text("sql"));
        QCOMPARE(kept.text("visibility"), u"private"_s);
        QCOMPARE(textOf(kept.body.at("chart").at("kind")), u"area"_s);

        const RestReply ran = run(kept.text("id"), m_token);
        QVERIFY2(ran.status == 200, ran.bytes.constData());
        QCOMPARE(json::serialize(ran.body.at("rows")), json::serialize(answer.body.at("rows")));
        QCOMPARE(textOf(ran.body.at("chart").at("title")), u"Mine"_s);
    }

    void aStatementThatIsNoReadingIsNotSaved()
    {
        const QString id = saved(byCity);
        for (const char *sql : {"DELETE FROM customers", "SELECT 1; SELECT 2", "DROP TABLE customers",
                                "SELECT load_extension('x')", "PRAGMA user_version"}) {
            const RestReply refused = call("POST", u"saved-questions"_s, statement(sql));
            QVERIFY2(refused.code() == u"statement_refused", sql);
            QCOMPARE(call("PUT", pathOf(id), {{"sql", sql}}).code(), u"statement_refused"_s);
        }
        QCOMPARE(call("POST", u"saved-questions"_s, statement(" ")).status, 422);
        QCOMPARE(call("GET", pathOf(id)).text("sql"), QString::fromLatin1(byCity));
    }

    void aStatementThatGotPastSavingIsHeldByTheGuardWhenItRuns()
    {
        const QString id = saved(byCity);
        m_server->stop();
        QVERIFY(m_server->connectToPlatform()->query(u"UPDATE saved_questions SET sql = 'DELETE FROM customers'"_s));
        m_server->start();
        QCOMPARE(run(id, m_token).code(), u"statement_refused"_s);
        QCOMPARE(call("PUT", pathOf(id), {{"sql", "SELECT COUNT(*) FROM customers"}}).status, 200);
        QCOMPARE(run(id, m_token).body.at("rows").at(0).at(0), json::value(RunningServer::customers));
    }

    void whoMayNotRunStatementsKeepsAnswersAlone()
    {
        const QString viewer = memberOf(Role::Viewer);
        QCOMPARE(m_server->rest("POST", u"saved-questions"_s, viewer, statement(byCity)).status, 403);
        const RestReply answer =
            m_server->rest("POST", u"chat/query"_s, viewer,
                           {{"databaseId", m_database.toStdString()}, {"question", "How many customers?"}});
        const RestReply kept =
            m_server->rest("POST", u"chat/save"_s, viewer, {{"messageId", answer.body.at("messageId")}});
        QCOMPARE(kept.status, 201);
        const QString path = pathOf(kept.text("id"));
        QCOMPARE(m_server->rest("PUT", path, viewer, {{"sql", "SELECT 1"}}).status, 403);
        QCOMPARE(m_server->rest("PUT", path, viewer, {{"name", "All of them"}}).text("name"), u"All of them"_s);
        QCOMPARE(run(kept.text("id"), viewer).status, 200);
    }

    void somebodyElsesAnswerIsNotSaved()
    {
        const RestReply answer =
            m_server->rest("POST", u"chat/query"_s, m_owner.accessToken,
                           {{"databaseId", m_database.toStdString()}, {"question", "How many customers?"}});
        QCOMPARE(call("POST", u"chat/save"_s, {{"messageId", answer.body.at("messageId")}}).status, 404);
    }

    void aPrivateQuestionIsThereForItsOwnerAlone()
    {
        const QString id = saved(byCity);
        const QString other = memberOf(Role::Admin);
        QCOMPARE(m_server->rest("GET", pathOf(id), other).status, 404);
        QCOMPARE(run(id, other).status, 404);
        QCOMPARE(m_server->rest("PUT", pathOf(id), other, {{"name", "x"}}).status, 404);
        QCOMPARE(m_server->rest("DELETE", pathOf(id), other).status, 404);
        QCOMPARE(listed({}, other), QStringList());
        QCOMPARE(listed({}, m_token), QStringList{u"Customers by city"_s});
    }

    void oneShownInItsWorkspaceIsRunByAllButGuestsAndChangedByNone()
    {
        const QString id = saved(byCity);
        show(id);
        const QString viewer = memberOf(Role::Viewer);
        const RestReply seen = m_server->rest("GET", pathOf(id), viewer);
        QCOMPARE(seen.status, 200);
        QVERIFY(!seen.body.at("mine").as_bool());
        QVERIFY(!seen.text("ownerName").isEmpty());
        QCOMPARE(run(id, viewer).body.at("rowCount"), json::value(3));
        QCOMPARE(m_server->rest("PUT", pathOf(id), viewer, {{"visibility", "private"}}).status, 403);
        QCOMPARE(m_server->rest("DELETE", pathOf(id), memberOf(Role::Owner)).status, 403);
        QCOMPARE(run(id, memberOf(Role::Guest)).status, 403);
    }

    void aGuestWhoMayAskSeesNothingOfTheWorkspace()
    {
        const QString id = saved(byCity);
        show(id);
        const RestReply members = m_server->rest("GET", u"tenant/users"_s, m_owner.accessToken);
        const QString guest = memberOf(Role::Guest);
        const RestReply after = m_server->rest("GET", u"tenant/users"_s, m_owner.accessToken);
        QCOMPARE(after.body.at("items").as_array().size(), members.body.at("items").as_array().size() + 1);
        QString guestId;
        for (const json::value &item : after.body.at("items").as_array()) {
            if (textOf(item.at("role")) == u"guest")
                guestId = textOf(item.at("id"));
        }
        const RestReply allowed = m_server->rest("PUT", u"tenant/users/"_s + guestId, m_owner.accessToken,
                                                 {{"allowed", json::array{"chat.ask"}}});
        QVERIFY2(allowed.status == 200, allowed.bytes.constData());
        QCOMPARE(run(id, guest).status, 404);
        QCOMPARE(listed({}, guest), QStringList());
    }

    void runningCountsAsAQuestionAndTheAuditLogHasItsStatement()
    {
        const QString id = saved(byCity);
        const qint64 before = questionsToday();
        QCOMPARE(run(id, m_token).status, 200);
        QCOMPARE(questionsToday(), before + 1);
        bool found = false;
        const bool told = QTest::qWaitFor([&] {
            const RestReply audit =
                m_server->rest("GET", u"usage/audit?action=savedQuestions.run"_s, m_owner.accessToken);
            found = audit.bytes.contains("GROUP BY city") && audit.bytes.contains("read-only");
            return found;
        });
        QVERIFY(told && found);
    }

    void theLimitOfThePlanHoldsRunsToo()
    {
        const QString id = saved(byCity);
        grantQuestions(1);
        QCOMPARE(run(id, m_token).status, 200);
        QCOMPARE(run(id, m_token).code(), u"limit_reached"_s);
    }

    void rowsAreBounded()
    {
        const QString id = saved("SELECT id FROM customers ORDER BY id");
        const RestReply some = run(id, m_token, {{"limit", 10}});
        QCOMPARE(some.body.at("rowCount"), json::value(10));
        QCOMPARE(some.body.at("rows").as_array().size(), size_t(10));
        QVERIFY(some.body.at("truncated").as_bool());
        const RestReply all = run(id, m_token);
        QCOMPARE(all.body.at("rowCount"), json::value(RunningServer::customers));
        QVERIFY(!all.body.at("truncated").as_bool());
        for (const int limit : {0, -1, 5001})
            QCOMPARE(run(id, m_token, {{"limit", limit}}).status, 422);
    }

    void aChartThatDoesNotFitAnyMoreGivesWayToOneThatDoes()
    {
        const QString id = saved(byCity);
        json::object chart{{"kind", "line"}, {"title", "Kept"}, {"x", "city"}};
        chart["y"] = json::array{"n"};
        QCOMPARE(call("PUT", pathOf(id), {{"chart", chart}}).status, 200);
        QCOMPARE(textOf(run(id, m_token).body.at("chart").at("title")), u"Kept"_s);
        const char *other = "SELECT city AS town, COUNT(*) AS people FROM customers GROUP BY city";
        QCOMPARE(call("PUT", pathOf(id), {{"sql", other}}).status, 200);
        const RestReply ran = run(id, m_token);
        QCOMPARE(textOf(ran.body.at("chart").at("x")), u"town"_s);
        QCOMPARE(call("PUT", pathOf(id), {{"chart", {{"kind", "hologram"}, {"title", ""}, {"x", ""}}}}).status, 422);
        QCOMPARE(call("PUT", pathOf(id), {{"suggestChart", true}}).status, 200);
        QVERIFY(call("GET", pathOf(id)).body.at("chart").is_null());
    }

    void aStatementThatFailsSaysWhyAndIsCounted()
    {
        const QString id = saved("SELECT name FROM nowhere");
        const qint64 before = questionsToday();
        const RestReply failed = run(id, m_token);
        QCOMPARE(failed.code(), u"database_failed"_s);
        QVERIFY2(failed.bytes.contains("nowhere"), failed.bytes.constData());
        QCOMPARE(questionsToday(), before + 1);
    }

    void theyAreFoundByTheirWordsAndListedInPages()
    {
        for (int i = 0; i < 5; ++i)
            saved(byCity, qPrintable(u"Umsätze %1"_s.arg(i)));
        saved(byCity, "100% of customers");
        QCOMPARE(listed(u"?text=umsatze"_s, m_token).size(), 5);
        QCOMPARE(listed(u"?text=umsatze%203"_s, m_token), QStringList{u"Umsätze 3"_s});
        QCOMPARE(listed(u"?text=0%25"_s, m_token), QStringList{u"100% of customers"_s});
        QStringList all;
        QString query = u"?limit=4"_s;
        for (int page = 0; page < 3 && !query.isEmpty(); ++page) {
            const RestReply reply = call("GET", u"saved-questions"_s + query);
            for (const json::value &item : reply.body.at("items").as_array())
                all << textOf(item.at("name"));
            const QString next = reply.text("nextCursor");
            query = next.isEmpty() ? QString() : QString(u"?limit=4&cursor="_s + next);
        }
        QCOMPARE(all.size(), 6);
        all.removeDuplicates();
        QCOMPARE(all.size(), 6);
    }

    void theyGoWithTheirDatabase()
    {
        const QString id = saved(byCity);
        QCOMPARE(m_server->rest("DELETE", u"tenant/databases/"_s + m_database, m_owner.accessToken).status, 200);
        QCOMPARE(call("GET", pathOf(id)).status, 404);
        QCOMPARE(run(id, m_token).status, 404);
    }

    /// As schedules do, on a thread of their own.
    void runningForSomebodyWhoIsNotThereAsksWhetherTheyStillMay()
    {
        AbsentFixture f;
        const SavedOutcome outcome = f.run(f.scope);
        QCOMPARE(outcome.rows.size(), size_t(1));
        QCOMPARE(outcome.columns.at(0).name, u"n"_s);
        QCOMPARE(outcome.saved.name, u"Kept"_s);
        QCOMPARE(f.audit.actions, QStringList{u"schedules.run ok"_s});

        f.deny(u"chat.ask"_s);
        QCOMPARE(f.problem(f.scope), u"forbidden"_s);
        f.deny({});
        QCOMPARE(f.problem(f.scope), u"none"_s);
        QCOMPARE(f.problem(f.people.tenant(u"Other"_s)), u"forbidden"_s);
        f.people.leave(f.scope, f.person);
        QCOMPARE(f.problem(f.scope), u"forbidden"_s);
    }

    void nothingRunsInAnOrganisationThatIsClosed()
    {
        AbsentFixture f;
        f.people.run(u"UPDATE tenants SET status = 'suspended', status_reason = 'unpaid' WHERE id = ?"_s,
                     {stored(f.scope.tenant())});
        QCOMPARE(f.problem(f.scope), u"organization_closed"_s);
    }

    void whatBelongsToSomebodyElseIsNotRunForThem()
    {
        AbsentFixture f;
        f.person = f.people.member(f.scope, u"other@example.org"_s);
        QCOMPARE(f.problem(f.scope), u"not_found"_s);
        f.people.run(u"UPDATE saved_questions SET visibility = 'workspace'"_s);
        QCOMPARE(f.problem(f.scope), u"none"_s);
    }
};

static const bool registered = tabletalk::test::add<TestSavedQuestions>();
#include "tst_SavedQuestions.moc"
