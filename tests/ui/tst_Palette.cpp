// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/palette/FuzzyMatch.h"
#include "ui/palette/PaletteModel.h"
#include "ui/widgets/Announcer.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSettings>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// One field that finds everything.
class TestPalette : public QObject
{
    Q_OBJECT

    static PaletteItem item(const QString &id, const QString &title, PaletteKind kind = PaletteKind::Action)
    {
        PaletteItem made;
        made.id = id;
        made.kind = kind;
        made.title = title;
        return made;
    }
    static QStringList titles(const PaletteModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.index(row).data().toString());
        return all;
    }
    static int scoreOf(const QString &typed, const QString &text)
    {
        const auto match = fuzzyMatch(typed, text);
        return match ? match->score : -1000;
    }
    void fill(FakeServer &server)
    {
        server.on(
            u"conversations.search"_s,
            QJsonObject{{u"items"_s, QJsonArray{QJsonObject{
                                         {u"conversation"_s, QJsonObject{{u"id"_s, idText(10)},
                                                                         {u"databaseId"_s, idText(7)},
                                                                         {u"title"_s, u"Settled invoices"_s},
                                                                         {u"updatedAt"_s, u"2026-01-01T00:00:00Z"_s}}},
                                         {u"excerpt"_s, u"There are 12."_s}}}}});
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

    void lettersMayStandApartButInOrder()
    {
        QVERIFY(fuzzyMatch(u"audl"_s, u"Audit log"_s));
        QVERIFY(!fuzzyMatch(u"lauda"_s, u"Audit log"_s));
        QVERIFY(fuzzyMatch(u"LOG aud"_s, u"Audit log"_s)); // words in any order, letters of any case
        QVERIFY(!fuzzyMatch(u"audit x"_s, u"Audit log"_s));
        QCOMPARE(fuzzyMatch({}, u"Audit log"_s)->score, 0);
    }

    void theLettersThatAreMeantAreTold()
    {
        QCOMPARE(fuzzyMatch(u"al"_s, u"Audit log"_s)->places, (std::vector<qsizetype>{0, 6}));
        QCOMPARE(fuzzyMatch(u"set"_s, u"Reset settings"_s)->places, (std::vector<qsizetype>{6, 7, 8}));
    }

    void beginningsOfWordsWinOverTheirMiddles()
    {
        QVERIFY(scoreOf(u"set"_s, u"Settings"_s) > scoreOf(u"set"_s, u"Reset everything"_s));
        QVERIFY(scoreOf(u"al"_s, u"Audit log"_s) > scoreOf(u"al"_s, u"Materials"_s));
        QVERIFY(scoreOf(u"chat"_s, u"Chat"_s) > scoreOf(u"chat"_s, u"Cheap hats at home"_s));
        QVERIFY(scoreOf(u"oi"_s, u"orderItems"_s) > scoreOf(u"oi"_s, u"point"_s));
    }

    void veryLongTextsAreBounded()
    {
        QElapsedTimer timer;
        timer.start();
        const QString endless(100000, u'a');
        for (int i = 0; i < 20; ++i)
            QVERIFY(fuzzyMatch(endless, endless) || true);
        QVERIFY(timer.elapsed() < 2000);
    }

    void whatFitsBestComesFirstAndKindsStayTogether()
    {
        PaletteModel model;
        const QAbstractItemModelTester tester(&model);
        model.setLocal({item(u"1"_s, u"Reset the session"_s), item(u"2"_s, u"Settings"_s, PaletteKind::Panel),
                        item(u"3"_s, u"Assets"_s, PaletteKind::Table), item(u"4"_s, u"Set a password"_s)});
        model.setTyped(u"set"_s); // a whole word, the beginning of one, the middle of one
        QCOMPARE(titles(model), QStringList({u"Set a password"_s, u"Reset the session"_s, u"Settings"_s, u"Assets"_s}));
        QVERIFY(model.index(0).data(PaletteModel::FirstOfKindRole).toBool());
        QVERIFY(!model.index(1).data(PaletteModel::FirstOfKindRole).toBool());
        QVERIFY(model.index(2).data(PaletteModel::FirstOfKindRole).toBool());
        QVERIFY(model.index(2).data(Qt::AccessibleTextRole).toString().startsWith(u"Settings"_s));
    }

    void whatWasUsedOfLateRisesAmongItsKind()
    {
        PaletteModel model;
        model.setLocal({item(u"a"_s, u"Export as CSV"_s), item(u"b"_s, u"Export as JSON"_s)});
        model.setTyped(u"export"_s);
        QCOMPARE(titles(model).first(), u"Export as CSV"_s);
        model.run(1);
        model.setTyped(u"export"_s);
        QCOMPARE(titles(model).first(), u"Export as JSON"_s);
        QCOMPARE(PaletteModel::recent(), QStringList{u"b"_s});
    }

    void keywordsFindButLessWellThanTitles()
    {
        PaletteModel model;
        PaletteItem byKeyword = item(u"a"_s, u"Security"_s);
        byKeyword.keywords = u"password"_s;
        model.setLocal({byKeyword, item(u"b"_s, u"Password of the server"_s)});
        model.setTyped(u"password"_s);
        QCOMPARE(titles(model), QStringList({u"Password of the server"_s, u"Security"_s}));
    }

    void theKeyboardOpensChoosesAndLeadsThere()
    {
        WindowFixture f(*m_theme);
        f.open();
        f.window().activateWindow();
        QTRY_VERIFY(f.desktop->session().isReady());
        QTest::keyClick(&f.window(), Qt::Key_K, Qt::ControlModifier);
        auto *field = f.find<QLineEdit>(u"paletteField"_s);
        QVERIFY(field->isVisible());
        QTRY_COMPARE(QApplication::focusWidget(), field);
        QTest::keyClicks(field, u"sett"_s);
        auto *list = f.find<QListView>(u"paletteList"_s);
        QCOMPARE(list->currentIndex().row(), 0);
        QCOMPARE(list->currentIndex().data().toString(), u"Settings"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!field->isVisible());
        QCOMPARE(f.window().currentPanel(), u"settings"_s);
    }

    void arrowKeysMoveAndEscapeGivesTheFocusBack()
    {
        WindowFixture f(*m_theme);
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        f.window().showPanel(u"settings"_s);
        auto *before = f.find<QWidget>(u"theme"_s);
        before->setFocus();
        QTest::keyClick(&f.window(), Qt::Key_K, Qt::ControlModifier);
        auto *field = f.find<QLineEdit>(u"paletteField"_s);
        auto *list = f.find<QListView>(u"paletteList"_s);
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), 1);
        QCOMPARE(f.find<Announcer>(u"announcer"_s)->said(),
                 list->currentIndex().data(Qt::AccessibleTextRole).toString());
        QTest::keyClick(field, Qt::Key_Up);
        QTest::keyClick(field, Qt::Key_Up);
        QCOMPARE(list->currentIndex().row(), list->model()->rowCount() - 1);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QCOMPARE(QApplication::focusWidget(), before);
    }

    void whatTheServerFindsComesAfterAMomentWithoutTyping()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        QTest::keyClick(&f.window(), Qt::Key_K, Qt::ControlModifier);
        auto *field = f.find<QLineEdit>(u"paletteField"_s);
        QTest::keyClicks(field, u"settled"_s);
        auto *list = f.find<QListView>(u"paletteList"_s);
        QTRY_COMPARE(f.server->count(u"conversations.search"_s), 1); // once, not at each letter
        QCOMPARE(f.server->last(u"conversations.search"_s).value(u"text"_s).toString(), u"settled"_s);
        QTRY_COMPARE(list->currentIndex().data().toString(), u"Settled invoices"_s);
        QVERIFY(f.picture(f.window(), u"palette"_s));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(f.window().currentPanel(), u"chat"_s);
        QTRY_COMPARE(f.server->count(u"conversations.messages"_s), 1);
        QCOMPARE(f.server->last(u"conversations.messages"_s).value(u"id"_s).toString(), idText(10));
    }

    void nothingThatFitsIsSaid()
    {
        WindowFixture f(*m_theme);
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        QTest::keyClick(&f.window(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(f.find<QLineEdit>(u"paletteField"_s), u"qqqqxyz"_s);
        QVERIFY(f.find<QLabel>(u"paletteNothing"_s)->isVisible());
        QTest::keyClick(f.find<QLineEdit>(u"paletteField"_s), Qt::Key_Return);
        QVERIFY(f.find<QLineEdit>(u"paletteField"_s)->isVisible());
    }

    void coloursAreChangedFromThePalette()
    {
        WindowFixture f(*m_theme);
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        QTest::keyClick(&f.window(), Qt::Key_K, Qt::ControlModifier);
        auto *field = f.find<QLineEdit>(u"paletteField"_s);
        QTest::keyClicks(field, u"colours dark"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(m_theme->mode() == ThemeMode::Dark);
    }
};

static const bool registered = tabletalk::test::add<TestPalette>();
#include "tst_Palette.moc"
