// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/SessionStore.h"
#include "server/administration/ImpersonationService.h"
#include "server/base/WorkerPool.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QRegularExpression>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

class RecordingAudit final : public AuditSink
{
public:
    void record(AuditRecord record) override { records.push_back(std::move(record)); }
    void recordRefusal(AuditRecord) override {}
    std::vector<AuditRecord> records;
};

/// The services alone, with a clock that the test moves.
struct Clocked
{
    Clocked()
        : hashing({u"hashing"_s, 1, 100, 0, 100})
        , accounts(*platform.database, platform.clock, hashing, Registration::Open)
        , service(*platform.database, accounts, audit, platform.clock)
        , people(platform)
        , scope(people.tenant(u"Acme"_s))
        , staff(people.tenant(u"Staff"_s))
        , member(people.member(scope, u"bo@example.org"_s))
        , ada(people.member(staff, u"ada@example.org"_s, Role::Owner))
    {
        accounts.setOperator(u"ada@example.org"_s, true);
    }

    api::Impersonating begin(std::optional<int> minutes = {}, UserId of = {})
    {
        api::ImpersonateRequest request;
        request.id = scope.tenant();
        request.userId = of.isNull() ? member : of;
        request.reason = u"a question of theirs"_s;
        request.minutes = minutes;
        Identity caller = People::identity(staff, ada, Role::Owner);
        caller.isOperator = true;
        Call call{.caller = caller,
                  .scope = staff,
                  .origin = {},
                  .sink = nullptr,
                  .rpcId = {},
                  .rule = {},
                  .stream = nullptr};
        return runAwaitable(service.begin(std::move(call), request));
    }
    std::optional<ProblemCode> refusalOf(const QString &token)
    {
        return problemOf([&] { (void)runAwaitable(accounts.authenticate(token, {})); });
    }

    TestPlatform platform;
    WorkerPool hashing;
    RecordingAudit audit;
    AccountService accounts;
    ImpersonationService service;
    People people;
    TenantScope scope;
    TenantScope staff;
    UserId member;
    UserId ada;
};

/// The whole server, with an organisation, a member of it, and an operator.
struct Visit
{
    Visit()
    {
        acme = server.organization(u"Acme"_s);
        bo = server.member(acme, u"bo@example.org"_s, Role::Admin);
        boId = idOf(bo);
        staff = server.organization(u"Staff"_s);
        setOperator(staff, true);
    }

    void setOperator(const api::SignedIn &who, bool is)
    {
        if (!server.server().accounts().setOperator(who.user.email, is))
            throw Problem::of(ProblemCode::NotFound);
        server.server().accounts().forgetTenant(who.organization.id);
    }
    QString idOf(const QString &token)
    {
        return textOf(server.rest("GET", u"auth/me"_s, token).body.at("user").at("id"));
    }
    RestReply begin(const QString &user, const json::object &more = {{"reason", "they asked for help"}})
    {
        json::object body = more;
        body["userId"] = user.toStdString();
        return server.rest("POST", path(), staff.accessToken, body);
    }
    QString path() const { return u"admin/tenants/%1/impersonate"_s.arg(acme.organization.id.toString()); }
    QString token() { return begin(boId).text("accessToken"); }
    int status(const QByteArray &verb, const QString &of, const QString &by, const json::value &body = nullptr)
    {
        return server.rest(verb, of, by, body).status;
    }
    json::array audit(const QString &filter = {})
    {
        return server.rest("GET", u"usage/audit"_s + filter, acme.accessToken).body.at("items").as_array();
    }

    RunningServer server;
    api::SignedIn acme;
    api::SignedIn staff;
    QString bo;
    QString boId;
};

} // namespace

/// Operators who work as somebody else, attacked.
class TestImpersonation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itEndsInTimeAndNothingRenewsIt()
    {
        Clocked c;
        const api::Impersonating somebody = c.begin();
        QCOMPARE(somebody.expiresIn, 30 * 60);
        QCOMPARE(somebody.user.email, u"bo@example.org"_s);
        QCOMPARE(somebody.impersonation.operatorEmail, u"ada@example.org"_s);
        const Identity who = runAwaitable(c.accounts.authenticate(somebody.accessToken, {}));
        QCOMPARE(who.user, c.member);
        QCOMPARE(who.impersonator->user, c.ada);
        QVERIFY(!who.isOperator);
        c.platform.clock.advance(30min - 1s);
        QVERIFY(!c.refusalOf(somebody.accessToken));
        c.platform.clock.advance(1s);
        QCOMPARE(c.refusalOf(somebody.accessToken), ProblemCode::NotSignedIn);
        for (const QString &token : {somebody.accessToken, u""_s, u"tr_"_s}) {
            const auto refreshed = problemOf([&] { (void)runAwaitable(c.accounts.refresh({}, {token})); });
            QVERIFY(refreshed.has_value());
        }
    }

    void itMayBeShorterAndNeverLonger()
    {
        Clocked c;
        QCOMPARE(c.begin(5).expiresIn, 300);
        for (const int minutes : {0, -1, 31, 100'000})
            QCOMPARE(problemOf([&] { c.begin(minutes); }), ProblemCode::InvalidRequest);
    }

    void theStoredSignInHasNoRefreshToken()
    {
        Clocked c;
        c.begin();
        const auto rows = c.people.run(u"SELECT refresh_hash, refresh_expires_at, access_expires_at FROM sessions"_s);
        QCOMPARE(rows.size(), size_t(1));
        QVERIFY(rows.front()[0].toString().isEmpty());
        QCOMPARE(rows.front()[1].toLongLong(), rows.front()[2].toLongLong());
        // Even a hash that somebody wrote there leads nowhere.
        c.people.run(u"UPDATE sessions SET refresh_hash = ?"_s, {tokenHash(u"tr_guessed"_s)});
        QVERIFY(problemOf([&] { (void)runAwaitable(c.accounts.refresh({}, {u"tr_guessed"_s})); }).has_value());
    }

    void itDoesNotOutliveTheRightsOfEitherOfThem()
    {
        Clocked c;
        const QString demoted = c.begin().accessToken;
        c.accounts.setOperator(u"ada@example.org"_s, false);
        c.accounts.forgetTenant(c.scope.tenant());
        QCOMPARE(c.refusalOf(demoted), ProblemCode::NotSignedIn);

        c.accounts.setOperator(u"ada@example.org"_s, true);
        const QString promoted = c.begin().accessToken;
        QVERIFY(!c.refusalOf(promoted));
        c.accounts.setOperator(u"bo@example.org"_s, true);
        c.accounts.forgetTenant(c.scope.tenant());
        QCOMPARE(c.refusalOf(promoted), ProblemCode::NotSignedIn);

        c.accounts.setOperator(u"bo@example.org"_s, false);
        const QString removed = c.begin().accessToken;
        c.people.leave(c.scope, c.member);
        c.accounts.forgetMember(c.member);
        QCOMPARE(c.refusalOf(removed), ProblemCode::NotSignedIn);
    }

    void anOperatorsNewPasswordEndsIt()
    {
        Clocked c;
        const QString token = c.begin().accessToken;
        c.platform.database->writeNow([&](Transaction &transaction) {
            SessionStore(transaction).revokeOthers(c.ada, {}, c.platform.clock.now());
        });
        c.accounts.forgetMember(c.ada); // of the operator, in whose memory it is as well
        QCOMPARE(c.refusalOf(token), ProblemCode::NotSignedIn);
    }

    void onlyOperatorsBeginItAndOnlyForAReason()
    {
        Visit v;
        const json::object body{{"reason", "x"}, {"userId", v.boId.toStdString()}};
        QCOMPARE(v.status("POST", v.path(), {}, body), 401);
        QCOMPARE(v.status("POST", v.path(), v.acme.accessToken, body), 403);
        QCOMPARE(v.status("POST", v.path(), v.bo, body), 403);
        const QString workspace = v.server.rest("GET", u"tenant"_s, v.staff.accessToken).text("defaultWorkspaceId");
        const QString key =
            v.server.rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), v.staff.accessToken, {{"name", "Key"}})
                .text("key");
        QVERIFY(!key.isEmpty());
        QCOMPARE(v.status("POST", v.path(), key, body), 403);
        QCOMPARE(v.begin(v.boId, {{"reason", "  "}}).status, 422);
        QCOMPARE(v.begin(v.boId, {{"reason", std::string(200, 'x')}}).status, 422);
        QCOMPARE(v.begin(v.boId, {}).status, 422);
    }

    void nobodyWorksAsAnOperatorOrAStranger()
    {
        Visit v;
        QCOMPARE(v.begin(v.staff.user.id.toString()).status, 404); // no member of that organisation
        QCOMPARE(v.begin(QUuid::createUuid().toString(QUuid::WithoutBraces)).status, 404);
        v.setOperator(v.acme, true);
        QCOMPARE(v.begin(v.acme.user.id.toString()).status, 403);
        const QString own = u"admin/tenants/%1/impersonate"_s.arg(v.staff.organization.id.toString());
        const json::object self{{"reason", "x"}, {"userId", v.staff.user.id.toString().toStdString()}};
        QCOMPARE(v.status("POST", own, v.staff.accessToken, self), 403);
    }

    void itLooksAndAsksAsTheMember()
    {
        Visit v;
        const QString database = v.server.connectShop(v.acme.accessToken);
        const QString token = v.token();
        QVERIFY(!token.isEmpty());
        const RestReply me = v.server.rest("GET", u"auth/me"_s, token);
        QCOMPARE(textOf(me.body.at("user").at("email")), u"bo@example.org"_s);
        QCOMPARE(textOf(me.body.at("impersonation").at("operatorEmail")), v.staff.user.email);
        QVERIFY(!me.body.at("isOperator").as_bool());
        QCOMPARE(me.body.at("organizations").as_array().size(), size_t(1));
        for (const QString &path : {u"tenant"_s, u"tenant/databases"_s, u"usage/today"_s, u"usage/audit"_s})
            QVERIFY2(v.status("GET", path, token) == 200, qPrintable(path));
        const json::object question{{"databaseId", database.toStdString()}, {"question", "How many customers?"}};
        QCOMPARE(v.status("POST", u"chat/query"_s, token, question), 200);
        // The socket that shows the banner is told as well.
        RpcConnection rpc(v.server, v.bo);
        const json::object attached = rpc.call("auth.attach", {{"accessToken", token.toStdString()}});
        QCOMPARE(textOf(attached.at("result").at("impersonation").at("reason")), u"they asked for help"_s);
    }

    void nothingThatLastsOrIsSecretIsDoneInTheirName()
    {
        Visit v;
        const QString database = v.server.connectShop(v.acme.accessToken);
        const QString workspace = v.server.rest("GET", u"tenant"_s, v.acme.accessToken).text("defaultWorkspaceId");
        const QString token = v.token();
        const json::object password{{"currentPassword", "another correct horse"}, {"newPassword", "yet another horse"}};
        const json::object webhook{{"url", "http://127.0.0.1:9/"}, {"events", json::array{"question.answered"}}};
        const json::object url{{"name", "Shop"}, {"url", "sqlite:///tmp/x.sqlite"}};
        struct Attempt
        {
            QByteArray verb;
            QString path;
            json::value body;
        };
        const QString impersonate = v.path();
        const json::object again{{"reason", "x"}, {"userId", v.acme.user.id.toString().toStdString()}};
        const std::vector<Attempt> attempts{
            {"POST", u"auth/password/change"_s, password},
            {"PUT", u"auth/me"_s, json::object{{"fullName", "Mallory"}}},
            {"GET", u"auth/sessions"_s, nullptr},
            {"GET", u"auth/history"_s, nullptr},
            {"POST", u"workspaces/%1/api-keys"_s.arg(workspace), json::object{{"name", "Key"}}},
            {"POST", u"invitations"_s, json::object{{"role", "admin"}}},
            {"PUT", u"tenant/users/%1"_s.arg(v.boId), json::object{{"role", "owner"}}},
            {"POST", u"tenant/users/%1/password-reset"_s.arg(v.boId), json::object{}},
            {"POST", u"tenant/webhooks"_s, webhook},
            {"PUT", u"tenant/security"_s, json::object{{"allowedRanges", json::array{}}}},
            {"PUT", u"tenant"_s, json::object{{"name", "Mallory"}}},
            {"POST", u"tenant/close"_s, json::object{{"reason", "x"}}},
            {"POST", u"tenant/delete"_s, json::object{{"confirm", "acme"}}},
            {"POST", u"tenant/export"_s, json::object{}},
            {"POST", u"tenant/databases"_s, url},
            {"PUT", u"tenant/databases/%1"_s.arg(database), url},
            {"DELETE", u"tenant/databases/%1"_s.arg(database), nullptr},
            {"POST", u"organizations"_s, json::object{{"name", "Other"}}},
            {"POST", u"organizations/%1/switch"_s.arg(v.acme.organization.id.toString()), json::object{}},
            {"POST", impersonate, again},
            {"GET", u"admin/stats"_s, nullptr},
            {"GET", u"admin/users"_s, nullptr},
        };
        for (const Attempt &attempt : attempts) {
            const RestReply reply = v.server.rest(attempt.verb, attempt.path, token, attempt.body);
            QVERIFY2(reply.status == 403, qPrintable(attempt.path + u' ' + QString::number(reply.status)));
        }
        // The same calls of the member themselves are not refused for this.
        QCOMPARE(v.status("GET", u"auth/sessions"_s, v.bo), 200);
        QCOMPARE(v.status("POST", u"workspaces/%1/api-keys"_s.arg(workspace), v.bo, json::object{{"name", "Key"}}),
                 201);
    }

    void nothingIsDeletedInTheirName()
    {
        Visit v;
        const QString token = v.token();
        const json::value document = v.server.get(u"/openapi.json"_s).body;
        int refused = 0;
        for (const auto &path : document.at("paths").as_object()) {
            for (const auto &method : path.value().as_object()) {
                const auto &operation = method.value().as_object();
                if (method.key() != "delete" || operation.contains("security"))
                    continue;
                QString address = QString::fromUtf8(path.key().data(), qsizetype(path.key().size())).mid(1);
                address.replace(QRegularExpression(u"\\{[^}]*\\}"_s),
                                QUuid::createUuid().toString(QUuid::WithoutBraces));
                QVERIFY2(v.status("DELETE", address, token) == 403, qPrintable(address));
                ++refused;
            }
        }
        QVERIFY(refused > 8);
    }

    void itEndsAtOnceByTheButtonAndByTheMember()
    {
        Visit v;
        const QString token = v.token();
        QCOMPARE(v.status("POST", u"auth/impersonation/end"_s, v.bo, json::object{}), 409); // is really Bo
        QCOMPARE(v.status("POST", u"auth/impersonation/end"_s, token, json::object{}), 200);
        QCOMPARE(v.status("GET", u"auth/me"_s, token), 401);
        QCOMPARE(v.status("GET", u"auth/me"_s, v.bo), 200);
        QCOMPARE(v.status("GET", u"auth/me"_s, v.staff.accessToken), 200);

        const QString second = v.token();
        QString session;
        const RestReply sessions = v.server.rest("GET", u"auth/sessions"_s, v.bo);
        for (const auto &each : sessions.body.at("items").as_array()) {
            if (textOf(each.at("client")).contains(v.staff.user.email))
                session = textOf(each.at("id"));
        }
        QVERIFY(!session.isEmpty()); // the member sees it among their sign-ins, and ends it
        QCOMPARE(v.status("DELETE", u"auth/sessions/"_s + session, v.bo), 200);
        QCOMPARE(v.status("GET", u"auth/me"_s, second), 401);
    }

    void aSuspendedOrganisationIsNotVisited()
    {
        Visit v;
        const QString before = v.token();
        const QString suspend = u"admin/tenants/%1/suspend"_s.arg(v.acme.organization.id.toString());
        QCOMPARE(v.status("POST", suspend, v.staff.accessToken, json::object{{"reason", "unpaid"}}), 200);
        QCOMPARE(v.begin(v.boId).code(), u"organization_closed"_s);
        QCOMPARE(v.server.rest("GET", u"tenant/databases"_s, before).code(), u"organization_closed"_s);
    }

    void theOrganisationsAddressRuleHoldsForOperatorsToo()
    {
        Visit v;
        const json::object elsewhere{{"allowedRanges", json::array{"192.0.2.0/24"}}, {"lockMyselfOut", true}};
        QCOMPARE(v.status("PUT", u"tenant/security"_s, v.acme.accessToken, elsewhere), 200);
        QVERIFY(v.begin(v.boId).status == 403);
    }

    void theOrganisationReadsWhoDidWhatInWhoseName()
    {
        Visit v;
        const QString token = v.token();
        QCOMPARE(v.status("GET", u"tenant/databases"_s, token), 200); // to look is recorded as well
        QCOMPARE(v.status("POST", u"tenant/close"_s, token, json::object{{"reason", "x"}}), 403);
        QCOMPARE(v.status("POST", u"auth/impersonation/end"_s, token, json::object{}), 200);
        const QString byStaff = u"?who="_s + v.staff.user.email;
        QTRY_COMPARE_WITH_TIMEOUT(v.audit(byStaff).size(), size_t(4),
                                  30'000); // they are stored while the answer is on its way
        const json::array records = v.audit(byStaff);
        QStringList seen;
        for (const json::value &record : records) {
            QCOMPARE(textOf(record.at("operatorEmail")), v.staff.user.email);
            QCOMPARE(textOf(record.at("userEmail")), u"bo@example.org"_s);
            seen << QString(textOf(record.at("action")) + u' ' + textOf(record.at("outcome")));
        }
        for (const QString &wanted : {u"auth.impersonate ok"_s, u"databases.list ok"_s, u"tenant.close forbidden"_s,
                                      u"auth.endImpersonation ok"_s})
            QVERIFY2(seen.contains(wanted), qPrintable(seen.join(u", "_s)));
        const json::value &begin = records.back();
        QVERIFY(textOf(begin.at("rule")).contains(u"they asked for help"_s));
        // Bo's own calls bear no second name, and the chain is sound with both kinds.
        QCOMPARE(v.status("POST", u"teams"_s, v.bo, json::object{{"name", "Team"}}), 201);
        QTRY_COMPARE_WITH_TIMEOUT(v.audit(u"?action=teams"_s).size(), size_t(1), 30'000);
        QVERIFY(v.audit(u"?action=teams"_s).front().at("operatorEmail").is_null());
        const RestReply sound = v.server.rest("GET", u"usage/audit/verify"_s, v.acme.accessToken);
        QVERIFY(sound.body.at("intact").as_bool());
        const RestReply file = v.server.rest("GET", u"usage/audit/export?format=csv"_s, v.acme.accessToken);
        QVERIFY(file.bytes.contains(v.staff.user.email.toUtf8()));
        // The operator's own organisation reads that it began.
        const RestReply own = v.server.rest("GET", u"usage/audit?action=admin.impersonate"_s, v.staff.accessToken);
        QCOMPARE(own.body.at("items").as_array().size(), size_t(1));
    }

    void hidingTheOperatorBreaksTheChain()
    {
        Visit v;
        const QString token = v.token();
        QCOMPARE(v.status("POST", u"auth/impersonation/end"_s, token, json::object{}), 200);
        QVERIFY(v.server.rest("GET", u"usage/audit/verify"_s, v.acme.accessToken).body.at("intact").as_bool());
        v.server.stop();
        (void)orThrow(v.server.connectToPlatform()->query(u"UPDATE audit SET operator_email = NULL"_s));
        v.server.start();
        QVERIFY(!v.server.rest("GET", u"usage/audit/verify"_s, v.acme.accessToken).body.at("intact").as_bool());
    }
};

static const bool registered = tabletalk::test::add<TestImpersonation>();
#include "tst_Impersonation.moc"
