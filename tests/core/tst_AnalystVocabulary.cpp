// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "core/schema/MetricExpression.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

static Column column(const QString &name, ColumnType type, const std::vector<QString> &samples = {})
{
    Column c;
    c.name = name;
    c.type = type;
    c.profile.samples = samples;
    return c;
}

static Table table(const QString &name, std::vector<Column> columns, std::vector<ForeignKey> keys = {})
{
    Table t;
    t.name = name;
    t.columns = std::move(columns);
    t.columns.front().nullable = false;
    t.primaryKey = {t.columns.front().name};
    t.foreignKeys = std::move(keys);
    return t;
}

static ForeignKey key(const QString &column, const QString &to, const QString &toColumn)
{
    ForeignKey k;
    k.columns = {column};
    k.referencedTable = to;
    k.referencedColumns = {toColumn};
    return k;
}

/// Customers get invoices, which have lines of products; an invoice names a buyer and a payer.
static std::shared_ptr<Understanding> billing()
{
    using enum ColumnType;
    auto u = std::make_shared<Understanding>();
    u->schema.tables = {
        table(u"customers"_s,
              {column(u"id"_s, Integer), column(u"name"_s, Text, {u"Acme"_s, u"Bolt"_s}),
               column(u"country"_s, Text, {u"France"_s, u"Japan"_s}), column(u"active"_s, Integer, {u"1"_s, u"0"_s}),
               column(u"tax_number"_s, Text, {u"FR1"_s, u"JP2"_s}),
               column(u"registered_on"_s, Date, {u"2020-02-01"_s})}),
        table(u"invoices"_s,
              {column(u"id"_s, Integer), column(u"customer_id"_s, Integer), column(u"payer_id"_s, Integer),
               column(u"issued_on"_s, Date, {u"2024-05-01"_s}), column(u"status"_s, Text, {u"paid"_s, u"open"_s}),
               column(u"total"_s, Decimal)},
              {key(u"customer_id"_s, u"customers"_s, u"id"_s), key(u"payer_id"_s, u"customers"_s, u"id"_s)}),
        table(u"products"_s, {column(u"id"_s, Integer), column(u"title"_s, Text, {u"Chair"_s, u"Desk"_s})}),
        table(u"items"_s,
              {column(u"id"_s, Integer), column(u"invoice_id"_s, Integer), column(u"product_id"_s, Integer),
               column(u"quantity"_s, Integer), column(u"unit_price"_s, Decimal)},
              {key(u"invoice_id"_s, u"invoices"_s, u"id"_s), key(u"product_id"_s, u"products"_s, u"id"_s)}),
        table(u"salaries"_s,
              {column(u"id"_s, Integer), column(u"person"_s, Text, {u"Ann"_s}), column(u"amount"_s, Decimal)}),
    };
    return u;
}

static Metric metric(const QString &name, const QString &expression)
{
    Metric m = orThrow(parseMetricExpression(expression));
    m.name = name;
    return m;
}

static std::shared_ptr<Vocabulary> words()
{
    auto v = std::make_shared<Vocabulary>();
    v->metrics = {metric(u"revenue"_s, u"SUM(invoices.total) WHERE invoices.status = 'paid'"_s),
                  metric(u"line value"_s, u"SUM(items.quantity * items.unit_price)"_s),
                  metric(u"active customers"_s, u"COUNT(customers) WHERE customers.active = 1"_s)};
    v->metrics.front().synonyms = {u"turnover"_s};
    v->synonyms = {{u"client"_s, {{}, u"customers"_s, {}}, {}},
                   {u"nation"_s, {{}, u"customers"_s, u"country"_s}, {}},
                   {u"land of the rising sun"_s, {{}, u"customers"_s, u"country"_s}, u"Japan"_s}};
    v->joins = {{{{}, u"invoices"_s, {u"customer_id"_s}}, {{}, u"customers"_s, {u"id"_s}}, false}};
    return v;
}

class TestAnalystVocabulary : public QObject
{
    Q_OBJECT

    std::unique_ptr<Translator> m_analyst = makeAnalyst();

    Result<Translation> ask(const QString &question, std::shared_ptr<const Vocabulary> vocabulary,
                            const QString &hints = {}) const
    {
        const auto ready = m_analyst->prepare(billing(), std::move(vocabulary));
        return m_analyst->translate(Question{question, {}, hints, {}, 0}, *ready);
    }

    QString sqlOf(const QString &question, std::shared_ptr<const Vocabulary> vocabulary,
                  const QString &hints = {}) const
    {
        const auto result = ask(question, std::move(vocabulary), hints);
        return result ? result->candidates.front().sql : result.error().codeName();
    }

private Q_SLOTS:
    void metricsArePlannedWithTheirConditionsAndJoins_data()
    {
        QTest::addColumn<QString>("sql");
        const auto row = [](const char *question, const QString &sql) { QTest::newRow(question) << sql; };
        row("What is the revenue?", u"SELECT SUM(total) AS revenue FROM invoices WHERE status = 'paid'"_s);
        row("total revenue", u"SELECT SUM(total) AS revenue FROM invoices WHERE status = 'paid'"_s);
        row("turnover", u"SELECT SUM(total) AS revenue FROM invoices WHERE status = 'paid'"_s);
        row("revenue by month",
            u"SELECT strftime('%Y-%m', issued_on) AS month, SUM(total) AS revenue FROM invoices WHERE status = 'paid' "
            "GROUP BY strftime('%Y-%m', issued_on) ORDER BY strftime('%Y-%m', issued_on)"_s);
        row("revenue per country in 2024",
            u"SELECT customers.country, SUM(invoices.total) AS revenue FROM invoices JOIN customers ON "
            "invoices.customer_id = customers.id WHERE invoices.issued_on >= '2024-01-01' AND invoices.issued_on < "
            "'2025-01-01' AND "
            "invoices.status = 'paid' GROUP BY customers.country"_s);
        row("top 5 customers by revenue",
            u"SELECT customers.name, SUM(invoices.total) AS revenue FROM customers JOIN invoices ON customers.id = "
            "invoices.customer_id WHERE invoices.status = 'paid' GROUP BY customers.id, customers.name ORDER BY "
            "SUM(invoices.total) DESC LIMIT 5"_s);
        row("Which customer has the highest revenue?",
            u"SELECT customers.name, SUM(invoices.total) AS revenue FROM customers JOIN invoices ON customers.id = "
            "invoices.customer_id WHERE invoices.status = 'paid' GROUP BY customers.id, customers.name ORDER BY "
            "SUM(invoices.total) DESC LIMIT 1"_s);
        row("customers with revenue above 1000",
            u"SELECT customers.name, SUM(invoices.total) AS revenue FROM customers JOIN invoices ON customers.id = "
            "invoices.customer_id WHERE invoices.status = 'paid' GROUP BY customers.id, customers.name HAVING "
            "SUM(invoices.total) > 1000"_s);
        row("revenue of Acme",
            u"SELECT SUM(invoices.total) AS revenue FROM invoices JOIN customers ON invoices.customer_id = "
            "customers.id WHERE customers.name = 'Acme' AND invoices.status = 'paid'"_s);
        row("line value by product",
            u"SELECT products.title, SUM(items.quantity * items.unit_price) AS line_value FROM products JOIN items ON "
            "products.id = items.product_id GROUP BY products.id, products.title"_s);
        row("revenue per client country",
            u"SELECT customers.country, SUM(invoices.total) AS revenue FROM customers JOIN invoices ON customers.id = "
            "invoices.customer_id WHERE invoices.status = 'paid' GROUP BY customers.country"_s);
        row("revenue of clients registered in 2024",
            u"SELECT SUM(invoices.total) AS revenue FROM invoices JOIN customers ON invoices.customer_id = "
            u"customers.id "
            "WHERE customers.registered_on >= '2024-01-01' AND customers.registered_on < '2025-01-01' AND invoices.status = 'paid'"_s);
        row("revenue by client in 2024",
            u"SELECT customers.name, SUM(invoices.total) AS revenue FROM customers JOIN invoices ON customers.id = "
            "invoices.customer_id WHERE invoices.issued_on >= '2024-01-01' AND invoices.issued_on < '2025-01-01' AND "
            "invoices.status = 'paid' GROUP BY customers.id, customers.name"_s);
        row("How many active customers are there per country?",
            u"SELECT country, COUNT(*) AS active_customers FROM customers WHERE active = 1 GROUP BY country"_s);
        row("average revenue", u"SELECT AVG(total) AS average_revenue FROM invoices WHERE status = 'paid'"_s);
        row("line value by month",
            u"SELECT strftime('%Y-%m', invoices.issued_on) AS month, SUM(items.quantity * items.unit_price) AS "
            "line_value FROM items JOIN invoices ON items.invoice_id = invoices.id GROUP BY strftime('%Y-%m', "
            "invoices.issued_on) ORDER BY strftime('%Y-%m', invoices.issued_on)"_s);
        row("revenue and number of invoices per country",
            u"SELECT customers.country, SUM(CASE WHEN invoices.status = 'paid' THEN invoices.total END) AS revenue, "
            "COUNT(*) AS number_of_invoices FROM invoices JOIN customers ON invoices.customer_id = customers.id GROUP "
            "BY customers.country"_s);
    }

    void metricsArePlannedWithTheirConditionsAndJoins()
    {
        QFETCH(const QString, sql);
        QCOMPARE(sqlOf(QString::fromUtf8(QTest::currentDataTag()), words()), sql);
    }

    /// An invoice's total must not be added once for each of its items.
    void aConditionBelowAMetricsRowsRepeatsNoRow()
    {
        QCOMPARE(sqlOf(u"revenue of the product Chair"_s, words()),
                 u"SELECT SUM(total) AS revenue FROM invoices WHERE id IN (SELECT invoices.id FROM invoices JOIN items "
                 "ON invoices.id = items.invoice_id JOIN products ON items.product_id = products.id WHERE "
                 "products.title = 'Chair') AND status = 'paid'"_s);
        const auto grouped = ask(u"revenue by product"_s, words());
        if (grouped) {
            for (const Candidate &candidate : grouped->candidates)
                QVERIFY2(!candidate.sql.contains(u"products.title, SUM(invoices.total)"), qPrintable(candidate.sql));
        }
        const auto both = ask(u"revenue and average unit price of items"_s, words());
        QVERIFY2(!both, both ? qPrintable(both->candidates.front().sql) : "");
        QVERIFY(both.error().detail.contains(u"several times"));
    }

    void theOrganisationsOwnWordsComeFirst()
    {
        QCOMPARE(sqlOf(u"names of clients"_s, words()), u"SELECT name FROM customers"_s);
        QCOMPARE(sqlOf(u"How many clients per nation?"_s, words()),
                 u"SELECT country, COUNT(*) AS number_of_customers FROM customers GROUP BY country"_s);
        QCOMPARE(sqlOf(u"clients from the land of the rising sun"_s, words()),
                 u"SELECT name FROM customers WHERE country = 'Japan'"_s);
        auto turned = words();
        turned->synonyms = {{u"products"_s, {{}, u"customers"_s, {}}, {}}};
        QCOMPARE(sqlOf(u"How many products are there?"_s, turned),
                 u"SELECT COUNT(*) AS number_of_customers FROM customers"_s);
    }

    void whatIsHiddenIsNeverLinkedNorShown_data()
    {
        QTest::addColumn<QString>("question");
        for (const char *question :
             {"salaries", "average amount of salaries", "How much does Ann earn?", "tax number of customers",
              "customers with tax number FR1", "customer FR1", "show all information about customers",
              "Show everything about the customers", "list the tax numbers", "what is the highest amount?"})
            QTest::newRow(question) << QString::fromUtf8(question);
    }

    void whatIsHiddenIsNeverLinkedNorShown()
    {
        QFETCH(const QString, question);
        auto vocabulary = std::make_shared<Vocabulary>();
        vocabulary->hidden = {{{}, u"salaries"_s, {}}, {{}, u"customers"_s, u"tax_number"_s}};
        const auto result = ask(question, vocabulary);
        if (!result)
            return;
        for (const Candidate &candidate : result->candidates) {
            QVERIFY2(!candidate.sql.contains(u"salaries") && !candidate.sql.contains(u"tax_number")
                         && !(candidate.sql.contains(u"SELECT *") && candidate.sql.contains(u"customers")),
                     qPrintable(candidate.sql));
            QVERIFY(!candidate.explanation.contains(u"tax") && !candidate.explanation.contains(u"salar"));
        }
    }

    void allColumnsAreSpelledOutWhereSomeAreHidden()
    {
        auto vocabulary = std::make_shared<Vocabulary>();
        vocabulary->hidden = {{{}, u"customers"_s, u"tax_number"_s}, {{}, u"customers"_s, u"id"_s}};
        QCOMPARE(sqlOf(u"show all information about customers"_s, vocabulary),
                 u"SELECT name, country, active, registered_on FROM customers"_s);
    }

    void hiddenKeysStillJoin()
    {
        auto vocabulary = words();
        vocabulary->hidden = {{{}, u"customers"_s, u"id"_s}, {{}, u"invoices"_s, u"customer_id"_s}};
        QVERIFY(sqlOf(u"revenue per country"_s, vocabulary).contains(u"ON invoices.customer_id = customers.id"));
        const auto result = ask(u"customer ids of invoices"_s, vocabulary);
        if (result)
            QVERIFY(!result->candidates.front().sql.startsWith(u"SELECT customer_id"));
    }

    void hiddenNamesLeaveTheNextOneToBeShown()
    {
        auto vocabulary = std::make_shared<Vocabulary>();
        vocabulary->hidden = {{{}, u"customers"_s, u"name"_s}};
        const QString sql = sqlOf(u"customers from Japan"_s, vocabulary);
        QVERIFY2(!sql.contains(u"name"), qPrintable(sql));
    }

    void preferredJoinsWinAndAvoidedOnesLose()
    {
        auto vocabulary = std::make_shared<Vocabulary>();
        vocabulary->joins = {{{{}, u"invoices"_s, {u"payer_id"_s}}, {{}, u"customers"_s, {u"id"_s}}, false}};
        QVERIFY(sqlOf(u"number of invoices per country"_s, vocabulary).contains(u"invoices.payer_id = customers.id"));
        vocabulary->joins = {{{{}, u"invoices"_s, {u"customer_id"_s}}, {{}, u"customers"_s, {u"id"_s}}, true}};
        QVERIFY(sqlOf(u"number of invoices per country"_s, vocabulary).contains(u"invoices.payer_id = customers.id"));
        QVERIFY(sqlOf(u"number of invoices per country"_s, nullptr).contains(u"invoices.customer_id = customers.id"));
    }

    void aJoinThatTheDatabaseDoesNotKnowIsUsed()
    {
        auto vocabulary = std::make_shared<Vocabulary>();
        vocabulary->joins = {{{{}, u"salaries"_s, {u"person"_s}}, {{}, u"customers"_s, {u"name"_s}}, false}};
        const QString sql = sqlOf(u"total amount of salaries per country"_s, vocabulary);
        QVERIFY2(sql.contains(u"salaries.person = customers.name"), qPrintable(sql));
    }

    void descriptionsLinkWeakly()
    {
        auto vocabulary = std::make_shared<Vocabulary>();
        vocabulary->descriptions = {{{{}, u"customers"_s, u"country"_s}, u"Territory that the customer trades in"_s}};
        QCOMPARE(sqlOf(u"number of customers by territory"_s, vocabulary),
                 u"SELECT country, COUNT(*) AS number_of_customers FROM customers GROUP BY country"_s);
    }

    void theExplanationSaysHowTheMetricIsComputed()
    {
        const auto result = ask(u"revenue per country"_s, words());
        QCOMPARE(result->candidates.front().explanation,
                 u"Shows revenue for each country of the customers. Revenue is SUM(invoices.total) WHERE "
                 "invoices.status = 'paid'. The invoices are joined with the customers (by id)."_s);
    }

    void whatTheSchemaLacksIsLeftOut()
    {
        auto vocabulary = words();
        vocabulary->synonyms.push_back({u"ghost"_s, {{}, u"ghosts"_s, {}}, {}});
        vocabulary->metrics.push_back(metric(u"nothing"_s, u"SUM(ghosts.total)"_s));
        QCOMPARE(sqlOf(u"total revenue"_s, vocabulary),
                 u"SELECT SUM(total) AS revenue FROM invoices WHERE status = 'paid'"_s);
    }

    void hintsOfAQuestionAreReadAsVocabulary_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("hints");
        QTest::addColumn<QString>("sql");
        const auto row = [](const char *name, const QString &question, const QString &hints, const QString &sql) {
            QTest::newRow(name) << question << hints << sql;
        };
        const QString paid = u"SELECT SUM(total) AS income FROM invoices WHERE status = 'paid'"_s;
        row("words", u"What is the income?"_s, u"income = sum of paid invoices"_s, paid);
        row("sql", u"What is the income?"_s,
            u"income is defined as SUM(invoices.total) WHERE invoices.status = 'paid'"_s, paid);
        row("means", u"How many shoppers are there?"_s, u"shopper means customer"_s,
            u"SELECT COUNT(*) AS number_of_customers FROM customers"_s);
        row("synonym", u"How many shoppers are there?"_s, u"\"shopper\" is a synonym of customers."_s,
            u"SELECT COUNT(*) AS number_of_customers FROM customers"_s);
        row("value", u"customers from nihon"_s, u"nihon refers to country = 'Japan'"_s,
            u"SELECT name FROM customers WHERE country = 'Japan'"_s);
        row("arithmetic", u"What is the gross value?"_s, u"gross value = quantity times unit price"_s,
            u"SELECT SUM(quantity * unit_price) AS gross_value FROM items"_s);
        row("ends of names", u"What is the turnover?"_s, u"turnover = price times quantity"_s,
            u"SELECT SUM(unit_price * quantity) AS turnover FROM items"_s);
        row("count", u"number of live clients"_s, u"live clients = number of active customers"_s,
            u"SELECT COUNT(*) AS live_clients FROM customers WHERE active = 1"_s);
        row("nonsense", u"How many customers are there?"_s, u"blah; = ; means; the moon is made of cheese"_s,
            u"SELECT COUNT(*) AS number_of_customers FROM customers"_s);
    }

    void hintsOfAQuestionAreReadAsVocabulary()
    {
        QFETCH(const QString, question);
        QFETCH(const QString, hints);
        QFETCH(const QString, sql);
        QCOMPARE(sqlOf(question, nullptr, hints), sql);
    }

    void withoutAVocabularyNothingChanges()
    {
        const auto none = std::make_shared<const Vocabulary>();
        for (const QString &question :
             {u"customers from Japan"_s, u"number of invoices per country"_s, u"total quantity of items by product"_s,
              u"show all information about customers"_s})
            QCOMPARE(sqlOf(question, none), sqlOf(question, nullptr));
    }
};

static const bool registered = tabletalk::test::add<TestAnalystVocabulary>();
#include "tst_AnalystVocabulary.moc"
