// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/connections/examples/FeedbackModel.h"
#include "ui/connections/examples/KnownAnswerModel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject example(int id, const QString &question, bool approved)
{
    QJsonObject object{{u"id"_s, idText(id)},         {u"databaseId"_s, idText(7)},
                       {u"question"_s, question},     {u"sql"_s, u"SELECT SUM(total) FROM invoices WHERE paid = 1"_s},
                       {u"proposedBy"_s, u"Grace"_s}, {u"proposedAt"_s, u"2026-01-01T00:00:00Z"_s}};
    if (approved) {
        object[u"approvedBy"_s] = u"Ada"_s;
        object[u"approvedAt"_s] = u"2026-01-02T00:00:00Z"_s;
    }
    return object;
}

} // namespace

/// The examples of a database, with who approved them.
class TestExamplesTab : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;

    static void fill(FakeServer &server)
    {
        server.on(
            u"databases.list"_s,
            QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(7)},
                                                            {u"workspaceId"_s, idText(5)},
                                                            {u"name"_s, u"Sample shop"_s},
                                                            {u"kind"_s, u"sqlite"_s},
                                                            {u"displayUrl"_s, u"sample:retail"_s},
                                                            {u"readOnly"_s, true},
                                                            {u"onboarding"_s, QJsonObject{{u"stage"_s, u"ready"_s},
                                                                                          {u"done"_s, 0},
                                                                                          {u"total"_s, 0},
                                                                                          {u"detail"_s, u""_s}}},
                                                            {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s}}}}});
        server.on(u"examples.list"_s, QJsonObject{{u"items"_s, QJsonArray{example(50, u"Revenue of this year"_s, true),
                                                                          example(51, u"Unpaid revenue"_s, false)}}});
        server.on(u"feedback.list"_s,
                  QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"messageId"_s, idText(60)},
                                                                  {u"good"_s, false},
                                                                  {u"reason"_s, u"Cancelled orders count, too"_s},
                                                                  {u"question"_s, u"Orders per city"_s},
                                                                  {u"sql"_s, u"SELECT 1"_s},
                                                                  {u"person"_s, u"Grace"_s},
                                                                  {u"givenAt"_s, u"2026-01-02T00:00:00Z"_s}}}}});
    }
    static bool open(WindowFixture &f)
    {
        f.open();
        f.window().showPanel(u"connections"_s);
        auto *page = f.find<QWidget>(u"examplesTab"_s);
        if (!QTest::qWaitFor([&] { return f.server->count(u"databases.list"_s) > 0 && page->parentWidget(); }))
            return false;
        for (QTabWidget *book : f.window().findChildren<QTabWidget *>()) {
            for (int i = 0; i < book->count(); ++i) {
                if (book->widget(i)->isAncestorOf(page))
                    book->setCurrentIndex(i);
            }
        }
        return QTest::qWaitFor([&] { return f.server->count(u"feedback.list"_s) > 0; });
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void theModelsKeepTheirContract()
    {
        KnownAnswerModel answers;
        QAbstractItemModelTester first(&answers, QAbstractItemModelTester::FailureReportingMode::QtTest);
        answers.setItems(std::vector<api::KnownAnswer>(2));
        QCOMPARE(answers.rowCount(), 2);
        FeedbackModel feedback;
        QAbstractItemModelTester second(&feedback, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<api::FeedbackEntry> entries(3);
        entries[0].reason = u"<img src=x>"_s;
        feedback.setItems(entries);
        QCOMPARE(feedback.rowCount(), 3);
        const QModelIndex reason = feedback.index(0, FeedbackModel::Reason);
        QCOMPARE(reason.data().toString(), u"<img src=x>"_s);
        QCOMPARE(reason.data(Qt::ToolTipRole).toString(), u"<p>&lt;img src=x&gt;</p>"_s);
    }

    void aProposalIsApproved()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"examples.approve"_s, example(51, u"Unpaid revenue"_s, true));
        QVERIFY(open(f));
        auto *table = f.find<QTableView>(u"examples"_s);
        QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() == 2; }));
        QCOMPARE(table->model()->index(0, KnownAnswerModel::State).data().toString(), u"approved by Ada"_s);
        table->selectRow(0);
        QVERIFY(!f.find<QPushButton>(u"approveExample"_s)->isEnabled());
        table->selectRow(1);
        QVERIFY(f.find<QLabel>(u"exampleSql"_s)->text().endsWith(u"WHERE paid = 1"_s));
        QVERIFY(f.picture(f.window(), u"examples"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
        f.click(u"approveExample"_s);
        QVERIFY(QTest::qWaitFor([&] { return f.server->count(u"examples.approve"_s) == 1; }));
        QCOMPARE(f.server->last(u"examples.approve"_s).value(u"id"_s).toString(), idText(51));
        QCOMPARE(f.server->last(u"examples.approve"_s).value(u"databaseId"_s).toString(), idText(7));
    }

    void whoDoesNotManageSeesNoFeedback()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"examples.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.server->refuse(u"feedback.list"_s, {{u"code"_s, u"forbidden"_s}, {u"title"_s, u"Forbidden"_s}});
        QVERIFY(open(f));
        QVERIFY(QTest::qWaitFor([&] { return f.find<QLabel>(u"noExamples"_s)->isVisible(); }));
        QVERIFY(!f.find<QTableView>(u"feedback"_s)->isVisible());
    }
};

static const bool registered = tabletalk::test::add<TestExamplesTab>();
#include "tst_ExamplesTab.moc"
