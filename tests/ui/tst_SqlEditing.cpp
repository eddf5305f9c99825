// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/SampleWindow.h"
#include "ui/chat/SqlBox.h"
#include "ui/sql/SqlCompletion.h"
#include "ui/sql/SqlEditor.h"
#include "ui/sql/SuggestionPopup.h"

#include <QApplication>
#include <QSettings>
#include <QSignalSpy>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// Statements are edited with the names of their database at hand.
class TestSqlEditing : public QObject
{
    Q_OBJECT

    static SqlNames shop()
    {
        SqlNames names;
        names.tables.push_back(
            {{}, u"orders"_s, {{u"id"_s, u"INTEGER"_s}, {u"order_date"_s, u"TEXT"_s}, {u"Order"_s, {}}}, true});
        names.tables.push_back({{}, u"customers"_s, {{u"id"_s, u"INTEGER"_s}, {u"city"_s, u"TEXT"_s}}, true});
        return names;
    }
    /// What is offered where the bar stands.
    static QStringList offered(QString sql, bool askedFor = false, const SqlNames &names = shop())
    {
        const int cursor = int(sql.indexOf(u'|'));
        sql.remove(cursor, 1);
        QStringList texts;
        for (const SqlSuggestion &suggestion : completeSql(sql, cursor, names, askedFor).suggestions)
            texts.append(suggestion.text);
        return texts;
    }

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { m_theme.reset(); }

    void tablesFollowFrom()
    {
        QCOMPARE(offered(u"SELECT * FROM |"_s, true).first(2), QStringList({u"orders"_s, u"customers"_s}));
        QCOMPARE(offered(u"SELECT * FROM cu|"_s).first(), u"customers"_s);
        QVERIFY(offered(u"SELECT * FROM orders JOIN cust|"_s).contains(u"customers"_s));
        QCOMPARE(offered(u"SELECT * FROM |"_s), QStringList());
    }

    void columnsAreThoseOfTheStatementsTables()
    {
        QVERIFY(offered(u"SELECT ci| FROM customers"_s).contains(u"city"_s));
        QVERIFY(!offered(u"SELECT ci| FROM orders"_s).contains(u"city"_s));
        QCOMPARE(offered(u"SELECT o.| FROM orders AS o"_s), QStringList({u"id"_s, u"order_date"_s, u"\"Order\""_s}));
        QCOMPARE(offered(u"SELECT c.ci| FROM orders o, customers c WHERE 1"_s), QStringList({u"city"_s}));
        QVERIFY(offered(u"SELECT dat| FROM orders"_s).contains(u"order_date"_s)); // by a later word of a name
        QVERIFY(offered(u"SELECT * FROM \"orders\" AS \"o x\" WHERE \"o x\".or|"_s).contains(u"order_date"_s));
    }

    void wordsOfTheLanguageAreOfferedToo()
    {
        QVERIFY(offered(u"SELECT id FROM orders GRO|"_s).contains(u"GROUP"_s));
        QVERIFY(offered(u"SELECT strf| FROM orders"_s).contains(u"STRFTIME("_s));
        SqlNames postgres = shop();
        postgres.dialect = Dialect::PostgreSQL;
        QVERIFY(!offered(u"SELECT strf| FROM orders"_s, false, postgres).contains(u"STRFTIME("_s));
        QVERIFY(offered(u"SELECT date_t| FROM orders"_s, false, postgres).contains(u"DATE_TRUNC("_s));
    }

    void nothingIsOfferedInTextsNumbersAndComments()
    {
        QCOMPARE(offered(u"SELECT * FROM orders WHERE x = 'or|"_s), QStringList());
        QCOMPARE(offered(u"SELECT 12or| FROM orders"_s), QStringList());
        QCOMPARE(offered(u"SELECT 1 -- or|"_s), QStringList());
        QCOMPARE(offered(u"SELECT 1 /* or|"_s), QStringList());
        QVERIFY(!offered(u"SELECT 'it''s' FROM or|"_s).isEmpty());
    }

    void tablesOfAStatementAreKnownByTheirAliases()
    {
        const auto uses =
            tablesUsed(u"WITH x AS (SELECT 1 FROM a) SELECT * FROM s.b AS bb, c cc JOIN d ON d.x = bb.x"_s);
        QStringList found;
        for (const SqlTableUse &use : uses)
            found.append(use.schema + u'/' + use.name + u'/' + use.alias);
        QCOMPARE(found, QStringList({u"/a/"_s, u"s/b/bb"_s, u"/c/cc"_s, u"/d/"_s}));
    }

    void whatAComplaintNamesIsFound()
    {
        const QString sql = u"SELECT citty FROM customers WHERE 'citty' = 1"_s;
        QCOMPARE(placesBlamed(sql, u"no such column: citty"_s), (std::vector<SqlPlace>{{7, 5}}));
        QCOMPARE(placesBlamed(sql, u"column \"c.citty\" does not exist"_s), (std::vector<SqlPlace>{{7, 5}}));
        QCOMPARE(placesBlamed(sql, u"Something else."_s), std::vector<SqlPlace>());
        QCOMPARE(placesBlamed(sql, u"near \"FROM\": syntax error"_s), (std::vector<SqlPlace>{{13, 4}}));
    }

    void aStatementIsCompletedRunAndMended()
    {
        SampleWindow m(*m_theme);
        QVERIFY(m.openSample());
        auto *box = m.card()->findChild<SqlBox *>();
        QVERIFY(!box->findChild<SqlEditor *>()); // made when editing begins
        QTest::mouseClick(box->findChild<QPushButton *>(u"editSql"_s), Qt::LeftButton);
        auto *editor = box->findChild<SqlEditor *>();
        QVERIFY(editor && box->isEditing());
        QTRY_VERIFY(editor->input()->hasFocus());
        QCOMPARE(namelessControls(*box), QStringList());
        editor->setText({});
        QTest::keyClicks(editor->input(), u"SELECT * FROM cust"_s);
        QTRY_VERIFY(editor->popup()->isVisible());
        QTRY_VERIFY(editor->popup()->item(0)->text().startsWith(u"customers"_s));
        QVERIFY(m.picture(m.desktop->window(), u"sql-editing"_s));
        QTRY_VERIFY(editor->popup()->isVisible());
        QTest::keyClick(editor->input(), Qt::Key_Tab);
        QTRY_COMPARE(editor->text(), u"SELECT * FROM customers"_s);
        QTRY_VERIFY(!editor->popup()->isVisible());
        QTest::keyClick(editor->input(), Qt::Key_Tab); // no trap
        QVERIFY(!editor->input()->hasFocus());
        editor->input()->setFocus();
        QTest::keyClicks(editor->input(), u" WHERE nowhere = 1"_s);
        QTest::keyClick(editor->input(), Qt::Key_Return, Qt::ControlModifier);
        const QString wrong = u"SELECT * FROM customers WHERE nowhere = 1"_s;
        QTRY_VERIFY_WITH_TIMEOUT(m.isAnswered(wrong), SampleWindow::longWait);
        QVERIFY(m.card()->run().state().problem);
        auto *again = m.card()->findChild<SqlBox *>();
        QTRY_VERIFY(again->isVisible());
        QTest::qWait(50);
        QVERIFY(m.picture(m.desktop->window(), u"sql-refused"_s));
        QTest::mouseClick(again->findChild<QPushButton *>(u"editSql"_s), Qt::LeftButton);
        auto *second = again->findChild<SqlEditor *>();
        QCOMPARE(second->cursor(), int(wrong.indexOf(u"nowhere"_s)) + 7); // at what is to be mended
        QVERIFY(saveScreenshot(m.desktop->window(), u"sql-mending"_s));
        QTest::keyClick(second->input(), Qt::Key_Escape);
        QVERIFY(!again->isEditing());
    }
};

static const bool registered = tabletalk::test::add<TestSqlEditing>();
#include "tst_SqlEditing.moc"
