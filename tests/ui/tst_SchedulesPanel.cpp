// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/schedules/ScheduleDialog.h"
#include "ui/schedules/ScheduleWords.h"
#include "ui/schedules/SchedulesWidget.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSpinBox>
#include <QTableView>
#include <QTimeEdit>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject scheduleOf(int id, const QString &name, const QString &state)
{
    QJsonObject made{
        {u"id"_s, idText(id)},
        {u"savedQuestionId"_s, idText(30)},
        {u"name"_s, name},
        {u"ownerName"_s, u"Ada"_s},
        {u"mine"_s, true},
        {u"times"_s, QJsonObject{{u"kind"_s, u"weekly"_s}, {u"at"_s, u"07:45"_s}, {u"days"_s, QJsonArray{1, 4}}}},
        {u"timesInWords"_s, u"Monday, Thursday at 07:45"_s},
        {u"timeZone"_s, u"Asia/Tokyo"_s},
        {u"condition"_s,
         QJsonObject{
             {u"on"_s, u"firstRow"_s}, {u"test"_s, u"below"_s}, {u"column"_s, u"stock"_s}, {u"value"_s, u"10"_s}}},
        {u"delivery"_s,
         QJsonObject{{u"mail"_s, QJsonArray{u"ada@example.org"_s}}, {u"webhook"_s, true}, {u"file"_s, u"xlsx"_s}}},
        {u"state"_s, state},
        {u"lastAt"_s, u"2026-03-01T22:45:00Z"_s},
        {u"lastOutcome"_s, state == u"paused" ? u"failed"_s : u"delivered"_s},
        {u"failures"_s, state == u"paused" ? 5 : 0},
        {u"files"_s, 1},
        {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s}};
    if (state == u"paused")
        made[u"pausedBecause"_s] = u"It failed 5 times in a row. The last time: The database does not answer."_s;
    else
        made[u"nextAt"_s] = u"2026-03-04T22:45:00Z"_s;
    return made;
}

} // namespace

/// Schedules in their panel and dialog.
class TestSchedulesPanel : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;
    FakeDatabases m_databases{10};
    QString m_state = u"active"_s;

    void fill(FakeServer &server)
    {
        m_databases.serve(server);
        server.on(u"schedules.list"_s, FakeServer::Answer([this](const QJsonObject &) {
                      return QJsonValue(
                          QJsonObject{{u"items"_s, QJsonArray{scheduleOf(60, u"Stock of Osaka"_s, m_state),
                                                              scheduleOf(61, u"Unpaid invoices"_s, u"paused"_s)}},
                                      {u"timeZone"_s, u"Asia/Tokyo"_s},
                                      {u"mailWorks"_s, true}});
                  }));
        server.on(u"schedules.runs"_s,
                  QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(62)},
                                                                  {u"dueAt"_s, u"2026-03-01T22:45:00Z"_s},
                                                                  {u"finishedAt"_s, u"2026-03-01T22:45:02Z"_s},
                                                                  {u"outcome"_s, u"delivered"_s},
                                                                  {u"detail"_s, u"stock is 8, below 10; 3 rows"_s},
                                                                  {u"rows"_s, 3},
                                                                  {u"byHand"_s, false}},
                                                      QJsonObject{{u"id"_s, idText(63)},
                                                                  {u"dueAt"_s, u"2026-02-25T22:45:00Z"_s},
                                                                  {u"finishedAt"_s, u"2026-02-25T22:45:02Z"_s},
                                                                  {u"outcome"_s, u"notMet"_s},
                                                                  {u"detail"_s, u"stock is 14, not below 10"_s},
                                                                  {u"rows"_s, 3},
                                                                  {u"byHand"_s, true}}}}});
        server.on(u"schedules.files"_s,
                  QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(64)},
                                                                  {u"name"_s, u"stock-of-osaka-2026-03-02-0745.xlsx"_s},
                                                                  {u"bytes"_s, 6},
                                                                  {u"createdAt"_s, u"2026-03-01T22:45:02Z"_s}}}}});
        server.on(u"schedules.preview"_s,
                  QJsonObject{{u"timesInWords"_s, u"Every day at 08:00"_s},
                              {u"timeZone"_s, u"Asia/Tokyo"_s},
                              {u"next"_s, QJsonArray{u"2026-03-04T23:00:00Z"_s, u"2026-03-05T23:00:00Z"_s}}});
        server.on(
            u"savedQuestions.list"_s,
            QJsonObject{{u"items"_s, QJsonArray{messageWith<api::SavedQuestion>({{u"id"_s, idText(30)},
                                                                                 {u"workspaceId"_s, idText(5)},
                                                                                 {u"databaseId"_s, idText(7)},
                                                                                 {u"ownerId"_s, idText(1)},
                                                                                 {u"name"_s, u"Stock of Osaka"_s}})}}});
    }
    static bool open(WindowFixture &f)
    {
        f.open();
        if (!QTest::qWaitFor([&] { return f.server->count(u"databases.list"_s) > 0; }))
            return false;
        f.window().showPanel(u"schedules"_s);
        return QTest::qWaitFor([&] {
            auto *table = f.find<QTableView>(u"schedules"_s);
            return table && table->model()->rowCount() == 2;
        });
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
        m_state = u"active"_s;
    }
    void cleanupTestCase() { delete m_theme; }

    void theNextRunStandsInTheOrganisationsTime()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        auto *table = f.find<QTableView>(u"schedules"_s);
        QVERIFY2(table->model()->index(0, 2).data().toString().endsWith(u"07:45"_s),
                 qPrintable(table->model()->index(0, 2).data().toString()));
        QVERIFY(f.find<QLabel>(u"scheduleZone"_s)->text().contains(u"Asia/Tokyo"_s));
        table->selectRow(0);
        QTRY_COMPARE(f.find<QTableView>(u"scheduleRuns"_s)->model()->rowCount(), 2);
        QTRY_COMPARE(f.find<QTableView>(u"scheduleFiles"_s)->model()->rowCount(), 1);
        QVERIFY(f.picture(f.window(), u"schedules"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
        table->selectRow(1);
        QVERIFY(f.find<QLabel>(u"scheduleAbout"_s)->text().contains(u"5 times in a row"_s));
        QCOMPARE(f.find<QPushButton>(u"pauseSchedule"_s)->text(), u"Go on"_s);
    }

    void oneIsPausedRunAndDeleted()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"schedules.pause"_s, FakeServer::Answer([this](const QJsonObject &) {
                         m_state = u"paused"_s;
                         return QJsonValue(scheduleOf(60, u"Stock of Osaka"_s, m_state));
                     }));
        f.server->on(u"schedules.run"_s, scheduleOf(60, u"Stock of Osaka"_s, u"active"_s));
        QVERIFY(open(f));
        QVERIFY(!f.find<QPushButton>(u"runSchedule"_s)->isEnabled());
        f.find<QTableView>(u"schedules"_s)->selectRow(0);
        f.click(u"runSchedule"_s);
        QTRY_COMPARE(f.server->count(u"schedules.run"_s), 1);
        QCOMPARE(f.server->last(u"schedules.run"_s).value(u"id"_s).toString(), idText(60));
        f.click(u"pauseSchedule"_s);
        QTRY_COMPARE(f.find<QPushButton>(u"pauseSchedule"_s)->text(), u"Go on"_s);
    }

    void aFileIsSavedInParts()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"schedules.file"_s, FakeServer::Answer([](const QJsonObject &params) {
                         const bool first = params.value(u"offset"_s).toInt() == 0;
                         QJsonObject part{
                             {u"file"_s, QJsonObject{{u"id"_s, idText(64)},
                                                     {u"name"_s, u"a.xlsx"_s},
                                                     {u"bytes"_s, 6},
                                                     {u"createdAt"_s, u"2026-03-01T22:45:02Z"_s}}},
                             {u"base64"_s, QString::fromLatin1(QByteArray(first ? "abc" : "def").toBase64())}};
                         if (first)
                             part[u"next"_s] = 3;
                         return QJsonValue(part);
                     }));
        QVERIFY(open(f));
        f.find<QTableView>(u"schedules"_s)->selectRow(0);
        QTRY_COMPARE(f.find<QTableView>(u"scheduleFiles"_s)->model()->rowCount(), 1);
        f.find<QTableView>(u"scheduleFiles"_s)->selectRow(0);
        const QString path = f.directory.filePath(u"saved.xlsx"_s);
        f.find<SchedulesWidget>(u"schedulesPanel"_s)->chooseTarget = [path](const QString &) { return path; };
        f.click(u"saveScheduleFile"_s);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("abcdef"));
    }

    void aNewOneSaysWhenItWouldRun()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"schedules.create"_s, scheduleOf(65, u"Stock of Osaka"_s, u"active"_s));
        QVERIFY(open(f));
        f.click(u"addSchedule"_s);
        auto *dialog = f.find<ScheduleDialog>(u"scheduleDialog"_s);
        QVERIFY(dialog);
        QTRY_COMPARE(dialog->findChild<QComboBox *>(u"scheduleQuestion"_s)->count(), 1);
        QTRY_VERIFY(dialog->findChild<QLabel *>(u"schedulePreview"_s)->text().contains(u"08:00"_s));
        auto *kind = dialog->findChild<QComboBox *>(u"scheduleKind"_s);
        kind->setCurrentIndex(kind->findData(u"weekly"_s));
        QVERIFY(dialog->findChild<QCheckBox *>(u"scheduleDay4"_s)->isVisible());
        dialog->findChild<QCheckBox *>(u"scheduleDay4"_s)->setChecked(true);
        dialog->findChild<QTimeEdit *>(u"scheduleAt"_s)->setTime(QTime(7, 45));
        auto *on = dialog->findChild<QComboBox *>(u"scheduleOn"_s);
        on->setCurrentIndex(on->findData(u"firstRow"_s));
        auto *save = dialog->findChild<QPushButton *>(u"saveSchedule"_s);
        QVERIFY(!save->isEnabled()); // without a value
        dialog->findChild<QLineEdit *>(u"scheduleColumn"_s)->setText(u"stock"_s);
        dialog->findChild<QLineEdit *>(u"scheduleValue"_s)->setText(u"10"_s);
        QVERIFY(save->isEnabled());
        QVERIFY(f.picture(*dialog, u"schedule-dialog"_s));
        QCOMPARE(namelessControls(*dialog), QStringList());
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_COMPARE(f.server->count(u"schedules.create"_s), 1);
        const QJsonObject sent = f.server->last(u"schedules.create"_s);
        QCOMPARE(sent.value(u"savedQuestionId"_s).toString(), idText(30));
        const QJsonObject times = sent.value(u"times"_s).toObject();
        QCOMPARE(times.value(u"at"_s).toString(), u"07:45"_s);
        QCOMPARE(times.value(u"days"_s).toArray(), (QJsonArray{1, 4}));
        QCOMPARE(sent.value(u"condition"_s).toObject().value(u"column"_s).toString(), u"stock"_s);
        QCOMPARE(sent.value(u"delivery"_s).toObject().value(u"file"_s).toString(), u"csv"_s);
    }

    void oneThatIsChangedShowsWhatItIs()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.server->refuse(u"schedules.update"_s, {{u"code"_s, u"invalid_request"_s},
                                                 {u"title"_s, u"Invalid request"_s},
                                                 {u"detail"_s, u"bob@example.org is no member"_s}});
        QVERIFY(open(f));
        f.find<QTableView>(u"schedules"_s)->selectRow(0);
        f.click(u"changeSchedule"_s);
        auto *dialog = f.find<ScheduleDialog>(u"scheduleDialog"_s);
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QComboBox *>(u"scheduleKind"_s)->currentData().toString(), u"weekly"_s);
        QVERIFY(dialog->findChild<QCheckBox *>(u"scheduleDay4"_s)->isChecked());
        QVERIFY(!dialog->findChild<QCheckBox *>(u"scheduleDay2"_s)->isChecked());
        QCOMPARE(dialog->findChild<QLineEdit *>(u"scheduleValue"_s)->text(), u"10"_s);
        QCOMPARE(dialog->findChild<QLineEdit *>(u"scheduleMail"_s)->text(), u"ada@example.org"_s);
        auto *save = dialog->findChild<QPushButton *>(u"saveSchedule"_s);
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_COMPARE(f.server->count(u"schedules.update"_s), 1);
        QTRY_VERIFY(save->isEnabled()); // refused: nothing is lost
        QVERIFY(dialog->isVisible());
    }
};

static const bool registered = tabletalk::test::add<TestSchedulesPanel>();
#include "tst_SchedulesPanel.moc"
