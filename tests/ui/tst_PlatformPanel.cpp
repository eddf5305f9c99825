// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/charts/ChartWidget.h"
#include "ui/platform/PlatformPage.h"
#include "ui/platform/PlatformWidget.h"
#include "ui/widgets/Notice.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QDoubleSpinBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

const QString longAgo = u"2026-02-03T10:15:00Z"_s;

QJsonObject counted(const QString &name, int count)
{
    return {{u"name"_s, name}, {u"count"_s, count}};
}

QJsonObject figures(int questions, int failed, qint64 tokens, qint64 cost)
{
    return {{u"questions"_s, questions},
            {u"answered"_s, questions - failed},
            {u"failed"_s, failed},
            {u"rowsReturned"_s, 40 * questions},
            {u"averageMs"_s, 38},
            {u"inputTokens"_s, tokens},
            {u"outputTokens"_s, tokens / 10},
            {u"costMicros"_s, cost}};
}

QJsonArray thirtyDays()
{
    QJsonArray days;
    for (int day = 1; day <= 30; ++day)
        days.append(QJsonObject{{u"day"_s, u"2026-04-%1"_s.arg(day, 2, 10, QLatin1Char('0'))},
                                {u"questions"_s, 200 + 7 * (day % 9)},
                                {u"answered"_s, 190 + 7 * (day % 9)},
                                {u"failed"_s, 10},
                                {u"tokens"_s, 100 * day},
                                {u"costMicros"_s, 10 * day}});
    return days;
}

QJsonObject health(bool writes, qint64 freeBytes)
{
    return {{u"version"_s, u"1.2.3"_s},
            {u"database"_s, u"postgresql"_s},
            {u"writes"_s, writes},
            {u"writeMs"_s, 4},
            {u"diskFreeBytes"_s, freeBytes},
            {u"diskTotalBytes"_s, qint64(1'000'000'000'000)},
            {u"uptimeSeconds"_s, 266'400},
            {u"nodes"_s,
             QJsonArray{
                 QJsonObject{{u"id"_s, u"a"_s}, {u"self"_s, true}, {u"alive"_s, true}, {u"startedAt"_s, longAgo}},
                 QJsonObject{{u"id"_s, u"b"_s}, {u"self"_s, false}, {u"alive"_s, false}, {u"startedAt"_s, longAgo}}}}};
}

QJsonObject stats(const QJsonObject &healthNow)
{
    return {{u"tenants"_s, QJsonArray{counted(u"active"_s, 41), counted(u"suspended"_s, 2)}},
            {u"users"_s, 312},
            {u"operators"_s, 2},
            {u"activeUsers"_s, 187},
            {u"today"_s, figures(214, 9, 10'000, 30'000)},
            {u"last30Days"_s, figures(6'820, 301, 4'812'310, 14'446'900)},
            {u"days"_s, thirtyDays()},
            {u"connections"_s, QJsonArray{counted(u"ready"_s, 88), counted(u"failing"_s, 3), counted(u"failed"_s, 1)}},
            {u"connectionKinds"_s, QJsonArray{counted(u"postgresql"_s, 60), counted(u"mysql"_s, 32)}},
            {u"failedJobs"_s, 5},
            {u"agents"_s, 35},
            {u"activeAgents"_s, 33},
            {u"storageBytes"_s, 52'428'800},
            {u"health"_s, healthNow}};
}

QJsonObject tenant(int id, const QString &name, const QString &status, const QString &reason = {})
{
    return {{u"id"_s, idText(id)}, {u"name"_s, name}, {u"slug"_s, name.toLower()},   {u"status"_s, status},
            {u"reason"_s, reason}, {u"members"_s, 7}, {u"domainConfirmed"_s, false}, {u"createdAt"_s, longAgo}};
}

QJsonObject member(int id, const QString &name, const QString &role, bool isOperator)
{
    return {{u"id"_s, idText(id)},         {u"email"_s, QString(name.toLower() + u"@example.org"_s)},
            {u"fullName"_s, name},         {u"role"_s, role},
            {u"isOperator"_s, isOperator}, {u"joinedAt"_s, longAgo},
            {u"lastSeenAt"_s, longAgo}};
}

QJsonObject connection(int id, const QString &name, const QString &stage, const QString &healthState)
{
    return {{u"id"_s, idText(id)},
            {u"organizationId"_s, idText(11)},
            {u"organization"_s, u"Acme"_s},
            {u"workspace"_s, u"Default"_s},
            {u"name"_s, name},
            {u"kind"_s, u"postgresql"_s},
            {u"stage"_s, stage},
            {u"health"_s, healthState},
            {u"tables"_s, 48},
            {u"createdAt"_s, longAgo}};
}

QJsonObject agent(int id, const QString &name, bool isDefault)
{
    return {{u"id"_s, idText(id)},
            {u"organizationId"_s, idText(11)},
            {u"organization"_s, u"Acme"_s},
            {u"workspace"_s, u"Default"_s},
            {u"name"_s, name},
            {u"visibility"_s, isDefault ? u"public"_s : u"team"_s},
            {u"active"_s, isDefault},
            {u"isDefault"_s, isDefault},
            {u"tools"_s, QJsonArray{u"sql"_s, u"documents"_s}},
            {u"model"_s, u"organization"_s},
            {u"questions"_s, 1240},
            {u"createdAt"_s, longAgo}};
}

QJsonObject plan(const QString &id, const QString &name)
{
    return {{u"id"_s, id},
            {u"name"_s, name},
            {u"description"_s, QString()},
            {u"offered"_s, true},
            {u"prices"_s, QJsonArray()},
            {u"limits"_s, QJsonObject()},
            {u"features"_s, QJsonArray()}};
}

QJsonObject details(const QJsonObject &of)
{
    return {{u"tenant"_s, of},
            {u"timeZone"_s, u"Europe/Berlin"_s},
            {u"plan"_s, plan(u"starter"_s, u"Starter"_s)},
            {u"subscriptionState"_s, u"active"_s},
            {u"people"_s, QJsonArray{member(21, u"Bo"_s, u"owner"_s, false), member(22, u"Cleo"_s, u"viewer"_s, true)}},
            {u"workspaces"_s,
             QJsonArray{QJsonObject{
                 {u"id"_s, idText(31)}, {u"name"_s, u"Default"_s}, {u"archived"_s, false}, {u"connections"_s, 2}}}},
            {u"connections"_s, QJsonArray{connection(41, u"Shop"_s, u"ready"_s, u"ok"_s)}},
            {u"last30Days"_s, figures(600, 20, 400'000, 1'200'000)},
            {u"days"_s, thirtyDays()},
            {u"storageBytes"_s, 1'048'576},
            {u"agents"_s, QJsonArray{agent(51, QString(), true), agent(52, u"Refunds"_s, false)}},
            {u"agentCount"_s, 2}};
}

QJsonObject revenueMonth(const QString &month, int fresh, int grown, int lost, int atEnd)
{
    return {{u"month"_s, month},      {u"currency"_s, u"EUR"_s}, {u"newRevenue"_s, fresh},
            {u"expansion"_s, grown},  {u"contraction"_s, 900},   {u"churn"_s, lost},
            {u"reactivation"_s, 100}, {u"atEnd"_s, atEnd},       {u"churnBasisPoints"_s, 250}};
}

QJsonObject settings(const QJsonObject &set)
{
    QJsonObject inForce = set;
    inForce[u"signInHistoryDays"_s] = 180;
    inForce[u"auditDays"_s] = set.value(u"auditDays"_s).toInt(0);
    return {{u"set"_s, set}, {u"inForce"_s, inForce}, {u"registrationFixed"_s, false}};
}

QJsonObject billing()
{
    return {{u"enabled"_s, true},
            {u"currency"_s, u"EUR"_s},
            {u"trialPlanId"_s, u"starter"_s},
            {u"fallbackPlanId"_s, u"professional"_s},
            {u"trialDays"_s, 14},
            {u"dueDays"_s, 14},
            {u"graceDays"_s, 7},
            {u"taxBasisPoints"_s, 1'900},
            {u"taxInclusive"_s, false},
            {u"seller"_s, u"Example Ltd"_s}};
}

void fill(FakeServer &server)
{
    server.on(u"admin.settings"_s,
              QJsonValue(settings({{u"serverName"_s, u"Data desk"_s}, {u"registration"_s, u"invite"_s}})));
    server.on(u"admin.billing"_s, QJsonValue(billing()));
    for (const QString &list : {u"databases.list"_s, u"chat.databases"_s, u"conversations.list"_s})
        server.on(list, QJsonObject{{u"items"_s, QJsonArray()}});
    QJsonObject attached = attachedJson();
    attached[u"isOperator"_s] = true;
    server.on(u"auth.attach"_s, QJsonValue(attached));
    server.on(u"admin.stats"_s, QJsonValue(stats(health(true, 400'000'000'000))));
    server.on(u"admin.usage"_s,
              QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(11)},
                                                              {u"name"_s, u"Acme"_s},
                                                              {u"figures"_s, figures(600, 20, 4'000, 900)},
                                                              {u"storageBytes"_s, 1'048'576}}}}});
    server.on(u"admin.tenants"_s,
              QJsonObject{{u"items"_s, QJsonArray{tenant(11, u"Acme"_s, u"active"_s),
                                                  tenant(12, u"Zed"_s, u"suspended"_s, u"unpaid"_s)}}});
    server.on(u"admin.tenant"_s, [](const QJsonObject &params) -> QJsonValue {
        return params.value(u"id"_s).toString() == idText(11)
                   ? details(tenant(11, u"Acme"_s, u"active"_s))
                   : details(tenant(12, u"Zed"_s, u"suspended"_s, u"unpaid"_s));
    });
    server.on(u"admin.plans"_s, QJsonObject{{u"items"_s, QJsonArray{plan(u"starter"_s, u"Starter"_s),
                                                                    plan(u"professional"_s, u"Professional"_s)}}});
    server.on(u"admin.users"_s, QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(21)},
                                                                                {u"email"_s, u"bo@example.org"_s},
                                                                                {u"fullName"_s, u"Bo"_s},
                                                                                {u"isOperator"_s, false},
                                                                                {u"organizations"_s, 3},
                                                                                {u"organization"_s, u"Acme"_s},
                                                                                {u"createdAt"_s, longAgo}}}},
                                            {u"nextCursor"_s, u"further"_s}});
    server.on(u"admin.agents"_s,
              QJsonObject{{u"items"_s, QJsonArray{agent(51, QString(), true), agent(52, u"Refunds"_s, false)}}});
    server.on(u"admin.connections"_s,
              QJsonObject{{u"items"_s, QJsonArray{connection(41, u"Shop"_s, u"ready"_s, u"failing"_s),
                                                  connection(42, u"Stock"_s, u"profiling"_s, u"unknown"_s)}}});
    server.on(u"admin.subscriptionStats"_s,
              QJsonObject{
                  {u"monthlyRevenue"_s, QJsonArray{QJsonObject{{u"amount"_s, 123'456}, {u"currency"_s, u"EUR"_s}}}},
                  {u"open"_s, QJsonArray{QJsonObject{{u"amount"_s, 9'900}, {u"currency"_s, u"EUR"_s}}}},
                  {u"plans"_s, QJsonArray{QJsonObject{
                                   {u"planId"_s, u"starter"_s}, {u"state"_s, u"past_due"_s}, {u"organizations"_s, 4}}}},
                  {u"months"_s, QJsonArray{revenueMonth(u"2026-02"_s, 40'000, 5'000, 1'000, 90'000),
                                           revenueMonth(u"2026-03"_s, 30'000, 9'000, 4'000, 123'456)}}});
}

/// Presses the button of that text in the question that is going to be asked.
void answerQuestion(const QString &button)
{
    QTimer::singleShot(0, qApp, [button] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        QVERIFY(box);
        for (QAbstractButton *each : box->buttons()) {
            if (each->text() == button)
                return each->click();
        }
        box->reject();
        QFAIL("there is no such button");
    });
}

} // namespace

/// The panel of operators against fixed answers.
class TestPlatformPanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static void openPage(WindowFixture &f, const QString &page)
    {
        f.open();
        fill(*f.server);
        QTRY_VERIFY(f.desktop->session().isReady());
        f.window().resize(1240, 1000);
        f.window().showPanel(u"platform"_s);
        f.find<PlatformWidget>(u"platformPanel"_s)->showPage(page);
    }
    static QString cell(WindowFixture &f, const QString &table, int row, int column)
    {
        return f.find<QTableView>(table)->model()->index(row, column).data().toString();
    }
    static int rows(WindowFixture &f, const QString &table)
    {
        const auto *view = f.find<QTableView>(table);
        return view ? view->model()->rowCount() : -1;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void onlyOperatorsAreOfferedThePanel()
    {
        WindowFixture f(*m_theme);
        f.open();
        auto *entry = f.find<QToolButton>(u"rail.platform"_s);
        QVERIFY(entry && !entry->isVisibleTo(&f.window())); // not before it is known
        fill(*f.server);
        f.server->on(u"auth.attach"_s, QJsonValue(attachedJson()));
        QTRY_VERIFY(f.desktop->session().isReady());
        QVERIFY(!entry->isVisibleTo(&f.window()));

        WindowFixture g(*m_theme);
        g.open();
        fill(*g.server);
        QTRY_VERIFY(g.find<QToolButton>(u"rail.platform"_s)->isVisibleTo(&g.window()));
    }

    void theOverviewTellsFiguresAndHealth()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"overview"_s);
        const QLocale locale;
        QTRY_COMPARE(f.find<QLabel>(u"platformTenants"_s)->text(), locale.toString(43));
        QCOMPARE(f.find<QLabel>(u"platformMonth"_s)->text(), locale.toString(6'820));
        QVERIFY(f.find<QLabel>(u"platformDatabasesDetail"_s)->text().startsWith(u"4 "_s));
        QVERIFY(f.find<QLabel>(u"platformUptime"_s)->text().contains(u"3 d 2 h"_s));
        QCOMPARE(f.find<QLabel>(u"platformNodes"_s)->text(), u"1 of 2 alive"_s);
        QCOMPARE(f.find<QLabel>(u"platformTokensDetail"_s)->text(),
                 u"%1 read by models, %2 written"_s.arg(locale.toString(4'812'310), locale.toString(481'231)));
        QVERIFY(f.find<QLabel>(u"platformCost"_s)->text().contains(u"14"_s));
        // The rows of tiles are alike.
        const QStringList above{u"platformTenants"_s, u"platformUsers"_s, u"platformDatabases"_s, u"platformAgents"_s};
        const QStringList below{u"platformToday"_s, u"platformMonth"_s, u"platformTokens"_s, u"platformCost"_s};
        for (int i = 0; i < above.size(); ++i) {
            const QWidget *upper = f.find<QLabel>(above[i])->parentWidget();
            const QWidget *lower = f.find<QLabel>(below[i])->parentWidget();
            QVERIFY2(std::abs(upper->x() - lower->x()) <= 1 && std::abs(upper->width() - lower->width()) <= 1,
                     qPrintable(below[i]));
        }
        QVERIFY(f.find<QLabel>(u"platformWrites"_s)->text().contains(u"4 ms"_s));
        QCOMPARE(f.find<ChartWidget>(u"platformChart"_s)->data().categories.size(), 30);
        QTRY_COMPARE(rows(f, u"platformUsage"_s), 1);
        QCOMPARE(namelessControls(f.window()), QStringList());
        f.window().resize(1240, 1300);
        QVERIFY(f.picture(f.window(), u"platform-overview"_s));

        f.server->on(u"admin.stats"_s, QJsonValue(stats(health(false, 20'000'000'000))));
        qobject_cast<PlatformPage *>(f.find<QWidget>(u"platformOverview"_s))->reload();
        QTRY_VERIFY(f.find<QLabel>(u"platformWrites"_s)->text().contains(u"takes no writes"_s));
        QVERIFY(f.find<QLabel>(u"platformDisk"_s)->text().contains(u"make room"_s));
    }

    void anOrganisationIsSuspendedForAReasonAlone()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"organizations"_s);
        QTRY_COMPARE(rows(f, u"allOrganizationsTable"_s), 2);
        f.find<QTableView>(u"allOrganizationsTable"_s)->selectRow(0);
        QTRY_COMPARE(f.find<QLabel>(u"organizationCardName"_s)->text(), u"Acme"_s);
        QCOMPARE(rows(f, u"organizationPeople"_s), 2);
        QVERIFY(!f.find<QPushButton>(u"suspendOrganization"_s)->isEnabled());
        f.find<QLineEdit>(u"organizationReason"_s)->setText(u"  unpaid for months "_s);
        QVERIFY(f.find<QPushButton>(u"suspendOrganization"_s)->isEnabled());
        f.window().resize(1240, 1400);
        QVERIFY(f.picture(f.window(), u"platform-organizations"_s));

        f.server->on(
            u"admin.suspendTenant"_s,
            QJsonObject{{u"id"_s, idText(11)}, {u"status"_s, u"suspended"_s}, {u"reason"_s, u"unpaid for months"_s}});
        answerQuestion(QMessageBox::tr("Cancel"));
        f.click(u"suspendOrganization"_s);
        QCOMPARE(f.server->count(u"admin.suspendTenant"_s), 0);
        answerQuestion(u"Suspend"_s);
        f.click(u"suspendOrganization"_s);
        QTRY_COMPARE(f.server->count(u"admin.suspendTenant"_s), 1);
        QCOMPARE(f.server->last(u"admin.suspendTenant"_s).value(u"reason"_s).toString(), u"unpaid for months"_s);
        QTRY_VERIFY(f.find<QLineEdit>(u"organizationReason"_s)->text().isEmpty());

        f.find<QTableView>(u"allOrganizationsTable"_s)->selectRow(1);
        QTRY_COMPARE(f.find<QLabel>(u"organizationCardName"_s)->text(), u"Zed"_s);
        QVERIFY(f.find<QLabel>(u"organizationFacts"_s)->text().contains(u"suspended: unpaid"_s));
        QVERIFY(!f.find<QPushButton>(u"suspendOrganization"_s)->isVisible());
        f.server->on(u"admin.reactivateTenant"_s,
                     QJsonObject{{u"id"_s, idText(12)}, {u"status"_s, u"active"_s}, {u"reason"_s, QString()}});
        f.find<QPushButton>(u"restoreOrganization"_s)->click();
        QTRY_COMPARE(f.server->last(u"admin.reactivateTenant"_s).value(u"id"_s).toString(), idText(12));
    }

    void aPlanIsGrantedWithAReason()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"organizations"_s);
        QTRY_COMPARE(rows(f, u"allOrganizationsTable"_s), 2);
        f.find<QTableView>(u"allOrganizationsTable"_s)->selectRow(0);
        QTRY_COMPARE(f.find<QComboBox>(u"grantedPlan"_s)->count(), 2);
        f.find<QComboBox>(u"grantedPlan"_s)->setCurrentIndex(1);
        QVERIFY(!f.find<QPushButton>(u"grantPlan"_s)->isEnabled());
        f.find<QLineEdit>(u"organizationReason"_s)->setText(u"a trial"_s);
        f.server->refuse(u"admin.grantPlan"_s, {{u"code"_s, u"conflict"_s}, {u"title"_s, u"Not now"_s}});
        f.find<QPushButton>(u"grantPlan"_s)->click();
        QTRY_COMPARE(f.server->count(u"admin.grantPlan"_s), 1);
        const QJsonObject asked = f.server->last(u"admin.grantPlan"_s);
        QCOMPARE(asked.value(u"planId"_s).toString(), u"professional"_s);
        QCOMPARE(asked.value(u"reason"_s).toString(), u"a trial"_s);
        QTRY_COMPARE(f.find<QLineEdit>(u"organizationReason"_s)->text(), u"a trial"_s); // to try again
    }

    void organisationsAreSearchedOnTheServer()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"organizations"_s);
        QTRY_COMPARE(rows(f, u"allOrganizationsTable"_s), 2);
        f.server->on(u"admin.tenants"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.find<QLineEdit>(u"allOrganizationsSearch"_s)->setText(u"nobody"_s);
        QTRY_COMPARE(f.server->last(u"admin.tenants"_s).value(u"search"_s).toString(), u"nobody"_s);
        QTRY_COMPARE(rows(f, u"allOrganizationsTable"_s), 0);
        f.find<QComboBox>(u"organizationStatus_filter"_s)->setCurrentIndex(2);
        QTRY_COMPARE(f.server->last(u"admin.tenants"_s).value(u"status"_s).toString(), u"suspended"_s);
    }

    void longListsAreReadPageByPage()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"people"_s);
        QTRY_COMPARE(rows(f, u"allPeopleTable"_s), 1);
        QCOMPARE(cell(f, u"allPeopleTable"_s, 0, 2), u"Acme and 2 more"_s);
        QVERIFY(f.picture(f.window(), u"platform-people"_s));
        f.find<QPushButton>(u"allPeopleMore"_s)->click();
        QTRY_COMPARE(rows(f, u"allPeopleTable"_s), 2);
        QCOMPARE(f.server->last(u"admin.users"_s).value(u"cursor"_s).toString(), u"further"_s);
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void databasesSayHowTheyAre()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"connections"_s);
        QTRY_COMPARE(rows(f, u"allConnectionsTable"_s), 2);
        QCOMPARE(cell(f, u"allConnectionsTable"_s, 0, 4), u"does not answer"_s);
        QCOMPARE(cell(f, u"allConnectionsTable"_s, 1, 4), u"being read"_s);
        QVERIFY(f.picture(f.window(), u"platform-connections"_s));
    }

    void agentsAreFoundByWhoSeesThem()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"agents"_s);
        QTRY_COMPARE(rows(f, u"allAgentsTable"_s), 2);
        QCOMPARE(cell(f, u"allAgentsTable"_s, 0, 0), u"Assistant"_s);
        QCOMPARE(cell(f, u"allAgentsTable"_s, 1, 4), u"off"_s);
        f.find<QTableView>(u"allAgentsTable"_s)->selectRow(1);
        QCOMPARE(f.find<QLabel>(u"allAgentsTools"_s)->text(), u"Refunds may use: Databases, Documents"_s);
        QVERIFY(f.picture(f.window(), u"platform-agents"_s));
        f.find<QComboBox>(u"allAgentsVisibility"_s)->setCurrentIndex(3);
        QTRY_COMPARE(f.server->last(u"admin.agents"_s).value(u"visibility"_s).toString(), u"team"_s);
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void revenueIsToldByMonthAndState()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"revenue"_s);
        QTRY_COMPARE(f.find<QLabel>(u"revenueNow"_s)->text(), QString(QLocale().toString(1234.56, 'f', 2) + u" EUR"_s));
        QCOMPARE(f.find<QLabel>(u"revenueChurn"_s)->text(), QString(QLocale().toString(2.5, 'f', 1) + u" %"_s));
        const ChartData &moved = f.find<ChartWidget>(u"revenueMovements"_s)->data();
        QCOMPARE(moved.categories, (QStringList{u"2026-02"_s, u"2026-03"_s}));
        QCOMPARE(moved.series[0].values[0], 401.0);
        QCOMPARE(moved.series[3].values[1], -40.0);
        QCOMPARE(cell(f, u"revenuePlans"_s, 0, 1), u"past due"_s);
        QVERIFY(!f.find<QLabel>(u"revenueNothing"_s)->isVisible());
        f.window().resize(1240, 1200);
        QVERIFY(f.picture(f.window(), u"platform-revenue"_s));

        f.server->on(u"admin.subscriptionStats"_s, QJsonObject{{u"monthlyRevenue"_s, QJsonArray()},
                                                               {u"open"_s, QJsonArray()},
                                                               {u"plans"_s, QJsonArray()},
                                                               {u"months"_s, QJsonArray()}});
        qobject_cast<PlatformPage *>(f.find<QWidget>(u"platformRevenue"_s))->reload();
        QTRY_VERIFY(f.find<QLabel>(u"revenueNothing"_s)->isVisible());
    }

    void settingsAreReadAndSavedWhole()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"settings"_s);
        QTRY_COMPARE(f.find<QLineEdit>(u"serverName"_s)->text(), u"Data desk"_s);
        QTRY_COMPARE(f.find<QComboBox>(u"defaultPlan"_s)->count(), 3);
        QCOMPARE(f.find<QComboBox>(u"registrationMode"_s)->currentData().toString(), u"invite"_s);
        QCOMPARE(f.find<QSpinBox>(u"signInHistoryDays"_s)->value(), 180);
        QTRY_COMPARE(f.find<QComboBox>(u"trialPlan"_s)->currentData().toString(), u"starter"_s);
        QCOMPARE(namelessControls(f.window()), QStringList());
        f.window().resize(1240, 1200);
        QVERIFY(f.picture(f.window(), u"platform-settings"_s));

        f.find<QLineEdit>(u"serverName"_s)->setText(u" "_s);
        f.find<QSpinBox>(u"auditDays"_s)->setValue(400);
        f.server->on(u"admin.setSettings"_s, [](const QJsonObject &params) -> QJsonValue { return settings(params); });
        f.find<QPushButton>(u"saveServerSettings"_s)->click();
        QTRY_COMPARE(f.server->count(u"admin.setSettings"_s), 1);
        const QJsonObject saved = f.server->last(u"admin.setSettings"_s);
        QVERIFY(saved.value(u"serverName"_s).toString().isEmpty());
        QCOMPARE(saved.value(u"registration"_s).toString(), u"invite"_s);
        QCOMPARE(saved.value(u"auditDays"_s).toInt(), 400);
        QVERIFY(!saved.contains(u"signInHistoryDays"_s) || saved.value(u"signInHistoryDays"_s).isNull()); // untouched

        f.find<QDoubleSpinBox>(u"taxPercent"_s)->setValue(19.5);
        f.server->on(u"admin.setBilling"_s, QJsonValue(billing()));
        f.find<QPushButton>(u"saveBillingSettings"_s)->click();
        QTRY_COMPARE(f.server->last(u"admin.setBilling"_s).value(u"taxBasisPoints"_s).toInt(), 1'950);
    }

    void theServersNameAndItsHelpAreShownToEverybody()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        auto *support = f.window().findChild<QAction *>(u"help.support"_s);
        QVERIFY(support && !support->isVisible());
        f.server->on(u"server.about"_s, QJsonObject{{u"name"_s, u"Data desk"_s},
                                                    {u"supportAddress"_s, u"help@example.org"_s},
                                                    {u"registration"_s, u"invite"_s}});
        QTRY_VERIFY(f.find<QLabel>(u"serverStatus"_s)->text().startsWith(u"Data desk"_s));
        QVERIFY(support->isVisible());
        QCOMPARE(support->data().toUrl(), QUrl(u"mailto:help@example.org"_s));
        // A server may not have a file of this computer put into the letter.
        f.server->on(u"server.about"_s, QJsonObject{{u"name"_s, u"Data thief"_s},
                                                    {u"supportAddress"_s, u"help@example.org?attach=/etc/passwd"_s},
                                                    {u"registration"_s, u"invite"_s}});
        Q_EMIT f.server->closed(Problem::of(ProblemCode::Unavailable, u"gone"_s));
        QTRY_VERIFY(f.find<QLabel>(u"serverStatus"_s)->text().startsWith(u"Data thief"_s));
        QCOMPARE(support->data().toUrl().scheme(), u"mailto"_s);
        QVERIFY(!support->data().toUrl().hasQuery());
    }

    void anOperatorWorksAsAMemberAndEndsIt()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"organizations"_s);
        QTRY_COMPARE(rows(f, u"allOrganizationsTable"_s), 2);
        auto *banner = f.find<QWidget>(u"impersonationBanner"_s);
        QVERIFY(banner && !banner->isVisible());
        f.find<QTableView>(u"allOrganizationsTable"_s)->selectRow(0);
        QTRY_COMPARE(rows(f, u"organizationPeople"_s), 2);
        f.find<QLineEdit>(u"organizationReason"_s)->setText(u"they asked for help"_s);
        f.find<QTableView>(u"organizationPeople"_s)->selectRow(1);
        QVERIFY(!f.find<QPushButton>(u"actAsMember"_s)->isEnabled()); // an operator
        f.find<QTableView>(u"organizationPeople"_s)->selectRow(0);
        QVERIFY(f.find<QPushButton>(u"actAsMember"_s)->isEnabled());

        const QString until = QDateTime::currentDateTimeUtc().addSecs(1'500).toString(Qt::ISODate);
        const QJsonObject visit{{u"operatorEmail"_s, u"ada@example.org"_s},
                                {u"reason"_s, u"they asked for help"_s},
                                {u"expiresAt"_s, until}};
        const QJsonObject bo{{u"id"_s, idText(21)}, {u"email"_s, u"bo@example.org"_s}, {u"fullName"_s, u"Bo"_s}};
        QJsonObject acme = organizationJson();
        acme[u"name"_s] = u"Acme"_s;
        f.server->on(u"admin.impersonate"_s, QJsonObject{{u"accessToken"_s, u"as-bo"_s},
                                                         {u"expiresIn"_s, 1'800},
                                                         {u"user"_s, bo},
                                                         {u"organization"_s, acme},
                                                         {u"impersonation"_s, visit}});
        f.server->on(u"auth.attach"_s, [=](const QJsonObject &params) -> QJsonValue {
            QJsonObject attached = attachedJson();
            attached[u"isOperator"_s] = params.value(u"accessToken"_s).toString() != u"as-bo";
            if (params.value(u"accessToken"_s).toString() == u"as-bo") {
                attached[u"user"_s] = bo;
                attached[u"organization"_s] = acme;
                attached[u"impersonation"_s] = visit;
            }
            return attached;
        });
        answerQuestion(u"Work as this person"_s);
        f.find<QPushButton>(u"actAsMember"_s)->click();
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(f.server->last(u"admin.impersonate"_s).value(u"userId"_s).toString(), idText(21));
        const QString text = f.find<QLabel>(u"impersonationText"_s)->text();
        for (const QString &part : {u"ada@example.org"_s, u"bo@example.org"_s, u"Acme"_s, u"they asked for help"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY(text.contains(u"24:"_s) || text.contains(u"25:00"_s)); // minutes that are left
        QCOMPARE(f.window().currentPanel(), u"start"_s);               // the panel of operators is not for Bo
        QVERIFY(!f.find<QToolButton>(u"rail.platform"_s)->isVisibleTo(&f.window()));
        QVERIFY(f.picture(f.window(), u"impersonation-banner"_s));

        f.server->on(u"auth.endImpersonation"_s, QJsonObject{});
        f.click(u"endImpersonation"_s);
        QTRY_VERIFY(f.desktop->session().isReady() && !banner->isVisible());
        QCOMPARE(f.server->count(u"auth.endImpersonation"_s), 1);
        QCOMPARE(f.server->last(u"auth.attach"_s).value(u"accessToken"_s).toString(), u"a"_s); // their own again
        QTRY_VERIFY(f.find<QToolButton>(u"rail.platform"_s)->isVisibleTo(&f.window()));
    }

    void whatTheServerEndsEndsInTheWindow()
    {
        WindowFixture f(*m_theme);
        openPage(f, u"overview"_s);
        const QString over = QDateTime::currentDateTimeUtc().addSecs(-1).toString(Qt::ISODate);
        const QJsonObject visit{{u"operatorEmail"_s, u"ada@example.org"_s},
                                {u"reason"_s, u"x"_s},
                                {u"expiresAt"_s, over}}; // its time is over as soon as it begins
        f.server->on(u"admin.impersonate"_s, QJsonObject{{u"accessToken"_s, u"as-bo"_s},
                                                         {u"expiresIn"_s, 1},
                                                         {u"user"_s, userJson()},
                                                         {u"organization"_s, organizationJson()},
                                                         {u"impersonation"_s, visit}});
        QStringList tokens;
        f.server->on(u"auth.attach"_s, [&tokens, visit](const QJsonObject &params) -> QJsonValue {
            QJsonObject attached = attachedJson();
            tokens << params.value(u"accessToken"_s).toString();
            if (tokens.back() == u"as-bo")
                attached[u"impersonation"_s] = visit;
            return attached;
        });
        api::ImpersonateRequest request;
        bool begun = false;
        f.desktop->session().impersonate(request, &f.window(),
                                         [&begun](const Result<void> &done) { begun = done.has_value(); });
        QTRY_COMPARE(tokens, (QStringList{u"as-bo"_s, u"a"_s}));
        QVERIFY(begun);
        QTRY_VERIFY(f.desktop->session().isReady());
        QVERIFY(!f.desktop->session().impersonation());
    }

    void whatTheServerRefusesIsSaidInPlace()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        f.server->refuse(u"admin.stats"_s, {{u"code"_s, u"forbidden"_s}, {u"title"_s, u"Not for you"_s}});
        QTRY_VERIFY(f.desktop->session().isReady());
        f.window().showPanel(u"platform"_s);
        QTRY_VERIFY(f.find<QWidget>(u"platformOverview"_s)->findChild<Notice *>()->isVisible());
    }
};

static const bool registered = tabletalk::test::add<TestPlatformPanel>();
#include "tst_PlatformPanel.moc"
