// SPDX-License-Identifier: GPL-3.0-or-later
//
// The switch that keeps a server from reaching other machines, proved by the sockets that it opens.
#include "app/rest/RestClient.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/ModelWords.h"
#include "tests/support/ScriptedServer.h"
#include "tests/support/SocketWatch.h"
#include "tests/support/TestRunner.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using app::RestClient;

class TestAirGap : public QObject
{
    Q_OBJECT

private:
    static constexpr int patienceMs = 60'000;
    /// As long as a model takes, so that no connection to it is too short to be seen.
    ScriptedServer m_model{[](const ScriptedServer::Request &request) {
        ScriptedServer::Reply reply = request.path.endsWith("/models")
                                          ? test::reply(200, "{\"data\":[{\"id\":\"told\"}]}")
                                          : slowQuery("SELECT count(*) AS n FROM orders", 300);
        reply.msBetween = std::max(reply.msBetween, 20);
        return reply;
    }};
    /// Where mail would be delivered, and would be seen.
    ScriptedServer m_mail{[](const ScriptedServer::Request &) { return test::reply(200, {}); }};

    void choose(RestClient &client, const QString &address)
    {
        const QJsonObject choice{
            {u"mode"_s, u"always"_s}, {u"protocol"_s, u"openai"_s}, {u"baseUrl"_s, address}, {u"model"_s, u"told"_s}};
        const auto chosen = client.fetch("PUT", u"tenant/model"_s, QJsonDocument(choice).toJson());
        QVERIFY2(chosen, qPrintable(chosen ? QString() : chosen.error().detail));
    }

    /// Everything in which a model has a part, against one chosen by the operator, by the organisation, and one
    /// whose name would have to be looked up.
    void useModels(RestClient &client, const QStringList &addresses)
    {
        const auto registered = client.post(u"auth/register"_s, {{u"organization"_s, u"Acme"_s},
                                                                 {u"email"_s, u"ana@acme.example"_s},
                                                                 {u"password"_s, u"correct horse battery"_s},
                                                                 {u"fullName"_s, u"Ana"_s}});
        QVERIFY(registered);
        client.setToken((*registered)[u"accessToken"].toString());
        const auto database =
            client.post(u"tenant/databases"_s, {{u"name"_s, u"Shop"_s}, {u"url"_s, u"sample:retail"_s}});
        QVERIFY(database);
        const QString id = (*database)[u"id"].toString();
        const auto isRead = [&] {
            const auto read = client.get(u"tenant/databases/"_s + id);
            return read && (*read)[u"onboarding"][u"stage"].toString() == u"ready";
        };
        QTRY_VERIFY_WITH_TIMEOUT(isRead(), patienceMs);
        const auto ask = [&] {
            return client.post(u"chat/query"_s,
                               {{u"databaseId"_s, id}, {u"question"_s, u"How many orders are there?"_s}});
        };
        QVERIFY(ask()); // of the operator's model, where it may be asked
        for (const QString &address : addresses) {
            choose(client, address);
            QVERIFY(ask());
            QVERIFY(client.post(u"tenant/model/check"_s, {}));
        }
        QVERIFY(client.get(u"tenant/model/local"_s));
    }

    std::set<QString> reachedBy(const QStringList &options, const QStringList &addresses)
    {
        QTemporaryDir data;
        DaemonProcess daemon;
        const QString model = m_model.url().toString() + u"/v1"_s;
        const bool started =
            daemon.start(data.path(), options
                                          + QStringList{u"--allow-model-hosts"_s, u"127.0.0.1/32"_s, u"--model"_s,
                                                        u"told"_s, u"--model-url"_s, model, u"--smtp"_s,
                                                        u"smtp://127.0.0.1:%1"_s.arg(m_mail.url().port()),
                                                        u"--mail-from"_s, u"tabletalk@example.org"_s});
        if (!started) {
            qWarning() << daemon.standardError();
            return {u"it did not start"_s};
        }
        const SocketWatch watch(daemon.pid(), daemon.url().port());
        RestClient client(daemon.url());
        useModels(client, QStringList{model} + addresses);
        constexpr int enough = 20;
        return watch.looks() > enough ? watch.reached() : std::set<QString>{u"nobody looked"_s};
    }

private Q_SLOTS:
    void sealedOffItReachesNothing()
    {
        const int before = m_model.connections();
        const std::set<QString> reached = reachedBy({u"--air-gap"_s}, {u"https://models.example.org/v1"_s});
        QVERIFY2(reached.empty(), qPrintable(QStringList(reached.begin(), reached.end()).join(u", "_s)));
        QCOMPARE(m_model.connections(), before);
        QCOMPARE(m_mail.connections(), 0);
    }

    /// So that the test above can fail.
    void theSameWatchSeesTheModelWithoutTheSwitch()
    {
        const std::set<QString> reached = reachedBy({}, {});
        const QString model = u"tcp 127.0.0.1:%1"_s.arg(m_model.url().port());
        QVERIFY2(reached.contains(model), qPrintable(QStringList(reached.begin(), reached.end()).join(u", "_s)));
        QVERIFY(m_model.connections() > 0);
    }
};

static const bool registered = tabletalk::test::add<TestAirGap>();
#include "tst_AirGap.moc"
