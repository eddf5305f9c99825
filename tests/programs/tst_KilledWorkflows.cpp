// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server that is killed in the middle of a workflow, and started again on its data.
#include "app/rest/RestClient.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/SmtpSink.h"
#include "tests/support/TestRunner.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using app::RestClient;

namespace {

constexpr int patienceMs = 120'000;

/// Long enough to be killed in the middle of.
const QString slow =
    u"SELECT COUNT(*) AS n FROM (SELECT 1 AS x FROM orders LIMIT 600) a, (SELECT 1 AS x FROM orders LIMIT 600) b, "
    "(SELECT 1 AS x FROM orders LIMIT 600) c"_s;

} // namespace

class TestKilledWorkflows : public QObject
{
    Q_OBJECT

private:
    PlatformPlace m_directory;
    SmtpSink m_mail;
    std::unique_ptr<DaemonProcess> m_daemon;
    QString m_token;
    QString m_workspace;
    QString m_database;

    void start()
    {
        m_daemon = std::make_unique<DaemonProcess>(m_directory);
        QVERIFY(m_daemon->start(m_directory.filePath(u"data"_s),
                                {u"--smtp"_s, m_mail.url(), u"--mail-from"_s, u"tabletalk@example.org"_s}));
    }
    std::unique_ptr<RestClient> client() const
    {
        auto client = std::make_unique<RestClient>(m_daemon->url());
        client->setToken(m_token);
        return client;
    }
    QString path(const QString &rest) const { return u"workspaces/%1/"_s.arg(m_workspace) + rest; }
    QJsonObject run(const QString &id) const
    {
        const auto read = client()->get(path(u"workflow-runs/"_s + id));
        return read ? *read : QJsonObject();
    }
    static QString stateOf(const QJsonObject &run, int step)
    {
        return run[u"steps"].toArray().at(step).toObject()[u"state"].toString();
    }
    QJsonObject sql(const QString &key, const QString &statement) const
    {
        return {{u"key"_s, key},
                {u"kind"_s, u"sql"_s},
                {u"name"_s, key},
                {u"databaseId"_s, m_database},
                {u"sql"_s, statement}};
    }
    static QJsonObject delivery(const QString &key, const QString &of, bool mails)
    {
        return {{u"key"_s, key},
                {u"kind"_s, u"delivery"_s},
                {u"name"_s, key},
                {u"of"_s, of},
                {u"delivery"_s, QJsonObject{{u"mail"_s, mails ? QJsonArray{u"ana@acme.example"_s} : QJsonArray()},
                                            {u"webhook"_s, false},
                                            {u"file"_s, u"csv"_s}}}};
    }

private Q_SLOTS:
    void aKilledRunGoesOnFromItsNextStepAndDeliversOnce()
    {
        start();
        const auto registered = client()->post(u"auth/register"_s, {{u"organization"_s, u"Acme"_s},
                                                                    {u"email"_s, u"ana@acme.example"_s},
                                                                    {u"password"_s, u"correct horse battery"_s},
                                                                    {u"fullName"_s, u"Ana"_s}});
        QVERIFY(registered);
        m_token = (*registered)[u"accessToken"].toString();
        m_workspace = (*client()->get(u"tenant"_s))[u"defaultWorkspaceId"].toString();
        const auto database =
            client()->post(u"tenant/databases"_s, {{u"name"_s, u"Shop"_s}, {u"url"_s, u"sample:retail"_s}});
        QVERIFY(database);
        m_database = (*database)[u"id"].toString();
        const auto isRead = [&] {
            const auto read = client()->get(u"tenant/databases/"_s + m_database);
            return read && (*read)[u"onboarding"][u"stage"].toString() == u"ready";
        };
        QTRY_VERIFY_WITH_TIMEOUT(isRead(), patienceMs);
        const auto made = client()->post(
            path(u"workflows"_s), {{u"name"_s, u"Month end"_s},
                                   {u"inputs"_s, QJsonArray()},
                                   {u"steps"_s, QJsonArray{sql(u"count"_s, u"SELECT COUNT(*) AS orders FROM orders"_s),
                                                           delivery(u"first"_s, u"count"_s, true), sql(u"slow"_s, slow),
                                                           delivery(u"second"_s, u"slow"_s, true)}}});
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
        const auto begun =
            client()->post(path(u"workflows/%1/run"_s.arg((*made)[u"id"].toString())), {{u"inputs"_s, QJsonArray()}});
        QVERIFY(begun);
        const QString id = (*begun)[u"id"].toString();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(run(id), 2), u"running"_s, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_mail.mails().size(), size_t(1), patienceMs);
        const QJsonObject before = run(id);
        QCOMPARE(before[u"state"].toString(), u"running"_s);
        m_daemon->kill9();

        start();
        QTRY_COMPARE_WITH_TIMEOUT(run(id)[u"state"].toString(), u"done"_s, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_mail.mails().size(), size_t(2), patienceMs);
        const QJsonObject after = run(id);
        for (const int step : {0, 1}) // not done again
            QCOMPARE(after[u"steps"].toArray().at(step), before[u"steps"].toArray().at(step));
        QCOMPARE(stateOf(after, 3), u"done"_s);
        QVERIFY(client()->get(path(u"workflow-runs/%1/file?step=first"_s.arg(id))));
        QVERIFY(client()->get(path(u"workflow-runs/%1/file?step=second"_s.arg(id))));
        m_daemon->kill9(); // and once more when all is over
        start();
        QTest::qWait(0);
        QCOMPARE(run(id)[u"state"].toString(), u"done"_s);
        QCOMPARE(m_mail.mails().size(), size_t(2));
    }
};

static const bool registeredClass = tabletalk::test::add<TestKilledWorkflows>();
#include "tst_KilledWorkflows.moc"
