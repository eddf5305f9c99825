// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "core/crypto/RandomToken.h"
#include "server/outbound/HttpClient.h"
#include "server/signon/ProviderClient.h"
#include "tests/support/FakeProvider.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr auto ada = "ada@example.org";

json::object person(const char *email, const char *subject = "subject-1")
{
    return {{"sub", subject}, {"email", email}, {"email_verified", true}, {"name", "Ada Lovelace"}};
}

/// A window that signs in: its secret, and where it listens.
struct Window
{
    QString secret = crypto::randomToken();
    QString attempt;
    QUrl page; ///< that its browser opens
};

/// A server with two organisations, of which one has a provider.
class World
{
public:
    World()
        : server([this](ServerOptions &options) {
            constexpr RateLimit plenty{.burst = 10'000, .perSecond = 1'000};
            options.allowModelHosts = {u"127.0.0.1/32"_s};
            options.registration = registration;
            options.rates = {.read = plenty, .write = plenty, .ask = plenty, .signIn = plenty, .publicAddress = plenty};
        })
    {
        acme = server.organization(u"Acme"_s);
        provider = addProvider(acme, identities, {});
    }

    QString addProvider(const api::SignedIn &organization, const FakeProvider &at, json::object more)
    {
        const RestReply made = server.rest("POST", u"tenant/sign-on/providers"_s, organization.accessToken,
                                           {{"name", "Example Login"}, {"issuer", at.issuer().toStdString()}});
        json::object change{{"clientId", "tabletalk"}, {"active", true}};
        for (const auto &each : more)
            change[each.key()] = each.value();
        const RestReply changed =
            server.rest("PUT", u"tenant/sign-on/providers/"_s + made.text("id"), organization.accessToken, change);
        if (changed.status != 200)
            throw Problem::of(ProblemCode::Internal, QString::fromUtf8(changed.bytes));
        return made.text("id");
    }
    RestReply change(const json::object &fields)
    {
        return server.rest("PUT", u"tenant/sign-on/providers/"_s + provider, acme.accessToken, fields);
    }

    RestReply begin(Window &window, const QString &organization, const QString &providerId)
    {
        const json::object request{{"organization", organization.toStdString()},
                                   {"providerId", providerId.toStdString()},
                                   {"challenge", signon::challengeOf(window.secret).toStdString()},
                                   {"port", 45'678}};
        RestReply reply = server.rest("POST", u"sign-on/begin"_s, {}, request);
        window.attempt = reply.text("attemptId");
        window.page = QUrl(reply.text("url"));
        return reply;
    }
    Window begun()
    {
        Window window;
        begin(window, u"acme"_s, provider);
        return window;
    }

    /// The browser comes back; where it is sent on to, or the status when it is not.
    struct Returned
    {
        int status = 0;
        QUrl location;
        QByteArray page;
        QString code() const { return QUrlQuery(location).queryItemValue(u"code"_s); }
        QString attempt() const { return QUrlQuery(location).queryItemValue(u"attempt"_s); }
    };
    Returned browse(const QUrl &back)
    {
        QNetworkRequest request(back);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished())
            loop.exec();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                QUrl::fromEncoded(reply->rawHeader("Location")), reply->readAll()};
    }
    RestReply finish(const Window &window, const QString &code)
    {
        json::object request{{"attemptId", window.attempt.toStdString()}, {"secret", window.secret.toStdString()}};
        if (!code.isEmpty())
            request["code"] = code.toStdString();
        return server.rest("POST", u"sign-on/finish"_s, {}, request);
    }
    /// All of it.
    RestReply signIn(const json::object &who)
    {
        const Window window = begun();
        return finish(window, browse(identities.signIn(window.page, who)).code());
    }
    RestReply get(const QString &path, const RestReply &in) { return server.rest("GET", path, in.text("accessToken")); }
    QString roleOf(const RestReply &in) { return textOf(in.body.at("organization").at("role")); }
    QString join(const char *email, Role role = Role::Member)
    {
        return server.member(acme, QString::fromLatin1(email), role);
    }

    Registration registration = Registration::Open;
    FakeProvider identities;
    RunningServer server;
    api::SignedIn acme;
    QString provider;

private:
    QNetworkAccessManager m_network;
};

} // namespace

/// Signing in by an organisation's identity provider, over the wire, against a provider that is real
/// in all but its walls.
class TestSignOn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMemberSignsInFromTheWindowThroughTheBrowser()
    {
        World w;
        w.join(ada);
        const RestReply found = w.server.rest("GET", u"sign-on?organization=ACME"_s, {});
        QCOMPARE(found.status, 200);
        QCOMPARE(textOf(found.body.at("providers").at(0).at("name")), u"Example Login"_s);
        QCOMPARE(textOf(found.body.at("providers").at(0).at("host")), u"127.0.0.1"_s);

        const Window window = w.begun();
        const QUrlQuery asked(window.page);
        QCOMPARE(asked.queryItemValue(u"response_type"_s), u"code"_s);
        QCOMPARE(asked.queryItemValue(u"code_challenge_method"_s), u"S256"_s);
        QVERIFY(asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded).endsWith(w.provider));
        const World::Returned back = w.browse(w.identities.signIn(window.page, person(ada)));
        QCOMPARE(back.status, 303);
        QCOMPARE(back.location.host(), u"127.0.0.1"_s);
        QCOMPARE(back.location.port(), 45'678);
        QCOMPARE(back.attempt(), window.attempt);

        const RestReply in = w.finish(window, back.code());
        QVERIFY2(in.status == 200, in.bytes.constData());
        QCOMPARE(textOf(in.body.at("user").at("email")), QString::fromLatin1(ada));
        QCOMPARE(w.roleOf(in), u"member"_s);
        QCOMPARE(w.get(u"tenant"_s, in).status, 200);
        // From now on the subject tells who it is, whatever becomes of the address.
        const RestReply again = w.signIn(person("changed@elsewhere.example"));
        QCOMPARE(again.status, 200);
        QCOMPARE(textOf(again.body.at("user").at("email")), QString::fromLatin1(ada));
        // It goes on as any sign-in does.
        const RestReply refreshed =
            w.server.rest("POST", u"auth/refresh"_s, {}, {{"refreshToken", in.text("refreshToken").toStdString()}});
        QCOMPARE(refreshed.status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                const QByteArray log = w.server.rest("GET", u"usage/audit"_s, w.acme.accessToken).bytes;
                return log.contains("signOn.link") && log.contains("signOn.finish");
            }(),
            30'000);
    }

    void tokensThatAreNotRightSignNobodyIn()
    {
        using Token = std::function<QByteArray(const SigningKey &, FakeProvider::Claims)>;
        const auto with = [](const char *field, json::value value) {
            return Token([field, value](const SigningKey &key, FakeProvider::Claims claims) {
                claims[field] = value;
                return key.token(claims);
            });
        };
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const std::vector<std::pair<Token, const char *>> tokens = {
            {with("nonce", "of another"), "another sign-in"},
            {with("aud", "other"), "another program"},
            {with("iss", "https://evil.example"), "another provider"},
            {with("exp", now - 600), "holds no longer"},
            {with("iat", now - 7200), "not made just now"},
            {[](const SigningKey &key, const FakeProvider::Claims &claims) { return key.unsignedToken(claims); },
             "no way that is trusted"},
            // The public key, used as if it were a shared secret.
            {[](const SigningKey &key, const FakeProvider::Claims &claims) { return key.confusedToken(claims); },
             "no way that is trusted"},
            {[](const SigningKey &key, const auto &claims) { return SigningKey::rsa(key.id()).token(claims); },
             "signature is wrong"},
            {[](const auto &, const auto &) { return QByteArray(); }, "no signed token"}};
        World w;
        w.join(ada);
        for (const auto &[token, why] : tokens) {
            w.identities.says(token);
            const Window window = w.begun();
            const World::Returned back = w.browse(w.identities.signIn(window.page, person(ada)));
            QCOMPARE(back.status, 303); // the window tells why
            QCOMPARE(back.code(), QString());
            const RestReply refused = w.finish(window, {});
            QCOMPARE(refused.status, 403);
            QVERIFY2(refused.text("detail").contains(QLatin1StringView(why)), refused.bytes.constData());
        }
        w.identities.says({});
        QCOMPARE(w.signIn(person(ada)).status, 200);
    }

    void changedKeysAreFetchedOnceMoreAndNotAgainAndAgain()
    {
        World w;
        w.join(ada);
        QCOMPARE(w.signIn(person(ada)).status, 200);
        QCOMPARE(w.identities.asked("/keys"), 1);
        // Kept keys are not older than a minute here, so that another fetch has to wait for that.
        w.identities.changeKey(u"second"_s, true);
        QCOMPARE(w.signIn(person(ada)).status, 403);
        QCOMPARE(w.signIn(person(ada)).status, 403);
        QCOMPARE(w.identities.asked("/keys"), 1);
    }

    void aProviderThatChangedItsKeysIsAskedAnew()
    {
        const Instant start{QDateTime::currentMSecsSinceEpoch()};
        ManualClock clock(start);
        OutboundOptions options;
        options.hosts = orThrow(ReachableHosts::create({u"127.0.0.1/32"_s}, false, u"--allow-model-hosts"_s));
        const auto http = orThrow(HttpClient::create(options, clock));
        ProviderClient client(*http, clock);
        FakeProvider provider;
        const auto document = orThrow(runAwaitable(client.document(provider.issuer())));
        const auto verified = [&](const SigningKey &key) {
            const qint64 now = clock.now().msSinceEpoch / 1000;
            const QByteArray token = key.token({{"iss", provider.issuer().toStdString()},
                                                {"aud", "tabletalk"},
                                                {"sub", "subject-1"},
                                                {"nonce", "n"},
                                                {"iat", now},
                                                {"exp", now + 300}});
            const signon::IdToken::Expected expected{provider.issuer(), u"tabletalk"_s, u"n"_s, clock.now()};
            return runAwaitable(client.verify(document, token, expected, {})).has_value();
        };
        QVERIFY(verified(provider.key()));
        QVERIFY(verified(provider.key()));
        QCOMPARE(provider.asked("/keys"), 1);
        clock.advance(std::chrono::minutes(2));
        provider.changeKey(u"second"_s, true);
        QVERIFY(verified(provider.key()));
        QCOMPARE(provider.asked("/keys"), 2);
        // Tokens of keys that nobody has make it ask once a minute at most.
        const SigningKey strange = SigningKey::rsa(u"strange"_s);
        for (int i = 0; i < 5; ++i)
            QVERIFY(!verified(strange));
        QCOMPARE(provider.asked("/keys"), 2);
        clock.advance(std::chrono::minutes(2));
        QVERIFY(!verified(strange));
        QVERIFY(!verified(strange));
        QCOMPARE(provider.asked("/keys"), 3);
        http->stop();
    }

    void eachStepWorksOnceAndOnlyForWhoBegan()
    {
        World w;
        w.join(ada);
        const Window window = w.begun();
        const QUrl back = w.identities.signIn(window.page, person(ada));
        const World::Returned returned = w.browse(back);
        QVERIFY(!returned.code().isEmpty());
        const World::Returned again = w.browse(back); // the same state and code
        QCOMPARE(again.status, 403);
        QVERIFY(again.page.contains("Begin again"));

        // Whoever has the code, from the browser, has not the secret; whoever has the secret waits for the code.
        Window thief = window;
        thief.secret = crypto::randomToken();
        QCOMPARE(w.finish(thief, returned.code()).status, 403);
        QCOMPARE(w.finish(window, returned.code()).status, 200);
        QCOMPARE(w.finish(window, returned.code()).status, 403);

        const Window guessed = w.begun();
        const World::Returned third = w.browse(w.identities.signIn(guessed.page, person(ada)));
        QCOMPARE(w.finish(guessed, crypto::randomToken()).status, 403);
        QCOMPARE(w.finish(guessed, third.code()).status, 403); // one guess ends it

        const Window early = w.begun();
        QCOMPARE(w.finish(early, crypto::randomToken()).status, 403); // nobody came back yet
        QCOMPARE(w.finish(early, {}).status, 403);
        QCOMPARE(w.browse(w.server.url(u"/signon/callback/%1?state=%2&code=x"_s.arg(w.provider, crypto::randomToken())))
                     .status,
                 403);
    }

    void whoeverLuresAnotherToTheProviderGetsNothing()
    {
        World w;
        w.join(ada);
        // The attacker begins and lets the victim sign in: the code goes to the victim's own machine, and
        // to a window there that began something else.
        const Window attackers = w.begun();
        const Window victims = w.begun();
        const World::Returned atVictim = w.browse(w.identities.signIn(attackers.page, person(ada)));
        QCOMPARE(atVictim.location.host(), u"127.0.0.1"_s);
        QCOMPARE(w.finish(attackers, {}).status, 403);
        QCOMPARE(w.finish(victims, atVictim.code()).status, 403);
        Window mixed = victims;
        mixed.attempt = attackers.attempt;
        QCOMPARE(w.finish(mixed, atVictim.code()).status, 403);
    }

    void anAttemptEndsAfterMinutes()
    {
        World w;
        w.join(ada);
        const Window slow = w.begun();
        const Window window = w.begun();
        const World::Returned returned = w.browse(w.identities.signIn(window.page, person(ada)));
        {
            const auto platform = w.server.connectToPlatform();
            orThrow(platform->query(u"UPDATE signon_attempts SET expires_at = 1"_s));
        }
        QCOMPARE(w.browse(w.identities.signIn(slow.page, person(ada))).status, 403);
        QCOMPARE(w.finish(window, returned.code()).status, 403);
    }

    void anEvilProviderReachesNobodyOutsideItsOrganisation()
    {
        World w;
        w.join(ada); // of Acme alone
        const api::SignedIn evil = w.server.organization(u"Evil"_s);
        FakeProvider theirs;
        const QString provider = w.addProvider(evil, theirs, {{"makesAccounts", true}});
        const auto signIn = [&](const json::object &who) {
            Window window;
            w.begin(window, u"evil"_s, provider);
            return w.finish(window, w.browse(theirs.signIn(window.page, who)).code());
        };
        // Their provider says that somebody is Ada: she is not theirs, and no account is made of her address.
        const RestReply refused = signIn(person(ada));
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.text("detail").contains(u"does not belong"));
        // Nor is the owner of another organisation, nor anybody by a subject that another provider knows.
        QCOMPARE(signIn(person("acme@example.org")).status, 403);
        QCOMPARE(w.signIn(person(ada, "shared-subject")).status, 200);
        QCOMPARE(signIn(person(ada, "shared-subject")).status, 403);
        // Nor may their provider be asked for in the name of Acme.
        Window window;
        QCOMPARE(w.begin(window, u"acme"_s, provider).status, 404);

        // Even of somebody who belongs to both, the sign-in is good for theirs alone.
        const auto scope = TenantScope::ofSignIn(evil.organization.id);
        w.server.server().accounts().ensureMember(scope, QString::fromLatin1(ada), u"another correct horse"_s, u"Ada"_s,
                                                  Role::Admin);
        const RestReply in = signIn(person(ada, "ada-at-evil"));
        QVERIFY2(in.status == 200, in.bytes.constData());
        QCOMPARE(in.body.at("organizations").as_array().size(), size_t(1));
        const QString token = in.text("accessToken");
        const std::string acme = w.acme.organization.id.toString().toStdString();
        for (const auto &[verb, path, body] : std::initializer_list<std::tuple<const char *, QString, json::value>>{
                 {"POST", u"organizations/%1/switch"_s.arg(QString::fromStdString(acme)), json::object()},
                 {"POST", u"organizations"_s, json::object{{"name", "Mine"}}},
                 {"POST", u"organizations/personal"_s, json::object()},
                 {"PUT", u"auth/me"_s, json::object{{"fullName", "Eve"}}},
                 {"POST", u"auth/password/change"_s,
                  json::object{{"currentPassword", "another correct horse"},
                               {"newPassword", "yet another horse 7"}}}}) {
            const RestReply reply = w.server.rest(verb, path, token, body);
            QVERIFY2(reply.status == 403 || reply.status == 404, qPrintable(path + QString::fromUtf8(reply.bytes)));
        }
        QCOMPARE(w.server.rest("GET", u"organizations"_s, token).body.at("items").as_array().size(), size_t(1));
        QCOMPARE(w.server.rest("GET", u"auth/me"_s, token).body.at("organizations").as_array().size(), size_t(1));
        QCOMPARE(w.server.rest("GET", u"auth/sessions"_s, token).body.at("items").as_array().size(), size_t(1));
        const RestReply refreshed =
            w.server.rest("POST", u"auth/refresh"_s, {}, {{"refreshToken", in.text("refreshToken").toStdString()}});
        QCOMPARE(refreshed.body.at("organizations").as_array().size(), size_t(1));
        QCOMPARE(w.server
                     .rest("POST", u"organizations/%1/switch"_s.arg(QString::fromStdString(acme)),
                           refreshed.text("accessToken"), json::object())
                     .status,
                 403);
    }

    void answersOfOneProviderAreNotSentToAnother()
    {
        // The mix-up: the evil provider sends a victim on to the honest one with the evil state, so that
        // the server would show the honest code to it.
        World w;
        w.join(ada);
        const api::SignedIn evil = w.server.organization(u"Evil"_s);
        FakeProvider theirs;
        Window window;
        w.begin(window, u"evil"_s, w.addProvider(evil, theirs, {}));
        const Window honest = w.begun();
        QUrl back = w.identities.signIn(honest.page, person(ada)); // goes to the address of the honest one
        QUrlQuery query(back);
        query.removeQueryItem(u"state"_s);
        query.addQueryItem(u"state"_s, QUrlQuery(window.page).queryItemValue(u"state"_s));
        back.setQuery(query);
        QCOMPARE(w.browse(back).status, 403);
        QCOMPARE(theirs.asked("/token"), 0);
    }

    void operatorsAreNotMadeByProviders()
    {
        World w;
        w.join(ada);
        QVERIFY(w.server.server().accounts().setOperator(QString::fromLatin1(ada), true));
        const RestReply in = w.signIn(person(ada));
        QCOMPARE(in.status, 200);
        QCOMPARE(w.get(u"admin/stats"_s, in).status, 403);
        QVERIFY(!w.get(u"auth/me"_s, in).body.at("isOperator").as_bool());
    }

    void onlyVerifiedAddressesOfTheRightDomainAreLinked()
    {
        World w;
        w.join(ada);
        json::object unverified = person(ada);
        unverified["email_verified"] = false;
        const RestReply refused = w.signIn(unverified);
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.text("detail").contains(u"verified"));
        json::object nameless = person(ada);
        nameless.erase("email");
        QCOMPARE(w.signIn(nameless).status, 403);
        QCOMPARE(w.change({{"domains", json::array{"@Elsewhere.example"}}}).status, 200);
        QVERIFY(w.signIn(person(ada)).text("detail").contains(u"example.org"));
        QCOMPARE(w.change({{"domains", json::array{"elsewhere.example", "example.org"}}}).status, 200);
        QCOMPARE(w.signIn(person(ada)).status, 200);
    }

    void peopleAreMadeWhereThatIsWantedAndWithinThePlan()
    {
        World w;
        QCOMPARE(w.signIn(person("new@example.org")).status, 403);
        QCOMPARE(w.change({{"makesAccounts", true}, {"defaultRole", "viewer"}}).status, 200);
        const RestReply in = w.signIn(person("new@example.org"));
        QCOMPARE(in.status, 200);
        QCOMPARE(w.roleOf(in), u"viewer"_s);
        QCOMPARE(textOf(in.body.at("user").at("fullName")), u"Ada Lovelace"_s);
        // Whoever was removed stays out, although accounts are made.
        const QString id = textOf(in.body.at("user").at("id"));
        QCOMPARE(w.server.rest("DELETE", u"tenant/users/"_s + id, w.acme.accessToken).status, 200);
        QCOMPARE(w.get(u"tenant"_s, in).status, 401);
        QVERIFY(w.signIn(person("new@example.org")).text("detail").contains(u"any more"));
    }

    void nobodyIsMadeBeyondThePeopleOfThePlan()
    {
        World w;
        QCOMPARE(w.change({{"makesAccounts", true}, {"defaultRole", "viewer"}}).status, 200);
        const api::SignedIn staff = w.server.organization(u"Staff"_s);
        QVERIFY(w.server.server().accounts().setOperator(staff.user.email, true));
        w.server.server().accounts().forgetTenant(staff.organization.id);
        const json::object grant{{"reason", "test"}, {"limits", json::object{{"users", 2}}}};
        const QString plan = u"admin/tenants/%1/plan"_s.arg(w.acme.organization.id.toString());
        QCOMPARE(w.server.rest("PUT", plan, staff.accessToken, grant).status, 200);
        QCOMPARE(w.signIn(person("second@example.org")).status, 200);
        const RestReply refused = w.signIn(person("third@example.org", "subject-2"));
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.text("code"), u"limit_reached"_s);
        QCOMPARE(w.signIn(person("second@example.org")).status, 200);
    }

    void groupsDecideRolesAtEachSignIn()
    {
        World w;
        w.join(ada, Role::Viewer);
        const auto inGroups = [](json::array groups) {
            json::object who = person(ada);
            who["groups"] = std::move(groups);
            return who;
        };
        QCOMPARE(w.change({{"groupRoles", json::array{json::object{{"group", "x"}, {"role", "owner"}}}}}).status, 422);
        QCOMPARE(w.change({{"groupsClaim", "groups"},
                           {"groupRoles", json::array{json::object{{"group", "leads"}, {"role", "manager"}},
                                                      json::object{{"group", "staff"}, {"role", "member"}}}},
                           {"defaultRole", "guest"}})
                     .status,
                 200);
        QCOMPARE(w.roleOf(w.signIn(inGroups({"staff", "leads"}))), u"manager"_s);
        const RestReply before = w.signIn(inGroups({"staff"}));
        QCOMPARE(w.roleOf(before), u"member"_s);
        QCOMPARE(w.roleOf(w.signIn(inGroups({}))), u"guest"_s);
        QCOMPARE(textOf(w.get(u"auth/me"_s, before).body.at("organization").at("role")), u"guest"_s); // at once
        // An owner stays one.
        json::object owner = person("acme@example.org", "the-owner");
        owner["groups"] = json::array{"staff"};
        QCOMPARE(w.roleOf(w.signIn(owner)), u"owner"_s);
    }

    void nobodyRisesAboveThemselvesByAProviderOfTheirOwn()
    {
        World w;
        const QString admin = w.join("admin@example.org", Role::Admin);
        // An administrator points the provider at one of their own that says it is the owner who comes.
        FakeProvider own;
        QCOMPARE(w.server
                     .rest("PUT", u"tenant/sign-on/providers/"_s + w.provider, admin,
                           {{"issuer", own.issuer().toStdString()}})
                     .status,
                 200);
        const Window window = w.begun();
        const RestReply refused =
            w.finish(window, w.browse(own.signIn(window.page, person("acme@example.org", "the-owner"))).code());
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.text("detail").contains(u"fewer rights"));
        // Members below them are signed in, and managers manage no providers.
        w.join(ada);
        const Window second = w.begun();
        QCOMPARE(w.finish(second, w.browse(own.signIn(second.page, person(ada))).code()).status, 200);
        // An owner who saves it as it is trusts it, and it signs in owners from then on.
        QCOMPARE(w.change({{"name", "Looked at"}}).status, 200);
        const Window third = w.begun();
        QCOMPARE(
            w.finish(third, w.browse(own.signIn(third.page, person("acme@example.org", "the-owner"))).code()).status,
            200);
        // A key does not let people in, whatever its maker may do.
        const QString workspace = w.server.rest("GET", u"tenant"_s, admin).text("defaultWorkspaceId");
        const QString key =
            w.server.rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), admin, {{"name", "Key"}}).text("key");
        QVERIFY(!key.isEmpty());
        QCOMPARE(w.server.rest("PUT", u"tenant/sign-on/providers/"_s + w.provider, key, {{"name", "Mine"}}).status,
                 403);
        const QString manager = w.join("manager@example.org", Role::Manager);
        QCOMPARE(w.server.rest("GET", u"tenant/sign-on/providers"_s, manager).status, 403);
    }

    void passwordsMayBeForbiddenButNotToOwners()
    {
        World w;
        const QString before = w.join(ada);
        const auto login = [&](const char *email, const char *password) {
            return w.server.rest("POST", u"auth/login"_s, {}, {{"email", email}, {"password", password}});
        };
        const RestReply open = login(ada, "another correct horse");
        QCOMPARE(open.status, 200);
        QCOMPARE(w.change({{"passwordsAllowed", false}}).status, 200);
        const RestReply refused = login(ada, "another correct horse");
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.text("detail").contains(u"Example Login"));
        QCOMPARE(login("acme@example.org", "correct horse battery").status, 200);
        QCOMPARE(w.signIn(person(ada)).status, 200);
        // A sign-in of before ends when it would be renewed.
        const RestReply ended =
            w.server.rest("POST", u"auth/refresh"_s, {}, {{"refreshToken", open.text("refreshToken").toStdString()}});
        QCOMPARE(ended.status, 401);
        QVERIFY(ended.text("detail").contains(u"Example Login"));
        // Where the provider is off passwords count again: nobody is locked out.
        QCOMPARE(w.change({{"active", false}}).status, 200);
        QCOMPARE(login(ada, "another correct horse").status, 200);
    }

    void thePlanSwitchesIt()
    {
        World w;
        w.join(ada);
        const RestReply in = w.signIn(person(ada));
        QCOMPARE(w.change({{"passwordsAllowed", false}}).status, 200);
        const api::SignedIn staff = w.server.organization(u"Staff"_s);
        QVERIFY(w.server.server().accounts().setOperator(staff.user.email, true));
        w.server.server().accounts().forgetTenant(staff.organization.id);
        const QString plan = u"admin/tenants/%1/plan"_s.arg(w.acme.organization.id.toString());
        const auto grant = [&](const char *id) {
            return w.server.rest("PUT", plan, staff.accessToken, {{"reason", "test"}, {"planId", id}}).status;
        };
        QCOMPARE(grant("starter"), 200);
        QCOMPARE(w.server.rest("GET", u"sign-on?organization=acme"_s, {}).status, 404);
        Window window;
        const RestReply refused = w.begin(window, u"acme"_s, w.provider);
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.text("detail"), u"Single sign-on is not part of your plan."_s);
        QVERIFY(!w.server.rest("GET", u"tenant/sign-on/providers"_s, w.acme.accessToken).body.at("isInPlan").as_bool());
        QCOMPARE(w.change({{"name", "Still on"}}).status, 403);
        QCOMPARE(w.server.rest("POST", u"auth/refresh"_s, {}, {{"refreshToken", in.text("refreshToken").toStdString()}})
                     .status,
                 401);
        // Passwords count again, or nobody but the owner would get in.
        QCOMPARE(
            w.server.rest("POST", u"auth/login"_s, {}, {{"email", ada}, {"password", "another correct horse"}}).status,
            200);
        QCOMPARE(grant("enterprise"), 200);
        QCOMPARE(w.signIn(person(ada)).status, 200);
    }

    void whoeverAProviderSignedInIsSignedOutWithIt()
    {
        World w;
        w.join(ada);
        const RestReply in = w.signIn(person(ada));
        QCOMPARE(w.get(u"tenant"_s, in).status, 200);
        QCOMPARE(w.server.rest("DELETE", u"tenant/sign-on/providers/"_s + w.provider, w.acme.accessToken).status, 200);
        QCOMPARE(w.get(u"tenant"_s, in).status, 401);
        QCOMPARE(w.server.rest("GET", u"sign-on?organization=acme"_s, {}).status, 404);
    }

    void theSecretIsSentToTheProviderAndShownToNobody()
    {
        World w;
        w.join(ada);
        w.identities.setSecret(u"s3cret & söme%"_s);
        QVERIFY(w.signIn(person(ada)).text("detail").contains(u"client id and secret"));
        const RestReply saved = w.change({{"clientSecret", "s3cret & söme%"}});
        QCOMPARE(saved.status, 200);
        QVERIFY(saved.body.at("hasSecret").as_bool());
        QVERIFY(!saved.bytes.contains("s3cret"));
        QCOMPARE(w.signIn(person(ada)).status, 200);
        QVERIFY(!w.server.rest("GET", u"tenant/sign-on/providers"_s, w.acme.accessToken).bytes.contains("s3cret"));
        w.server.stop();
        QVERIFY(!w.server.everythingStored().contains("s3cret"));
    }

    void aProviderThatFailsIsSaidSoSoon()
    {
        World w;
        w.join(ada);
        const Window window = w.begun();
        const QUrl back = w.identities.signIn(window.page, person(ada));
        w.identities.fails([] { return reply(503, "busy"); });
        w.browse(back);
        QVERIFY(w.finish(window, {}).text("detail").contains(u"503"));
        const auto check = [&](const std::string &issuer) {
            return w.server.rest("POST", u"tenant/sign-on/check"_s, w.acme.accessToken, {{"issuer", issuer}});
        };
        const RestReply down = check(w.identities.issuer().toStdString());
        QVERIFY(!down.body.at("good").as_bool());
        QVERIFY(down.text("message").contains(u"503"));
        w.identities.fails({});
        QVERIFY(check(w.identities.issuer().toStdString()).body.at("good").as_bool());
        QVERIFY(check(w.identities.issuer().toStdString() + '/').text("message").contains(u"calls itself"));
        QElapsedTimer patience;
        patience.start();
        QVERIFY(!check("http://127.0.0.1:1").body.at("good").as_bool());
        QVERIFY(patience.elapsed() < 15'000);
        QCOMPARE(check("http://login.example.org").status, 422); // not without TLS
        QCOMPARE(check("ftp://login.example.org").status, 422);
        // Whom the provider turns away learns so in the window.
        const Window cancelled = w.begun();
        QUrl no(QUrlQuery(cancelled.page).queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
        no.setQuery(u"error=access_denied&state="_s + QUrlQuery(cancelled.page).queryItemValue(u"state"_s));
        QCOMPARE(w.browse(no).status, 303);
        QVERIFY(w.finish(cancelled, {}).text("detail").contains(u"did not let you in"));
    }

    void tenantsReachNoPrivateProvidersUnlessTheOperatorLetsThem()
    {
        RunningServer server;
        const api::SignedIn acme = server.organization(u"Acme"_s);
        FakeProvider inside;
        const RestReply checked = server.rest("POST", u"tenant/sign-on/check"_s, acme.accessToken,
                                              {{"issuer", inside.issuer().toStdString()}});
        QCOMPARE(checked.status, 200);
        QVERIFY(!checked.body.at("good").as_bool());
        QCOMPARE(inside.asked("/"), 0);
    }

    void addressesLeadToAnOrganisationOnlyWhereOperatorsMakeThem()
    {
        World w;
        QCOMPARE(w.change({{"domains", json::array{"example.org"}}}).status, 200);
        QCOMPARE(w.server.rest("GET", u"sign-on?email=ada@example.org"_s, {}).status, 404);
        w.server.stop();
        w.registration = Registration::Invite;
        w.server.start();
        QCOMPARE(w.server.rest("GET", u"sign-on?email=Ada@Example.org"_s, {}).text("slug"), u"acme"_s);
        QCOMPARE(w.server.rest("GET", u"sign-on?email=ada@ample.org"_s, {}).status, 404);
        QCOMPARE(w.server.rest("GET", u"sign-on?email=%25@%25"_s, {}).status, 404);
        QCOMPARE(w.server.rest("GET", u"sign-on"_s, {}).status, 404);
    }
};

static const bool registered = tabletalk::test::add<TestSignOn>();
#include "tst_SignOn.moc"
