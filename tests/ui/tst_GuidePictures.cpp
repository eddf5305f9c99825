// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/PictureDrift.h"
#include "tests/ui/Screenshots.h"
#include "tests/ui/ShopStage.h"
#include "ui/help/Guides.h"
#include "ui/platform/PlatformWidget.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTest>
#include <QTimer>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int longWait = ShopStage::longWait;
constexpr int settles = ShopStage::settles;
constexpr double mostDrift = 0.25;
constexpr qint64 mostBytes = 3'000'000; ///< of all pictures

} // namespace

/// The pictures of the guides, made by the program itself: each one that a guide shows is made here, each that is made
/// here is shown, and none shows a window that looks otherwise by now. TABLETALK_REBASELINE=1 puts those of today into
/// docs/images.
class TestGuidePictures : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;
    std::unique_ptr<ShopStage> m;
    QStringList m_made;
    const QDir m_today{QStringLiteral(TABLETALK_BIN_DIR "/../../screenshots/guides")};
    const QDir m_kept{QStringLiteral(TABLETALK_SOURCE_DIR "/docs/images")};

    bool picture(const QString &name, QWidget *of = nullptr)
    {
        m->desk->messages().clear(); // what is told in passing, and pushes the panel down
        QTest::qWait(settles);
        QWidget *widget = of ? of : &m->desk->window();
        m_made.append(u"guide-"_s + name + u".png"_s);
        return withFewColours(widget->grab().toImage()).save(m_today.filePath(m_made.last()), "PNG", 0);
    }
    QStringList shown() const
    {
        static const QRegularExpression image(u"\\]\\(images/(guide-[^)]+)\\)"_s);
        QStringList names;
        for (const Guide &guide : guides()) {
            for (const GuideChapter &chapter : guide.chapters) {
                auto each = image.globalMatch(chapter.text);
                while (each.hasNext())
                    names.append(each.next().captured(1));
            }
        }
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings().clear();
        QVERIFY(QDir().mkpath(m_today.path()));
        m_theme = new Theme(*qApp);
        m_theme->setMode(ThemeMode::Light);
        m = std::make_unique<ShopStage>(*m_theme);
        QVERIFY(m->server);
        m->openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady(), longWait);
    }
    void cleanupTestCase()
    {
        m.reset();
        delete m_theme;
    }

    void theFirstVisitIsPictured()
    {
        QVERIFY(picture(u"start"_s));
        QVERIFY(m->click(u"trySample"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m->card() && m->card()->isComplete(), longWait);
        QVERIFY(!m->desk->catalog().databases().empty());
        m->database = m->desk->catalog().databases().front().id.toString();
        QTRY_VERIFY(m->desk->workspaces().current());
        m->workspace = m->desk->workspaces().current()->id.toString();
        QVERIFY(picture(u"first-answer"_s));
    }

    void connectingIsPictured()
    {
        m->desk->navigator().connectDatabase();
        QVERIFY(m->click(u"kindPostgres"_s));
        auto *dialog = m->find<QDialog>(u"connectDialog"_s);
        QVERIFY(dialog);
        m->find<QLineEdit>(u"host"_s)->setText(u"db.example.org"_s);
        m->find<QLineEdit>(u"database"_s)->setText(u"sales"_s);
        m->find<QLineEdit>(u"user"_s)->setText(u"reader"_s);
        m->find<QLineEdit>(u"password"_s)->setText(u"a password"_s);
        QVERIFY(picture(u"connect"_s, dialog));
        dialog->reject();
        m->show(u"connections"_s);
        QVERIFY(m->see<QPushButton>(u"example"_s));
        QVERIFY(picture(u"database"_s));
        QVERIFY(m->openTab(u"Schema"_s));
        QVERIFY(m->hasRows(u"schemaTables"_s));
        QTRY_VERIFY(m->find<QWidget>(u"tableView"_s));
        QVERIFY(picture(u"schema"_s));
        QVERIFY(m->openTab(u"Diagram"_s));
        QVERIFY(m->hasRows(u"diagramList"_s));
        QTest::qWait(4 * settles);
        QVERIFY(picture(u"diagram"_s));
        QVERIFY(m->openTab(u"Reading"_s));
        QVERIFY(picture(u"reading"_s));
        QVERIFY(m->openTab(u"Overview"_s));
        QVERIFY(m->click(u"proveReadOnly"_s));
        auto *proof = m->see<QDialog>(u"proofDialog"_s);
        QVERIFY(proof);
        QVERIFY(m->see<QPushButton>(u"proveAgain"_s));
        QVERIFY(picture(u"proof"_s, proof));
        proof->reject();
    }

    void askingIsPictured()
    {
        m->show(u"chat"_s);
        QVERIFY(m->click(u"newConversation"_s));
        QVERIFY(m->ask(u"Number of orders by channel"_s));
        QVERIFY(m->ask(u"Only those in 2025"_s));
        QVERIFY(picture(u"conversation"_s));
        QVERIFY(m->click(u"newConversation"_s));
        QVERIFY(m->ask(u"Which product has the highest unit price?"_s));
        auto *explain = m->card()->findChild<QPushButton *>(u"showDetails"_s);
        QVERIFY(explain);
        QTest::mouseClick(explain, Qt::LeftButton);
        QTest::qWait(settles);
        auto *scroll = m->find<QScrollArea>(u"answers"_s);
        scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
        QVERIFY(picture(u"explained"_s));
    }

    void whatIsKeptIsPictured()
    {
        m->addQuestions();
        QVERIFY(!QTest::currentTestFailed());
        m->show(u"saved"_s);
        QVERIFY(m->choose(u"savedList"_s));
        QVERIFY(m->click(u"runSaved"_s));
        QTest::qWait(settles);
        QVERIFY(picture(u"saved"_s));
        m->show(u"dashboards"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m->find<QWidget>(u"dashboardTile"_s), longWait);
        QTest::qWait(4 * settles);
        QVERIFY(picture(u"dashboard"_s));
        m->show(u"schedules"_s);
        QVERIFY(m->choose(u"schedules"_s));
        QVERIFY(picture(u"schedules"_s));
        m->show(u"workflows"_s);
        QVERIFY(m->choose(u"workflows"_s));
        QVERIFY(m->click(u"changeWorkflow"_s));
        auto *editor = m->see<QDialog>(u"workflowEditor"_s);
        QVERIFY(editor);
        QVERIFY(picture(u"workflow"_s, editor));
        editor->reject();
    }

    void ownWordsArePictured()
    {
        m->addWords();
        m->openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady(), longWait);
        m->show(u"connections"_s);
        QVERIFY(m->see<QPushButton>(u"askDatabase"_s));
        QVERIFY(m->openTab(u"Vocabulary"_s));
        QVERIFY(m->hasRows(u"entries-synonyms"_s));
        QVERIFY(picture(u"vocabulary"_s));
    }

    void documentsArePictured()
    {
        m->addDocuments();
        QVERIFY(!QTest::currentTestFailed());
        QVERIFY(m->choose(u"documentTable"_s));
        QVERIFY(picture(u"documents"_s));
        m->show(u"search"_s);
        auto *query = m->see<QLineEdit>(u"searchQuery"_s);
        QVERIFY(query);
        query->setText(u"are opened goods taken back?"_s);
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     QTest::keyClick(query, Qt::Key_Return);
                                     return QTest::qWaitFor([&] { return m->find<QWidget>(u"searchHit"_s) != nullptr; },
                                                            1'000);
                                 }()),
                                 longWait);
        QVERIFY(picture(u"search"_s));
        m->show(u"graph"_s);
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     auto *found = m->find<QAbstractItemView>(u"graphResults"_s);
                                     if (found && found->model()->rowCount() > 0)
                                         return true;
                                     m->show(u"search"_s);
                                     m->show(u"graph"_s);
                                     return false;
                                 }()),
                                 longWait);
        QVERIFY(m->choose(u"graphResults"_s));
        QTest::qWait(4 * settles);
        QVERIFY(picture(u"names"_s));
        m->show(u"agents"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m->find<QWidget>(u"agentCard"_s), longWait);
        auto *ask = m->see<QLineEdit>(u"agentQuestion"_s);
        QVERIFY(ask);
        ask->setText(u"Within how many days are opened goods taken back?"_s);
        QTest::keyClick(ask, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m->find<QLabel>(u"firstAnswerSources"_s), longWait);
        QVERIFY(picture(u"agents"_s));
    }

    void theWindowItselfIsPictured()
    {
        m->show(u"chat"_s);
        m->desk->window().activateWindow();
        QTest::keyClick(&m->desk->window(), Qt::Key_K, Qt::ControlModifier);
        auto *field = m->see<QLineEdit>(u"paletteField"_s);
        QVERIFY(field);
        QTest::keyClicks(field, u"sched"_s);
        QTest::qWait(settles);
        QVERIFY(picture(u"palette"_s));
        QTest::keyClick(field, Qt::Key_Escape);
        m->theme.setMode(ThemeMode::Dark);
        m->show(u"settings"_s);
        QVERIFY(picture(u"settings"_s));
        m->theme.setMode(ThemeMode::Light);
        m->desk->navigator().showHelp(u"user-guide#settings"_s);
        QVERIFY(picture(u"help"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    }

    void administrationIsPictured()
    {
        m->addPeople();
        QVERIFY(!QTest::currentTestFailed());
        const std::pair<QString, QString> panels[] = {{u"tenant"_s, u"organisation"_s}, {u"usage"_s, u"usage"_s},
                                                      {u"security"_s, u"security"_s},   {u"audit"_s, u"audit"_s},
                                                      {u"models"_s, u"models"_s},       {u"billing"_s, u"billing"_s}};
        for (const auto &[panel, name] : panels) {
            m->show(panel);
            QVERIFY2(picture(name), qPrintable(name));
        }
        m->make(u"support/tickets"_s, ShopStage::json(R"({"subject": "A second workspace for the warehouse",
            "text": "May we have one whose documents the shops do not see?"})"));
        m->show(u"support"_s);
        QVERIFY(picture(u"support"_s));
    }

    void thePlatformIsPictured()
    {
        m->addOrganizations();
        QVERIFY(!QTest::currentTestFailed());
        m->openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady() && m->desk->session().isOperator(), longWait);
        auto *platform = qobject_cast<PlatformWidget *>(m->show(u"platform"_s));
        QVERIFY(platform);
        for (const QString &page : {u"overview"_s, u"organizations"_s, u"people"_s, u"revenue"_s, u"tickets"_s,
                                    u"announcements"_s, u"settings"_s}) {
            platform->showPage(page);
            QTest::qWait(settles);
            QVERIFY2(picture(u"platform-"_s + page), qPrintable(page));
        }
    }

    void whatGuidesShowIsMadeHereAndTheOtherWayRound()
    {
        QStringList made = m_made;
        QStringList inGuides = shown();
        QCOMPARE(QSet<QString>(made.begin(), made.end()).size(), made.size());
        made.sort();
        inGuides.sort();
        inGuides.removeDuplicates();
        QCOMPARE(inGuides, made);
        QStringList files = m_kept.entryList({u"guide-*.png"_s});
        if (qEnvironmentVariableIsSet("TABLETALK_REBASELINE")) {
            for (const QString &name : std::as_const(files))
                QVERIFY(QFile::remove(m_kept.filePath(name)));
            for (const QString &name : std::as_const(m_made))
                QVERIFY(QFile::copy(m_today.filePath(name), m_kept.filePath(name)));
            files = m_kept.entryList({u"guide-*.png"_s});
        }
        files.sort();
        QCOMPARE(files, made);
    }

    void noPictureShowsAWindowOfThePast()
    {
        QStringList old;
        qint64 bytes = 0;
        for (const QString &name : std::as_const(m_made)) {
            const QImage kept(m_kept.filePath(name));
            const double apart = drift(QImage(m_today.filePath(name)), kept);
            qInfo("%s: %.3f", qPrintable(name), apart);
            if (apart > mostDrift)
                old.append(u"%1 (%2)"_s.arg(name).arg(apart));
            bytes += QFile(m_kept.filePath(name)).size();
        }
        QVERIFY2(old.isEmpty(), qPrintable(old.join(u", "_s)));
        QVERIFY2(bytes < mostBytes, qPrintable(QString::number(bytes)));
    }

    /// The comparison itself: it tells panels apart, and does not mind another font or other colours.
    void anotherPanelIsFarFromAPictureAndAnotherFontIsNot()
    {
        const auto today = [this](const QString &name) {
            return QImage(m_today.filePath(u"guide-"_s + name + u".png"_s));
        };
        QVERIFY(drift(today(u"saved"_s), today(u"schedules"_s)) > mostDrift);
        QVERIFY(drift(today(u"security"_s), today(u"usage"_s)) > mostDrift);
        QVERIFY(drift(today(u"platform-people"_s), today(u"platform-settings"_s)) > mostDrift);
        m->show(u"models"_s);
        const QImage before = m->desk->window().grab().toImage();
        m->theme.setMode(ThemeMode::Dark);
        QTest::qWait(settles);
        const QImage dark = m->desk->window().grab().toImage();
        m->theme.setMode(ThemeMode::Light);
        QFont other = QApplication::font();
        other.setLetterSpacing(QFont::PercentageSpacing, 103);
        QApplication::setFont(other);
        m->openWindow(); // fonts are taken when a window is made
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady(), longWait);
        m->show(u"models"_s);
        m->desk->messages().clear();
        QTest::qWait(settles);
        const QImage spaced = m->desk->window().grab().toImage();
        qInfo("dark %.3f, another font %.3f", drift(before, dark), drift(before, spaced));
        QVERIFY(drift(before, dark) < mostDrift);
        QVERIFY(drift(before, spaced) < mostDrift);
    }
};

static const bool registered = tabletalk::test::add<TestGuidePictures>();
#include "tst_GuidePictures.moc"
