// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/DaemonProcess.h"
#include "tests/support/ModelWords.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/ScriptedServer.h"
#include "tests/support/TestRunner.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using tabletalk::test::DaemonProcess;
using tabletalk::test::PlatformPlace;

class TestLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_daemon.start(m_directory.filePath(u"data"_s), {u"--allow-model-hosts"_s, u"127.0.0.1/32"_s}));
    }

    void usersThatChatAreAllAnswered()
    {
        const QJsonObject report = runLoad({u"--scenario"_s, u"chat"_s, u"--rate"_s, u"20"_s, u"--bootstrap"_s});
        QCOMPARE(report[u"opened"].toInt(), 100);
        QCOMPARE(report[u"failed"].toInt(), 0);
        QVERIFY(report[u"sent"].toInt() > 10);
        QCOMPARE(report[u"lost"].toInt(), 0);
        QCOMPARE(report[u"errors"].toInt(), 0);
        QCOMPARE(report[u"answered"].toInt(), report[u"sent"].toInt());
        QVERIFY(report[u"p99Ms"].toDouble() >= report[u"p50Ms"].toDouble());
        QVERIFY(report[u"serverRssMb"].toDouble() > 1);
    }

    void idleUsersStayOpen()
    {
        const QJsonObject report = runLoad({u"--scenario"_s, u"idle"_s});
        QCOMPARE(report[u"opened"].toInt(), 100);
        QCOMPARE(report[u"failed"].toInt(), 0);
        QCOMPARE(report[u"sent"].toInt(), 0);
    }

    /// None of the first hundred ends before all are under way in the model.
    void aHundredAnswersStreamSideBySideWhileOthersAreServed()
    {
        constexpr int streams = 100;
        std::atomic<int> asked = 0;
        tabletalk::test::ScriptedServer model([&](const auto &) {
            ++asked;
            auto reply = tabletalk::test::slowQuery("SELECT count(*) AS n FROM orders", 1'000);
            reply.lastWaitsFor = [&asked] { return asked >= streams; };
            return reply;
        });
        const QJsonObject report =
            runLoad({u"--scenario"_s, u"stream"_s, u"--streams"_s, QString::number(streams), u"--model-url"_s,
                     model.url().toString() + u"/v1"_s, u"--users"_s, u"30"_s, u"--orgs"_s, u"3"_s, u"--bootstrap"_s});
        QCOMPARE(report[u"opened"].toInt(), 30);
        QCOMPARE(report[u"failed"].toInt(), 0);
        QCOMPARE(report[u"errors"].toInt(), 0);
        QCOMPARE(report[u"lost"].toInt(), 0);
        QVERIFY(report[u"sent"].toInt() >= streams);
        QCOMPARE(report[u"answered"].toInt(), report[u"sent"].toInt());
        QCOMPARE(report[u"streamsAtOnce"].toInt(), streams);
        QVERIFY2(model.mostConnections() >= streams, "every answer has its own connection to the model");
        QVERIFY2(report[u"others"].toInt() >= 4, "each kind of request was answered meanwhile");
        QCOMPARE(report[u"otherErrors"].toInt(), 0);
    }

    void loadIsOnlySentToThisMachine()
    {
        QProcess load;
        load.start(program(), {u"--url"_s, u"ws://192.0.2.1:80"_s});
        QVERIFY(load.waitForFinished());
        QCOMPARE(load.exitCode(), 2);
    }

private:
    static QString program() { return QStringLiteral(TABLETALK_BIN_DIR) + u"/tabletalk-load"_s; }

    QJsonObject runLoad(const QStringList &more)
    {
        constexpr int patienceMs = 120'000;
        QProcess load;
        load.start(program(),
                   QStringList{u"--url"_s, m_daemon.url().toString(), u"--users"_s, u"100"_s, u"--orgs"_s, u"2"_s,
                               u"--duration"_s, u"3"_s, u"--state"_s, m_directory.filePath(u"state.json"_s),
                               u"--server-pid"_s, QString::number(m_daemon.pid())}
                       + more);
        if (!load.waitForFinished(patienceMs) || load.exitCode() != 0)
            return {{u"error"_s, QString::fromUtf8(load.readAllStandardError())}};
        return QJsonDocument::fromJson(load.readAllStandardOutput()).object();
    }

    PlatformPlace m_directory;
    DaemonProcess m_daemon{m_directory};
};

static const bool registered = tabletalk::test::add<TestLoad>();
#include "tst_Load.moc"
