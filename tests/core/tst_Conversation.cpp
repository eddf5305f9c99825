// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "tests/core/ShopSchema.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <algorithm>
#include <ctime>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

class TestConversation : public QObject
{
    Q_OBJECT

    std::unique_ptr<Translator> m_analyst = makeAnalyst();
    std::shared_ptr<const PreparedDatabase> m_shop = m_analyst->prepare(test::shop());

    Result<Translation> ask(const QString &question, const QStringList &history) const
    {
        return m_analyst->translate(Question{question, {history.begin(), history.end()}, {}, {}, 0}, *m_shop);
    }
    QString answer(const QString &question, const QStringList &history) const
    {
        const auto translation = ask(question, history);
        return translation ? translation->candidates.front().sql : translation.error().detail;
    }

private Q_SLOTS:
    void aQuestionGoesOnWithTheOnesBefore_data()
    {
        QTest::addColumn<QStringList>("history");
        QTest::addColumn<QString>("sql");
        const auto row = [](const char *question, const QStringList &history, const QString &sql) {
            const QByteArray name = history.join(u" / "_s).toUtf8() + " / " + question;
            QTest::newRow(name.constData()) << history << sql;
        };
        const QStringList names{u"Show the names of all customers"_s};
        const QStringList inParis{u"names of customers from Paris"_s};
        const QStringList old{u"names of customers older than 30"_s};
        row("How many are there?", names, u"SELECT COUNT(*) AS number_of_customers FROM customers"_s);
        row("What are their ages?", names, u"SELECT age FROM customers"_s);
        row("Also show their city", names, u"SELECT name, city FROM customers"_s);
        row("Only those older than 20", names, u"SELECT name FROM customers WHERE age > 20"_s);
        row("Sort them by age", names, u"SELECT name FROM customers ORDER BY age"_s);
        row("Which one is the oldest?", names, u"SELECT name FROM customers ORDER BY age DESC LIMIT 1"_s);
        row("And in Rome?", inParis, u"SELECT name FROM customers WHERE city = 'Rome'"_s);
        row("What about the ones in Rome?", inParis, u"SELECT name FROM customers WHERE city = 'Rome'"_s);
        row("How many are older than 40?", inParis,
            u"SELECT COUNT(*) AS number_of_customers FROM customers WHERE city = 'Paris' AND age > 40"_s);
        row("How about the average age?", inParis,
            u"SELECT AVG(age) AS average_age FROM customers WHERE city = 'Paris'"_s);
        row("Only those younger than 40", old, u"SELECT name FROM customers WHERE age > 30 AND age < 40"_s);
        row("And above 50?", old, u"SELECT name FROM customers WHERE age > 50"_s);
        row("Only the first five", old, u"SELECT name FROM customers WHERE age > 30 LIMIT 5"_s);
        row("Exclude the ones from Paris", names, u"SELECT name FROM customers WHERE city <> 'Paris'"_s);
        row("Which of those have no orders?", inParis,
            u"SELECT name FROM customers WHERE city = 'Paris' AND customer_id NOT IN (SELECT customer_id FROM orders "
            "WHERE customer_id IS NOT NULL)"_s);
    }

    void aQuestionGoesOnWithTheOnesBefore()
    {
        QFETCH(const QStringList, history);
        QFETCH(const QString, sql);
        const QByteArray name = QTest::currentDataTag();
        const QString question = QString::fromUtf8(name.mid(name.lastIndexOf(" / ") + 3));
        QCOMPARE(answer(question, history), sql);
    }

    void aTopIsOneRowToGoOnWith()
    {
        const QStringList oldest{u"Who is the oldest customer?"_s};
        QCOMPARE(answer(u"In which city does she live?"_s, oldest),
                 u"SELECT city FROM customers ORDER BY age DESC LIMIT 1"_s);
        QCOMPARE(answer(u"And the youngest?"_s, oldest), u"SELECT name FROM customers ORDER BY age LIMIT 1"_s);
        QCOMPARE(answer(u"And the youngest?"_s, {oldest.front(), u"What is her city?"_s}),
                 u"SELECT name FROM customers ORDER BY age LIMIT 1"_s);
        QCOMPARE(answer(u"How many orders does she have?"_s, oldest),
                 u"SELECT COUNT(*) AS number_of_orders FROM orders JOIN customers ON orders.customer_id = "
                 "customers.customer_id WHERE customers.customer_id = (SELECT customer_id FROM customers ORDER BY age "
                 "DESC LIMIT 1)"_s);
    }

    void groupsTakeThePlaceOfGroups()
    {
        const QStringList byCity{u"How many customers are there in each city?"_s};
        QCOMPARE(answer(u"Which one has the most?"_s, byCity),
                 u"SELECT city FROM customers GROUP BY city ORDER BY COUNT(*) DESC LIMIT 1"_s);
        QCOMPARE(answer(u"Only those with more than 3"_s, byCity),
                 u"SELECT city, COUNT(*) AS number_of_customers FROM customers GROUP BY city HAVING COUNT(*) > 3"_s);
        const QStringList byStatus{u"Number of orders by status"_s};
        QCOMPARE(answer(u"By month instead"_s, byStatus),
                 u"SELECT strftime('%Y-%m', order_date) AS month, COUNT(*) AS number_of_orders FROM orders GROUP BY "
                 "strftime('%Y-%m', order_date) ORDER BY strftime('%Y-%m', order_date)"_s);
        const QStringList average{u"average price of products by category"_s};
        QCOMPARE(answer(u"The maximum instead"_s, average),
                 u"SELECT category, MAX(price) AS highest_price FROM products GROUP BY category"_s);
        QCOMPARE(answer(u"And the maximum as well"_s, average),
                 u"SELECT category, AVG(price) AS average_price, MAX(price) AS highest_price FROM products GROUP BY "
                 "category"_s);
    }

    void remarksChangeTheOrderAndTheNumberOfRows()
    {
        const QStringList top{u"top 3 oldest customers"_s};
        QCOMPARE(answer(u"The other way round"_s, top), u"SELECT name FROM customers ORDER BY age LIMIT 3"_s);
        QCOMPARE(answer(u"Remove the limit"_s, top), u"SELECT name FROM customers ORDER BY age DESC"_s);
        QCOMPARE(answer(u"Just the first two"_s, top), u"SELECT name FROM customers ORDER BY age DESC LIMIT 2"_s);
        QCOMPARE(answer(u"Leave out the age"_s, {u"Show the name and age of all customers"_s}),
                 u"SELECT name FROM customers"_s);
    }

    void severalFollowUpsBuildOnEachOther()
    {
        QCOMPARE(answer(u"Only those in Rome"_s, {u"Show the names of all customers"_s, u"Also show their age"_s,
                                                  u"Sort them by age"_s, u"Only those older than 30"_s}),
                 u"SELECT name, age FROM customers WHERE age > 30 AND city = 'Rome' ORDER BY age"_s);
    }

    void aQuestionThatStandsAloneIsReadAsIfItWereTheFirst()
    {
        const QStringList history{u"names of customers from Paris"_s, u"Only those older than 40"_s};
        for (const QString &question :
             {u"How many orders were placed in 2023?"_s, u"average price of products by category"_s,
              u"Show the name and age of all customers"_s, u"customers without orders"_s,
              u"List the customers and their cities"_s, u"Which customer has the most orders?"_s,
              u"For each category, show the number of products"_s}) {
            const auto alone = ask(question, {});
            const auto later = ask(question, history);
            QVERIFY2(alone && later, qPrintable(question));
            QCOMPARE(later->candidates.size(), alone->candidates.size());
            for (size_t i = 0; i < alone->candidates.size(); ++i) {
                QCOMPARE(later->candidates[i].sql, alone->candidates[i].sql);
                QCOMPARE(later->candidates[i].confidence, alone->candidates[i].confidence);
            }
        }
    }

    void theSelfContainedReadingIsOfferedBesideTheOther()
    {
        const auto translation = ask(u"Only customers from Rome"_s, {u"names of customers older than 30"_s});
        QVERIFY(translation);
        QCOMPARE(translation->candidates.front().sql, u"SELECT name FROM customers WHERE age > 30 AND city = 'Rome'"_s);
        QVERIFY(std::ranges::any_of(translation->candidates, [](const Candidate &candidate) {
            return candidate.sql == u"SELECT name FROM customers WHERE city = 'Rome'"_s;
        }));
    }

    void statementsAndSenselessTextsAmongTheEarlierOnesArePassedOver()
    {
        const QStringList history{u"names of customers from Paris"_s, u"xyzzy"_s, u"DROP TABLE customers"_s, u""_s};
        QCOMPARE(answer(u"And in Rome?"_s, history), u"SELECT name FROM customers WHERE city = 'Rome'"_s);
    }

    void whatWasAskedOfAnotherDatabaseDoesNoHarm()
    {
        const QStringList history{u"Which surgeons operated on patients with hypertension?"_s};
        QCOMPARE(answer(u"Only customers from Rome"_s, history), u"SELECT name FROM customers WHERE city = 'Rome'"_s);
        QCOMPARE(answer(u"How many customers are there?"_s, history),
                 u"SELECT COUNT(*) AS number_of_customers FROM customers"_s);
    }

    void moneyIsLookedForInWhatWasSpokenOf()
    {
        const auto shop = test::shop();
        shop->schema.tables[1].columns.push_back(test::column(u"total_amount"_s, ColumnType::Real));
        const auto prepared = m_analyst->prepare(shop);
        const auto answer = [&](const QString &question, const QString &before) {
            const auto translation = m_analyst->translate(Question{question, {before}, {}, {}, 0}, *prepared);
            return translation ? translation->candidates.front().sql : translation.error().detail;
        };
        QCOMPARE(answer(u"And the total revenue?"_s, u"How many orders are there?"_s),
                 u"SELECT SUM(total_amount) AS total_amount FROM orders"_s);
        QCOMPARE(answer(u"And the total revenue for each city?"_s, u"How many customers are there in each city?"_s),
                 u"SELECT customers.city, SUM(orders.total_amount) AS total_amount FROM customers JOIN orders ON "
                 "customers.customer_id = orders.customer_id GROUP BY customers.city"_s);
        QCOMPARE(answer(u"And the total revenue for each customer?"_s, u"How many orders has each customer?"_s),
                 u"SELECT customers.name, SUM(orders.total_amount) AS total_amount FROM orders JOIN customers ON "
                 "orders.customer_id = customers.customer_id GROUP BY customers.customer_id, customers.name"_s);
    }

    void thePlaceOfAnUnusedWordIsThatInTheQuestion()
    {
        const auto translation = ask(u"And also show their city frobnicated"_s, {u"Show the names of all customers"_s});
        QVERIFY(translation);
        QCOMPARE(translation->candidates.front().unusedWords, std::vector<QString>{u"frobnicated"_s});
    }

    void longConversationsTakeNoMoreTimeThanShortOnes()
    {
        QStringList history;
        for (int i = 0; i < 200; ++i)
            history << u"Show the names of all customers"_s << u"Only those older than %1"_s.arg(i);
        const std::clock_t start = std::clock();
        QCOMPARE(answer(u"Sort them by age"_s, history), u"SELECT name FROM customers WHERE age > 199 ORDER BY age"_s);
        QVERIFY(1000.0 * double(std::clock() - start) / CLOCKS_PER_SEC < 1000);
    }
};

static const bool registered = tabletalk::test::add<TestConversation>();
#include "tst_Conversation.moc"
