// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/HttpFixture.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;

class TestHttpRest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOperationAnswersAtItsPath()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const RawReply reply = client.request("POST", "/api/v1/test/echo", "owner", R"({"fullName":"Ada"})");
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(reply.body, QByteArray(R"({"fullName":"Ada"})"));
    }

    void manyRequestsPassOneConnection()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(client.request("GET", "/api/v1/test/open").status, 200);
        QCOMPARE(fixture.server->metrics().accepted.load(), 1);
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const QByteArray one = "GET /api/v1/test/open HTTP/1.1\r\nHost: localhost\r\n\r\n";
        const QByteArray two = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n";
        client.send(one + two + one);
        QCOMPARE(client.reply().status, 200);
        QCOMPARE(client.reply().status, 404);
        QCOMPARE(client.reply().status, 200);
    }

    void queryFieldsGetTheTypesOfTheRequest()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const RawReply good = client.request("GET", "/api/v1/test/items?limit=7&cursor=a%20b+c&unknown=1", "owner");
        QCOMPARE(good.body, QByteArray(R"({"limit":7,"cursor":"a b c"})"));
        const RawReply bad = client.request("GET", "/api/v1/test/items?limit=many", "owner");
        QCOMPARE(bad.status, 422);
        QCOMPARE(bad.json().at("errors").at(0).at("path"), boost::json::value("params.limit"));
        QCOMPARE(client.request("GET", "/api/v1/test/items?cursor=%zz", "owner").status, 422);
    }

    void putAndPatchFillTheFieldOfThePath()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const QByteArray id = "0190a5c0-0000-7000-8000-000000000001";
        for (const QByteArray verb : {"PUT", "PATCH"}) {
            const RawReply reply =
                client.request(verb, "/api/v1/test/items/" + id, "owner", R"({"name":"n","id":"x"})");
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.json().at("id"), boost::json::value(id.toStdString()));
        }
        QCOMPARE(client.request("DELETE", "/api/v1/test/items/" + id, "owner").status, 204);
        QCOMPARE(client.request("GET", "/api/v1/test/items/special", "owner").status, 200);
    }

    void whatIsNotYoursIsTheSameAsWhatIsNotThere()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const auto withoutRequestId = [](const RawReply &reply) {
            auto json = reply.json().as_object();
            json["requestId"] = "";
            return boost::json::serialize(json);
        };
        const RawReply a = client.request("GET", "/api/v1/test/items/0190a5c0-0000-7000-8000-000000000001", "owner");
        const RawReply b = client.request("GET", "/api/v1/test/items/0190a5c0-0000-7000-8000-000000000002", "other");
        QCOMPARE(a.status, 404);
        QCOMPARE(withoutRequestId(a), withoutRequestId(b));
        QCOMPARE(a.head, b.head);
        QVERIFY(!a.body.contains("0190a5c0"));
    }

    void aProblemSaysEverythingThatIsPromised()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const RawReply reply = client.request("POST", "/api/v1/test/echo", "owner", R"({"fullName":3})");
        QCOMPARE(reply.status, 422);
        QCOMPARE(reply.header("Content-Type"), QByteArray("application/problem+json"));
        const auto json = reply.json().as_object();
        for (const char *field : {"type", "title", "status", "detail", "code", "hint", "requestId", "errors"})
            QVERIFY2(json.contains(field), field);
        QCOMPARE(json.at("code"), boost::json::value("invalid_request"));
        QCOMPARE(json.at("errors").at(0).at("path"), boost::json::value("params.fullName"));
    }

    void whoIsNotSignedInIsToldSo()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const RawReply none = client.request("POST", "/api/v1/test/echo", {}, "{}");
        QCOMPARE(none.status, 401);
        QCOMPARE(none.header("WWW-Authenticate"), QByteArray("Bearer"));
        QCOMPARE(client.request("POST", "/api/v1/test/echo", "stranger", "{}").status, 401);
    }

    void everyOperationThatIsNotPublicWantsAToken()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        int tried = 0;
        for (const auto &operation : fixture.registry.operations()) {
            static const QHash<HttpMethod, QByteArray> verbs = {{HttpMethod::Get, "GET"},
                                                                {HttpMethod::Post, "POST"},
                                                                {HttpMethod::Put, "PUT"},
                                                                {HttpMethod::Delete, "DELETE"}};
            if (!operation->permission)
                continue;
            QByteArray path = QByteArray::fromStdString(operation->info.path);
            path.replace("{id}", "0190a5c0-0000-7000-8000-000000000001");
            const RawReply reply = client.request(verbs[operation->info.method], "/api/v1/" + path);
            QVERIFY2(reply.status == 401, operation->info.name.c_str());
            ++tried;
        }
        QVERIFY(tried > 5);
    }

    void aRoleThatMayNotIsForbiddenAndAudited()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const QByteArray path = "/api/v1/test/items/0190a5c0-0000-7000-8000-000000000001";
        QCOMPARE(client.request("PUT", path, "viewer", "{}").status, 403);
        QCOMPARE(client.request("PUT", path, "owner", "{}").status, 200);
        const auto records = fixture.audit.records();
        QCOMPARE(records.size(), size_t(2));
        QCOMPARE(records[0].outcome, u"forbidden"_s);
        QCOMPARE(records[1].outcome, u"ok"_s);
        QCOMPARE(records[1].action, u"test.update"_s);
        QCOMPARE(records[1].target, u"0190a5c0-0000-7000-8000-000000000001"_s);
        QCOMPARE(records[1].origin.address, u"127.0.0.1"_s);
    }

    void aDefectShowsNothingOfItsInside()
    {
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"test.fail failed"_s));
        HttpFixture fixture;
        RawClient client(fixture);
        const RawReply reply = client.request("GET", "/api/v1/test/fail", "owner");
        QCOMPARE(reply.status, 500);
        QVERIFY(!reply.body.contains("hunter2"));
    }

    void unknownPathsAndVerbsAreProblems()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        QCOMPARE(client.request("GET", "/api/v1/nothing").code(), QByteArray("unknown_operation"));
        QCOMPARE(client.request("GET", "/favicon.ico").status, 404);
        const RawReply wrong = client.request("GET", "/api/v1/test/echo", "owner");
        QCOMPARE(wrong.status, 405);
        QCOMPARE(wrong.header("Allow"), QByteArray("POST"));
        QCOMPARE(client.request("OPTIONS", "/api/v1/test/echo").status, 405);
        QCOMPARE(client.request("POST", "/healthz").status, 405);
    }

    void theBodyMustBeAJsonObject()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        QCOMPARE(client.request("POST", "/api/v1/test/echo", "owner", "{\"fullName\":").code(),
                 QByteArray("malformed_json"));
        QCOMPARE(client.request("POST", "/api/v1/test/echo", "owner", "[]").status, 422);
        QCOMPARE(client.request("POST", "/api/v1/test/echo", "owner", QByteArray(100'000, '[')).status, 400);
        client.send("POST /api/v1/test/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer owner\r\n"
                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b");
        QCOMPARE(client.reply().status, 415);
    }

    void headAnswersWithoutABody()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const RawReply head = client.request("HEAD", "/healthz");
        QCOMPARE(head.status, 200);
        QVERIFY(head.header("Content-Length").toInt() > 0);
        QCOMPARE(client.request("GET", "/healthz").status, 200); // nothing of a body was in between
    }

    void theFixedPagesAreThere()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        QCOMPARE(client.request("GET", "/readyz").status, 200);
        const RawReply document = client.request("GET", "/openapi.json");
        QCOMPARE(document.json().at("openapi"), boost::json::value("3.1.0"));
        client.request("GET", "/api/v1/test/open");
        const RawReply metrics = client.request("GET", "/metrics");
        QVERIFY(metrics.body.contains(R"(tabletalk_requests_total{operation="test.open",outcome="ok"} 1)"));
        QVERIFY(metrics.body.contains(R"(tabletalk_request_seconds_count{operation="test.open"} 1)"));
        QVERIFY(metrics.body.contains("tabletalk_test{a=\"b\"} 7\ntabletalk_test{a=\"c\"} 9\n"));
        QCOMPARE(metrics.body.count("# TYPE tabletalk_test gauge"), 1);
        QVERIFY(metrics.body.contains("tabletalk_connections 1"));
        const RawReply docs = client.request("GET", "/docs");
        QCOMPARE(docs.header("Content-Type"), QByteArray("text/html; charset=utf-8"));
        const QByteArray policy = docs.header("Content-Security-Policy");
        const QByteArray nonce = policy.mid(policy.indexOf("'nonce-") + 7, 32);
        QVERIFY(docs.body.contains(QByteArray("<script nonce=\"" + nonce + "\">")));
        QVERIFY(client.request("GET", "/docs").header("Content-Security-Policy") != policy);
    }

    void pagesOfOthersAreKeptOut()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        client.send("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        QCOMPARE(client.reply().status, 403);
        client.send("GET /healthz HTTP/1.1\r\n\r\n");
        QCOMPARE(client.reply().status, 403);
        QCOMPARE(client.request("GET", "/healthz", {}, {}, "Origin: https://evil.example\r\n").status, 403);
        QCOMPARE(client.request("GET", "/healthz", {}, {}, "Origin: null\r\n").status, 403);
        QCOMPARE(client.request("GET", "/healthz", {}, {}, "Origin: http://localhost\r\n").status, 200);
    }

    void everyReplyCarriesTheSecurityHeaders()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        for (const QByteArray path : {"/healthz", "/nowhere", "/api/v1/test/open", "/docs"}) {
            const RawReply reply = client.request("GET", path);
            QCOMPARE(reply.header("X-Content-Type-Options"), QByteArray("nosniff"));
            QCOMPARE(reply.header("Cache-Control"), QByteArray("no-store"));
            QVERIFY(reply.header("Content-Security-Policy").contains("default-src 'none'"));
            QVERIFY(!reply.head.contains("Access-Control-Allow"));
        }
    }

    void signingInTooOftenIsAskedToWait()
    {
        HttpServerOptions options;
        options.rates.signIn = {.burst = 3, .perSecond = 0.5};
        HttpFixture fixture(options);
        RawClient client(fixture);
        const QByteArray body = R"({"email":"a@b.c","password":"wrong"})";
        for (int i = 0; i < 3; ++i)
            QCOMPARE(client.request("POST", "/api/v1/test/login", {}, body).status, 200);
        const RawReply refused = client.request("POST", "/api/v1/test/login", {}, body);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.header("Retry-After"), QByteArray("2"));
        fixture.clock.advance(std::chrono::seconds(2));
        QCOMPARE(client.request("POST", "/api/v1/test/login", {}, body).status, 200);
    }
};

static const bool registered = tabletalk::test::add<TestHttpRest>();
#include "tst_HttpRest.moc"
