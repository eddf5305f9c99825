// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

/// A server with an operator who has an organisation, as everybody has.
struct Platform
{
    explicit Platform(RunningServer::Adjust adjust = {})
        : server(std::move(adjust))
    {
        staff = server.organization(u"Staff"_s);
        if (!server.server().accounts().setOperator(staff.user.email, true))
            throw Problem::of(ProblemCode::Internal);
        server.server().accounts().forgetTenant(staff.organization.id);
    }

    RestReply get(const QString &path) { return server.rest("GET", path, staff.accessToken); }
    RestReply post(const QString &path, const json::object &body = {})
    {
        return server.rest("POST", path, staff.accessToken, body);
    }
    QStringList names(const QString &path, const char *field = "name")
    {
        QStringList found;
        const RestReply reply = get(path);
        for (const auto &item : reply.body.at("items").as_array())
            found << textOf(item.at(field));
        return found;
    }
    static QString pathOf(const api::SignedIn &in) { return u"admin/tenants/"_s + in.organization.id.toString(); }
    static void ask(RunningServer &server, const QString &token, const QString &database, const char *question)
    {
        const json::object body{{"databaseId", database.toStdString()}, {"question", question}};
        server.rest("POST", u"chat/query"_s, token, body);
    }
    static qint64 counted(const json::value &counts, const char *name)
    {
        for (const auto &each : counts.as_array()) {
            if (each.at("name") == name)
                return each.at("count").as_int64();
        }
        return 0;
    }

    RunningServer server;
    api::SignedIn staff;
};

} // namespace

/// What operators see and do, over the wire.
class TestAdministration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoOperatesTheServerIsToldSo()
    {
        Platform p;
        const api::SignedIn other = p.server.organization(u"Other"_s);
        QVERIFY(p.get(u"auth/me"_s).body.at("isOperator").as_bool());
        QVERIFY(!p.server.rest("GET", u"auth/me"_s, other.accessToken).body.at("isOperator").as_bool());
        const auto attach = [&](const api::SignedIn &in) {
            RpcConnection rpc(p.server, in.accessToken);
            const json::object said = rpc.call("auth.attach", {{"accessToken", in.accessToken.toStdString()}});
            return said.at("result").at("isOperator").as_bool();
        };
        QVERIFY(attach(p.staff));
        QVERIFY(!attach(other));
    }

    void theOverviewCountsWhatAllOrganisationsDo()
    {
        Platform p;
        const api::SignedIn one = p.server.organization(u"One"_s);
        const api::SignedIn two = p.server.organization(u"Two"_s);
        for (const api::SignedIn &in : {one, two}) {
            const QString database = p.server.connectShop(in.accessToken);
            QVERIFY(!database.isEmpty());
            Platform::ask(p.server, in.accessToken, database, "How many customers are there?");
        }
        QCOMPARE(p.post(Platform::pathOf(two) + u"/suspend"_s, {{"reason", "unpaid"}}).status, 200);

        const RestReply stats = p.get(u"admin/stats"_s);
        QCOMPARE(stats.status, 200);
        QCOMPARE(Platform::counted(stats.body.at("tenants"), "active"), 2);
        QCOMPARE(Platform::counted(stats.body.at("tenants"), "suspended"), 1);
        QCOMPARE(stats.body.at("users").as_int64(), 3);
        QCOMPARE(stats.body.at("operators").as_int64(), 1);
        QCOMPARE(stats.body.at("activeUsers").as_int64(), 2);
        QCOMPARE(stats.body.at("today").at("questions").as_int64(), 2);
        QCOMPARE(stats.body.at("last30Days").at("answered").as_int64(), 2);
        QCOMPARE(stats.body.at("days").as_array().size(), size_t(30));
        QCOMPARE(stats.body.at("days").at(29).at("questions").as_int64(), 2);
        QCOMPARE(Platform::counted(stats.body.at("connections"), "ready"), 2);
        QCOMPARE(Platform::counted(stats.body.at("connectionKinds"), "sqlite"), 2);
        const json::value &health = stats.body.at("health");
        QVERIFY(health.at("writes").as_bool());
        QVERIFY(health.at("diskFreeBytes").as_int64() > 0);
        QVERIFY(health.at("diskTotalBytes").as_int64() >= health.at("diskFreeBytes").as_int64());
        QCOMPARE(textOf(health.at("version")), QStringLiteral(TABLETALK_VERSION));
        QCOMPARE(textOf(health.at("database")), p.server.platformUrl().isEmpty() ? u"sqlite"_s : u"postgresql"_s);
        QCOMPARE(health.at("nodes").as_array().size(), size_t(1));
        QVERIFY(health.at("nodes").at(0).at("self").as_bool());
        QVERIFY(health.at("nodes").at(0).at("alive").as_bool());
    }

    void useIsToldByOrganisation()
    {
        Platform p;
        const api::SignedIn one = p.server.organization(u"One"_s);
        const api::SignedIn two = p.server.organization(u"Two"_s);
        QVERIFY(p.get(u"admin/usage"_s).body.at("items").as_array().empty());
        const QString first = p.server.connectShop(one.accessToken);
        const QString second = p.server.connectShop(two.accessToken);
        Platform::ask(p.server, one.accessToken, first, "How many customers are there?");
        Platform::ask(p.server, two.accessToken, second, "How many customers are there?");
        Platform::ask(p.server, two.accessToken, second, "How many orders are there?");
        const RestReply usage = p.get(u"admin/usage"_s);
        QCOMPARE(usage.body.at("items").as_array().size(), size_t(2));
        QCOMPARE(textOf(usage.body.at("items").at(0).at("name")), u"Two"_s); // who used most is first
        QCOMPARE(usage.body.at("items").at(0).at("figures").at("questions").as_int64(), 2);
        QCOMPARE(usage.body.at("items").at(1).at("figures").at("questions").as_int64(), 1);
        QVERIFY(!usage.bytes.contains("customers")); // how much, not what
    }

    void organisationsAreFoundByNameAndState()
    {
        Platform p;
        const api::SignedIn acme = p.server.organization(u"Acme"_s);
        p.server.organization(u"Zed"_s);
        QCOMPARE(p.post(Platform::pathOf(acme) + u"/suspend"_s, {{"reason", "unpaid"}}).status, 200);
        QCOMPARE(p.names(u"admin/tenants"_s), (QStringList{u"Staff"_s, u"Acme"_s, u"Zed"_s}));
        QCOMPARE(p.names(u"admin/tenants?search=ACM"_s), QStringList(u"Acme"_s));
        QCOMPARE(p.names(u"admin/tenants?search=%25"_s), QStringList()); // no wildcard
        QCOMPARE(p.names(u"admin/tenants?search=_"_s), QStringList());
        QCOMPARE(p.names(u"admin/tenants?status=suspended"_s), QStringList(u"Acme"_s));
        QCOMPARE(p.names(u"admin/tenants?status=active&search=acme"_s), QStringList());
        QCOMPARE(p.get(u"admin/tenants?status=asleep"_s).status, 422);

        const RestReply first = p.get(u"admin/tenants?limit=2"_s);
        QCOMPARE(first.body.at("items").as_array().size(), size_t(2));
        QCOMPARE(p.names(u"admin/tenants?limit=2&cursor="_s + first.text("nextCursor")), QStringList(u"Zed"_s));
    }

    void peopleOfAllOrganisationsAreFound()
    {
        Platform p;
        const api::SignedIn acme = p.server.organization(u"Acme"_s);
        p.server.member(acme, u"bo@example.org"_s, Role::Viewer);
        const RestReply found = p.get(u"admin/users?search=BO@"_s);
        QCOMPARE(found.body.at("items").as_array().size(), size_t(1));
        const json::value &bo = found.body.at("items").at(0);
        QCOMPARE(textOf(bo.at("organization")), u"Acme"_s);
        QCOMPARE(bo.at("organizations").as_int64(), 1);
        QVERIFY(!bo.at("isOperator").as_bool());
        QVERIFY(!found.bytes.contains("password"));
        QCOMPARE(p.names(u"admin/users"_s, "email").size(), 3);
        const RestReply page = p.get(u"admin/users?limit=2"_s);
        QCOMPARE(p.names(u"admin/users?limit=2&cursor="_s + page.text("nextCursor"), "email"),
                 QStringList(u"bo@example.org"_s));
    }

    void databasesAreNamedAndNothingOfThemIsTold()
    {
        Platform p;
        const api::SignedIn acme = p.server.organization(u"Acme"_s);
        QVERIFY(!p.server.connectShop(acme.accessToken).isEmpty());
        const RestReply found = p.get(u"admin/connections?search=acme"_s);
        QCOMPARE(found.body.at("items").as_array().size(), size_t(1));
        const json::value &shop = found.body.at("items").at(0);
        QCOMPARE(textOf(shop.at("name")), u"Shop"_s);
        QCOMPARE(textOf(shop.at("kind")), u"sqlite"_s);
        QCOMPARE(textOf(shop.at("stage")), u"ready"_s);
        QCOMPARE(shop.at("tables").as_int64(), 2);
        QCOMPARE(p.names(u"admin/connections?search=nothing"_s), QStringList());
        const RestReply tenant = p.get(Platform::pathOf(acme));
        for (const RestReply &reply : {found, tenant}) {
            for (const char *secret : {"sqlite:", "shop.sqlite", "url", "customers"})
                QVERIFY2(!reply.bytes.contains(secret), secret);
        }
    }

    void agentsAreNamedAndNothingOfThemIsTold()
    {
        Platform p;
        const api::SignedIn acme = p.server.organization(u"Acme"_s);
        const api::SignedIn other = p.server.organization(u"Other"_s);
        const QString workspace = p.server.rest("GET", u"tenant"_s, acme.accessToken).text("defaultWorkspaceId");
        const json::object agent{{"name", "Refunds"},
                                 {"description", "described_secretly"},
                                 {"instructions", "obey_this"},
                                 {"tools", json::array{"sql", "documents"}},
                                 {"visibility", "private"}};
        QVERIFY(p.server.rest("POST", u"workspaces/%1/agents"_s.arg(workspace), acme.accessToken, agent).status < 300);

        QCOMPARE(p.get(u"admin/agents"_s).body.at("items").as_array().size(), size_t(4)); // a default of each, and it
        const RestReply found = p.get(u"admin/agents?search=refu"_s);
        QCOMPARE(found.body.at("items").as_array().size(), size_t(1));
        const json::value &refunds = found.body.at("items").at(0);
        QCOMPARE(textOf(refunds.at("organization")), u"Acme"_s);
        QCOMPARE(textOf(refunds.at("visibility")), u"private"_s);
        QCOMPARE(refunds.at("tools").as_array().size(), size_t(2));
        QCOMPARE(refunds.at("questions").as_int64(), 0);
        QCOMPARE(p.names(u"admin/agents?visibility=private"_s), QStringList(u"Refunds"_s));
        QCOMPARE(p.names(u"admin/agents?search=nothing"_s), QStringList());
        QCOMPARE(p.get(u"admin/agents?visibility=everything"_s).status, 422);
        const RestReply page = p.get(u"admin/agents?limit=3"_s);
        QCOMPARE(p.names(u"admin/agents?limit=3&cursor="_s + page.text("nextCursor")).size(), 1);

        const RestReply tenant = p.get(Platform::pathOf(acme));
        QCOMPARE(tenant.body.at("agents").as_array().size(), size_t(2));
        QCOMPARE(tenant.body.at("agentCount").as_int64(), 2);
        QCOMPARE(p.get(Platform::pathOf(other)).body.at("agentCount").as_int64(), 1);
        QCOMPARE(p.get(u"admin/stats"_s).body.at("agents").as_int64(), 4);
        for (const RestReply &reply : {found, tenant}) {
            for (const char *secret : {"obey_this", "described_secretly", "instructions"})
                QVERIFY2(!reply.bytes.contains(secret), secret);
        }
    }

    void anOrganisationIsShownWhole()
    {
        Platform p;
        const api::SignedIn acme = p.server.organization(u"Acme"_s);
        p.server.member(acme, u"bo@example.org"_s, Role::Viewer);
        const QString database = p.server.connectShop(acme.accessToken);
        Platform::ask(p.server, acme.accessToken, database, "How many customers are there?");
        const json::object grant{{"reason", "trial of the large plan"}, {"planId", "professional"}};
        QCOMPARE(p.server.rest("PUT", Platform::pathOf(acme) + u"/plan"_s, p.staff.accessToken, grant).status, 200);

        const RestReply shown = p.get(Platform::pathOf(acme));
        QCOMPARE(shown.status, 200);
        QCOMPARE(textOf(shown.body.at("tenant").at("name")), u"Acme"_s);
        QCOMPARE(shown.body.at("tenant").at("members").as_int64(), 2);
        QCOMPARE(shown.body.at("people").as_array().size(), size_t(2));
        QCOMPARE(textOf(shown.body.at("people").at(1).at("role")), u"viewer"_s);
        QCOMPARE(shown.body.at("workspaces").at(0).at("connections").as_int64(), 1);
        QCOMPARE(shown.body.at("connections").as_array().size(), size_t(1));
        QCOMPARE(shown.body.at("last30Days").at("questions").as_int64(), 1);
        QCOMPARE(textOf(shown.body.at("grantReason")), u"trial of the large plan"_s);
        QCOMPARE(p.get(u"admin/tenants/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)).status, 404);
    }

    void nobodyElseSeesAnyOfIt()
    {
        Platform p;
        const api::SignedIn acme = p.server.organization(u"Acme"_s);
        const QString workspace = p.get(u"tenant"_s).text("defaultWorkspaceId");
        const QString key = p.post(u"workspaces/%1/api-keys"_s.arg(workspace), {{"name", "Key"}}).text("key");
        QVERIFY(!key.isEmpty());
        for (const QString &path : {u"admin/stats"_s, u"admin/tenants"_s, u"admin/users"_s, u"admin/connections"_s,
                                    u"admin/agents"_s, u"admin/usage"_s, Platform::pathOf(acme)}) {
            QVERIFY2(p.server.rest("GET", path, acme.accessToken).status == 403, qPrintable(path));
            QVERIFY2(p.server.rest("GET", path, key).status == 403, qPrintable(path)); // of the operator
            QVERIFY2(p.server.rest("GET", path, {}).status == 401, qPrintable(path));
        }
    }
};

static const bool registered = tabletalk::test::add<TestAdministration>();
#include "tst_Administration.moc"
