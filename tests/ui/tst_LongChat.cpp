// SPDX-License-Identifier: GPL-3.0-or-later
//
// A conversation of ten thousand messages in the real window on a real server: opened, scrolled
// through and gone on with as quickly as a short one, and in hardly more memory.
#include "core/base/Uuid7.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/SampleWindow.h"
#include "ui/chat/ConversationModel.h"
#include "ui/chat/MessageList.h"
#include "ui/chat/RowHeights.h"
#include "ui/shell/MessageBar.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <algorithm>
#include <ctime>
#include <vector>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int manyMessages = 10'000;
constexpr int mostLiveCards = 30;
constexpr qint64 longestOpening = 2500; ///< milliseconds of window and server, unoptimised
constexpr qint64 longestWait = 10'000;  ///< that somebody has for it on a machine that others share
constexpr qint64 usualStep = 120;       ///< of the window's thread for one page
constexpr qint64 longestStep = 250;

/// Milliseconds that this thread, or all of the program, has worked so far: what others do on the machine is not in it.
qint64 workedMs(clockid_t clock = CLOCK_THREAD_CPUTIME_ID)
{
    timespec worked{};
    clock_gettime(clock, &worked);
    return qint64(worked.tv_sec) * 1000 + worked.tv_nsec / 1'000'000;
}

} // namespace

class TestLongChat : public QObject
{
    Q_OBJECT

    /// Puts copies before the one message that is there, so that there are very many.
    static QString storeHistory(const QString &path, QString &found)
    {
        QString trouble;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"history"_s);
            database.setDatabaseName(path);
            database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=20000"_s);
            if (!database.open())
                return database.lastError().text();
            database.transaction();
            QSqlQuery first(u"SELECT tenant_id, id FROM messages"_s, database);
            if (!first.next())
                return u"there is no message"_s;
            const QVariant tenant = first.value(0);
            const QVariant original = first.value(1);
            QSqlQuery insert(database);
            insert.prepare(u"INSERT INTO messages (tenant_id, id, conversation_id, user_id, stream_id, question, "
                           "search_text, status, answer, created_at, finished_at, node_id) SELECT tenant_id, ?, "
                           "conversation_id, user_id, ?, ?, ?, status, answer, created_at, finished_at, node_id FROM "
                           "messages WHERE tenant_id = ? AND id = ?"_s);
            Instant at = *Instant::fromRfc3339(u"2026-01-01T00:00:00Z"_s);
            for (int i = 0; i < manyMessages - 1 && trouble.isEmpty(); ++i) {
                at.msSinceEpoch += 1000;
                const QString id = makeId<MessageId>(at).toString();
                if (i == manyMessages / 3)
                    found = id;
                const QString question =
                    i == manyMessages / 3 ? u"Where is the needle?"_s : u"Which question is number %1?"_s.arg(i);
                insert.addBindValue(id);
                insert.addBindValue(makeId<StreamId>(at).toString());
                insert.addBindValue(question);
                insert.addBindValue(question.toLower());
                insert.addBindValue(tenant);
                insert.addBindValue(original);
                if (!insert.exec())
                    trouble = insert.lastError().text();
            }
            database.commit();
        }
        QSqlDatabase::removeDatabase(u"history"_s);
        return trouble;
    }

    MessageList *messages() { return m->desktop->window().findChild<MessageList *>(); }
    /// The text of the question that is uppermost in view; empty where it is only just being loaded.
    QString uppermost()
    {
        constexpr int line = 40;
        constexpr int gap = 40; // between two of them
        for (const AnswerCard *card : messages()->findChildren<AnswerCard *>()) {
            if (card->isVisible() && card->geometry().bottom() >= line && card->y() <= line + gap)
                return card->run().state().question;
        }
        return {};
    }
    void openAgain()
    {
        QTest::mouseClick(m->desktop->window().findChild<QPushButton *>(u"newConversation"_s), Qt::LeftButton);
        QTRY_COMPARE(messages()->count(), 0);
        auto *list = m->desktop->window().findChild<QListView *>(u"conversations"_s);
        QTRY_VERIFY(list->model()->rowCount() > 0);
        Q_EMIT list->activated(list->model()->index(0, 0));
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SampleWindow> m;
    QString m_found;

private Q_SLOTS:
    void initTestCase()
    {
        QSettings().clear();
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->setMode(ThemeMode::Light);
        m = std::make_unique<SampleWindow>(*m_theme);
        QVERIFY(m->openSample());
        const QString trouble = storeHistory(m->directory.filePath(u"data/platform.db"_s), m_found);
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    }
    void cleanupTestCase()
    {
        m.reset();
        m_theme.reset();
    }

    void itOpensAtItsEndWithFewCards()
    {
        QElapsedTimer timer;
        timer.start();
        const qint64 before = workedMs(CLOCK_PROCESS_CPUTIME_ID);
        openAgain();
        QTRY_COMPARE_WITH_TIMEOUT(messages()->count(), manyMessages, SampleWindow::longWait);
        QTRY_VERIFY_WITH_TIMEOUT(m->card() && m->card()->isComplete(), SampleWindow::longWait);
        const qint64 opening = workedMs(CLOCK_PROCESS_CPUTIME_ID) - before;
        qInfo("opened with %lld ms of work, %d cards", opening, messages()->liveCards());
        QVERIFY2(opening < longestOpening, qPrintable(QString::number(opening)));
        QVERIFY2(timer.elapsed() < longestWait, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(messages()->liveCards() <= mostLiveCards);
        QVERIFY(!m->card()->visibleRegion().isEmpty());
        QVERIFY(!m->card()->accessibleDescription().isEmpty());
        QVERIFY(m->picture(m->desktop->window(), u"long-chat"_s));
    }

    void everyStepOfScrollingIsShortAndMemoryStaysBounded()
    {
        QScrollBar *bar = messages()->verticalScrollBar();
        std::vector<qint64> steps;
        int mostCards = 0;
        for (int step = 0; step < 60; ++step) {
            const qint64 before = workedMs();
            bar->triggerAction(QAbstractSlider::SliderPageStepSub);
            QApplication::processEvents();
            steps.push_back(workedMs() - before);
            mostCards = std::max(mostCards, messages()->liveCards());
        }
        // And to any place at once.
        for (int tenth = 1; tenth < 10; ++tenth) {
            const qint64 before = workedMs();
            bar->setValue(int(qint64(bar->maximum()) * tenth / 10));
            QApplication::processEvents();
            steps.push_back(workedMs() - before);
            QTRY_VERIFY(!uppermost().isEmpty());
            mostCards = std::max(mostCards, messages()->liveCards());
        }
        std::ranges::sort(steps);
        const qint64 usual = steps[steps.size() / 2];
        qInfo("the usual step: %lld ms, the longest: %lld ms, at most %d cards", usual, steps.back(), mostCards);
        QVERIFY2(usual < usualStep, qPrintable(QString::number(usual)));
        QVERIFY2(steps.back() < longestStep, qPrintable(QString::number(steps.back())));
        QVERIFY2(mostCards <= mostLiveCards, qPrintable(QString::number(mostCards)));
        QVERIFY(m->desktop->window().findChild<MessageBar *>()->isHidden());
    }

    void whatIsReadStaysWhereItIsWhileOthersLoadAbove()
    {
        QScrollBar *bar = messages()->verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        QTRY_VERIFY(!uppermost().isEmpty());
        QTest::qWait(300); // cards around it come and find their heights
        const auto topOf = [&](const QString &question) {
            for (const AnswerCard *card : messages()->findChildren<AnswerCard *>()) {
                if (card->isVisible() && card->run().state().question == question)
                    return card->y();
            }
            return -100'000;
        };
        for (int step = 0; step < 8; ++step) {
            QTRY_VERIFY(!uppermost().isEmpty()); // it may be one that is only just loaded
            const QString read = uppermost();
            const int before = topOf(read);
            bar->setValue(bar->value() - 60);
            const auto moved = [&] { return topOf(read) - before; };
            const auto withTheBar = [&] { return moved() >= 58 && moved() <= 62; };
            QTRY_VERIFY2(withTheBar(), qPrintable(u"%1 moved by %2"_s.arg(read).arg(moved())));
            QTest::qWait(60); // others come above it and find their heights
            QVERIFY2(withTheBar(), qPrintable(u"%1 moved by %2"_s.arg(read).arg(moved())));
        }
    }

    void aFoundMessageIsJumpedTo()
    {
        auto *search = m->desktop->window().findChild<QLineEdit *>(u"conversationSearch"_s);
        QVERIFY(search);
        search->setText(u"needle"_s);
        QTest::keyClick(search, Qt::Key_Return);
        auto *list = m->desktop->window().findChild<QListView *>(u"conversations"_s);
        const auto finds = [list] {
            const auto *model = qobject_cast<ConversationModel *>(list->model());
            return model && model->rowCount() == 1 && model->messageAt(0);
        };
        QTRY_VERIFY_WITH_TIMEOUT(finds(), SampleWindow::longWait);
        Q_EMIT list->activated(list->model()->index(0, 0));
        QTRY_COMPARE(uppermost(), u"Where is the needle?"_s);
        QVERIFY(m->picture(m->desktop->window(), u"long-chat-found"_s));
        search->clear();
        QTest::keyClick(search, Qt::Key_Return);
    }

    void theTabKeyWalksFromMessageToMessage()
    {
        const int first = messages()->firstInView();
        auto *card = messages()->findChildren<AnswerCard *>().first();
        QVERIFY(card);
        QTRY_VERIFY(messages()->liveCards() > 2);
        for (AnswerCard *one : messages()->findChildren<AnswerCard *>()) {
            if (one->run().state().question == u"Where is the needle?"_s)
                card = one;
        }
        card->findChild<QPushButton *>(u"editQuestion"_s)->setFocus();
        for (int stop = 0; stop < 60 && messages()->isAncestorOf(QApplication::focusWidget()); ++stop) {
            const QWidget *now = QApplication::focusWidget();
            QVERIFY2(!now->visibleRegion().isEmpty(), qPrintable(now->objectName()));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QApplication::processEvents();
        }
        QVERIFY(messages()->isAncestorOf(QApplication::focusWidget())); // it never runs out of messages
        QVERIFY(messages()->firstInView() > first + 1);
    }

    void whatIsAskedIsFollowedAtTheEnd()
    {
        m->ask(u"How many orders are there?"_s);
        QVERIFY(m->waitFor(u"How many orders are there?"_s));
        QCOMPARE(messages()->count(), manyMessages + 1);
        QTRY_VERIFY(!m->card()->visibleRegion().isEmpty());
        // Somebody who reads elsewhere is left there.
        m->ask(u"How many customers are there?"_s);
        QSignalSpy finished(&m->card()->run(), &AnswerRun::finished);
        messages()->verticalScrollBar()->setValue(0);
        QTRY_COMPARE(messages()->firstInView(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, SampleWindow::longWait);
        QTest::qWait(100);
        QCOMPARE(messages()->firstInView(), 0);
    }

    void heightsAddUp()
    {
        RowHeights heights(100);
        heights.reset(5);
        heights.set(1, 30);
        QCOMPARE(heights.total(), 430);
        QCOMPARE(heights.top(2), 130);
        QCOMPARE(heights.rowAt(-5), 0);
        QCOMPARE(heights.rowAt(129), 1);
        QCOMPARE(heights.rowAt(130), 2);
        QCOMPARE(heights.rowAt(99999), 4);
        heights.append();
        heights.set(5, 7);
        QCOMPARE(heights.total(), 437);
    }
};

static const bool registered = tabletalk::test::add<TestLongChat>();
#include "tst_LongChat.moc"
