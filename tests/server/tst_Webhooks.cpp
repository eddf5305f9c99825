// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/ReachableHosts.h"
#include "server/outbound/HttpClient.h"
#include "server/platform/Vault.h"
#include "server/webhooks/WebhookSender.h"
#include "server/webhooks/WebhookService.h"
#include "server/webhooks/WebhookSignature.h"
#include "server/webhooks/WebhookStore.h"
#include "tests/support/Problems.h"
#include "tests/support/RunningServer.h"
#include "tests/support/ScriptedServer.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

#include <QMessageAuthenticationCode>

#include <atomic>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr int patienceMs = 20'000;

/// As a receiver would check it.
bool isSignedBy(const QByteArray &secret, const ScriptedServer::Request &request)
{
    const QByteArray header = request.headers.value("tabletalk-signature");
    const QByteArray seconds = header.mid(2, header.indexOf(',') - 2);
    const QByteArray text = seconds + '.' + request.body;
    const QByteArray code = QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256).toHex();
    return header.split(',').contains(QByteArray("v1=" + code));
}

} // namespace

/// Events that go to an organisation's own addresses: signed, tried again, kept in a log.
class TestWebhooks : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    std::unique_ptr<ScriptedServer> m_receiver;
    std::atomic<int> m_status = 200;
    api::SignedIn m_owner;
    QString m_database;

    QString token() const { return m_owner.accessToken; }

    RestReply create(const QString &url, json::array events = {"question.answered"})
    {
        return m_server->rest("POST", u"tenant/webhooks"_s, token(),
                              {{"url", url.toStdString()}, {"events", std::move(events)}});
    }
    static QString idOf(const RestReply &made) { return textOf(made.body.at("webhook").at("id")); }

    void ask(const char *question)
    {
        m_server->rest("POST", u"chat/query"_s, token(),
                       {{"databaseId", m_database.toStdString()}, {"question", question}});
    }
    json::array deliveries(const QString &webhook)
    {
        const RestReply reply = m_server->rest("GET", u"tenant/webhooks/%1/deliveries"_s.arg(webhook), token());
        return reply.status == 200 ? reply.body.at("items").as_array() : json::array();
    }
    QString stateOf(const QString &webhook, size_t index = 0)
    {
        const json::array all = deliveries(webhook);
        return index < all.size() ? textOf(all[index].at("state")) : QString();
    }

private Q_SLOTS:
    void init()
    {
        m_status = 200;
        m_receiver = std::make_unique<ScriptedServer>([this](const ScriptedServer::Request &) {
            ScriptedServer::Reply reply;
            reply.status = m_status;
            return reply;
        });
        m_server = std::make_unique<RunningServer>(
            [](ServerOptions &options) { options.allowModelHosts = {u"127.0.0.1/32"_s}; });
        m_owner = m_server->organization(u"Owner"_s);
        m_database = m_server->connectShop(token());
        QVERIFY(!m_database.isEmpty());
    }

    void cleanup()
    {
        m_server.reset();
        m_receiver.reset();
    }

    void attemptsComeLaterAndLaterForADay()
    {
        const Instant begun = *Instant::fromRfc3339(u"2026-05-05T10:00:00Z");
        Instant now = begun;
        std::chrono::milliseconds pause{0};
        int attempts = 1;
        while (const auto next = nextAttempt(attempts, begun, now)) {
            QVERIFY(*next - now >= pause);
            pause = *next - now;
            now = *next;
            ++attempts;
        }
        QVERIFY(now - begun < 24h && now - begun > 12h);
        QVERIFY(attempts >= 9);
    }

    /// Those that are on their way come back to whoever sent them, also when the end of one cannot be stored.
    void aDatabaseThatIsAwayLeavesNothingOnItsWay()
    {
        TestPlatform platform;
        int asked = 0; // these are of the receiver's thread
        bool isAway = false;
        std::atomic<bool> bothAnswered = false;
        ScriptedServer receiver([&](const ScriptedServer::Request &) {
            ScriptedServer::Reply reply;
            reply.pieces = {"{", "}"};
            reply.lastWaitsFor = [&, number = ++asked, looks = 0]() mutable {
                constexpr int manyLooks = 50;
                if (number == 1 && asked == 2 && !std::exchange(isAway, true))
                    platform.database->stop();
                if (number == 1 || !isAway)
                    return isAway;
                bothAnswered = ++looks > manyLooks; // long after the first has ended
                return bothAnswered.load();
            };
            return reply;
        });
        const TenantScope scope = platform.makeTenant();
        Vault vault(*platform.database, platform.clock, Secret(QByteArray(32, 'k')));
        const auto http = orThrow(HttpClient::create(
            {.proxy = {}, .caFile = {}, .hosts = orThrow(ReachableHosts::create({}, true, u"all"_s))}, platform.clock));
        for (int i = 0; i < 2; ++i) {
            api::Webhook webhook;
            webhook.id = makeId<WebhookId>(platform.clock.now());
            webhook.url = receiver.url().toString();
            webhook.active = true;
            webhook.events = {u"question.answered"_s};
            const QByteArray sealed = vault.seal(scope, placeOfWebhookSecret(webhook.id), "secret");
            platform.database->writeNow([&](Transaction &transaction) {
                WebhookStore store(transaction, scope);
                store.insert(webhook, sealed);
                store.insertDelivery(webhook.id, u"question.answered"_s, {}, platform.clock.now());
            });
        }
        WebhookSender sender(*platform.database, vault, *http, platform.clock);
        QCOMPARE(problemOf([&] { sender.sendDue(); }), ProblemCode::Unavailable);
        QVERIFY(bothAnswered.load());
    }

    void anEventIsSentSignedAndWithoutWhatWasAsked()
    {
        const RestReply made = create(m_receiver->url().toString());
        QCOMPARE(made.status, 201);
        const QByteArray secret = made.text("secret").toUtf8();
        QVERIFY(secret.startsWith("whsec_"));
        ask("How many customers are there?");
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requests().size(), size_t(1), patienceMs);
        const ScriptedServer::Request request = m_receiver->requests().front();
        QVERIFY(isSignedBy(secret, request));
        QVERIFY(!isSignedBy("another secret", request));
        QCOMPARE(request.headers.value("tabletalk-event"), QByteArray("question.answered"));
        const json::value body = json::parse(request.body.toStdString());
        QCOMPARE(textOf(body.at("organizationId")), m_owner.organization.id.toString());
        QCOMPARE(body.at("data").at("rows").as_int64(), 1);
        QVERIFY(!request.body.contains("customers"));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(idOf(made)), u"delivered"_s, patienceMs);

        const RestReply list = m_server->rest("GET", u"tenant/webhooks"_s, token());
        QVERIFY(!list.bytes.contains(secret)); // shown once
        QVERIFY(!list.body.at("catalogue").as_array().empty());
    }

    void onlyWhatWasSubscribedToIsSent()
    {
        const RestReply failures = create(m_receiver->url().toString() + u"/failures"_s, {"question.failed"});
        const RestReply resting = create(m_receiver->url().toString() + u"/resting"_s);
        QCOMPARE(m_server->rest("PUT", u"tenant/webhooks/"_s + idOf(resting), token(), {{"active", false}}).status,
                 200);
        ask("How many customers are there?");
        ask("wibble wobble");
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(idOf(failures)), u"delivered"_s, patienceMs);
        QCOMPARE(m_receiver->requests().size(), size_t(1));
        QCOMPARE(m_receiver->requests().front().path, QByteArray("/failures"));
    }

    void whatFailsWaitsAndCanBeSentAgain()
    {
        m_status = 503;
        const RestReply made = create(m_receiver->url().toString());
        const QString id = idOf(made);
        QCOMPARE(m_server->rest("POST", u"tenant/webhooks/%1/test"_s.arg(id), token()).status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(!deliveries(id).empty() && deliveries(id)[0].at("status").is_int64(), patienceMs);
        const json::value failed = deliveries(id)[0];
        QCOMPARE(textOf(failed.at("state")), u"waiting"_s);
        QCOMPARE(failed.at("status").as_int64(), 503);
        QVERIFY(textOf(failed.at("problem")).contains(u"503"));
        QVERIFY(failed.at("nextAt").is_string());

        m_status = 200;
        const QString delivery = textOf(failed.at("id"));
        const RestReply again =
            m_server->rest("POST", u"tenant/webhooks/%1/deliveries/%2/replay"_s.arg(id, delivery), token());
        QCOMPARE(again.status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"delivered"_s, patienceMs);
        QCOMPARE(m_receiver->requests().back().body, m_receiver->requests().front().body);
    }

    void bothSecretsSignForADayAfterAChange()
    {
        const RestReply made = create(m_receiver->url().toString());
        const RestReply changed = m_server->rest("POST", u"tenant/webhooks/%1/secret"_s.arg(idOf(made)), token());
        QCOMPARE(changed.status, 201);
        m_server->rest("POST", u"tenant/webhooks/%1/test"_s.arg(idOf(made)), token());
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requests().size(), size_t(1), patienceMs);
        const ScriptedServer::Request request = m_receiver->requests().front();
        QVERIFY(isSignedBy(made.text("secret").toUtf8(), request));
        QVERIFY(isSignedBy(changed.text("secret").toUtf8(), request));
    }

    void aRemovedOneIsToldNothingMore()
    {
        const RestReply made = create(m_receiver->url().toString());
        QCOMPARE(m_server->rest("DELETE", u"tenant/webhooks/"_s + idOf(made), token()).status, 200);
        const RestReply other = create(m_receiver->url().toString() + u"/other"_s);
        ask("How many customers are there?");
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(idOf(other)), u"delivered"_s, patienceMs);
        QCOMPARE(m_receiver->requests().size(), size_t(1));
        QCOMPARE(m_server->rest("GET", u"tenant/webhooks/%1/deliveries"_s.arg(idOf(made)), token()).status, 404);
    }

    void addressesAreHeldToTheRules_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("no address") << u"somewhere"_s;
        QTest::newRow("a file") << u"file:///etc/passwd"_s;
        QTest::newRow("unencrypted beyond") << u"http://example.org/hook"_s;
        QTest::newRow("with a password") << u"https://ana:secret@example.org/hook"_s;
    }

    void addressesAreHeldToTheRules()
    {
        QFETCH(const QString, url);
        QCOMPARE(create(url).status, 422);
        QCOMPARE(create(m_receiver->url().toString(), {"everything"}).status, 422);
        QCOMPARE(create(m_receiver->url().toString(), json::array()).status, 422);
    }

    void onlyAdministratorsHaveThem()
    {
        const QString member = m_server->member(m_owner, u"member@example.org"_s, Role::Manager);
        QCOMPARE(m_server->rest("GET", u"tenant/webhooks"_s, member).status, 403);
    }
};

static const bool registered = tabletalk::test::add<TestWebhooks>();
#include "tst_Webhooks.moc"
