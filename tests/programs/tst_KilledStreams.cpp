// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server that is killed in the middle of many answers of a model, and started again on its data.
#include "app/rest/RestClient.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/ModelWords.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/RpcConnection.h"
#include "tests/support/ScriptedServer.h"
#include "tests/support/TestRunner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <atomic>
#include <map>
#include <set>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using app::RestClient;
namespace json = boost::json;

namespace {

constexpr int patienceMs = 120'000;
constexpr int users = 10;
constexpr int questionsAUser = 20;
constexpr int streams = users * questionsAUser;
constexpr int endingBefore = streams / 4;

/// What a client knows of an answer.
struct Followed
{
    int user = 0;
    QString message;
    QString conversation;
    qint64 last = 0; ///< number of the last event
    QString lastType;
    json::value lastData;
    int ends = 0; ///< events that end it

    void take(const json::object &event)
    {
        QVERIFY2(event.at("seq").as_int64() > last, "numbers rise");
        last = event.at("seq").as_int64();
        lastType = textOf(event.at("type"));
        lastData = event.at("data");
        if (lastType == u"started") {
            message = textOf(lastData.at("messageId"));
            conversation = textOf(lastData.at("conversationId"));
        }
        ends += int(lastType == u"done" || lastType == u"problem");
    }
};

} // namespace

class TestKilledStreams : public QObject
{
    Q_OBJECT

private:
    PlatformPlace m_directory;
    std::atomic<int> m_asked = 0;
    std::unique_ptr<ScriptedServer> m_model;
    std::unique_ptr<DaemonProcess> m_daemon;
    QString m_database;
    QStringList m_keys;                     ///< one a user
    std::map<QString, Followed> m_followed; ///< by stream

    void start()
    {
        m_daemon = std::make_unique<DaemonProcess>(m_directory);
        QVERIFY(m_daemon->start(m_directory.filePath(u"data"_s), {u"--allow-model-hosts"_s, u"127.0.0.1/32"_s}));
    }

    void makeUsers()
    {
        RestClient client(m_daemon->url());
        const auto registered = client.post(u"auth/register"_s, {{u"organization"_s, u"Acme"_s},
                                                                 {u"email"_s, u"ana@acme.example"_s},
                                                                 {u"password"_s, u"correct horse battery"_s},
                                                                 {u"fullName"_s, u"Ana"_s}});
        QVERIFY(registered);
        client.setToken((*registered)[u"accessToken"].toString());
        const auto database =
            client.post(u"tenant/databases"_s, {{u"name"_s, u"Shop"_s}, {u"url"_s, u"sample:retail"_s}});
        QVERIFY(database);
        m_database = (*database)[u"id"].toString();
        const auto isRead = [&] {
            const auto read = client.get(u"tenant/databases/"_s + m_database);
            return read && (*read)[u"onboarding"][u"stage"].toString() == u"ready";
        };
        QTRY_VERIFY_WITH_TIMEOUT(isRead(), patienceMs);
        const QJsonObject choice{{u"mode"_s, u"always"_s},
                                 {u"protocol"_s, u"openai"_s},
                                 {u"baseUrl"_s, QString(m_model->url().toString() + u"/v1"_s)},
                                 {u"model"_s, u"told"_s}};
        QVERIFY(client.fetch("PUT", u"tenant/model"_s, QJsonDocument(choice).toJson()));
        const QString keys =
            u"workspaces/%1/api-keys"_s.arg((*client.get(u"tenant"_s))[u"defaultWorkspaceId"].toString());
        for (int user = 0; user < users; ++user) {
            const auto key = client.post(keys, {{u"name"_s, u"user %1"_s.arg(user)}});
            QVERIFY(key);
            m_keys << (*key)[u"key"].toString();
        }
    }

    std::vector<std::unique_ptr<RpcConnection>> connectAll() const
    {
        std::vector<std::unique_ptr<RpcConnection>> connections;
        for (const QString &key : m_keys)
            connections.push_back(std::make_unique<RpcConnection>(m_daemon->url(), key));
        return connections;
    }

    void takeEvents(const std::vector<std::unique_ptr<RpcConnection>> &connections)
    {
        for (int user = 0; user < users; ++user) {
            for (const json::object &event : connections[size_t(user)]->events()) {
                Followed &followed = m_followed[textOf(event.at("stream"))];
                followed.user = user;
                followed.take(event);
            }
        }
    }

    /// All are asked; some are answered, the others are in the middle when the server dies.
    void askAndKill()
    {
        const auto connections = connectAll();
        std::vector<std::vector<int>> calls(users);
        for (int i = 0; i < streams; ++i) {
            const size_t user = size_t(i % users);
            calls[user].push_back(connections[user]->send(
                "chat.ask", {{"databaseId", m_database.toStdString()},
                             {"question", "How many orders are there, as of " + std::to_string(i) + "?"}}));
        }
        const auto answered = [&] {
            int count = 0;
            for (size_t user = 0; user < users; ++user) {
                for (const int call : calls[user])
                    count += int(connections[user]->isAnswered(call));
            }
            return count;
        };
        QTRY_VERIFY_WITH_TIMEOUT(m_asked == streams && answered() >= endingBefore, patienceMs);
        m_daemon->kill9();
        QTest::qWait(0); // what arrived before
        takeEvents(connections);
        QCOMPARE(m_followed.size(), size_t(streams));
        QVERIFY(answered() < streams);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_model = std::make_unique<ScriptedServer>([this](const auto &) {
            const int number = m_asked++;
            ScriptedServer::Reply reply = slowQuery("SELECT count(*) AS n FROM orders", 500);
            reply.lastWaitsFor = [this, number] { return number < endingBefore && m_asked == streams; };
            return reply;
        });
        start();
        makeUsers();
    }

    void everyAnswerHasOneEndAndNoMessageIsLost()
    {
        askAndKill();
        start();
        const auto connections = connectAll();
        std::vector<std::pair<size_t, int>> resumed;
        for (auto &[stream, followed] : m_followed) {
            const auto user = size_t(followed.user);
            resumed.emplace_back(user, connections[user]->send("events.resume", {{"stream", stream.toStdString()},
                                                                                 {"after", followed.last}}));
        }
        for (const auto &[user, call] : resumed)
            QVERIFY(connections[user]->response(call).at("result").at("finished") == true);
        takeEvents(connections);
        QCOMPARE(m_followed.size(), size_t(streams));

        int interrupted = 0;
        for (const auto &[stream, followed] : m_followed) {
            QCOMPARE(followed.ends, 1);
            if (followed.lastType == u"done")
                continue;
            ++interrupted;
            QCOMPARE(followed.lastType, u"problem"_s);
            QCOMPARE(textOf(followed.lastData.at("code")), u"unavailable"_s);
            QVERIFY(textOf(followed.lastData.at("detail")).contains(u"stopped"));
            QVERIFY(!textOf(followed.lastData.at("hint")).isEmpty());
        }
        QCOMPARE(interrupted, streams - endingBefore);
        theConversationsSayTheSame(connections);
    }

private:
    void theConversationsSayTheSame(const std::vector<std::unique_ptr<RpcConnection>> &connections)
    {
        std::set<QString> conversations;
        for (const auto &[stream, followed] : m_followed) {
            const json::object read = connections[size_t(followed.user)]->call(
                "conversations.read", {{"id", followed.conversation.toStdString()}});
            QVERIFY2(read.contains("result"), json::serialize(read).c_str());
            const json::array &messages = read.at("result").at("messages").as_array();
            QCOMPARE(messages.size(), size_t(1));
            QCOMPARE(textOf(messages[0].at("id")), followed.message);
            QCOMPARE(textOf(messages[0].at("status")), followed.lastType == u"done" ? u"answered"_s : u"failed"_s);
            conversations.insert(followed.conversation);
        }
        QCOMPARE(conversations.size(), size_t(streams));
    }
};

static const bool registered = tabletalk::test::add<TestKilledStreams>();
#include "tst_KilledStreams.moc"
