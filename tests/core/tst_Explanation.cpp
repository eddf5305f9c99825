// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "tests/core/ShopSchema.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

class TestExplanation : public QObject
{
    Q_OBJECT

    std::unique_ptr<Translator> m_analyst = makeAnalyst();
    std::shared_ptr<const PreparedDatabase> m_shop = m_analyst->prepare(test::shop());

    Result<Translation> ask(const QString &question, const QStringList &history = {}, bool trace = false) const
    {
        return m_analyst->translate(Question{question, {history.begin(), history.end()}, {}, {}, 0, trace}, *m_shop);
    }
    QString explanation(const QString &question, const QStringList &history = {}) const
    {
        const auto translation = ask(question, history);
        return translation ? translation->candidates.front().explanation : QString();
    }

private Q_SLOTS:
    void whatWasUnderstoodIsSaidInSentences_data()
    {
        QTest::addColumn<QString>("sentences");
        const auto row = [](const char *question, const QString &sentences) { QTest::newRow(question) << sentences; };
        row("Show the name and city of all customers", u"Shows the name and the city of the customers."_s);
        row("How many customers are there in each city?", u"Shows the number of customers for each city."_s);
        row("Names of customers older than 30", u"Shows the name of the customers, where the age is more than 30."_s);
        row("List customers from Paris",
            u"Shows the name of the customers, where the city is “Paris”. “Paris” was taken for the city of a customer."_s);
        row("top 3 oldest customers", u"Shows the name of the customers. Only the 3 with the highest age are shown."_s);
        row("What is the most expensive product?",
            u"Shows the product name of the products. Only the one with the highest price is shown."_s);
        row("Show the names of customers ordered by age descending",
            u"Shows the name of the customers. The highest age comes first."_s);
        row("customers without orders", u"Shows the name of the customers, where there are no orders."_s);
        row("names of customers with more than one order",
            u"Shows the name of the customers, where there is more than one order. The customers are joined with the "
            "orders (by customer id)."_s);
        row("names of customers with more than 3 orders",
            u"Shows the name of the customers, where there are more than 3 orders. The customers are joined with the "
            "orders (by customer id)."_s);
        row("What are the different cities of customers?",
            u"Shows each different value of the city of the customers once."_s);
        row("Number of orders by month", u"Shows the number of orders for each month of the order date."_s);
    }

    void whatWasUnderstoodIsSaidInSentences()
    {
        QFETCH(const QString, sentences);
        QCOMPARE(explanation(QString::fromUtf8(QTest::currentDataTag())), sentences);
    }

    void anotherWordForANameIsSaid()
    {
        const QString said = explanation(u"average cost of products by category"_s);
        QVERIFY2(said.contains(u"“cost” was taken as another word for price of the products."), qPrintable(said));
    }

    void aFollowUpIsSaidToBeOne()
    {
        QCOMPARE(explanation(u"Only those older than 20"_s, {u"Show the names of all customers"_s}),
                 u"This goes on with the question before. Shows the name of the customers, where the age is more than "
                 "20."_s);
    }

    void theRowsOfAnEarlierAnswerAreSpokenOf()
    {
        const QString said = explanation(u"How many orders does she have?"_s, {u"Who is the oldest customer?"_s});
        QVERIFY2(said.contains(u"where the customer is the one with the highest age"), qPrintable(said));
    }

    void everyStepIsToldOnlyWhenWanted()
    {
        QVERIFY(ask(u"List customers from Paris"_s)->trace.empty());
        const auto told = ask(u"List customers from Paris"_s, {}, true);
        QVERIFY(told);
        QString text;
        for (const QString &line : told->trace)
            text += line + u'\n';
        for (const QString &heading : {u"Words\n"_s, u"\nLinks"_s, u"\nItems"_s, u"\nMeaning"_s, u"\nPlan"_s,
                                       u"\nCandidates"_s, u"\nWhy the first one"_s})
            QVERIFY2(text.contains(heading), qPrintable(heading));
        QVERIFY2(text.contains(u"Paris  value 'Paris' in customers.city"), qPrintable(text));
        QVERIFY(text.contains(told->candidates.front().sql));
    }

    void theTraceOfAFollowUpNamesWhatItGoesOnWith()
    {
        const auto told = ask(u"And in Rome?"_s, {u"names of customers from Paris"_s}, true);
        QVERIFY(told);
        const auto heading = std::ranges::find(told->trace, u"Conversation"_s);
        QVERIFY(heading != told->trace.end() && std::next(heading)->contains(u"“Paris”"));
    }
};

static const bool registered = tabletalk::test::add<TestExplanation>();
#include "tst_Explanation.moc"
