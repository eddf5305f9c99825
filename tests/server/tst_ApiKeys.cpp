// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/Server.h"
#include "server/base/WorkerPool.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

/// The service alone, with a clock that the test moves.
struct Fixture
{
    Fixture()
    {
        const auto in = runAwaitable(accounts.registerAccount(
            {}, {u"Acme"_s, std::nullopt, u"ada@example.org"_s, u"a long enough one"_s, u"Ada"_s}));
        owner = runAwaitable(accounts.authenticate(in.accessToken, {}));
        workspace = platform.database->readNow([&](Transaction &transaction) {
            return transaction.selectOne(TenantScope::ofJob(owner.tenant), u"tenants/find_profile"_s)
                ->id<WorkspaceId>(u"default_workspace_id"_s);
        });
    }

    api::CreatedApiKey make(api::CreateApiKeyRequest request)
    {
        request.workspaceId = workspace;
        request.name = u"ci"_s;
        return runAwaitable(accounts.createApiKey(owner, std::move(request)));
    }
    std::optional<ProblemCode> refusalOf(const QString &key)
    {
        return problemOf([&] { runAwaitable(accounts.authenticate(key, {})); });
    }
    api::ApiKey listed()
    {
        return runAwaitable(accounts.listApiKeys(TenantScope::ofSignedIn(owner.tenant), {workspace, {}, {}}))
            .items.front();
    }

    TestPlatform platform;
    WorkerPool hashing{{u"hashing"_s, 2, 1000, 0, 1000}};
    AccountService accounts{*platform.database, platform.clock, hashing, Registration::Open};
    Identity owner;
    WorkspaceId workspace;
};

} // namespace

class TestApiKeys : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_workspace;

    RestReply make(json::object request, const QString &token)
    {
        request["name"] = "ci";
        return m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(m_workspace), token, request);
    }
    QString keyWith(json::object request) { return make(std::move(request), m_owner.accessToken).text("key"); }
    int statusOf(const QByteArray &verb, const QString &path, const QString &key, const json::value &body = nullptr)
    {
        return m_server->rest(verb, path, key, body).status;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Acme"_s);
        m_workspace = m_server->rest("GET", u"tenant"_s, m_owner.accessToken).text("defaultWorkspaceId");
    }
    void cleanupTestCase() { m_server.reset(); }

    void aKeyIsShownOnceAndKeptAsAHash()
    {
        const RestReply made = make({}, m_owner.accessToken);
        QCOMPARE(made.status, 201);
        const QString key = made.text("key");
        QVERIFY(key.startsWith(u"tt_"_s) && key.size() > 40);
        const RestReply list = m_server->rest("GET", u"workspaces/%1/api-keys"_s.arg(m_workspace), m_owner.accessToken);
        QVERIFY(!list.bytes.contains(key.toLatin1()));
        QVERIFY(list.bytes.contains(made.text("prefix").toLatin1()));
        const QByteArray stored = m_server->everythingStored();
        QVERIFY(stored.contains(made.text("prefix").toLatin1())); // it was looked at
        QVERIFY(!stored.contains(key.toLatin1()));
    }

    void aKeyStaysWithinItsScopes()
    {
        const QString key = keyWith({{"scopes", json::array{"databases.read"}}});
        QCOMPARE(statusOf("GET", u"tenant/databases"_s, key), 200);
        QCOMPARE(statusOf("GET", u"tenant/users"_s, key), 403);
        QCOMPARE(statusOf("GET", u"usage/audit"_s, key), 403);
        QCOMPARE(statusOf("POST", u"tenant/databases"_s, key, {{"name", "x"}, {"url", "sqlite:///x"}}), 403);
        QCOMPARE(statusOf("GET", u"auth/me"_s, key), 403);
        // All that its maker may, when no scopes were given.
        QCOMPARE(statusOf("GET", u"usage/audit"_s, keyWith({})), 200);
    }

    void scopesThatAreNoneOrNotTheMakersAreRefused()
    {
        for (const auto &scopes : {json::array{}, json::array{"everything"}, json::array{"databases.read", "x"}}) {
            const RestReply reply = make({{"scopes", scopes}}, m_owner.accessToken);
            QCOMPARE(reply.status, 422);
        }
        for (const auto &request : {json::object{{"expiresAt", "2001-01-01T00:00:00Z"}},
                                    json::object{{"requestsPerMinute", 0}}, json::object{{"requestsPerMinute", 1e9}}})
            QCOMPARE(make(request, m_owner.accessToken).status, 422);
    }

    void aKeyMakesNoKeysAndTouchesNoAccount()
    {
        const QString key = keyWith({});
        QCOMPARE(make({}, key).status, 403);
        QCOMPARE(statusOf("GET", u"auth/sessions"_s, key), 403);
        QCOMPARE(statusOf("GET", u"auth/history"_s, key), 403);
        QCOMPARE(statusOf("POST", u"auth/logout"_s, key, json::object{}), 403);
        QCOMPARE(statusOf("POST", u"auth/password/change"_s, key,
                          {{"currentPassword", "correct horse battery"}, {"newPassword", "quite another one, longer"}}),
                 403);
    }

    void aKeyStaysInItsWorkspace()
    {
        const QString key = keyWith({});
        const RestReply mine = m_server->rest("GET", u"workspaces/%1/api-keys"_s.arg(m_workspace), key);
        QCOMPARE(mine.status, 200);
        const QString other = makeId<WorkspaceId>(SystemClock().now()).toString();
        const auto connection = m_server->connectToPlatform();
        orThrow(connection->query(u"INSERT INTO workspaces (tenant_id, id, name, is_default, created_at) "
                                  "VALUES (?, ?, 'Second', 0, 0)"_s,
                                  {m_owner.organization.id.toString(), other}));
        QCOMPARE(statusOf("GET", u"workspaces/%1/api-keys"_s.arg(other), key), 404);
        QCOMPARE(statusOf("GET", u"workspaces/%1/api-keys"_s.arg(other), m_owner.accessToken), 200);
    }

    void aKeyHasARateOfItsOwn()
    {
        const QString slow = keyWith({{"requestsPerMinute", 3}});
        for (int i = 0; i < 3; ++i)
            QCOMPARE(statusOf("GET", u"tenant"_s, slow), 200);
        const RestReply refused = m_server->rest("GET", u"tenant"_s, slow);
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.body.at("retryAfterSeconds").as_int64() >= 1);
        QCOMPARE(statusOf("GET", u"tenant"_s, keyWith({})), 200);
        QCOMPARE(statusOf("GET", u"tenant"_s, m_owner.accessToken), 200);
    }

    void theAuditLogTellsThatItWasAKey()
    {
        const QString key = keyWith({});
        QCOMPARE(statusOf("GET", u"usage/audit/export"_s, key), 200);
        const auto exported = [&] {
            const auto list = m_server->rest("GET", u"usage/audit?action=audit.export"_s, m_owner.accessToken);
            return list.bytes.contains("audit.read by owner with a key");
        };
        QTRY_VERIFY_WITH_TIMEOUT(exported(), 30'000);
    }

    void aKeyEndsWhenItsTimeIsOver()
    {
        Fixture f;
        const auto key = f.make({.workspaceId = {}, .name = {}, .expiresAt = f.platform.clock.now() + 1h});
        f.platform.clock.advance(59min);
        QVERIFY(!f.refusalOf(key.key));
        f.platform.clock.advance(1min);
        QCOMPARE(f.refusalOf(key.key), ProblemCode::NotSignedIn);
        QVERIFY(f.listed().expiresAt.has_value()); // still listed, to be seen and revoked
    }

    void whenItWasLastUsedIsKeptToAMinute()
    {
        Fixture f;
        const auto key = f.make({});
        QVERIFY(!f.listed().lastUsedAt);
        const auto use = [&] {
            QVERIFY(!f.refusalOf(key.key));
            f.platform.database->flush();
        };
        const Instant first = f.platform.clock.now();
        use();
        QCOMPARE(f.listed().lastUsedAt, first);
        f.platform.clock.advance(30s);
        use();
        QCOMPARE(f.listed().lastUsedAt, first); // not written each time
        f.platform.clock.advance(31s);
        use();
        QCOMPARE(f.listed().lastUsedAt, first + 61s);
    }

    void aKeyHasNoMoreRightsThanItsMakerHasNow()
    {
        Fixture f;
        const auto key =
            f.make({.workspaceId = {}, .name = {}, .scopes = std::vector<QString>{u"audit.read"_s, u"chat.ask"_s}});
        QCOMPARE(runAwaitable(f.accounts.authenticate(key.key, {})).role, Role::Owner);
        People(f.platform).run(u"UPDATE memberships SET role = 'viewer'"_s);
        f.platform.clock.advance(1min); // what another node changes is seen after seconds
        const Identity now = runAwaitable(f.accounts.authenticate(key.key, {}));
        QCOMPARE(now.role, Role::Viewer);
        QVERIFY(now.key && now.key->covers(Permission::ReadAudit)); // but the dispatcher asks the role as well
        QVERIFY(!allows(now.role, Permission::ReadAudit));
    }
};

static const bool registered = tabletalk::test::add<TestApiKeys>();
#include "tst_ApiKeys.moc"
