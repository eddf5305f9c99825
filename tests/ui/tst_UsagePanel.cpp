// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/session/Session.h"
#include "ui/shell/Messages.h"
#include "ui/usage/LimitNotices.h"
#include "ui/usage/UsageSharesCard.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

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

QJsonObject share(const QString &id, const QString &name, const QString &detail, const QJsonObject &sums)
{
    return {{u"id"_s, id},
            {u"name"_s, name},
            {u"detail"_s, detail},
            {u"figures"_s, sums},
            {u"lastAt"_s, u"2026-05-05T10:15:00Z"_s}};
}

void fill(FakeServer &server)
{
    for (const QString &list : {u"databases.list"_s, u"chat.databases"_s, u"conversations.list"_s})
        server.on(list, QJsonObject{{u"items"_s, QJsonArray()}});
    server.on(u"usage.today"_s, figures(41, 3, 12'000, 36'000));
    server.on(u"usage.summary"_s,
              QJsonObject{{u"last30Days"_s, figures(1'204, 61, 482'310, 1'446'900)}, {u"activeMembers"_s, 7}});
    QJsonArray days;
    for (int day = 1; day <= 30; ++day)
        days.append(QJsonObject{{u"day"_s, u"2026-04-%1"_s.arg(day, 2, 10, QLatin1Char('0'))},
                                {u"questions"_s, 20 + day},
                                {u"answered"_s, 18 + day},
                                {u"failed"_s, 2},
                                {u"tokens"_s, 100 * day},
                                {u"costMicros"_s, 10 * day}});
    server.on(u"usage.daily"_s, QJsonObject{{u"items"_s, days}});
    const auto limit = [](const QString &name, qint64 most, qint64 used) {
        return QJsonObject{{u"name"_s, name}, {u"limit"_s, most}, {u"used"_s, used}, {u"left"_s, most - used}};
    };
    server.on(u"usage.limits"_s,
              QJsonObject{{u"items"_s, QJsonArray{limit(u"questions"_s, 5'000, 4'610),
                                                  limit(u"tokens"_s, 100'000, 31'000), limit(u"users"_s, 10, 7),
                                                  QJsonObject{{u"name"_s, u"workspaces"_s}, {u"used"_s, 2}}}},
                          {u"alerts"_s, QJsonArray{QJsonObject{{u"name"_s, u"questions"_s},
                                                               {u"percent"_s, 90},
                                                               {u"used"_s, 4'500},
                                                               {u"limit"_s, 5'000},
                                                               {u"at"_s, u"2026-05-05T10:15:00Z"_s}}}},
                          {u"periodBegin"_s, u"2026-05-01T00:00:00Z"_s},
                          {u"periodEnd"_s, u"2026-06-01T00:00:00Z"_s}});
    server.on(
        u"usage.dashboard"_s,
        QJsonObject{
            {u"members"_s,
             QJsonArray{share(idText(1), u"Ada Lovelace"_s, u"ada@example.org"_s, figures(900, 20, 400'000, 1'200'000)),
                        share(idText(2), u"=Bo"_s, u"bo@example.org"_s, figures(304, 41, 82'310, 900)),
                        share(idText(3), QString(), QString(), figures(2, 0, 0, 0))}},
            {u"workspaces"_s, QJsonArray()},
            {u"apiKeys"_s, QJsonArray()},
            {u"agents"_s, QJsonArray{share(idText(8), u"Policies"_s, u"General"_s, figures(64, 60, 0, 0))}},
            {u"models"_s, QJsonArray{share(u"claude-sonnet-4"_s, u"claude-sonnet-4"_s, QString(),
                                           figures(480, 9, 482'310, 1'446'900))}},
            {u"storageBytes"_s, 52'428'800}});
}

} // namespace

/// The panel of usage against fixed answers.
class TestUsagePanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static void openPanel(WindowFixture &f)
    {
        f.open();
        fill(*f.server);
        f.window().showPanel(u"usage"_s);
        QTRY_COMPARE(f.find<QTableView>(u"usageTable"_s)->model()->rowCount(), 3);
    }

    static QString cell(WindowFixture &f, int row, int column)
    {
        return f.find<QTableView>(u"usageTable"_s)->model()->index(row, column).data().toString();
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void whoAndWhatSpentIsTold()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        QCOMPARE(cell(f, 0, 0), u"Ada Lovelace · ada@example.org"_s);
        QCOMPARE(cell(f, 0, 3), QLocale().toString(440'000));
        QCOMPARE(cell(f, 0, 4), u"$1.20"_s);
        QCOMPARE(cell(f, 1, 4), u"$0.0009"_s);
        QCOMPARE(cell(f, 2, 0), u"gone"_s);
        QCOMPARE(cell(f, 2, 4), u"–"_s);
        QVERIFY(f.find<QLabel>(u"usageTokens"_s)->text().contains(u"530"_s));
        f.window().resize(1240, 1180);
        QVERIFY(f.find<QWidget>(u"usageLimits"_s)->isVisible());
        QCOMPARE(f.find<QProgressBar>(u"limit_questions"_s)->value(), 922);
        QVERIFY(!f.find<QProgressBar>(u"limit_workspaces"_s)); // is not limited
        f.window().resize(1240, 1400);
        QVERIFY(f.picture(f.window(), u"usage-shares"_s));

        f.find<QComboBox>(u"usageBy"_s)->setCurrentIndex(1);
        QCOMPARE(cell(f, 0, 0), u"claude-sonnet-4"_s);
        f.find<QComboBox>(u"usageBy"_s)->setCurrentIndex(4);
        QCOMPARE(cell(f, 0, 0), u"Policies · General"_s);
        f.find<QComboBox>(u"usageBy"_s)->setCurrentIndex(3);
        QVERIFY(!f.find<QTableView>(u"usageTable"_s)->isVisible());
        QVERIFY(!f.find<QPushButton>(u"saveUsage"_s)->isEnabled());
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void figuresFollowWhatIsAskedWithoutWaitingForTheirTurn()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        const int before = f.server->count(u"usage.today"_s);
        f.server->on(u"usage.today"_s, figures(42, 3, 12'000, 36'000));
        for (int i = 0; i < 20; ++i) // many answers, one look
            f.server->notify(u"usage.changed"_s);
        QTRY_COMPARE(f.find<QLabel>(u"usageToday"_s)->text(), u"42"_s);
        QCOMPARE(f.server->count(u"usage.today"_s), before + 1);
    }

    void whoeverMaySeeTheLimitsIsToldOnceThatOneIsNear()
    {
        WindowFixture f(*m_theme);
        Messages messages;
        QList<Problem> told;
        connect(&messages, &Messages::reported, this, [&told](const Problem &problem) { told.append(problem); });
        fill(*f.server);
        f.server->on(u"usage.follow"_s, QJsonObject());
        const LimitNotices notices(f.desktop->session(), messages);
        f.open();
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.first().title, u"Questions this month: 90 % are used"_s);
        QVERIFY(told.first().hint.contains(u"2026-06-01"_s));
        const int before = f.server->count(u"usage.limits"_s);
        f.server->notify(u"usage.changed"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.server->count(u"usage.limits"_s) > before, 10'000);
        QCOMPARE(told.size(), 1);
    }

    void theTableIsSavedAndNoNameRunsAsAFormula()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        const QString path = f.directory.filePath(u"usage.csv"_s);
        f.find<UsageSharesCard>(u"usageShares"_s)->chooseFile = [path] { return path; };
        f.find<QPushButton>(u"saveUsage"_s)->click();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[2].startsWith("'=Bo,bo@example.org,304,263,"));
    }
};

static const bool registered = tabletalk::test::add<TestUsagePanel>();
#include "tst_UsagePanel.moc"
