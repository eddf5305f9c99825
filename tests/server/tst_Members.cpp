// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/SmtpSink.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

/// An organisation with an owner, on a server of its own.
class Fixture
{
public:
    RunningServer server;
    api::SignedIn owner = server.organization(u"Owner"_s);
    QString token = owner.accessToken;

    QString idOf(const QString &email)
    {
        const RestReply reply = server.rest("GET", u"tenant/users"_s, token);
        for (const auto &member : reply.body.at("items").as_array()) {
            if (textOf(member.at("email")) == email)
                return textOf(member.at("id"));
        }
        return {};
    }
    /// Puts a member in; their token.
    QString add(const QString &name, Role role) { return server.member(owner, mail(name), role); }
    QString id(const QString &name) { return idOf(mail(name)); }
    RestReply update(const QString &by, const QString &name, const json::value &change)
    {
        return server.rest("PUT", u"tenant/users/"_s + id(name), by, change);
    }
    RestReply remove(const QString &by, const QString &name)
    {
        return server.rest("DELETE", u"tenant/users/"_s + id(name), by);
    }
    int status(const QString &by, const QString &path) { return server.rest("GET", path, by).status; }
    RestReply invite(const QString &by, const json::value &invitation)
    {
        return server.rest("POST", u"invitations"_s, by, invitation);
    }
    RestReply accept(const QString &secret, const char *email, const char *password = "a third correct horse")
    {
        return server.rest(
            "POST", u"invitations/accept"_s, {},
            {{"token", secret.toStdString()}, {"email", email}, {"password", password}, {"fullName", "New Person"}});
    }
    static QString mail(const QString &name) { return name + u"@members.example.org"_s; }
};

json::array list(std::initializer_list<const char *> names)
{
    json::array array;
    for (const char *name : names)
        array.emplace_back(name);
    return array;
}

} // namespace

/// Roles, overrides, teams and invitations over the wire.
class TestMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRoleThatChangesHoldsFromTheNextCallOn()
    {
        Fixture f;
        const QString viewer = f.add(u"viewer"_s, Role::Viewer);
        QCOMPARE(f.status(viewer, u"tenant/users"_s), 403);
        const RestReply changed =
            f.update(f.token, u"viewer"_s, {{"role", "admin"}, {"department", " Sales "}, {"jobTitle", "Head"}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.text("role"), u"admin"_s);
        QCOMPARE(changed.text("department"), u"Sales"_s);
        QCOMPARE(f.status(viewer, u"tenant/users"_s), 200);
        QCOMPARE(f.status(viewer, u"usage/audit"_s), 200);
        QCOMPARE(f.update(f.token, u"viewer"_s, {{"role", "guest"}}).text("department"), u"Sales"_s);
        QCOMPARE(f.status(viewer, u"tenant/users"_s), 403);
    }

    void overridesHoldFromTheNextCallOnAndDenyingWins()
    {
        Fixture f;
        const QString member = f.add(u"member"_s, Role::Member);
        QCOMPARE(f.status(member, u"usage/audit"_s), 403);
        QCOMPARE(f.update(f.token, u"member"_s, {{"allowed", list({"audit.read"})}}).status, 200);
        QCOMPARE(f.status(member, u"usage/audit"_s), 200);
        QCOMPARE(f.update(f.token, u"member"_s, {{"denied", list({"audit.read", "members.read"})}}).status, 200);
        QCOMPARE(f.status(member, u"usage/audit"_s), 403);
        QCOMPARE(f.status(member, u"tenant/users"_s), 403);
        QCOMPARE(f.update(f.token, u"member"_s, {{"denied", json::array{}}}).status, 200);
        QCOMPARE(f.status(member, u"usage/audit"_s), 200);
        QCOMPARE(f.update(f.token, u"member"_s, {{"allowed", list({"everything"})}}).status, 422);
        QCOMPARE(f.update(f.token, u"member"_s, {{"role", "king"}}).status, 422);
    }

    void anAdminNeitherTouchesAnOwnerNorMakesOne()
    {
        Fixture f;
        const QString admin = f.add(u"admin"_s, Role::Admin);
        f.add(u"second"_s, Role::Owner);
        f.add(u"viewer"_s, Role::Viewer);
        QCOMPARE(f.update(admin, u"second"_s, {{"role", "viewer"}}).code(), u"forbidden"_s);
        QCOMPARE(f.update(admin, u"second"_s, {{"department", "X"}}).code(), u"forbidden"_s);
        QCOMPARE(f.remove(admin, u"second"_s).code(), u"forbidden"_s);
        QCOMPARE(f.update(admin, u"viewer"_s, {{"role", "owner"}}).code(), u"forbidden"_s);
        QCOMPARE(f.update(admin, u"viewer"_s, {{"allowed", list({"organization.close"})}}).code(), u"forbidden"_s);
        QCOMPARE(f.update(admin, u"admin"_s, {{"allowed", list({"chat.ask"})}}).code(), u"forbidden"_s);
        QCOMPARE(f.update(admin, u"viewer"_s, {{"role", "admin"}}).status, 200);
        // What was denied to the admin is not theirs to give, by way of a role neither.
        QCOMPARE(f.update(f.token, u"admin"_s, {{"denied", list({"apiKeys.manage"})}}).status, 200);
        QCOMPARE(f.update(admin, u"viewer"_s, {{"role", "member"}}).status, 200);
        QCOMPARE(f.update(admin, u"viewer"_s, {{"role", "admin"}}).code(), u"forbidden"_s);
    }

    void theLastOwnerCanNeitherGoNorBeLowered()
    {
        Fixture f;
        const QString path = u"tenant/users/"_s + f.owner.user.id.toString();
        QCOMPARE(f.server.rest("PUT", path, f.token, {{"role", "admin"}}).code(), u"forbidden"_s);
        QCOMPARE(f.server.rest("DELETE", path, f.token).code(), u"forbidden"_s);
        QCOMPARE(f.server.rest("POST", u"tenant/leave"_s, f.token).code(), u"forbidden"_s);
        f.add(u"second"_s, Role::Owner);
        QCOMPARE(f.server.rest("PUT", path, f.token, {{"role", "admin"}}).status, 200);
        QCOMPARE(f.server.rest("POST", u"tenant/leave"_s, f.token).status, 200);
        QCOMPARE(f.status(f.token, u"tenant"_s), 401);
    }

    void whoIsRemovedIsOutAtOnceWithTheirKeys()
    {
        Fixture f;
        const QString admin = f.add(u"admin"_s, Role::Admin);
        const QString workspace = f.server.rest("GET", u"tenant"_s, f.token).text("defaultWorkspaceId");
        const QString key =
            f.server.rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), admin, {{"name", "Key"}}).text("key");
        const RestReply invitation = f.invite(admin, {{"role", "viewer"}});
        QCOMPARE(f.status(key, u"tenant"_s), 200);
        QCOMPARE(f.remove(f.token, u"admin"_s).status, 200);
        QCOMPARE(f.status(admin, u"tenant"_s), 401);
        QCOMPARE(f.status(key, u"tenant"_s), 401);
        QCOMPARE(f.accept(invitation.text("token"), "late@example.org").code(), u"not_found"_s);
        QVERIFY(f.id(u"admin"_s).isEmpty());
    }

    void teamsHavePeopleAndWhatIsShownToThem()
    {
        Fixture f;
        const QString member = f.add(u"member"_s, Role::Member);
        const QString manager = f.add(u"manager"_s, Role::Manager);
        QCOMPARE(f.server.rest("POST", u"teams"_s, member, {{"name", "Mine"}}).status, 403);
        const QString team = f.server.rest("POST", u"teams"_s, manager, {{"name", " Sales "}}).text("id");
        QVERIFY(!team.isEmpty());
        QCOMPARE(f.server.rest("POST", u"teams"_s, manager, {{"name", "Sales"}}).code(), u"conflict"_s);
        const QString path = u"teams/"_s + team;
        const QString membership = path + u"/members/"_s + f.id(u"member"_s);
        QCOMPARE(f.server.rest("PUT", membership, manager).body.at("members").as_array().size(), size_t(1));
        QCOMPARE(f.server.rest("PUT", membership, manager).body.at("members").as_array().size(), size_t(1));

        const QString database = f.server.connectShop(f.token);
        const RestReply answer =
            f.server.rest("POST", u"chat/query"_s, f.token,
                          {{"databaseId", database.toStdString()}, {"question", "How many customers are there?"}});
        const QString conversation = u"conversations/"_s + answer.text("conversationId");
        QCOMPARE(f.server
                     .rest("PUT", conversation + u"/visibility"_s, f.token,
                           {{"visibility", "team"}, {"teamIds", json::array{team.toStdString()}}})
                     .status,
                 200);
        QCOMPARE(f.status(member, conversation), 200);
        QCOMPARE(f.status(manager, conversation), 404);
        const auto why = [&](const QString &name) {
            return f.server.rest(
                "GET", u"tenant/users/%1/access?conversationId=%2"_s.arg(f.id(name), answer.text("conversationId")),
                f.token);
        };
        QCOMPARE(textOf(why(u"member"_s).body.at("conversation").at("rule")), u"in_team"_s);
        QCOMPARE(textOf(why(u"manager"_s).body.at("conversation").at("rule")), u"not_shown"_s);
        QCOMPARE(textOf(why(u"member"_s).body.at("visibility")), u"team"_s);

        QCOMPARE(f.server.rest("PUT", path, manager, {{"name", "Buying"}}).text("name"), u"Buying"_s);
        QCOMPARE(f.server.rest("DELETE", membership, manager).status, 200);
        QCOMPARE(f.status(member, conversation), 404);
        QCOMPARE(f.server.rest("DELETE", path, manager).status, 200);
        QCOMPARE(f.status(manager, path), 404);
    }

    void theRuleThatDecidedIsTold()
    {
        Fixture f;
        f.add(u"member"_s, Role::Member);
        QCOMPARE(f.update(f.token, u"member"_s, {{"allowed", list({"audit.read"})}, {"denied", list({"members.read"})}})
                     .status,
                 200);
        const RestReply told = f.server.rest("GET", u"tenant/users/%1/access"_s.arg(f.id(u"member"_s)), f.token);
        QCOMPARE(told.text("role"), u"member"_s);
        QHash<QString, QString> rules;
        for (const auto &answer : told.body.at("permissions").as_array()) {
            rules[textOf(answer.at("permission"))] = textOf(answer.at("rule"));
            QVERIFY(!textOf(answer.at("why")).isEmpty());
        }
        QCOMPARE(rules.size(), qsizetype(allPermissions().size()));
        QCOMPARE(rules.value(u"audit.read"_s), u"allowed_to_member"_s);
        QCOMPARE(rules.value(u"members.read"_s), u"denied_to_member"_s);
        QCOMPARE(rules.value(u"chat.ask"_s), u"role_holds"_s);
        QCOMPARE(rules.value(u"organization.close"_s), u"role_lacks"_s);
    }

    void aPrivateConversationIsNotExplainedToOthers()
    {
        Fixture f;
        const QString admin = f.add(u"admin"_s, Role::Admin);
        const QString database = f.server.connectShop(f.token);
        const RestReply answer =
            f.server.rest("POST", u"chat/query"_s, f.token,
                          {{"databaseId", database.toStdString()}, {"question", "How many customers are there?"}});
        const auto ask = [&](const QString &conversation) {
            return f.server.rest(
                "GET", u"tenant/users/%1/access?conversationId=%2"_s.arg(f.id(u"admin"_s), conversation), admin);
        };
        const RestReply theirs = ask(answer.text("conversationId"));
        const RestReply random = ask(QUuid::createUuid().toString(QUuid::WithoutBraces));
        QCOMPARE(theirs.status, 404);
        QCOMPARE(theirs.code(), random.code());
        QCOMPARE(theirs.text("detail"), random.text("detail"));
    }

    void anInvitationMakesAMemberOnce()
    {
        Fixture f;
        const QString team = f.server.rest("POST", u"teams"_s, f.token, {{"name", "Sales"}}).text("id");
        const RestReply made = f.invite(f.token, {{"role", "manager"}, {"teamId", team.toStdString()}});
        QCOMPARE(made.status, 201);
        const QString secret = made.text("token");
        QVERIFY(made.text("link").endsWith(u"/join#"_s + secret));
        // Nothing that the server says later, and no file of it, holds the token.
        QVERIFY(!QString::fromStdString(json::serialize(f.server.rest("GET", u"invitations"_s, f.token).body))
                     .contains(secret));

        const RestReply joined = f.accept(secret, "new@example.org");
        QCOMPARE(joined.status, 201);
        QCOMPARE(textOf(joined.body.at("organization").at("role")), u"manager"_s);
        QCOMPARE(f.status(joined.text("accessToken"), u"teams/"_s + team), 200);
        QCOMPARE(f.server.rest("GET", u"teams/"_s + team, f.token).body.at("members").as_array().size(), size_t(1));

        QCOMPARE(f.accept(secret, "second@example.org").code(), u"not_found"_s);
        QCOMPARE(f.accept(u"ti_nonsense"_s, "second@example.org").text("detail"),
                 f.accept(secret, "second@example.org").text("detail"));
        f.server.stop();
        const QByteArray stored = f.server.everythingStored();
        QVERIFY(stored.contains("new@example.org")); // it was looked at
        QVERIFY(!stored.contains(secret.toLatin1()));
    }

    void anInvitationByEmailIsForThatAddress()
    {
        Fixture f;
        const QString secret = f.invite(f.token, {{"role", "viewer"}, {"email", " Person@Example.org"}}).text("token");
        const RestReply joined = f.accept(secret, "somebody.else@example.org");
        QCOMPARE(joined.status, 201);
        QCOMPARE(textOf(joined.body.at("user").at("email")), u"person@example.org"_s);
        // Somebody who is signed in with another address cannot use it.
        const QString second = f.invite(f.token, {{"role", "viewer"}, {"email", "third@example.org"}}).text("token");
        const api::SignedIn other = f.server.organization(u"Other"_s);
        QCOMPARE(
            f.server.rest("POST", u"invitations/join"_s, other.accessToken, {{"token", second.toStdString()}}).code(),
            u"not_found"_s);
    }

    void somebodyWithAnAccountJoinsWithIt()
    {
        Fixture f;
        const api::SignedIn other = f.server.organization(u"Other"_s);
        const QString secret = f.invite(f.token, {{"role", "viewer"}}).text("token");
        QCOMPARE(f.accept(secret, "other@example.org", "a wrong password").status, 401);
        const RestReply joined =
            f.server.rest("POST", u"invitations/join"_s, other.accessToken, {{"token", secret.toStdString()}});
        QCOMPARE(joined.status, 201);
        QCOMPARE(textOf(joined.body.at("organization").at("name")), u"Owner"_s);
        QCOMPARE(joined.body.at("organizations").as_array().size(), size_t(2));
        const QString again = f.invite(f.token, {{"role", "admin"}}).text("token");
        QCOMPARE(
            f.server.rest("POST", u"invitations/join"_s, other.accessToken, {{"token", again.toStdString()}}).code(),
            u"conflict"_s);
    }

    void nobodyInvitesToMoreThanTheyAre()
    {
        Fixture f;
        const QString manager = f.add(u"manager"_s, Role::Manager);
        const QString member = f.add(u"member"_s, Role::Member);
        QCOMPARE(f.invite(member, {{"role", "guest"}}).status, 403);
        QCOMPARE(f.invite(manager, {{"role", "admin"}}).code(), u"forbidden"_s);
        const QString secret = f.invite(manager, {{"role", "manager"}}).text("token");
        QVERIFY(!secret.isEmpty());
        // Lowered meanwhile: what they gave is worth no more than they are.
        QCOMPARE(f.update(f.token, u"manager"_s, {{"role", "viewer"}}).status, 200);
        QCOMPARE(f.accept(secret, "new@example.org").code(), u"not_found"_s);
        QCOMPARE(f.update(f.token, u"manager"_s, {{"role", "manager"}}).status, 200);
        QCOMPARE(f.accept(secret, "new@example.org").status, 201);
    }

    void revokedInvitationsAreWorthNothing()
    {
        Fixture f;
        const QString manager = f.add(u"manager"_s, Role::Manager);
        const RestReply high = f.invite(f.token, {{"role", "admin"}});
        const auto path = [](const RestReply &made) -> QString {
            return u"invitations/"_s + textOf(made.body.at("invitation").at("id"));
        };
        QCOMPARE(f.server.rest("DELETE", path(high), manager).code(), u"forbidden"_s);
        QCOMPARE(f.server.rest("DELETE", path(high), f.token).status, 200);
        QCOMPARE(f.server.rest("DELETE", path(high), f.token).status, 404);
        QCOMPARE(f.accept(high.text("token"), "new@example.org").code(), u"not_found"_s);
        QCOMPARE(f.server.rest("GET", u"invitations"_s, f.token).body.at("items").as_array().size(), size_t(0));
        for (const int days : {0, 31, -1})
            QCOMPARE(f.invite(f.token, {{"role", "viewer"}, {"days", days}}).status, 422);
    }

    void anInvitationIsMailedWhereItCanBe()
    {
        SmtpSink sink;
        RunningServer server([&](ServerOptions &options) {
            options.smtpUrl = sink.url();
            options.mailFrom = u"tabletalk@example.org"_s;
        });
        const QString token = server.organization(u"Acme"_s).accessToken;
        const auto invite = [&](const json::object &invitation) {
            const RestReply made = server.rest("POST", u"invitations"_s, token, invitation);
            return std::pair(made.body.at("mailed").as_bool(), made.text("link"));
        };
        const auto [mailed, link] = invite({{"role", "member"}, {"email", "Bo@Example.org"}});
        QVERIFY(mailed);
        QTRY_COMPARE_WITH_TIMEOUT(sink.mails().size(), size_t(1), 20'000);
        const SmtpSink::Kept &mail = sink.mails().front();
        QCOMPARE(mail.to, QByteArray("bo@example.org"));
        QVERIFY2(mail.text.contains(link.toUtf8()) && mail.text.contains("Acme"), mail.text.constData());
        const auto [toNobody, toCopy] = invite({{"role", "member"}});
        QVERIFY(!toNobody && toCopy.contains(u"/join#ti_"_s));
        // The link of the mail is good, and nobody is flooded.
        QCOMPARE(server
                     .rest("POST", u"invitations/accept"_s, {},
                           {{"token", link.section(u'#', 1).toStdString()},
                            {"password", "a third correct horse"},
                            {"fullName", "Bo"}})
                     .status,
                 201);
        int mails = 0;
        for (int i = 0; i < 6; ++i)
            mails += invite({{"role", "member"}, {"email", "cy@example.org"}}).first ? 1 : 0;
        QCOMPARE(mails, 3);
    }

    void withoutAMailServerTheLinkIsCopied()
    {
        Fixture f;
        const RestReply made = f.invite(f.token, {{"role", "member"}, {"email", "bo@example.org"}});
        QCOMPARE(made.status, 201);
        QVERIFY(!made.body.at("mailed").as_bool());
        QVERIFY(made.text("link").contains(u"/join#ti_"_s));
    }

    void aMemberIsMadeWithAPasswordOrALink()
    {
        Fixture f;
        const auto create = [&](const json::object &person) {
            return f.server.rest("POST", u"tenant/users"_s, f.token, person);
        };
        const auto signIn = [&](const char *email, const char *password) {
            return f.server.rest("POST", u"auth/login"_s, {}, {{"email", email}, {"password", password}}).status;
        };
        const RestReply made = create({{"email", " Bo@Example.org"},
                                       {"fullName", "Bo"},
                                       {"role", "member"},
                                       {"department", "Sales"},
                                       {"password", "a fourth correct horse"}});
        QVERIFY2(made.status == 201, made.bytes.constData());
        QVERIFY(!made.bytes.contains("a fourth"));
        QVERIFY(made.text("passwordLink").isEmpty());
        const RestReply read = f.server.rest("GET", u"tenant/users/"_s + made.text("id"), f.token);
        QCOMPARE(read.text("role"), u"member"_s);
        QCOMPARE(read.text("department"), u"Sales"_s);
        QCOMPARE(signIn("bo@example.org", "a fourth correct horse"), 200);

        const RestReply linked = create({{"email", "cy@example.org"}, {"fullName", "Cy"}, {"role", "viewer"}});
        QCOMPARE(linked.status, 201);
        const std::string secret = linked.text("passwordLink").section(u'#', 1).toStdString();
        const auto choose = [&] {
            return f.server
                .rest("POST", u"auth/password/reset"_s, {},
                      {{"token", secret}, {"newPassword", "a fifth correct horse"}})
                .status;
        };
        QCOMPARE(choose(), 200);
        QCOMPARE(choose(), 422); // once
        QCOMPARE(signIn("cy@example.org", "a fifth correct horse"), 200);
    }

    void makingMembersGivesNobodyMoreThanTheyAre()
    {
        Fixture f;
        const QString admin = f.add(u"admin"_s, Role::Admin);
        const QString member = f.add(u"member"_s, Role::Member);
        const auto create = [&](const QString &by, const char *email, const char *role, const char *password) {
            return f.server.rest("POST", u"tenant/users"_s, by,
                                 {{"email", email}, {"fullName", "X Y"}, {"role", role}, {"password", password}});
        };
        constexpr auto good = "a sixth correct horse";
        QCOMPARE(create(member, "x@example.org", "guest", good).status, 403);
        QCOMPARE(create(admin, "x@example.org", "owner", good).status, 403);
        QCOMPARE(create(admin, "x@example.org", "king", good).status, 422);
        QCOMPARE(create(admin, "no address", "member", good).status, 422);
        QCOMPARE(create(admin, "x@example.org", "member", "password").status, 422);
        // Who has an account, here or elsewhere, decides alone; nothing of theirs changes.
        f.server.organization(u"Elsewhere"_s);
        QCOMPARE(create(f.token, "elsewhere@example.org", "member", good).code(), u"conflict"_s);
        QCOMPARE(create(f.token, "owner@example.org", "guest", good).code(), u"conflict"_s);
        QCOMPARE(f.server
                     .rest("POST", u"auth/login"_s, {},
                           {{"email", "elsewhere@example.org"}, {"password", "correct horse battery"}})
                     .status,
                 200);
        QVERIFY(f.idOf(u"x@example.org"_s).isEmpty());
    }

    /// Its databases are not offered, and whoever knows their ids is told why they are not answered.
    void nothingIsAskedOfAnArchivedWorkspace()
    {
        Fixture f;
        const QString organization = f.owner.organization.id.toString();
        const QString second =
            f.server.rest("POST", u"organizations/%1/workspaces"_s.arg(organization), f.token, {{"name", "Second"}})
                .text("id");
        const std::string database = f.server
                                         .rest("POST", u"tenant/databases"_s, f.token,
                                               {{"name", "Shop"},
                                                {"url", "sqlite://" + f.server.shop().toStdString()},
                                                {"workspaceId", second.toStdString()}})
                                         .text("id")
                                         .toStdString();
        const auto ask = [&] {
            return f.server.rest("POST", u"chat/query"_s, f.token,
                                 {{"databaseId", database}, {"question", "How many customers are there?"}});
        };
        const auto run = [&](const json::value &conversation = nullptr) {
            return f.server.rest("POST", u"chat/run"_s, f.token,
                                 {{"databaseId", database}, {"sql", "SELECT 1"}, {"conversationId", conversation}});
        };
        QTRY_COMPARE_WITH_TIMEOUT(ask().status, 200, 20'000);
        const std::string conversation = ask().text("conversationId").toStdString();
        const auto archive = [&](bool archived) {
            return f.server.rest("PUT", u"workspaces/"_s + second, f.token, {{"archived", archived}}).status;
        };
        QCOMPARE(archive(true), 200);
        const RestReply refused = ask();
        QCOMPARE(refused.status, 409);
        QVERIFY(refused.text("detail").contains(u"Second"_s) && refused.text("detail").contains(u"archived"_s));
        QVERIFY(!refused.text("hint").isEmpty());
        QCOMPARE(run().status, 409);
        QCOMPARE(run(json::value(conversation)).status, 409);
        const QString path = u"tenant/databases/"_s + QString::fromStdString(database);
        QCOMPARE(f.server.rest("POST", path + u"/onboard", f.token, json::object{}).status, 409);
        QVERIFY(!f.server.rest("GET", u"chat/databases"_s, f.token).bytes.contains(database.c_str()));
        QCOMPARE(f.server.rest("GET", path, f.token).status, 200); // it is still there
        QCOMPARE(archive(false), 200);
        QCOMPARE(ask().status, 200);
    }

    void unknownFieldsChangeNothing()
    {
        Fixture f;
        f.add(u"member"_s, Role::Member);
        const QString id = f.id(u"member"_s);
        const RestReply reply =
            f.update(f.token, u"member"_s,
                     {{"email", "other@example.org"},
                      {"fullName", "Other"},
                      {"tenantId", QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()},
                      {"isOperator", true},
                      {"passwordHash", "x"}});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.text("email"), Fixture::mail(u"member"_s));
        QCOMPARE(reply.text("fullName"), u"member"_s);
        QCOMPARE(reply.text("id"), id);
    }

    void theDefaultWorkspaceStaysAndOthersAreArchived()
    {
        Fixture f;
        const QString id = f.server.rest("GET", u"tenant"_s, f.token).text("id");
        const QString first = f.server.rest("GET", u"tenant"_s, f.token).text("defaultWorkspaceId");
        const QString second =
            f.server.rest("POST", u"organizations/%1/workspaces"_s.arg(id), f.token, {{"name", "Lab"}}).text("id");
        QCOMPARE(f.server.rest("PUT", u"workspaces/"_s + first, f.token, {{"archived", true}}).code(), u"conflict"_s);
        QCOMPARE(f.server.rest("PUT", u"workspaces/"_s + second, f.token, {{"name", "General"}}).code(), u"conflict"_s);
        QCOMPARE(f.server.rest("PUT", u"workspaces/"_s + second, f.token, {{"name", "Research"}}).text("name"),
                 u"Research"_s);
        const auto connect = [&](const char *name) {
            return f.server.rest("POST", u"tenant/databases"_s, f.token,
                                 {{"name", name},
                                  {"url", "sqlite://" + f.server.shop().toStdString()},
                                  {"workspaceId", second.toStdString()}});
        };
        QCOMPARE(connect("Shop").status, 201);
        const auto listed = [&](const QString &workspace) {
            return f.server.rest("GET", u"tenant/databases?workspaceId="_s + workspace, f.token)
                .body.at("items")
                .as_array()
                .size();
        };
        QCOMPARE(listed(second), size_t(1));
        QCOMPARE(listed(first), size_t(0));
        const auto askable = [&] {
            return f.server.rest("GET", u"chat/databases"_s, f.token).body.at("items").as_array().size();
        };
        QCOMPARE(askable(), size_t(1));
        const RestReply archived = f.server.rest("PUT", u"workspaces/"_s + second, f.token, {{"archived", true}});
        QVERIFY(!archived.text("archivedAt").isEmpty());
        QCOMPARE(askable(), size_t(0));
        QCOMPARE(connect("Another").status, 404);
        QCOMPARE(f.server.rest("PUT", u"workspaces/"_s + second, f.token, {{"archived", false}}).status, 200);
        QCOMPARE(askable(), size_t(1));
        const QString member = f.add(u"member"_s, Role::Member);
        QCOMPARE(f.server.rest("PUT", u"workspaces/"_s + second, member, {{"name", "Mine"}}).status, 403);
    }
};

static const bool registered = tabletalk::test::add<TestMembers>();
#include "tst_Members.moc"
