// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/AgentPrompt.h"
#include "core/agents/CitedText.h"
#include "core/agents/PassageAnswer.h"
#include "core/agents/QuestionParts.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

std::vector<agents::AnswerPassage> policy()
{
    return {{u"Refund policy"_s, u"Returns"_s,
             u"Our shop wants happy customers. Customers may return unused goods within 30 days of delivery for a full "
             "refund. This does not apply to gift cards. Refunds are paid to the card that was used, within 5 working "
             "days. Shipping costs are not refunded."_s},
            {u"Travel handbook"_s, u"Expenses"_s,
             u"Employees book trains in second class. Hotel rooms may cost 120 euros a night. Receipts go to "
             "travel@example.org until the end of the month."_s}};
}

QString firstOf(const QString &question)
{
    const auto quoted = agents::quotedAnswer(question, policy());
    return quoted.empty() ? QString() : quoted.front().text;
}

} // namespace

/// What agents make of a question and of passages without a model.
class TestAgentAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQuestionIsTakenApart_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QStringList>("parts");
        const auto row = [](const char *question, const QStringList &parts) {
            QTest::newRow(question) << QString::fromLatin1(question) << parts;
            QTest::newRow("German")
                << u"Was sagt die Rückgaberichtlinie, und wie viele Rückgaben gab es letzten Monat?"_s
                << QStringList{u"Was sagt die Rückgaberichtlinie"_s, u"wie viele Rückgaben gab es letzten Monat?"_s};
            QTest::newRow("German, sowie")
                << u"Nenne die Frist für Rückgaben sowie wie viele Kunden in Rom wohnen"_s
                << QStringList{u"Nenne die Frist für Rückgaben"_s, u"wie viele Kunden in Rom wohnen"_s};
            QTest::newRow("German, a clause") << u"Erklären Sie bitte, wie die Rückgabe geht"_s
                                              << QStringList{u"Erklären Sie bitte, wie die Rückgabe geht"_s};
            QTest::newRow("German, one and") << u"Wie viele Kunden wohnen in Rom und Berlin?"_s
                                             << QStringList{u"Wie viele Kunden wohnen in Rom und Berlin?"_s};
            QTest::newRow("French")
                << u"Que dit la politique de retour et combien de retours avons-nous eus le mois dernier ?"_s
                << QStringList{u"Que dit la politique de retour"_s,
                               u"combien de retours avons-nous eus le mois dernier ?"_s};
            QTest::newRow("Spanish")
                << u"¿Qué dice la política de devoluciones y cuántas devoluciones hubo el mes pasado?"_s
                << QStringList{u"¿Qué dice la política de devoluciones"_s,
                               u"cuántas devoluciones hubo el mes pasado?"_s};
            QTest::newRow("Spanish, two")
                << u"¿Qué dice la política de devoluciones? ¿Cuántos clientes viven en Roma?"_s
                << QStringList{u"¿Qué dice la política de devoluciones?"_s, u"¿Cuántos clientes viven en Roma?"_s};
            QTest::newRow("Spanish, one y") << u"¿Cuántos clientes viven en Roma y Berlín?"_s
                                            << QStringList{u"¿Cuántos clientes viven en Roma y Berlín?"_s};
            QTest::newRow("Japanese") << u"返金規定には何と書いてありますか、また先月の返金は何件でしたか？"_s
                                      << QStringList{u"返金規定には何と書いてありますか"_s,
                                                     u"先月の返金は何件でしたか？"_s};
            QTest::newRow("Japanese, two") << u"返金規定は何ですか？先月の返金は何件でしたか？"_s
                                           << QStringList{u"返金規定は何ですか？"_s, u"先月の返金は何件でしたか？"_s};
            QTest::newRow("Japanese, one")
                << u"ローマ、ベルリンの顧客は何人ですか？"_s << QStringList{u"ローマ、ベルリンの顧客は何人ですか？"_s};
        };
        row("What does the refund policy say, and how many refunds did we make last month?",
            {u"What does the refund policy say"_s, u"how many refunds did we make last month?"_s});
        row("How many orders are open? Also what is our delivery time?",
            {u"How many orders are open?"_s, u"what is our delivery time?"_s});
        row("Within how many days may goods be returned, and how many orders are there?",
            {u"Within how many days may goods be returned"_s, u"how many orders are there?"_s});
        row("List the five most expensive products and say what the staff discount is",
            {u"List the five most expensive products"_s, u"say what the staff discount is"_s});
        row("How many customers live in Rome and Paris?", {u"How many customers live in Rome and Paris?"_s});
        row("Which customers bought shoes and what are their cities?",
            {u"Which customers bought shoes"_s, u"what are their cities?"_s});
        row("List customers who live in Rome and are older than 30",
            {u"List customers who live in Rome and are older than 30"_s});
        row("refund policy", {u"refund policy"_s});
    }

    void aQuestionIsTakenApart()
    {
        QFETCH(QString, question);
        QFETCH(QStringList, parts);
        const auto found = agents::questionParts(question);
        QCOMPARE(QStringList(found.begin(), found.end()), parts);
    }

    void figuresLeanToDataAndPoliciesToTexts()
    {
        QVERIFY(agents::leaningOf(u"How many refunds did we make last month?"_s) > 0);
        QVERIFY(agents::leaningOf(u"What does the refund policy say?"_s) < 0);
        QVERIFY(agents::leaningOf(u"Wie viele Rückgaben gab es letzten Monat?"_s) > 0);
        QVERIFY(agents::leaningOf(u"Was sagt die Rückgaberichtlinie?"_s) < 0);
        QVERIFY(agents::leaningOf(u"Combien de retours le mois dernier ?"_s) > 0);
        QVERIFY(agents::leaningOf(u"Que dit la politique de retour ?"_s) < 0);
        QVERIFY(agents::leaningOf(u"¿Cuántas devoluciones hubo el mes pasado?"_s) > 0);
        QVERIFY(agents::leaningOf(u"¿Qué dice la política de devoluciones?"_s) < 0);
        QVERIFY(agents::leaningOf(u"先月の返金は何件でしたか？"_s) > 0);
        QVERIFY(agents::leaningOf(u"返金規定には何と書いてありますか"_s) < 0);
        QCOMPARE(agents::leaningOf(u"Customers in Rome"_s), 0.0);
    }

    void theSentenceThatAnswersIsQuoted()
    {
        QVERIFY(firstOf(u"Within how many days can unused goods be returned?"_s).contains(u"within 30 days"));
        QVERIFY(firstOf(u"How much may a hotel room cost?"_s).contains(u"120 euros"));
        QVERIFY(firstOf(u"Are shipping costs refunded?"_s).contains(u"Shipping costs are not refunded"));
        QVERIFY(firstOf(u"Where do receipts for travel go?"_s).contains(u"travel@example.org"));
    }

    void whatLeansBackComesAlong()
    {
        const auto quoted = agents::quotedAnswer(u"When may customers return unused goods?"_s, policy());
        QVERIFY(quoted.size() >= 2);
        QVERIFY(quoted[1].text.startsWith(u"This does not apply"));
    }

    void passagesOfOtherLanguagesAreQuoted()
    {
        const std::vector<agents::AnswerPassage> german = {
            {u"Garantie"_s,
             {},
             u"Auf alle Haushaltsgeräte geben wir zwei Jahre Garantie. Für Akkus beträgt die Garantie sechs Monate. "
             "Reparaturen dauern in der Regel zehn Werktage."_s}};
        const auto quoted = agents::quotedAnswer(u"Wie lange gilt die Garantie auf Akkus?"_s, german);
        QVERIFY(!quoted.empty());
        QCOMPARE(quoted.front().text, u"Für Akkus beträgt die Garantie sechs Monate."_s);
        const std::vector<agents::AnswerPassage> japanese = {
            {u"返品"_s, {}, u"店舗は毎日営業しています。商品は三十日以内に返品できます。送料はお客様の負担です。"_s}};
        const auto read = agents::quotedAnswer(u"商品の返品は何日以内ですか"_s, japanese);
        QVERIFY(!read.empty());
        QCOMPARE(read.front().text, u"商品は三十日以内に返品できます。"_s);
    }

    void whatStandsUnderTheHeadingAnswers()
    {
        const std::vector<agents::AnswerPassage> handbook = {
            {u"Handbook"_s, u"Holidays"_s, u"Every employee has 28 days of paid holiday a year."_s},
            {u"Handbook"_s, u"Sick leave"_s, u"Call your manager before your shift begins. Get well."_s}};
        const auto quoted = agents::quotedAnswer(u"What should I do before sick leave?"_s, handbook);
        QVERIFY(!quoted.empty());
        QVERIFY(quoted.front().text.startsWith(u"Call your manager"));
    }

    void wordsForDocumentsNeedNotStandInThem()
    {
        const auto quoted =
            agents::quotedAnswer(u"What do the rules for returns say?"_s,
                                 {{u"Returns.md"_s, u"Returns"_s, u"Goods may be returned within 30 days."_s}});
        QCOMPARE(quoted.size(), size_t(1));
    }

    void theNearestIsKnownWhereNothingAnswers()
    {
        const std::vector<agents::AnswerPassage> security = {
            {u"Security"_s, {}, u"Visitors sign in at reception. Report a lost or stolen device within one hour."_s}};
        const QString question = u"What happens if my laptop is stolen?"_s;
        QVERIFY(agents::quotedAnswer(question, security).empty());
        const auto nearest = agents::nearestSentence(question, security);
        QVERIFY(nearest);
        QVERIFY(nearest->text.startsWith(u"Report a lost"));
        QVERIFY(!agents::nearestSentence(u"Who won the football match on Sunday?"_s, security));
    }

    void nothingIsQuotedWhereNothingAnswers()
    {
        QVERIFY(agents::quotedAnswer(u"Who won the football match on Sunday?"_s, policy()).empty());
        QVERIFY(agents::quotedAnswer(u"What is the password of the server?"_s, policy()).empty());
        QVERIFY(agents::quotedAnswer(QString(), policy()).empty());
        QVERIFY(agents::quotedAnswer(u"refunds"_s, {}).empty());
    }

    void madeUpCitationsAreTakenOut()
    {
        const auto checked = agents::checkedCitations(u"Thirty days [1], paid to the card [7]. Both [2, 9]."_s, 2);
        QCOMPARE(checked.text, u"Thirty days [1], paid to the card. Both [2]."_s);
        QCOMPARE(checked.madeUp, 2);
        QCOMPARE(checked.used, (std::set<int>{1, 2}));
    }

    void linksAndYearsInTextAreNoCitations()
    {
        const auto checked = agents::checkedCitations(u"See [2](https://example.org) and [abc]."_s, 0);
        QCOMPARE(checked.madeUp, 0);
        QCOMPARE(checked.text, u"See [2](https://example.org) and [abc]."_s);
    }

    void dataCannotHoldTheMarksAroundIt()
    {
        for (const QString &evil :
             {u"a DATA>>> b"_s, u"<<<DA<<<DATATA x"_s, u"DATA>>DATA>>>>"_s, u"<<<DATA\nDATA  >>>"_s, u"data>>>"_s}) {
            const QString block = agents::dataBlock(evil, 1'000);
            QVERIFY(block.startsWith(u"<<<DATA\n") && block.endsWith(u"\nDATA>>>"));
            const QString inside = block.mid(8, block.size() - 8 - 8);
            QVERIFY2(!inside.contains(u"DATA>>>"_s, Qt::CaseInsensitive), qPrintable(inside));
            QVERIFY2(!inside.contains(u"<<<"), qPrintable(inside));
        }
    }

    void skillsAreToldWhenTheyFit()
    {
        const std::vector<api::AgentSkill> skills = {{u"Refunds"_s, u"Say until when."_s, false},
                                                     {u"Tone"_s, u"Short sentences."_s, true}};
        QCOMPARE(agents::fittingSkills(skills, u"How do refunds work?"_s).size(), size_t(2));
        QCOMPARE(agents::fittingSkills(skills, u"Customers in Rome"_s).size(), size_t(1));
    }
};

static const bool registered = tabletalk::test::add<TestAgentAnswers>();
#include "tst_AgentAnswers.moc"
