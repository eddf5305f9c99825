// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/VocabularyFile.h"
#include "core/schema/HiddenNames.h"
#include "core/schema/MetricExpression.h"
#include "core/schema/VocabularyCheck.h"
#include "tests/support/TestRunner.h"

#include <QMetaType>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

static Schema shop()
{
    Schema schema;
    const auto add = [&](const QString &name, std::vector<std::pair<QString, ColumnType>> columns) {
        Table table;
        table.name = name;
        for (const auto &[columnName, type] : columns) {
            Column column;
            column.name = columnName;
            column.type = type;
            table.columns.push_back(column);
        }
        schema.tables.push_back(std::move(table));
    };
    using enum ColumnType;
    add(u"customers"_s, {{u"id"_s, Integer}, {u"name"_s, Text}, {u"City"_s, Text}});
    add(u"invoices"_s, {{u"id"_s, Integer},
                        {u"customer_id"_s, Integer},
                        {u"status"_s, Text},
                        {u"total"_s, Decimal},
                        {u"tax"_s, Decimal}});
    return schema;
}

static Vocabulary everything()
{
    Vocabulary v;
    v.synonyms = {{u"client"_s, {{}, u"customers"_s, {}}, {}},
                  {u"the \"big\" town"_s, {{}, u"customers"_s, u"City"_s}, u"Paris"_s}};
    Metric revenue = orThrow(
        parseMetricExpression(u"SUM(invoices.total - invoices.tax) WHERE invoices.status IN ('paid', 'sent')"_s));
    revenue.name = u"revenue"_s;
    revenue.synonyms = {u"turnover"_s};
    revenue.unit = u"EUR"_s;
    v.metrics = {revenue};
    v.hidden = {{{}, u"customers"_s, u"id"_s}};
    v.joins = {{{{}, u"invoices"_s, {u"customer_id"_s}}, {{}, u"customers"_s, {u"id"_s}}, false}};
    v.descriptions = {{{{}, u"customers"_s, {}}, u"Everybody who ever bought something"_s}};
    return v;
}

class TestVocabulary : public QObject
{
    Q_OBJECT

    static QString firstError(const Vocabulary &vocabulary)
    {
        const auto errors = checkVocabulary(vocabulary, shop());
        return errors.empty() ? QString() : QString(errors.front().path + u": " + errors.front().message);
    }

private Q_SLOTS:
    void aSoundVocabularyHasNoErrors() { QCOMPARE(firstError(everything()), QString()); }

    void errorsNameTheirPath_data()
    {
        QTest::addColumn<Vocabulary>("vocabulary");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *name, auto &&change, const QString &path) {
            Vocabulary v = everything();
            change(v);
            QTest::newRow(name) << v << path;
        };
        row(
            "unknown table", [](Vocabulary &v) { v.synonyms[0].means.table = u"ghosts"_s; },
            u"vocabulary.synonyms[0].means.table"_s);
        row(
            "unknown column", [](Vocabulary &v) { v.synonyms[1].means.column = u"town"_s; },
            u"vocabulary.synonyms[1].means.column"_s);
        row(
            "value of a table", [](Vocabulary &v) { v.synonyms[0].value = u"x"_s; },
            u"vocabulary.synonyms[0].means.column"_s);
        row(
            "ambiguous phrase", [](Vocabulary &v) { v.synonyms[1].phrase = u" Client "_s; },
            u"vocabulary.synonyms[1].phrase"_s);
        row(
            "phrase of a metric", [](Vocabulary &v) { v.synonyms[0].phrase = u"Turnover"_s; },
            u"vocabulary.synonyms[0].phrase"_s);
        row("empty phrase", [](Vocabulary &v) { v.synonyms[0].phrase = u" - "_s; }, u"vocabulary.synonyms[0].phrase"_s);
        row(
            "long phrase", [](Vocabulary &v) { v.synonyms[0].phrase = u"a b c d e f g h i"_s; },
            u"vocabulary.synonyms[0].phrase"_s);
        row(
            "metric over text", [](Vocabulary &v) { v.metrics[0].of.column = u"status"_s; },
            u"vocabulary.metrics[0].of.column"_s);
        row(
            "unknown aggregate", [](Vocabulary &v) { v.metrics[0].aggregate = u"median"_s; },
            u"vocabulary.metrics[0].aggregate"_s);
        row(
            "term over text", [](Vocabulary &v) { v.metrics[0].terms[0].column = u"status"_s; },
            u"vocabulary.metrics[0].terms[0].column"_s);
        row(
            "filter without value", [](Vocabulary &v) { v.metrics[0].filters[0].values.clear(); },
            u"vocabulary.metrics[0].filters[0].values"_s);
        row(
            "metric over what is hidden", [](Vocabulary &v) { v.hidden = {{{}, u"invoices"_s, u"total"_s}}; },
            u"vocabulary.metrics[0].of"_s);
        row("hidden twice", [](Vocabulary &v) { v.hidden.push_back(v.hidden[0]); }, u"vocabulary.hidden[1]"_s);
        row(
            "join without columns",
            [](Vocabulary &v) {
                v.joins[0].from.columns.clear();
                v.joins[0].to.columns.clear();
            },
            u"vocabulary.joins[0].from.columns"_s);
        row(
            "join of unequal length", [](Vocabulary &v) { v.joins[0].to.columns.push_back(u"name"_s); },
            u"vocabulary.joins[0].to.columns"_s);
        row(
            "empty description", [](Vocabulary &v) { v.descriptions[0].text = u" "_s; },
            u"vocabulary.descriptions[0].text"_s);
        row(
            "too many", [](Vocabulary &v) { v.metrics.resize(vocabularyLimits::metrics + 1); },
            u"vocabulary.metrics"_s);
    }

    void errorsNameTheirPath()
    {
        QFETCH(const Vocabulary, vocabulary);
        QFETCH(const QString, path);
        const QString error = firstError(vocabulary);
        QVERIFY2(error.startsWith(path + u": "), qPrintable(error));
    }

    void whatTheSchemaLacksIsDroppedAndTold()
    {
        Vocabulary v = everything();
        v.synonyms.push_back({u"ghost"_s, {{}, u"ghosts"_s, {}}, {}});
        const auto dropped = dropUnusable(v, shop());
        QCOMPARE(dropped.size(), size_t(1));
        QCOMPARE(dropped[0].path, u"vocabulary.synonyms[2].means.table"_s);
        QVERIFY(v == everything());
    }

    void theSchemaMustBeNamedWhereNamesRepeat()
    {
        Schema schema = shop();
        schema.tables[0].schema = u"a"_s;
        schema.tables.push_back(schema.tables[0]);
        schema.tables.back().schema = u"b"_s;
        Vocabulary v;
        v.synonyms = {{u"client"_s, {{}, u"customers"_s, {}}, {}}};
        QCOMPARE(checkVocabulary(v, schema).size(), size_t(1));
        v.synonyms[0].means.schema = u"b"_s;
        QVERIFY(checkVocabulary(v, schema).empty());
        v.synonyms[0].means.schema.reset();
        schema.defaultSchema = u"a"_s;
        QVERIFY(checkVocabulary(v, schema).empty());
    }

    void aFileHoldsEverythingAndIsTheSameEachTime()
    {
        const QByteArray file = writeVocabularyFile(everything());
        const auto read = readVocabularyFile(file);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
        QVERIFY(*read == everything());
        QCOMPARE(writeVocabularyFile(*read), file);
        QVERIFY(file.contains("\"format\": \"tabletalk-vocabulary\""));
        QVERIFY(!file.contains("null"));
        QVERIFY(readVocabularyFile(writeVocabularyFile(Vocabulary()))->isEmpty());
    }

    void aBadFileSaysWhere_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("path");
        const QByteArray head = R"({"format": "tabletalk-vocabulary", "version": 1, )";
        QTest::newRow("other file") << QByteArray("{}") << u"file.format"_s;
        QTest::newRow("array") << QByteArray("[]") << u"file.format"_s;
        QTest::newRow("version") << QByteArray(R"({"format": "tabletalk-vocabulary", "version": 2})")
                                 << u"file.version"_s;
        QTest::newRow("type") << head + R"("synonyms": [{"phrase": 1, "means": {"table": "t"}}]})"
                              << u"file.synonyms[0].phrase"_s;
        QTest::newRow("missing") << head + R"("synonyms": [{"phrase": "x"}]})" << u"file.synonyms[0].means"_s;
        QTest::newRow("misspelt") << head + R"("synonims": []})" << u"file.synonims"_s;
        QTest::newRow("misspelt inside") << head + R"("hidden": [{"table": "t", "colum": "c"}]})"
                                         << u"file.hidden[0].colum"_s;
    }

    void aBadFileSaysWhere()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QString, path);
        const auto read = readVocabularyFile(file);
        QVERIFY(!read);
        QVERIFY(!read.error().errors.empty());
        QCOMPARE(read.error().errors.front().path, path);
    }

    void damagedAndLargeFilesAreRefused()
    {
        QCOMPARE(readVocabularyFile("{\"format\"").error().code, ProblemCode::MalformedJson);
        QCOMPARE(readVocabularyFile(QByteArray(20, '[')).error().code, ProblemCode::MalformedJson);
        QCOMPARE(readVocabularyFile(QByteArray(maxVocabularyFileBytes + 1, ' ')).error().code, ProblemCode::TooLarge);
    }

    void expressionsAreReadAndWrittenBack_data()
    {
        QTest::addColumn<QString>("written");
        const auto row = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text); };
        row("SUM(invoices.total)");
        row("SUM(invoices.total) WHERE invoices.status = 'paid'");
        row("AVG(a.b - a.c) WHERE a.d >= 3 AND a.e <> 'it''s' AND x.y IS NOT NULL");
        row("COUNT(customers)");
        row("COUNT(DISTINCT s.orders.customer_id) WHERE s.orders.kind NOT IN ('a', 'b', 3)");
        row("MAX(\"odd name\".\"a.b\")");
        row("SUM(l.quantity * l.price / l.rate) WHERE l.x IS NULL AND l.y = -2.5");
    }

    void expressionsAreReadAndWrittenBack()
    {
        QFETCH(const QString, written);
        const auto metric = parseMetricExpression(written);
        QVERIFY2(metric.has_value(), metric ? "" : qPrintable(metric.error().errors.front().message));
        QCOMPARE(metricExpression(*metric), written);
    }

    void otherExpressionsAreRefusedWithTheWordTheyStopAt_data()
    {
        QTest::addColumn<QString>("word");
        const auto row = [](const char *text, const QString &word) { QTest::newRow(text) << word; };
        row("", u"the end"_s);
        row("total", u"total"_s);
        row("SUM(total", u"the end"_s);
        row("SUM(invoices.total) GROUP BY x", u"GROUP"_s);
        row("SUM(invoices.total) WHERE status OR x.y = 1", u"OR"_s);
        row("SUM(invoices.total) WHERE invoices.status = 'a' OR x.y = 1", u"OR"_s);
        row("SUM(invoices.total + customers.id)", u")"_s);
        row("SUM((SELECT 1))", u"("_s);
        row("SUM(invoices.total); DROP TABLE x", u";"_s);
        row("SUM(invoices.total) WHERE invoices.status = (SELECT 1)", u"("_s);
    }

    void otherExpressionsAreRefusedWithTheWordTheyStopAt()
    {
        QFETCH(const QString, word);
        const auto metric = parseMetricExpression(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(!metric);
        QVERIFY2(metric.error().errors.front().message.contains(word),
                 qPrintable(metric.error().errors.front().message));
    }

    void placesAreReadAndWrittenBack()
    {
        for (const QString &text : {u"t"_s, u"t.c"_s, u"s.t.c"_s, u"\"a b\".\"c.\"\"d\""_s})
            QCOMPARE(placeText(*placeFromText(text)), text);
        for (const QString &text : {u""_s, u"a."_s, u".b"_s, u"a.b.c.d"_s, u"\"a"_s})
            QVERIFY(!placeFromText(text));
    }

    void changesAreSaidInWords()
    {
        Vocabulary after = everything();
        after.synonyms.erase(after.synonyms.begin());
        after.synonyms.push_back({u"buyer"_s, {{}, u"customers"_s, {}}, {}});
        after.metrics[0].unit = u"USD"_s;
        QCOMPARE(changeSummary(everything(), after), u"Words: 1 added, 1 removed; Metrics: 1 changed"_s);
    }

    void mergingAddsAndOverwrites()
    {
        Vocabulary added;
        added.synonyms = {{u"Client"_s, {{}, u"invoices"_s, {}}, {}}, {u"bill"_s, {{}, u"invoices"_s, {}}, {}}};
        const Vocabulary both = merged(everything(), added);
        QCOMPARE(both.synonyms.size(), size_t(3));
        QCOMPARE(both.synonyms[0].means.table, u"invoices"_s);
        QCOMPARE(both.metrics.size(), size_t(1));
    }

    void hiddenNamesAreFoundInQuestionsAndStatements()
    {
        Vocabulary v;
        v.hidden = {{{}, u"salaries"_s, {}}, {{}, u"customers"_s, u"tax_number"_s}};
        const HiddenNames hidden(v);
        QVERIFY(hidden.inQuestion(u"Average salary by job?"_s));
        QVERIFY(hidden.inQuestion(u"Tax numbers of all customers"_s));
        QVERIFY(!hidden.inQuestion(u"Number of customers"_s));
        QVERIFY(hidden.inStatement(u"SELECT COUNT(*) FROM salaries"_s));
        QVERIFY(hidden.inStatement(u"SELECT * FROM customers"_s));
        QVERIFY(hidden.inStatement(u"SELECT \"tax_number\" FROM customers"_s));
        QVERIFY(!hidden.inStatement(u"SELECT COUNT(*) FROM customers"_s));
        QVERIFY(!hidden.inStatement(u"SELECT tax_number FROM suppliers"_s));
    }
};

static const bool registered = tabletalk::test::add<TestVocabulary>();
#include "tst_Vocabulary.moc"
