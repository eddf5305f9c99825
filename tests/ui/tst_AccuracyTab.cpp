// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/accuracy/PairsCard.h"
#include "ui/widgets/Notice.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryFile>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject pairOf(int id, const QString &question, bool broken = false)
{
    QJsonObject made{{u"id"_s, idText(id)},
                     {u"question"_s, question},
                     {u"sql"_s, u"SELECT city, COUNT(*) FROM customers GROUP BY city"_s},
                     {u"source"_s, broken ? u"import"_s : u"hand"_s},
                     {u"addedBy"_s, u"Grace"_s},
                     {u"addedAt"_s, u"2026-01-01T00:00:00Z"_s}};
    if (broken) {
        made[u"broken"_s] = u"no such column: city"_s;
        made[u"brokenAt"_s] = u"2026-02-01T00:00:00Z"_s;
    }
    return made;
}

QJsonObject runOf(int id, const QString &state, int right, int wrong)
{
    QJsonObject made{{u"id"_s, idText(id)},
                     {u"state"_s, state},
                     {u"startedBy"_s, u"Grace"_s},
                     {u"startedAt"_s, u"2026-02-01T08:00:00Z"_s},
                     {u"total"_s, 10},
                     {u"done"_s, right + wrong},
                     {u"right"_s, right},
                     {u"wrong"_s, wrong},
                     {u"failed"_s, 0},
                     {u"broken"_s, 0}};
    if (right + wrong > 0)
        made[u"accuracy"_s] = double(right) / (right + wrong);
    return made;
}

} // namespace

/// The accuracy tests of a database in its panel.
class TestAccuracyTab : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;
    FakeDatabases m_databases{40};
    QJsonArray m_runs;
    QJsonArray m_warnings;

    void fill(FakeServer &server)
    {
        m_databases.serve(server);
        server.on(
            u"accuracy.read"_s, FakeServer::Answer([this](const QJsonObject &) {
                const QJsonArray pairs{pairOf(70, u"How many customers are there in each city?"_s),
                                       pairOf(71, u"Revenue of the stores of the north"_s, true)};
                return QJsonValue(QJsonObject{
                    {u"pairs"_s, pairs}, {u"runs"_s, m_runs}, {u"warnings"_s, m_warnings}, {u"mostPairs"_s, 200}});
            }));
        server.on(u"accuracy.report"_s,
                  QJsonObject{{u"run"_s, runOf(80, u"done"_s, 8, 2)},
                              {u"outcomes"_s,
                               QJsonArray{QJsonObject{{u"question"_s, u"How many customers are there in each city?"_s},
                                                      {u"expectedSql"_s, u"SELECT 1"_s},
                                                      {u"givenSql"_s, u"SELECT 1"_s},
                                                      {u"verdict"_s, u"right"_s},
                                                      {u"difference"_s, u""_s},
                                                      {u"ms"_s, 3}},
                                          QJsonObject{{u"question"_s, u"Orders of last month"_s},
                                                      {u"expectedSql"_s, u"SELECT COUNT(*) FROM orders"_s},
                                                      {u"givenSql"_s, u"SELECT * FROM orders"_s},
                                                      {u"verdict"_s, u"wrong"_s},
                                                      {u"before"_s, u"right"_s},
                                                      {u"difference"_s, u"412 rows instead of 1."_s},
                                                      {u"ms"_s, 3}}}}});
    }
    static bool open(WindowFixture &f)
    {
        f.open();
        f.window().showPanel(u"connections"_s);
        if (!QTest::qWaitFor([&] { return f.server->count(u"databases.list"_s) > 0; }))
            return false;
        auto *page = f.find<QWidget>(u"accuracyTab"_s);
        for (QTabWidget *book : f.window().findChildren<QTabWidget *>()) {
            for (int i = 0; i < book->count(); ++i) {
                if (book->widget(i)->isAncestorOf(page))
                    book->setCurrentIndex(i);
            }
        }
        return QTest::qWaitFor([&] { return f.find<QTableView>(u"accuracyPairTable"_s)->model()->rowCount() == 2; });
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
        m_runs = {runOf(80, u"done"_s, 8, 2), runOf(79, u"done"_s, 9, 1), runOf(78, u"stopped"_s, 3, 0)};
        m_warnings = {};
    }
    void cleanupTestCase() { delete m_theme; }

    void whatWentWrongStandsFirstWithBothStatements()
    {
        m_warnings = {QJsonObject{{u"kind"_s, u"broken"_s},
                                  {u"text"_s, u"The statements of 1 of 2 accuracy tests do not run any more."_s}},
                      QJsonObject{{u"kind"_s, u"fallen"_s},
                                  {u"text"_s, u"The last run was right in 80 %, the one before in 90 %."_s}}};
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        QVERIFY(f.find<QWidget>(u"accuracyBroken"_s)->isVisible());
        QVERIFY(f.find<QWidget>(u"accuracyFallen"_s)->isVisible());
        auto *outcomes = f.find<QTableView>(u"accuracyOutcomes"_s);
        QTRY_COMPARE(outcomes->model()->rowCount(), 2);
        QCOMPARE(outcomes->model()->index(0, 0).data().toString(), u"Orders of last month"_s);
        outcomes->selectRow(0);
        QVERIFY(f.find<QPlainTextEdit>(u"accuracyStatements"_s)->toPlainText().contains(u"SELECT * FROM orders"_s));
        f.find<QTableView>(u"accuracyPairTable"_s)->selectRow(1);
        QVERIFY(f.find<QPlainTextEdit>(u"accuracyPairSql"_s)->toPlainText().contains(u"no such column: city"_s));
        QVERIFY(f.picture(f.window(), u"accuracy"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void aRunIsStartedFollowedAndStopped()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"accuracy.start"_s, FakeServer::Answer([this](const QJsonObject &) {
                         m_runs.prepend(runOf(81, u"running"_s, 2, 1));
                         return QJsonValue(runOf(81, u"running"_s, 0, 0));
                     }));
        f.server->on(u"accuracy.stop"_s, FakeServer::Answer([this](const QJsonObject &) {
                         m_runs[0] = runOf(81, u"stopped"_s, 2, 1);
                         return m_runs[0];
                     }));
        QVERIFY(open(f));
        QVERIFY(!f.find<QPushButton>(u"stopAccuracyRun"_s)->isVisible());
        f.click(u"startAccuracyRun"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"stopAccuracyRun"_s)->isVisible());
        QVERIFY(!f.find<QPushButton>(u"startAccuracyRun"_s)->isEnabled());
        QCOMPARE(f.find<QProgressBar>(u"accuracyProgress"_s)->value(), 3);
        QVERIFY(f.picture(f.window(), u"accuracy-running"_s));
        f.click(u"stopAccuracyRun"_s);
        QTRY_VERIFY(!f.find<QPushButton>(u"stopAccuracyRun"_s)->isVisible());
        QCOMPARE(f.server->last(u"accuracy.stop"_s).value(u"id"_s).toString(), idText(81));
    }

    void aQuestionIsAddedAndWhatIsRefusedSaysWhy()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        f.click(u"addAccuracyPair"_s);
        QVERIFY(!f.find<QPushButton>(u"saveAccuracyPair"_s)->isEnabled());
        f.find<QLineEdit>(u"accuracyQuestion"_s)->setText(u"How many?"_s);
        f.find<QPlainTextEdit>(u"accuracyStatement"_s)->setPlainText(u"DELETE FROM orders"_s);
        f.server->refuse(u"accuracy.add"_s, {{u"code"_s, u"statement_refused"_s},
                                             {u"title"_s, u"Statement refused"_s},
                                             {u"detail"_s, u"DELETE would change data."_s}});
        f.click(u"saveAccuracyPair"_s);
        QTRY_COMPARE(f.server->count(u"accuracy.add"_s), 1);
        QTRY_VERIFY(f.find<QWidget>(u"accuracyPairs"_s)->findChild<Notice *>()->isVisible());
        QVERIFY(f.find<QLineEdit>(u"accuracyQuestion"_s)->isVisible()); // nothing is lost
        f.server->on(u"accuracy.add"_s, pairOf(72, u"How many?"_s));
        const int before = f.server->count(u"accuracy.read"_s);
        f.click(u"saveAccuracyPair"_s);
        QTRY_VERIFY(f.server->count(u"accuracy.read"_s) > before);
        QVERIFY(!f.find<QLineEdit>(u"accuracyQuestion"_s)->isVisible());
    }

    void aFileIsImported()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"accuracy.import"_s, QJsonObject{{u"added"_s, 2}, {u"known"_s, 1}});
        QVERIFY(open(f));
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("question,gold_sql\na,SELECT 1\n");
        file.close();
        f.find<PairsCard>(u"accuracyPairs"_s)->chooseFile = [&] { return file.fileName(); };
        f.click(u"importAccuracyPairs"_s);
        QTRY_COMPARE(f.server->count(u"accuracy.import"_s), 1);
        QVERIFY(f.server->last(u"accuracy.import"_s).value(u"text"_s).toString().endsWith(u"a,SELECT 1\n"_s));
    }

    void theConnectionSaysThatTestsAreBroken()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"databases.list"_s, FakeServer::Answer([this](const QJsonObject &) {
                         QJsonObject database = m_databases.database();
                         database[u"brokenTests"_s] = 2;
                         return QJsonValue(QJsonObject{{u"items"_s, QJsonArray{database}}});
                     }));
        f.open();
        f.window().showPanel(u"connections"_s);
        QTRY_VERIFY(f.find<QLabel>(u"accuracyBadge"_s)->isVisible());
        QVERIFY(f.find<QLabel>(u"accuracyBadge"_s)->text().contains(u'2'));
    }
};

static const bool registered = tabletalk::test::add<TestAccuracyTab>();
#include "tst_AccuracyTab.moc"
