// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/connections/DatabaseListModel.h"
#include "ui/connections/DatabaseState.h"
#include "ui/connections/StageProgress.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QListView>
#include <QSettings>
#include <QTabWidget>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// The reading of a database as it goes on, and how a database stands.
class TestReading : public QObject
{
    Q_OBJECT

    struct Fixture : WindowFixture
    {
        explicit Fixture(Theme &windowTheme)
            : WindowFixture(windowTheme)
            , databases(1000)
        {}
        void openReading(const QString &stage, int done = 0, const QString &detail = {})
        {
            databases.done = done;
            databases.total = done > 0 ? 1000 : 0;
            databases.detail = detail;
            databases.serve(*server, stage);
            openWarehouse();
            find<QTabWidget>(u"databaseTabs"_s)->setCurrentIndex(3);
        }
        void openWarehouse()
        {
            open();
            window().showPanel(u"connections"_s);
            auto *list = find<QListView>(u"databases"_s);
            QTRY_COMPARE(list->model()->rowCount(), 2);
            list->setCurrentIndex(list->model()->index(1, 0));
        }
        QString stageState(const QString &stage)
        {
            const auto *row = find<QWidget>(QString(u"stage."_s + stage));
            return row ? row->property("state").toString() : QString();
        }
        bool isShown(const QString &button) { return find<QPushButton>(button)->isVisible(); }

        FakeDatabases databases;
    };

    static QJsonArray stages(const QString &profiling, qint64 done)
    {
        const auto stage = [](const QString &name, const QString &state, qint64 at, qint64 of, qint64 ms,
                              const QString &detail) {
            return QJsonObject{{u"stage"_s, name}, {u"state"_s, state}, {u"done"_s, at},
                               {u"total"_s, of},   {u"ms"_s, ms},       {u"detail"_s, detail}};
        };
        return {stage(u"connecting"_s, u"done"_s, 1, 1, 42, u"PostgreSQL 15.8 on db.example.org"_s),
                stage(u"reading"_s, u"done"_s, 1000, 1000, 2400, u"1,000 tables with 20,000 columns in 4 schemas"_s),
                stage(u"profiling"_s, profiling, done, 1000, 8100,
                      profiling == u"failed" ? u"The server closed the connection."_s : u"sales.orders_0311"_s),
                stage(u"understanding"_s, u"waiting"_s, 0, 0, 0, {}), stage(u"examples"_s, u"waiting"_s, 0, 0, 0, {})};
    }

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void everyStageIsShownWithItsOutcome()
    {
        Fixture f(*m_theme);
        f.databases.stages = stages(u"running"_s, 312);
        f.databases.askable = true;
        f.openReading(u"profiling"_s, 312, u"sales.orders_0311"_s);
        QTRY_COMPARE(f.stageState(u"profiling"_s), u"running"_s);
        QCOMPARE(f.stageState(u"reading"_s), u"done"_s);
        QCOMPARE(f.stageState(u"examples"_s), u"waiting"_s);
        const QString told = f.find<QWidget>(u"stage.profiling"_s)->accessibleName();
        QVERIFY2(told.contains(u"312 of 1,000"_s) && told.contains(u"2 minutes left"_s), qPrintable(told));
        QVERIFY2(f.find<QLabel>(u"askableText"_s)->text().contains(u"312 of 1,000"_s),
                 qPrintable(f.find<QLabel>(u"askableText"_s)->text()));
        QVERIFY(f.find<QPushButton>(u"askDatabase"_s)->isEnabled());
        QVERIFY(f.picture(f.window(), u"reading"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
        f.server->event(
            idText(40), 1, u"progress"_s,
            messageWith<api::OnboardingProgress>({{u"stage"_s, u"profiling"_s}, {u"done"_s, 313}, {u"total"_s, 1000}}));
        QVERIFY(f.find<QWidget>(u"stage.profiling"_s)->accessibleName().contains(u"313 of 1,000"_s));
        f.server->event(idText(40), 2, u"stages"_s,
                        {{u"stages"_s, messagesWith<api::OnboardingStage>(stages(u"running"_s, 640))}});
        QVERIFY(f.find<QWidget>(u"stage.profiling"_s)->accessibleName().contains(u"640 of 1,000"_s));
        f.click(u"askAlready"_s);
        QCOMPARE(f.window().currentPanel(), u"chat"_s);
    }

    void itIsPausedAndGoesOn()
    {
        Fixture f(*m_theme);
        f.server->on(u"databases.pauseOnboarding"_s, QJsonObject());
        f.server->on(u"databases.resumeOnboarding"_s, QJsonObject());
        f.databases.stages = stages(u"running"_s, 312);
        f.openReading(u"profiling"_s, 312);
        QTRY_VERIFY(f.isShown(u"pauseOnboarding"_s));
        QVERIFY(!f.isShown(u"resumeOnboarding"_s));
        f.databases.stage = u"paused"_s;
        f.databases.stages = stages(u"paused"_s, 312);
        f.click(u"pauseOnboarding"_s);
        QTRY_VERIFY(f.isShown(u"resumeOnboarding"_s));
        QVERIFY(!f.isShown(u"pauseOnboarding"_s));
        QVERIFY(f.isShown(u"cancelOnboarding"_s));
        QCOMPARE(f.stageState(u"profiling"_s), u"paused"_s);
        QVERIFY(f.picture(f.window(), u"reading-paused"_s));
        f.databases.stage = u"profiling"_s;
        f.databases.stages = stages(u"running"_s, 313);
        f.click(u"resumeOnboarding"_s);
        QTRY_VERIFY(f.isShown(u"pauseOnboarding"_s));
    }

    void aReadingThatStoppedCanBeTriedAgain()
    {
        Fixture f(*m_theme);
        f.server->on(u"databases.onboard"_s, f.databases.database());
        f.databases.stages = stages(u"cancelled"_s, 312);
        f.openReading(u"cancelled"_s);
        QTRY_COMPARE(f.stageState(u"profiling"_s), u"cancelled"_s);
        QVERIFY(f.picture(f.window(), u"reading-cancelled"_s));
        f.click(u"tryAgain"_s);
        QTRY_COMPARE(f.server->count(u"databases.onboard"_s), 1);
    }

    void aFailureSaysWhyAndWhatToDo()
    {
        Fixture f(*m_theme);
        f.databases.stages = stages(u"failed"_s, 312);
        f.openReading(u"failed"_s, 0, u"The server closed the connection in the middle of table orders."_s);
        QTRY_COMPARE(f.stageState(u"profiling"_s), u"failed"_s);
        auto *notice = f.find<QWidget>(u"readingTab"_s)->findChild<QLabel *>(u"noticeDetail"_s);
        QVERIFY(notice->isVisible());
        QVERIFY(notice->text().contains(u"closed the connection"_s));
        QVERIFY(f.isShown(u"tryAgain"_s));
        QVERIFY(f.picture(f.window(), u"reading-failed"_s));
    }

    void aReadingThatEndedCanBeRepeatedOrNarrowed()
    {
        Fixture f(*m_theme);
        f.server->on(u"databases.select"_s, QJsonObject());
        f.openReading(u"ready"_s);
        QTRY_VERIFY(f.isShown(u"readAll"_s));
        QVERIFY(f.picture(f.window(), u"reading-ready"_s));
        f.click(u"chooseTables"_s);
        auto *dialog = f.find<QDialog>(u"selectionDialog"_s);
        QVERIFY(dialog);
        auto *schemas = dialog->findChild<QListView *>(u"schemaChoice"_s);
        QTRY_COMPARE(schemas->model()->rowCount(), 5);
        schemas->model()->setData(schemas->model()->index(4, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(f.picture(*dialog, u"selection"_s));
        dialog->findChild<QPushButton *>(u"selectionSave"_s)->click();
        QTRY_COMPARE(f.server->count(u"databases.select"_s), 1);
        const QJsonObject sent = f.server->last(u"databases.select"_s).value(u"selection"_s).toObject();
        QCOMPARE(sent.value(u"schemas"_s).toArray().size(), 3);
    }

    void healthIsCheckedLayerByLayer()
    {
        Fixture f(*m_theme);
        f.databases.serve(*f.server);
        f.databases.accountCanWrite = true;
        f.openWarehouse();
        QTRY_COMPARE(f.find<QLabel>(u"health"_s)->text(), u"Not checked"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"example"_s));
        QVERIFY(f.picture(f.window(), u"overview"_s));
        QVERIFY(f.find<QLabel>(u"grantSql"_s)->text().contains(u"\"warehouse\""_s));
        f.server->refuse(
            u"databases.test"_s,
            {{u"code"_s, u"cannot_connect"_s},
             {u"title"_s, u"The database cannot be reached"_s},
             {u"detail"_s, u"Nobody listens on db.example.org, port 5432."_s},
             {u"hint"_s, u"Is the server running, and is a firewall in between?"_s},
             {u"errors"_s, QJsonArray{QJsonObject{{u"path"_s, u"connection.port"_s}, {u"message"_s, u"refused"_s}}}}});
        f.databases.health = {{u"state"_s, u"failing"_s},
                              {u"detail"_s, u"Nobody listens on db.example.org, port 5432."_s},
                              {u"checkedAt"_s, u"2026-01-02T09:30:00Z"_s}};
        f.click(u"checkNow"_s);
        QTRY_COMPARE(f.find<QLabel>(u"health"_s)->text(), u"Not reachable"_s);
        QCOMPARE(f.find<QWidget>(u"step.port"_s)->property("state").toString(), u"failed"_s);
        QVERIFY(f.picture(f.window(), u"overview-failing"_s));
        f.server->on(u"databases.test"_s,
                     messageWith<api::DatabaseTestResult>({{u"kind"_s, u"postgresql"_s}, {u"ms"_s, 12}}));
        f.databases.health = {{u"state"_s, u"ok"_s}, {u"ms"_s, 12}, {u"checkedAt"_s, u"2026-01-02T09:30:00Z"_s}};
        f.click(u"checkNow"_s);
        QTRY_COMPARE(f.find<QLabel>(u"health"_s)->text(), u"Reachable"_s);
    }

    void readOnlyIsProved()
    {
        Fixture f(*m_theme);
        const auto layer = [](const QString &name, const QString &state, const QString &detail,
                              const QString &statement, const QString &answer) {
            return messageWith<api::ProofLayer>(
                {{u"layer"_s, name},
                 {u"state"_s, state},
                 {u"detail"_s, detail},
                 {u"attempts"_s,
                  QJsonArray{QJsonObject{{u"statement"_s, statement}, {u"refused"_s, true}, {u"answer"_s, answer}}}}});
        };
        f.server->on(
            u"databases.prove"_s,
            QJsonObject{
                {u"proved"_s, true},
                {u"ms"_s, 84},
                {u"at"_s, u"2026-01-02T09:30:00Z"_s},
                {u"layers"_s,
                 QJsonArray{layer(u"statement"_s, u"ok"_s, u"What could change anything never leaves Tabletalk."_s,
                                  u"DELETE FROM orders"_s, u"DELETE is not a query."_s),
                            layer(u"engine"_s, u"ok"_s, u"Every transaction is READ ONLY."_s,
                                  u"CREATE TABLE tabletalk_proof (n integer)"_s,
                                  u"ERROR: cannot execute CREATE TABLE in a read-only transaction"_s),
                            layer(u"grants"_s, u"warning"_s, u"The account owns 12 tables, so it could write."_s,
                                  u"SELECT has_table_privilege('orders', 'INSERT')"_s, u"true"_s),
                            layer(u"attempt"_s, u"ok"_s,
                                  u"A write was tried in earnest and rolled back by the engine."_s,
                                  u"INSERT INTO orders DEFAULT VALUES"_s,
                                  u"ERROR: cannot execute INSERT in a read-only transaction"_s)}}});
        f.databases.serve(*f.server);
        f.openWarehouse();
        f.click(u"proveReadOnly"_s);
        auto *dialog = f.find<QDialog>(u"proofDialog"_s);
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->findChild<QWidget *>(u"layer.attempt"_s));
        QVERIFY(dialog->findChild<QLabel *>(u"noticeTitle"_s)->text().contains(u"Proved"_s));
        QVERIFY(f.picture(*dialog, u"proof"_s));
        QCOMPARE(namelessControls(*dialog), QStringList());
    }

    void aProofThatFailsIsShownAsSuch()
    {
        Fixture f(*m_theme);
        f.server->on(
            u"databases.prove"_s,
            QJsonObject{{u"proved"_s, false},
                        {u"ms"_s, 5},
                        {u"at"_s, u"2026-01-02T09:30:00Z"_s},
                        {u"layers"_s,
                         QJsonArray{messageWith<api::ProofLayer>(
                             {{u"layer"_s, u"engine"_s},
                              {u"state"_s, u"failed"_s},
                              {u"attempts"_s, QJsonArray{QJsonObject{{u"statement"_s, u"CREATE TABLE x (n integer)"_s},
                                                                     {u"refused"_s, false},
                                                                     {u"answer"_s, u"CREATE TABLE"_s}}}}})}}});
        f.databases.serve(*f.server);
        f.openWarehouse();
        f.click(u"proveReadOnly"_s);
        auto *dialog = f.find<QDialog>(u"proofDialog"_s);
        QTRY_VERIFY(dialog->findChild<QWidget *>(u"layer.engine"_s));
        QVERIFY(dialog->findChild<QLabel *>(u"noticeTitle"_s)->text().contains(u"Not proved"_s));
        QVERIFY(f.picture(*dialog, u"proof-failed"_s));
    }

    void theListIsInTheOrderOfNamesAndTellsHealthInWords()
    {
        Fixture f(*m_theme);
        f.databases.serve(*f.server);
        f.openWarehouse();
        DatabaseListModel model(f.desktop->catalog());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.index(0).data().toString().left(7), u"Archive"_s);
        QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(u"Not reachable"_s));
        f.databases.name = u"A new name"_s;
        f.desktop->catalog().refetch(*ConnectionId::fromString(idText(7)));
        QTRY_COMPARE(model.index(0).data().toString(), u"A new name"_s);
        QCOMPARE(*f.find<QListView>(u"databases"_s)->model()->index(0, 0).data().toString().begin(), u'A');
    }

    void stagesFollowTheEvents()
    {
        std::vector<api::OnboardingStage> stages;
        api::OnboardingProgress progress;
        progress.stage = u"reading"_s;
        progress.total = 12;
        followStages(stages, progress);
        QCOMPARE(stages.size(), size_t(5));
        QCOMPARE(stages[0].state, u"done"_s);
        QCOMPARE(stages[1].state, u"running"_s);
        QCOMPARE(stages[2].state, u"waiting"_s);
        progress.stage = u"failed"_s;
        progress.detail = u"gone"_s;
        followStages(stages, progress);
        QCOMPARE(stages[1].state, u"failed"_s);
        QCOMPARE(stages[1].detail, u"gone"_s);
        progress.stage = u"ready"_s;
        followStages(stages, progress);
        QCOMPARE(stages[4].state, u"done"_s);
    }

    void layoutsMirrorForScriptsFromTheRight()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        {
            Fixture f(*m_theme);
            f.databases.stages = stages(u"running"_s, 312);
            f.openReading(u"profiling"_s, 312);
            QTRY_COMPARE(f.stageState(u"profiling"_s), u"running"_s);
            QTest::qWait(20);
            QVERIFY(saveScreenshot(f.window(), u"reading-rtl"_s));
        }
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }
};

static const bool registered = tabletalk::test::add<TestReading>();
#include "tst_Reading.moc"
