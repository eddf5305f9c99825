// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/chat/AnswerCard.h"
#include "ui/settings/Languages.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScopeGuard>
#include <QSettings>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

const QString asked = u"How many orders per city?"_s;

QJsonObject answerTo(const QJsonObject &params)
{
    const QJsonValue conversation = params.value(u"conversationId"_s);
    return {{u"conversationId"_s, conversation.isString() ? conversation : QJsonValue(idText(10))},
            {u"messageId"_s, idText(11)},
            {u"stream"_s, idText(12)},
            {u"sql"_s, u"SELECT city, COUNT(*) FROM orders GROUP BY city"_s},
            {u"columns"_s, QJsonArray{QJsonObject{{u"name"_s, u"city"_s}, {u"type"_s, u"text"_s}},
                                      QJsonObject{{u"name"_s, u"orders"_s}, {u"type"_s, u"integer"_s}}}},
            {u"rows"_s, QJsonArray{QJsonArray{u"Osaka"_s, 412}, QJsonArray{u"Berlin"_s, 375}}},
            {u"rowCount"_s, 2},
            {u"resultId"_s, idText(13)},
            {u"text"_s, u"Osaka has the most orders (412), followed by Berlin (375)."_s},
            {u"confidence"_s, 0.92},
            {u"explanation"_s, u"Count orders, one row for each city."_s},
            {u"unusedWords"_s, QJsonArray()},
            {u"ms"_s, 14}};
}

QJsonObject example(bool approved)
{
    QJsonObject object{{u"id"_s, idText(50)},         {u"databaseId"_s, idText(7)},
                       {u"question"_s, asked},        {u"sql"_s, u"SELECT 1"_s},
                       {u"proposedBy"_s, u"Grace"_s}, {u"proposedAt"_s, u"2026-01-01T00:00:00Z"_s}};
    if (approved) {
        object[u"approvedBy"_s] = u"Grace"_s;
        object[u"approvedAt"_s] = u"2026-01-01T00:00:00Z"_s;
    }
    return object;
}

} // namespace

/// What is done with an answer that is there: said to be good or bad, and its question edited.
class TestAnswerFeedback : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;

    struct Fixture : WindowFixture
    {
        explicit Fixture(Theme &windowTheme)
            : WindowFixture(windowTheme)
        {
            for (const QString &list : {u"databases.list"_s, u"conversations.list"_s})
                server->on(list, QJsonObject{{u"items"_s, QJsonArray()}});
            server->on(u"chat.databases"_s,
                       QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(7)},
                                                                       {u"name"_s, u"Sample shop"_s},
                                                                       {u"ready"_s, true},
                                                                       {u"suggestions"_s, QJsonArray{asked}}}}}});
            server->on(u"chat.ask"_s, FakeServer::Answer(answerTo));
            server->on(u"feedback.give"_s, QJsonObject());
            open();
            window().showPanel(u"chat"_s);
        }
        bool answered()
        {
            if (!QTest::qWaitFor([&] { return find<QPushButton>(u"suggestion"_s) != nullptr; }))
                return false;
            click(u"suggestion"_s);
            return QTest::qWaitFor([&] {
                const auto *card = find<AnswerCard>(u"answerCard"_s);
                return card && card->isComplete();
            });
        }
        bool waitFor(const QString &method, int count)
        {
            return QTest::qWaitFor([&] { return server->count(method) >= count; });
        }
        QPlainTextEdit *input() { return find<QPlainTextEdit>(u"questionInput"_s); }
        QString said() { return find<QLabel>(u"feedbackSaid"_s)->text(); }
    };

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    /// Where their words have no room, the less important ones are drawings; all have their room again in a wide
    /// window.
    void whatIsDoneWithAnAnswerStaysInOneLine_data()
    {
        QTest::addColumn<QString>("code");
        for (const char *code : {"en", "de", "ja"})
            QTest::newRow(code) << QString::fromLatin1(code);
    }
    void whatIsDoneWithAnAnswerStaysInOneLine()
    {
        QFETCH(QString, code);
        Translator translator;
        QVERIFY(code == u"en" || translator.loadLanguage(QLocale(code)));
        QApplication::installTranslator(&translator);
        const auto leave = qScopeGuard([&translator] { QApplication::removeTranslator(&translator); });
        Fixture f(*m_theme);
        f.server->on(u"chat.ask"_s, FakeServer::Answer([](const QJsonObject &params) {
                         QJsonObject answer = answerTo(params);
                         answer[u"confidence"_s] = 0.66;
                         answer[u"ms"_s] = 1'412;
                         return answer;
                     }));
        QVERIFY(f.answered());
        auto *keep = f.find<QPushButton>(u"keep"_s);
        f.window().resize(1900, 820);
        QTRY_VERIFY(!keep->text().isEmpty());
        const QString words = keep->text();
        for (const int width : {1280, 1180}) {
            f.window().resize(width, 820);
            QTest::qWait(60); // layouts settle over several events
            const QWidget *row = keep->parentWidget();
            const auto parts = row->findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
            for (const QWidget *part : parts) {
                if (!part->isVisible())
                    continue;
                const int middle = part->geometry().center().y();
                QVERIFY2(std::abs(middle - keep->geometry().center().y()) <= 2
                             && part->geometry().right() < row->width(),
                         qPrintable(u"%1 at %2"_s.arg(part->objectName()).arg(width)));
            }
            QVERIFY(saveScreenshot(f.window(), u"answer-row-%1-%2"_s.arg(code).arg(width)));
        }
        QVERIFY(!keep->accessibleName().isEmpty() && !keep->toolTip().isEmpty());
        f.window().resize(1900, 820);
        QTRY_COMPARE(keep->text(), words);
        for (const QString &name : {u"export"_s, u"showDetails"_s, u"showSql"_s})
            QVERIFY2(!f.find<QPushButton>(name)->text().isEmpty(), qPrintable(name));
    }

    void aGoodAnswerCanBecomeAnExample()
    {
        Fixture f(*m_theme);
        QVERIFY(f.answered());
        QCOMPARE(namelessControls(f.window()), QStringList());
        f.click(u"goodAnswer"_s);
        QVERIFY(f.waitFor(u"feedback.give"_s, 1));
        QCOMPARE(f.server->last(u"feedback.give"_s).value(u"good"_s), QJsonValue(true));
        QCOMPARE(f.server->last(u"feedback.give"_s).value(u"messageId"_s).toString(), idText(11));
        auto *question = f.find<QLineEdit>(u"exampleQuestion"_s);
        QVERIFY(question->isVisible());
        QCOMPARE(question->text(), asked);
        QVERIFY(f.picture(f.window(), u"answer-good"_s));

        f.server->on(u"examples.propose"_s, example(true));
        QTest::keyClick(question, Qt::Key_Return);
        QVERIFY(f.waitFor(u"examples.propose"_s, 1));
        QCOMPARE(f.server->last(u"examples.propose"_s).value(u"question"_s).toString(), asked);
        QVERIFY(QTest::qWaitFor([&] { return f.said().contains(u"approved by Grace"_s); }));
        QVERIFY(!question->isVisible());
    }

    void aProposalIsSaidToWait()
    {
        Fixture f(*m_theme);
        QVERIFY(f.answered());
        f.click(u"goodAnswer"_s);
        f.server->on(u"examples.propose"_s, example(false));
        f.click(u"makeExample"_s);
        QVERIFY(QTest::qWaitFor([&] { return f.said().startsWith(u"Proposed"_s); }));
    }

    void aBadAnswerIsGivenAReason()
    {
        Fixture f(*m_theme);
        QVERIFY(f.answered());
        f.click(u"badAnswer"_s);
        QVERIFY(f.waitFor(u"feedback.give"_s, 1)); // at once, whether or not a reason follows
        QCOMPARE(f.server->last(u"feedback.give"_s).value(u"good"_s), QJsonValue(false));
        auto *reason = f.find<QLineEdit>(u"feedbackReason"_s);
        QVERIFY(reason->isVisible());
        QTest::keyClicks(reason, u"Paid orders only"_s);
        QVERIFY(f.picture(f.window(), u"answer-bad"_s));
        QTest::keyClick(reason, Qt::Key_Return);
        QVERIFY(f.waitFor(u"feedback.give"_s, 2));
        QCOMPARE(f.server->last(u"feedback.give"_s).value(u"reason"_s).toString(), u"Paid orders only"_s);
        QVERIFY(QTest::qWaitFor([&] { return f.said() == u"You said: Paid orders only"_s; }));

        f.click(u"badAnswer"_s); // taken back
        QVERIFY(f.waitFor(u"feedback.give"_s, 3));
        QVERIFY(!f.server->last(u"feedback.give"_s).value(u"good"_s).isBool());
    }

    void anOpinionThatDoesNotArriveLeavesTheOneBefore()
    {
        Fixture f(*m_theme);
        QVERIFY(f.answered());
        f.click(u"goodAnswer"_s);
        QVERIFY(f.waitFor(u"feedback.give"_s, 1));
        f.server->refuse(u"feedback.give"_s,
                         {{u"code"_s, u"conflict"_s}, {u"title"_s, u"Conflict"_s}, {u"detail"_s, u"Not now."_s}});
        f.click(u"badAnswer"_s);
        QVERIFY(f.waitFor(u"feedback.give"_s, 2));
        QTRY_VERIFY(f.said().contains(u"Not now."_s));
        QVERIFY(f.find<QPushButton>(u"goodAnswer"_s)->isChecked());
        QVERIFY(!f.find<QPushButton>(u"badAnswer"_s)->isChecked());
    }

    void whatWasSentIsAskedForAgainAfterAProblem()
    {
        Fixture f(*m_theme); // whose server knows nothing of it yet
        QVERIFY(f.answered());
        f.click(u"showDetails"_s);
        QVERIFY(f.waitFor(u"messages.outbound"_s, 1));
        auto *sentence = f.find<QLabel>(u"outboundSentence"_s);
        QTRY_VERIFY(!sentence->text().isEmpty());
        f.server->on(u"messages.outbound"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.click(u"showDetails"_s);
        f.click(u"showDetails"_s);
        QTRY_VERIFY2(sentence->text().startsWith(u"Nothing left"_s), qPrintable(sentence->text()));
        f.click(u"showDetails"_s);
        f.click(u"showDetails"_s);
        QVERIFY(sentence->isVisible());
        QApplication::processEvents();
        QCOMPARE(f.server->count(u"messages.outbound"_s), 2); // it is known now
    }

    void anEditedQuestionIsAskedInABranch()
    {
        Fixture f(*m_theme);
        QVERIFY(f.answered());
        const QJsonObject branch{{u"id"_s, idText(20)},
                                 {u"databaseId"_s, idText(7)},
                                 {u"title"_s, asked},
                                 {u"updatedAt"_s, u"2026-01-01T00:00:00Z"_s},
                                 {u"branchOf"_s, idText(10)}};
        f.server->on(u"conversations.branch"_s, branch);
        f.server->on(u"conversations.messages"_s, QJsonObject{{u"id"_s, idText(20)},
                                                              {u"databaseId"_s, idText(7)},
                                                              {u"title"_s, asked},
                                                              {u"messages"_s, QJsonArray()}});
        f.click(u"editQuestion"_s);
        QVERIFY(f.find<QWidget>(u"editing"_s)->isVisible());
        QCOMPARE(f.input()->toPlainText(), asked);
        QVERIFY(f.picture(f.window(), u"question-edited"_s));
        f.input()->setPlainText(u"How many orders per country?"_s);
        QTest::keyClick(f.input(), Qt::Key_Return);
        QVERIFY(f.waitFor(u"chat.ask"_s, 2));
        const QJsonObject wanted = f.server->last(u"conversations.branch"_s);
        QCOMPARE(wanted.value(u"id"_s).toString(), idText(10));
        QCOMPARE(wanted.value(u"messageId"_s).toString(), idText(11));
        QCOMPARE(wanted.value(u"inclusive"_s), QJsonValue(false));
        QCOMPARE(f.server->last(u"chat.ask"_s).value(u"conversationId"_s).toString(), idText(20));
        QCOMPARE(f.server->last(u"chat.ask"_s).value(u"question"_s).toString(), u"How many orders per country?"_s);
        QVERIFY(!f.find<QWidget>(u"editing"_s)->isVisible());
    }

    void anEditedFirstQuestionBeginsAnew()
    {
        Fixture f(*m_theme);
        QVERIFY(f.answered());
        f.server->refuse(u"conversations.branch"_s, {{u"code"_s, u"conflict"_s}, {u"title"_s, u"Conflict"_s}});
        f.click(u"editQuestion"_s);
        f.input()->setPlainText(u"How many orders per country?"_s);
        QTest::keyClick(f.input(), Qt::Key_Return);
        QVERIFY(f.waitFor(u"chat.ask"_s, 2));
        QVERIFY(!f.server->last(u"chat.ask"_s).value(u"conversationId"_s).isString());
        QVERIFY(!f.find<QWidget>(u"editing"_s)->isVisible());
    }

    void editingCanBeGivenUp()
    {
        Fixture f(*m_theme);
        QVERIFY(f.answered());
        f.click(u"editQuestion"_s);
        f.click(u"cancelEditing"_s);
        QVERIFY(!f.find<QWidget>(u"editing"_s)->isVisible());
        QVERIFY(f.input()->toPlainText().isEmpty());
        f.input()->setPlainText(u"How many orders?"_s);
        QTest::keyClick(f.input(), Qt::Key_Return);
        QVERIFY(f.waitFor(u"chat.ask"_s, 2));
        QCOMPARE(f.server->count(u"conversations.branch"_s), 0);
        QCOMPARE(f.server->last(u"chat.ask"_s).value(u"conversationId"_s).toString(), idText(10));
    }
};

static const bool registered = tabletalk::test::add<TestAnswerFeedback>();
#include "tst_AnswerFeedback.moc"
