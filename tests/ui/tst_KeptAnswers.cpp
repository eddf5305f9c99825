// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/SampleWindow.h"
#include "ui/chat/ResultView.h"
#include "ui/dashboards/DashboardGrid.h"
#include "ui/dashboards/DashboardTile.h"
#include "ui/dashboards/PinDialog.h"
#include "ui/saved/RunView.h"
#include "ui/saved/SaveDialog.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// From an answer in chat to a saved question and a dashboard, on a real server.
class TestKeptAnswers : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void anAnswerIsSavedRunAgainAndPinned()
    {
        SampleWindow f(*m_theme);
        QVERIFY(f.openSample());
        MainWindow &window = f.desktop->window();
        f.card()->findChild<QAction *>(u"keep.save"_s)->trigger();
        auto *save = window.findChild<SaveDialog *>();
        QVERIFY(save);
        save->findChild<QLineEdit *>(u"saveName"_s)->setText(u"First answer"_s);
        QTest::mouseClick(save->findChild<QPushButton *>(u"saveQuestion"_s), Qt::LeftButton);

        f.card()->findChild<QAction *>(u"keep.pin"_s)->trigger();
        auto *pin = window.findChild<PinDialog *>();
        QVERIFY(pin);
        pin->findChild<QLineEdit *>(u"pinNewName"_s)->setText(u"Sales"_s);
        QTest::mouseClick(pin->findChild<QPushButton *>(u"pin"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!window.findChild<PinDialog *>(), SampleWindow::longWait);

        window.showPanel(u"saved"_s);
        auto *list = window.findChild<QListView *>(u"savedList"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, SampleWindow::longWait); // one was pinned
        const int row = list->model()->index(0, 0).data().toString() == u"First answer" ? 0 : 1;
        list->setCurrentIndex(list->model()->index(row, 0));
        QTest::mouseClick(window.findChild<QPushButton *>(u"runSaved"_s), Qt::LeftButton);
        auto *result = window.findChild<QWidget *>(u"savedPanel"_s)->findChild<RunView *>();
        QTRY_VERIFY_WITH_TIMEOUT(result->run().has_value(), SampleWindow::longWait);
        QCOMPARE(result->run()->sql, f.card()->run().state().sql);
        QCOMPARE(result->run()->rowCount, f.card()->run().state().rowCount);

        window.showPanel(u"dashboards"_s);
        auto *grid = window.findChild<DashboardGrid *>();
        QTRY_COMPARE_WITH_TIMEOUT(grid->tiles().size(), size_t(1), SampleWindow::longWait);
        QTRY_VERIFY_WITH_TIMEOUT(grid->tiles().front()->result().run().has_value(), SampleWindow::longWait);
        QVERIFY(f.picture(window, u"dashboard-of-sample"_s));
    }
};

static const bool registered = tabletalk::test::add<TestKeptAnswers>();
#include "tst_KeptAnswers.moc"
