// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/administration/ServerSettingsService.h"
#include "server/administration/ServerSettingsStore.h"
#include "server/base/WorkerPool.h"
#include "tests/support/People.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

/// A server with an operator, who sets it.
struct Settings
{
    explicit Settings(RunningServer::Adjust adjust = {})
        : server(std::move(adjust))
    {
        staff = server.organization(u"Staff"_s);
        if (!server.server().accounts().setOperator(staff.user.email, true))
            throw Problem::of(ProblemCode::Internal);
        server.server().accounts().forgetTenant(staff.organization.id);
    }
    RestReply read() { return server.rest("GET", u"admin/settings"_s, staff.accessToken); }
    RestReply set(const json::object &settings)
    {
        return server.rest("PUT", u"admin/settings"_s, staff.accessToken, settings);
    }
    RestReply signUp(const char *email)
    {
        return server.rest("POST", u"auth/register"_s, {},
                           {{"organization", "Newcomers"},
                            {"email", email},
                            {"password", "correct horse battery"},
                            {"fullName", "Somebody"}});
    }

    RunningServer server;
    api::SignedIn staff;
};

void closedAtStart(ServerOptions &options)
{
    options.registration = Registration::Closed;
}

} // namespace

/// What operators set while the server runs: each setting does what it says, at once.
class TestServerSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSetOnANewServer()
    {
        Settings s;
        const RestReply state = s.read();
        QCOMPARE(state.status, 200);
        for (const auto &each : state.body.at("set").as_object())
            QVERIFY(each.value().is_null());
        QCOMPARE(textOf(state.body.at("inForce").at("registration")), u"open"_s);
        QCOMPARE(state.body.at("inForce").at("signInHistoryDays").as_int64(), 180);
        QCOMPARE(state.body.at("inForce").at("auditDays").as_int64(), 0);
        QVERIFY(!state.body.at("registrationFixed").as_bool());
    }

    void registrationIsClosedAndOpenedAtOnce()
    {
        Settings s;
        QCOMPARE(s.signUp("a@example.org").status, 201);
        QCOMPARE(s.set({{"registration", "closed"}}).status, 200);
        QCOMPARE(s.signUp("b@example.org").code(), u"registration_closed"_s);
        // Nobody is made a new account either.
        const json::object member{{"email", "c@example.org"}, {"role", "member"}, {"fullName", "C"}};
        const api::SignedIn acme = s.server.organization(u"Acme"_s);
        QCOMPARE(s.server.rest("POST", u"tenant/users"_s, acme.accessToken, member).code(), u"registration_closed"_s);
        QCOMPARE(s.server.rest("POST", u"organizations"_s, acme.accessToken, {{"name", "Second"}}).code(),
                 u"registration_closed"_s);
        QCOMPARE(s.set({{"registration", "invite"}}).status, 200);
        QCOMPARE(s.signUp("b@example.org").code(), u"registration_closed"_s);
        QCOMPARE(s.server.rest("POST", u"tenant/users"_s, acme.accessToken, member).status, 201);
        QCOMPARE(s.set({}).status, 200); // as it was started
        QCOMPARE(s.signUp("b@example.org").status, 201);
    }

    void noSettingOpensWhatWasClosedAtTheStart()
    {
        Settings s(closedAtStart);
        QVERIFY(s.read().body.at("registrationFixed").as_bool());
        QCOMPARE(s.set({{"registration", "open"}}).status, 409);
        QCOMPARE(s.signUp("a@example.org").code(), u"registration_closed"_s);
        // Nor one that was made before, when it was open.
        s.server.stop();
        (void)orThrow(s.server.connectToPlatform()->query(
            u"INSERT INTO server_settings (id, settings, updated_at) VALUES ('server', '{\"registration\":\"open\"}', 0)"_s));
        s.server.start();
        QCOMPARE(s.signUp("a@example.org").code(), u"registration_closed"_s);
        QCOMPARE(textOf(s.server.rest("GET", u"server"_s, {}).body.at("registration")), u"closed"_s);
    }

    void everybodyIsToldTheNameAndWhereToAskForHelp()
    {
        Settings s;
        QCOMPARE(s.server.rest("GET", u"server"_s, {}).text("name"), QString());
        QCOMPARE(s.set({{"serverName", "  Data   desk "}, {"supportAddress", "help@example.org"}}).status, 200);
        const RestReply about = s.server.rest("GET", u"server"_s, {});
        QCOMPARE(about.status, 200);
        QCOMPARE(about.text("name"), u"Data desk"_s);
        QCOMPARE(about.text("supportAddress"), u"help@example.org"_s);
        QCOMPARE(about.text("registration"), u"open"_s);
    }

    void newOrganisationsGetThePlanThatIsSet()
    {
        Settings s;
        const auto grantOf = [&](const api::SignedIn &in) {
            const RestReply held = s.server.rest("GET", u"subscription"_s, in.accessToken);
            return !held.body.at("grantReason").is_null();
        };
        QCOMPARE(s.set({{"defaultPlanId", "no such plan"}}).status, 422);
        const api::SignedIn before = s.server.organization(u"Before"_s);
        QCOMPARE(s.set({{"defaultPlanId", "free"}}).status, 200);
        const api::SignedIn after = s.server.organization(u"After"_s);
        QVERIFY(!grantOf(before));
        QVERIFY(grantOf(after));
        const auto limitOf = [&](const api::SignedIn &in) {
            const RestReply held = s.server.rest("GET", u"subscription"_s, in.accessToken);
            return !held.body.at("plan").at("limits").at("users").is_null();
        };
        QVERIFY(!limitOf(before));
        QVERIFY(limitOf(after));
        QCOMPARE(s.set({}).status, 200);
        QVERIFY(!limitOf(s.server.organization(u"Later"_s)));
    }

    void nonsenseIsRefusedAndNothingChanges()
    {
        Settings s;
        QCOMPARE(s.set({{"serverName", "Data desk"}}).status, 200);
        for (const json::object &bad :
             {json::object{{"registration", "maybe"}}, json::object{{"supportAddress", "javascript:alert(1)"}},
              json::object{{"supportAddress", "http://example.org"}}, json::object{{"supportAddress", "nobody"}},
              json::object{{"serverName", std::string(81, 'x')}}, json::object{{"signInHistoryDays", 0}},
              json::object{{"signInHistoryDays", 100'000}}, json::object{{"auditDays", 1}},
              json::object{{"auditDays", -1}}})
            QVERIFY2(s.set(bad).status == 422, json::serialize(bad).c_str());
        QCOMPARE(s.server.rest("GET", u"server"_s, {}).text("name"), u"Data desk"_s);
    }

    void onlyOperatorsReadAndChangeThem()
    {
        Settings s;
        const api::SignedIn acme = s.server.organization(u"Acme"_s);
        QCOMPARE(s.server.rest("GET", u"admin/settings"_s, acme.accessToken).status, 403);
        QCOMPARE(s.server.rest("PUT", u"admin/settings"_s, acme.accessToken, {{"serverName", "Mine"}}).status, 403);
        QCOMPARE(s.server.rest("PUT", u"admin/settings"_s, {}, {{"serverName", "Mine"}}).status, 401);
    }

    void signInHistoryIsKeptAsLongAsIsSet()
    {
        TestPlatform platform;
        WorkerPool hashing({u"hashing"_s, 1, 100, 0, 100});
        AccountService accounts(*platform.database, platform.clock, hashing, Registration::Open);
        ServerSettingsService settings(*platform.database, platform.clock, {Registration::Open, 0});
        const api::SignedIn in = accounts.createAccount(
            {u"Acme"_s, std::nullopt, u"ada@example.org"_s, u"correct horse battery"_s, u"Ada"_s});
        People people(platform);
        const auto kept = [&] { return people.run(u"SELECT id FROM sign_ins"_s).size(); };
        QCOMPARE(kept(), size_t(1));
        platform.clock.advance(24h * 20);
        accounts.pruneSessions(24h * 7);
        QCOMPARE(kept(), size_t(1));
        api::ServerSettings set;
        set.signInHistoryDays = 21;
        (void)runAwaitable(settings.save(set));
        accounts.pruneSessions(24h * 7);
        QCOMPARE(kept(), size_t(1));
        platform.clock.advance(24h * 2);
        accounts.pruneSessions(24h * 7);
        QCOMPARE(kept(), size_t(0));
    }

    void auditRecordsAreKeptAsLongAsIsSet()
    {
        TestPlatform platform;
        ServerSettingsService settings(*platform.database, platform.clock, {Registration::Open, 90});
        QCOMPARE(settings.auditDaysNow(), qint64(90)); // as it was started
        api::ServerSettings set;
        set.auditDays = 400;
        (void)runAwaitable(settings.save(set));
        QCOMPARE(settings.auditDaysNow(), qint64(400));
        set.auditDays = 0;
        (void)runAwaitable(settings.save(set));
        QCOMPARE(settings.auditDaysNow(), qint64(0));
    }
};

static const bool registered = tabletalk::test::add<TestServerSettings>();
#include "tst_ServerSettings.moc"
