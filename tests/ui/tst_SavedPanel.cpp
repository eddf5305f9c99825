// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/SavedAnswers.h"
#include "tests/ui/WindowFixture.h"
#include "ui/charts/ChartWidget.h"
#include "ui/chat/ResultView.h"
#include "ui/saved/KeepButton.h"
#include "ui/saved/RunView.h"
#include "ui/saved/SaveDialog.h"
#include "ui/saved/SavedQuestionModel.h"
#include "ui/saved/SavedWidget.h"
#include "ui/sql/SqlEditor.h"
#include "ui/widgets/Notice.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// The panel of saved questions against fixed answers.
class TestSavedPanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static void fill(FakeServer &server)
    {
        fillWindow(server);
        server.on(u"savedQuestions.list"_s, [](const QJsonObject &params) {
            const QString text = params[u"text"_s].toString();
            QJsonArray items;
            for (const QJsonObject &item :
                 {savedJson(1, u"Sales by city"_s), savedJson(2, u"Orders without customers"_s, true, u"workspace"_s),
                  savedJson(3, u"Stock below ten"_s, false, u"workspace"_s)}) {
                if (text.isEmpty() || item[u"name"_s].toString().contains(text, Qt::CaseInsensitive))
                    items.append(item);
            }
            return QJsonObject{{u"items"_s, items}};
        });
        server.on(u"savedQuestions.run"_s,
                  [](const QJsonObject &params) { return runJson(params[u"id"_s].toString()); });
        server.on(u"savedQuestions.update"_s, [](const QJsonObject &params) {
            QJsonObject changed = savedJson(1, u"Sales by city"_s);
            for (const QString &field : {u"name"_s, u"visibility"_s, u"sql"_s}) {
                if (params[field].isString())
                    changed[field] = params[field];
            }
            return changed;
        });
    }

    static SavedWidget *open(WindowFixture &f)
    {
        f.open();
        fill(*f.server);
        f.window().showPanel(u"saved"_s);
        const bool isThere = QTest::qWaitFor([&] { return list(f)->model()->rowCount() == 3; });
        return isThere ? f.find<SavedWidget>(u"savedPanel"_s) : nullptr;
    }
    static QListView *list(WindowFixture &f) { return f.find<QListView>(u"savedList"_s); }
    static void choose(WindowFixture &f, int row) { list(f)->setCurrentIndex(list(f)->model()->index(row, 0)); }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void aQuestionIsChosenAndRun()
    {
        WindowFixture f(*m_theme);
        const auto *panel = open(f);
        QVERIFY(panel);
        QVERIFY(f.find<QLabel>(u"savedNothing"_s)->isVisible());
        choose(f, 0);
        f.click(u"runSaved"_s);
        auto *result = panel->findChild<RunView *>();
        QTRY_VERIFY(result->run().has_value());
        QVERIFY(panel->findChild<ChartWidget *>()->isVisible());
        QVERIFY(panel->findChild<ResultView *>()->isVisible());
        QCOMPARE(panel->findChild<ResultView *>()->model()->rowCount(), 3);
        QVERIFY(result->findChild<QLabel *>(u"sentence"_s)->text().contains(u"Berlin leads"_s));
        QVERIFY(namelessControls(*panel).isEmpty());
        QVERIFY(f.picture(f.window(), u"saved-run"_s));
    }

    void theResultOfOneIsNotShownUnderAnother()
    {
        WindowFixture f(*m_theme);
        const auto *panel = open(f);
        choose(f, 0);
        f.click(u"runSaved"_s);
        choose(f, 1); // before the answer arrives
        auto *result = panel->findChild<RunView *>();
        QTRY_VERIFY(f.find<QPushButton>(u"runSaved"_s)->isEnabled());
        QVERIFY(!result->run().has_value());
    }

    void aProblemStandsInPlaceOfTheResult()
    {
        WindowFixture f(*m_theme);
        const auto *panel = open(f);
        f.server->refuse(u"savedQuestions.run"_s, {{u"code"_s, u"database_failed"_s},
                                                   {u"title"_s, u"The database reported an error"_s},
                                                   {u"detail"_s, u"no such table: orders"_s}});
        choose(f, 0);
        f.click(u"runSaved"_s);
        auto *result = panel->findChild<RunView *>();
        QTRY_VERIFY(result->hasProblem());
        QVERIFY(result->findChild<Notice *>()->text().contains(u"no such table"_s));
        QVERIFY(!panel->findChild<ResultView *>()->isVisible());
        QVERIFY(f.picture(f.window(), u"saved-problem"_s));
    }

    void itIsRenamedAndShownInTheWorkspace()
    {
        WindowFixture f(*m_theme);
        open(f);
        choose(f, 0);
        auto *name = f.find<QLineEdit>(u"savedName"_s);
        name->setText(u"Sales of the year"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(list(f)->model()->index(0, 0).data().toString(), u"Sales of the year"_s);
        f.click(u"shareSaved"_s);
        QTRY_COMPARE(f.server->last(u"savedQuestions.update"_s)[u"visibility"_s].toString(), u"workspace"_s);
    }

    void anEditedStatementIsKeptAndRun()
    {
        WindowFixture f(*m_theme);
        const auto *panel = open(f);
        choose(f, 0);
        f.click(u"savedSql"_s);
        auto *box = panel->findChild<QWidget *>(u"sqlBox"_s);
        QVERIFY(box && box->isVisible());
        QTest::mouseClick(box->findChild<QPushButton *>(u"editSql"_s), Qt::LeftButton);
        box->findChild<SqlEditor *>()->setText(u"SELECT 2"_s);
        QTest::mouseClick(box->findChild<QPushButton *>(u"runSql"_s), Qt::LeftButton);
        QTRY_COMPARE(f.server->count(u"savedQuestions.run"_s), 1);
        QCOMPARE(f.server->last(u"savedQuestions.update"_s)[u"sql"_s].toString(), u"SELECT 2"_s);
    }

    void othersQuestionsAreRunAndNotChanged()
    {
        WindowFixture f(*m_theme);
        open(f);
        choose(f, 2);
        QVERIFY(f.find<QLineEdit>(u"savedName"_s)->isReadOnly());
        QVERIFY(!f.find<QPushButton>(u"shareSaved"_s)->isVisible());
        QVERIFY(!f.find<QPushButton>(u"deleteSaved"_s)->isVisible());
        QVERIFY(f.find<QLabel>(u"savedAbout"_s)->text().contains(u"Ada Lovelace"_s));
    }

    void theyAreSearched()
    {
        WindowFixture f(*m_theme);
        open(f);
        f.find<QLineEdit>(u"savedSearch"_s)->setText(u"stock"_s);
        QTRY_COMPARE(list(f)->model()->rowCount(), 1);
        f.find<QLineEdit>(u"savedSearch"_s)->setText(u"nothing like it"_s);
        QTRY_VERIFY(f.find<QLabel>(u"savedEmpty"_s)->isVisible());
    }

    void nothingSavedSaysHowToBegin()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        f.server->on(u"savedQuestions.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.window().showPanel(u"saved"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"savedToChat"_s)->isVisible());
        QVERIFY(f.find<QLabel>(u"savedNothing"_s)->text().contains(u"Keep"_s));
        QVERIFY(!f.find<QLabel>(u"savedEmpty"_s)->isVisible());
        QVERIFY(f.picture(f.window(), u"saved-empty"_s));
        f.click(u"savedToChat"_s);
        QCOMPARE(f.window().currentPanel(), u"chat"_s);
    }

    void onlyThoseOfTheChosenWorkspaceAreListed()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        const auto workspace = [](int number, const QString &name, bool isDefault) {
            return QJsonObject{{u"id"_s, idText(number)},
                               {u"organizationId"_s, idText(3)},
                               {u"name"_s, name},
                               {u"isDefault"_s, isDefault},
                               {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s}};
        };
        f.server->on(u"workspaces.list"_s, QJsonObject{{u"items"_s, QJsonArray{workspace(90, u"Default"_s, true),
                                                                               workspace(91, u"Sales"_s, false)}}});
        f.desktop->workspaces().reload();
        QTRY_COMPARE(f.desktop->workspaces().all().size(), 2U);
        f.window().showPanel(u"saved"_s);
        QTRY_COMPARE(f.server->last(u"savedQuestions.list"_s)[u"workspaceId"_s].toString(), idText(90));
        f.desktop->workspaces().choose(WorkspaceId::fromString(idText(91)).value());
        QTRY_COMPARE(f.server->last(u"savedQuestions.list"_s)[u"workspaceId"_s].toString(), idText(91));
    }

    void oneIsDeletedAfterAsking()
    {
        WindowFixture f(*m_theme);
        open(f);
        f.server->on(u"savedQuestions.delete"_s, QJsonObject());
        choose(f, 0);
        QTimer::singleShot(0, &f.window(), [] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            const auto buttons = box ? box->buttons() : QList<QAbstractButton *>();
            for (QAbstractButton *button : buttons) {
                if (box->buttonRole(button) == QMessageBox::DestructiveRole)
                    button->click();
            }
        });
        f.click(u"deleteSaved"_s);
        QTRY_COMPARE(list(f)->model()->rowCount(), 2);
    }

    void theModelIsSound()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        auto page = [](const QJsonObject &params) {
            QJsonArray items;
            const bool isFirst = !params[u"cursor"_s].isString();
            for (int i = 0; i < 3; ++i)
                items.append(savedJson(isFirst ? 10 + i : 20 + i, u"Question"_s));
            QJsonObject list{{u"items"_s, items}};
            if (isFirst)
                list[u"nextCursor"_s] = u"more"_s;
            return QJsonValue(list);
        };
        f.server->on(u"savedQuestions.list"_s, FakeServer::Answer(page));
        f.window().showPanel(u"saved"_s);
        auto *model = qobject_cast<SavedQuestionModel *>(list(f)->model());
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY(model->rowCount() >= 3);
        if (model->canFetchMore({}))
            model->fetchMore({});
        QTRY_COMPARE(model->rowCount(), 6);
        QVERIFY(!model->canFetchMore({}));
        model->remove(SavedQuestionId::fromString(idText(10)).value());
        QCOMPARE(model->rowCount(), 5);
    }

    void anAnswerIsSavedUnderAName()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        f.server->on(u"savedQuestions.saveAnswer"_s, savedJson(5, u"Sales"_s));
        QWidget parent;
        auto *dialog =
            new SaveDialog(f.desktop->session(), MessageId::fromString(idText(7)).value(), u" By  city "_s, &parent);
        QSignalSpy saved(dialog, &SaveDialog::saved);
        dialog->show();
        QCOMPARE(dialog->findChild<QLineEdit *>(u"saveName"_s)->text(), u"By city"_s);
        QVERIFY(f.picture(*dialog, u"saved-dialog"_s));
        dialog->findChild<QLineEdit *>(u"saveName"_s)->clear();
        QVERIFY(!dialog->findChild<QPushButton *>(u"saveQuestion"_s)->isEnabled());
        dialog->findChild<QLineEdit *>(u"saveName"_s)->setText(u"Sales"_s);
        dialog->findChild<QCheckBox *>(u"saveShown"_s)->setChecked(true);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"saveQuestion"_s), Qt::LeftButton);
        QTRY_COMPARE(saved.count(), 1);
        const QJsonObject asked = f.server->last(u"savedQuestions.saveAnswer"_s);
        QCOMPARE(asked[u"name"_s].toString(), u"Sales"_s);
        QCOMPARE(asked[u"visibility"_s].toString(), u"workspace"_s);
        QCOMPARE(asked[u"messageId"_s].toString(), idText(7));
    }
};

static const bool registered = tabletalk::test::add<TestSavedPanel>();
#include "tst_SavedPanel.moc"
