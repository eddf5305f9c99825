// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/outbound/CircuitBreakers.h"
#include "server/outbound/HttpClient.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/ScriptedServer.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<HttpClient> clientWith(OutboundOptions options, const Clock &clock)
{
    Result<std::unique_ptr<HttpClient>> client = HttpClient::create(std::move(options), clock);
    return client ? *std::move(client) : nullptr;
}

OutboundOptions open()
{
    OutboundOptions options;
    options.hosts = *ReachableHosts::create({}, true, u"--allow-model-hosts"_s);
    return options;
}

WebRequest get(const QUrl &url, int attempts = 1)
{
    WebRequest request;
    request.url = url;
    request.attempts = attempts;
    return request;
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerComesWithItsHeadersAndSize()
    {
        ScriptedServer server([](const ScriptedServer::Request &request) {
            ScriptedServer::Reply answer = reply(200, "hello " + request.body);
            answer.headers.emplace_back("X-Told", "yes");
            return answer;
        });
        const auto client = clientWith(open(), m_clock);
        WebRequest request = get(server.url());
        request.method = "POST";
        request.body = "world";
        request.headers = {{"X-Asked", "please"}, {"X-Evil", "a\r\nX-Injected: b"}};
        const Result<WebAnswer> answer = runAwaitable(client->send(request));
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, QByteArray("hello world"));
        QCOMPARE(answer->header("x-told"), QByteArray("yes"));
        QCOMPARE(answer->address, u"127.0.0.1"_s);
        QVERIFY(answer->bytesSent > 5);
        const ScriptedServer::Request told = server.requests().front();
        QCOMPARE(told.headers.value("x-asked"), QByteArray("please"));
        QVERIFY2(!told.headers.contains("x-injected"), "a value began another header");
    }

    void aSealedServerSendsNothingAnywhere()
    {
        ScriptedServer server([](const ScriptedServer::Request &) { return reply(200, "never"); });
        OutboundOptions options = open();
        options.airGap = true;
        const auto client = clientWith(std::move(options), m_clock);
        for (const OnBehalfOf whose : {OnBehalfOf::Tenant, OnBehalfOf::Operator}) {
            WebRequest request = get(server.url());
            request.onBehalfOf = whose;
            const Result<WebAnswer> answer = runAwaitable(client->send(request));
            QVERIFY(!answer);
            QCOMPARE(answer.error().code, ProblemCode::OutboundRefused);
        }
        QCOMPARE(client->socketsOpened(), 0);
        QVERIFY(server.requests().empty());
        QCOMPARE(server.openConnections(), 0);
    }

    void privateAddressesAreRefusedOnATenantsBehalf_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1",
                                 "2130706433", "0x7f000001", "[::ffff:7f00:1]"})
            QTest::newRow(host) << QString::fromLatin1(host);
    }

    void privateAddressesAreRefusedOnATenantsBehalf()
    {
        QFETCH(const QString, host);
        ScriptedServer server([](const ScriptedServer::Request &) { return reply(200, "secret"); });
        const auto client = clientWith({}, m_clock);
        QUrl url = server.url();
        url.setUrl(u"http://%1:%2/"_s.arg(host).arg(server.url().port()));
        const Result<WebAnswer> answer = runAwaitable(client->send(get(url)));
        QVERIFY(!answer);
        QVERIFY2(answer.error().code == ProblemCode::OutboundRefused
                     || answer.error().code == ProblemCode::CannotConnect
                     || answer.error().code == ProblemCode::InvalidRequest,
                 qPrintable(answer.error().codeName()));
        QVERIFY2(server.requests().empty(), "the request arrived");
    }

    void whatAnOperatorConfiguredMayLieAnywhere()
    {
        ScriptedServer server([](const ScriptedServer::Request &) { return reply(200, "ok"); });
        const auto client = clientWith({}, m_clock);
        WebRequest request = get(server.url());
        request.onBehalfOf = OnBehalfOf::Operator;
        QVERIFY(runAwaitable(client->send(request)));
        // An open connection of the operator's is no way in for a tenant.
        QVERIFY(!runAwaitable(client->send(get(server.url()))));
        QCOMPARE(server.requests().size(), size_t(1));
    }

    void aRangeCanBeAllowed()
    {
        ScriptedServer server([](const ScriptedServer::Request &) { return reply(200, "ok"); });
        OutboundOptions options;
        options.hosts = *ReachableHosts::create({u"127.0.0.0/8"_s}, false, u"--allow-model-hosts"_s);
        const auto client = clientWith(std::move(options), m_clock);
        QVERIFY(runAwaitable(client->send(get(server.url()))));
    }

    void redirectsAreCheckedLikeTheFirstAddress()
    {
        ScriptedServer inner([](const ScriptedServer::Request &) { return reply(200, "secret"); });
        QUrl elsewhere = inner.url();
        elsewhere.setHost(u"127.0.0.2"_s);
        ScriptedServer server([&](const ScriptedServer::Request &) {
            ScriptedServer::Reply answer = reply(302, {});
            answer.headers.emplace_back("Location", elsewhere.toEncoded());
            return answer;
        });
        OutboundOptions options;
        options.hosts = *ReachableHosts::create({u"127.0.0.1/32"_s}, false, u"--allow-model-hosts"_s);
        const auto client = clientWith(std::move(options), m_clock);
        WebRequest request = get(server.url());
        request.redirects = 3;
        const Result<WebAnswer> answer = runAwaitable(client->send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ProblemCode::OutboundRefused);
        QVERIFY(inner.requests().empty());
    }

    void onlyTheWebIsSpoken()
    {
        const auto client = clientWith(open(), m_clock);
        for (const char *url :
             {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://", "dict://127.0.0.1:1/"}) {
            const Result<WebAnswer> answer = runAwaitable(client->send(get(QUrl(QString::fromLatin1(url)))));
            QVERIFY2(!answer, url);
            QCOMPARE(answer.error().code, ProblemCode::InvalidRequest);
        }
    }

    void anOverloadedServerIsAskedAgain()
    {
        std::atomic<int> asked = 0;
        ScriptedServer server(
            [&](const ScriptedServer::Request &) { return ++asked < 3 ? reply(503, "busy") : reply(200, "at last"); });
        const auto client = clientWith(open(), m_clock);
        const Result<WebAnswer> answer = runAwaitable(client->send(get(server.url(), 3)));
        QVERIFY(answer);
        QCOMPARE(answer->body, QByteArray("at last"));
        QCOMPARE(asked.load(), 3);
    }

    void aServerThatKeepsFailingIsLeftAlone()
    {
        ScriptedServer server([](const ScriptedServer::Request &) { return reply(500 + 3, "down"); });
        const auto client = clientWith(open(), m_clock);
        for (int i = 0; i < CircuitBreakers::mostFailures; ++i)
            QVERIFY(runAwaitable(client->send(get(server.url()))));
        const Result<WebAnswer> refused = runAwaitable(client->send(get(server.url())));
        QVERIFY(!refused);
        QVERIFY(refused.error().retryAfterSeconds.value_or(0) > 0);
        QCOMPARE(server.requests().size(), size_t(CircuitBreakers::mostFailures));
        m_clock.advance(CircuitBreakers::pause + 1s);
        QVERIFY(runAwaitable(client->send(get(server.url()))));
        QVERIFY2(!runAwaitable(client->send(get(server.url()))), "the trial failed, and it is left alone again");
    }

    void whatIsTooLargeOrTooSlowEnds()
    {
        ScriptedServer large([](const ScriptedServer::Request &) {
            ScriptedServer::Reply answer;
            answer.pieces.assign(64, QByteArray(64 * 1024, 'x'));
            return answer;
        });
        const auto client = clientWith(open(), m_clock);
        WebRequest request = get(large.url());
        request.mostBytes = 1024 * 1024;
        Result<WebAnswer> answer = runAwaitable(client->send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ProblemCode::TooLarge);

        ScriptedServer silent([](const ScriptedServer::Request &) {
            ScriptedServer::Reply never;
            never.pieces = {"a"};
            never.neverEnds = true;
            return never;
        });
        request = get(silent.url());
        request.wholeTime = 300ms;
        QElapsedTimer timer;
        timer.start();
        answer = runAwaitable(client->send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ProblemCode::RequestTimeout);
        QVERIFY(timer.elapsed() < 5'000);
    }

    void astopIsHeardAtOnce()
    {
        ScriptedServer server([](const ScriptedServer::Request &) {
            ScriptedServer::Reply never;
            never.pieces = {"a"};
            never.neverEnds = true;
            return never;
        });
        const auto client = clientWith(open(), m_clock);
        std::stop_source stop;
        WebRequest request = get(server.url());
        std::jthread stopper;
        request.onBytes = [&](QByteArrayView) {
            stopper = std::jthread([&] { stop.request_stop(); });
            return true;
        };
        const Result<WebAnswer> answer = runAwaitable(client->send(request, stop.get_token()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ProblemCode::Cancelled);
        std::stop_source before;
        before.request_stop();
        QCOMPARE(runAwaitable(client->send(get(server.url()), before.get_token())).error().code,
                 ProblemCode::Cancelled);
    }

    void theEndOfTheClientEndsWhatIsUnderWay()
    {
        ScriptedServer server([](const ScriptedServer::Request &) {
            ScriptedServer::Reply never;
            never.pieces = {"a"};
            never.neverEnds = true;
            return never;
        });
        auto client = clientWith(open(), m_clock);
        WebRequest request = get(server.url());
        std::jthread ender;
        request.onBytes = [&](QByteArrayView) {
            ender = std::jthread([&] { client->stop(); }); // whoever sends keeps the client until then
            return true;
        };
        HttpClient *used = client.get();
        const Result<WebAnswer> answer = runAwaitable(used->send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ProblemCode::Unavailable);
    }

private:
    ManualClock m_clock{Instant{1'700'000'000'000}};
};

static const bool registered = tabletalk::test::add<TestHttpClient>();
#include "tst_HttpClient.moc"
