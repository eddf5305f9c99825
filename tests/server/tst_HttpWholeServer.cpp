// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/Server.h"
#include "tests/server/HttpFixture.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/TestRunner.h"

#include <set>

using namespace tabletalk;
using namespace tabletalk::test;

namespace {

/// A server as users run it, on a port and in a folder of its own.
struct WholeServer
{
    WholeServer()
    {
        ServerOptions options;
        options.dataDir = place.filePath(u"data"_s);
        options.platformUrl = place.url();
        options.port = 0;
        // Every operation is called several times within a second, which no person does.
        constexpr RateLimit plenty{1'000'000, 1'000'000};
        options.rates = {.read = plenty, .write = plenty, .ask = plenty, .signIn = plenty, .publicAddress = plenty};
        server = orThrow(Server::start(options));
    }
    quint16 port() const { return quint16(server->url().port()); }

    PlatformPlace place;
    std::unique_ptr<Server> server;
};

struct ListedOperation
{
    QByteArray verb;
    QByteArray path; ///< with ids that nobody has
    QByteArray name;
    bool isPublic = false;
};

std::vector<ListedOperation> listedOperations(RawClient &client)
{
    const auto document = client.request("GET", "/openapi.json").json();
    std::vector<ListedOperation> list;
    for (const auto &path : document.at("paths").as_object()) {
        for (const auto &verb : path.value().as_object()) {
            QByteArray filled = "/api/v1" + QByteArray::fromStdString(std::string(path.key()));
            for (qsizetype open = filled.indexOf('{'); open >= 0; open = filled.indexOf('{'))
                filled.replace(open, filled.indexOf('}') - open + 1, "0190a5c0-0000-7000-8000-00000000dead");
            const auto &operation = verb.value().as_object();
            list.push_back({QByteArray::fromStdString(std::string(verb.key())).toUpper(), filled,
                            QByteArray::fromStdString(std::string(operation.at("operationId").as_string())),
                            operation.contains("security")});
        }
    }
    return list;
}

QByteArray registered(RawClient &client, const QByteArray &name)
{
    const RawReply reply = client.request("POST", "/api/v1/auth/register", {},
                                          R"({"organization":")" + name + R"( Ltd","email":")" + name
                                              + R"(@example.org","password":"a long enough secret","fullName":"N N"})");
    return reply.status == 201 ? QByteArray::fromStdString(std::string(reply.json().at("accessToken").as_string()))
                               : QByteArray();
}

} // namespace

class TestHttpWholeServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheseOperationsArePublic()
    {
        const WholeServer whole;
        RawClient client(whole.port());
        std::set<QByteArray> open;
        for (const ListedOperation &operation : listedOperations(client)) {
            if (operation.isPublic)
                open.insert(operation.name);
        }
        QVERIFY((open
                 == std::set<QByteArray>{"auth.forgotPassword", "auth.login", "auth.refresh", "auth.register",
                                         "auth.resetPassword", "invitations.accept", "organizations.available",
                                         "organizations.here", "server.about", "signOn.begin", "signOn.find",
                                         "signOn.finish", "signOn.return"}));
    }

    void everyOtherOperationWantsAToken()
    {
        const WholeServer whole;
        RawClient client(whole.port());
        int tried = 0;
        for (const ListedOperation &operation : listedOperations(client)) {
            if (operation.isPublic)
                continue;
            QVERIFY2(client.request(operation.verb, operation.path).status == 401, operation.name.constData());
            QVERIFY2(client.request(operation.verb, operation.path, "made-up").status == 401,
                     operation.name.constData());
            ++tried;
        }
        QVERIFY(tried >= 25);
    }

    void idsOfOthersAnswerAsIdsOfNobody()
    {
        const WholeServer whole;
        RawClient client(whole.port());
        const QByteArray mine = registered(client, "mine");
        const QByteArray theirs = registered(client, "theirs");
        QVERIFY(!mine.isEmpty() && !theirs.isEmpty());
        const RawReply created = client.request("POST", "/api/v1/tenant/databases", theirs,
                                                R"({"name":"shop","url":"sample:retail","onboard":false})");
        QCOMPARE(created.status, 201);
        const QByteArray id = QByteArray::fromStdString(std::string(created.json().at("id").as_string()));
        QCOMPARE(client.request("GET", "/api/v1/tenant/databases/" + id, theirs).status, 200);

        const QByteArray nobody = "0190a5c0-0000-7000-8000-00000000dead";
        for (const ListedOperation &operation : listedOperations(client)) {
            if (operation.isPublic || !operation.path.contains(nobody))
                continue;
            QByteArray asTheirs = operation.path;
            const RawReply a = client.request(operation.verb, asTheirs.replace(nobody, id), mine);
            const RawReply b = client.request(operation.verb, operation.path, mine);
            QVERIFY2(a.status == b.status, operation.name.constData());
            QVERIFY2(a.status != 200 && a.status != 500, operation.name.constData());
            auto first = a.json().as_object();
            auto second = b.json().as_object();
            first["requestId"] = second["requestId"] = "";
            QCOMPARE(boost::json::serialize(first), boost::json::serialize(second));
        }
    }

    void badBodiesNeverBecomeDefects()
    {
        const WholeServer whole;
        RawClient client(whole.port());
        const QByteArray token = registered(client, "fuzz");
        const QList<QByteArray> bodies = {"{}",
                                          R"({"id":null})",
                                          R"({"databaseId":"x","question":""})",
                                          R"({"databaseId":"0190a5c0-0000-7000-8000-00000000dead","question":""})",
                                          R"({"name":"","url":"","email":1})",
                                          R"({"limit":-1,"cursor":"%%"})"};
        for (const ListedOperation &operation : listedOperations(client)) {
            // Registering often enough to be told to wait is another test's.
            if (operation.isPublic || operation.name == "auth.logout")
                continue;
            for (const QByteArray &body : bodies) {
                const RawReply reply = client.request(operation.verb, operation.path, token, body);
                QVERIFY2(reply.status >= 200 && reply.status != 500,
                         qPrintable(QString::fromUtf8(operation.name + ' ' + body + " -> " + reply.body)));
            }
        }
    }

    void itIsReadyAndItsFiguresCanBeRead()
    {
        const WholeServer whole;
        RawClient client(whole.port());
        QCOMPARE(client.request("GET", "/readyz").status, 200);
        QVERIFY(client.request("GET", "/metrics").body.contains("tabletalk_pool_threads{pool=\"targets\"}"));
    }
};

static const bool isRegistered = tabletalk::test::add<TestHttpWholeServer>();
#include "tst_HttpWholeServer.moc"
