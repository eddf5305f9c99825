// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/TableProfiler.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <string>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

Table tableWith(std::initializer_list<std::pair<QString, ColumnType>> columns)
{
    Table table;
    table.name = u"things"_s;
    for (const auto &[name, type] : columns) {
        Column column;
        column.name = name;
        column.type = type;
        table.columns.push_back(column);
    }
    return table;
}

/// Profiles one text column that holds these values.
struct Profiled
{
    Profiled(const QString &name, const std::vector<std::string> &texts)
        : table(tableWith({{name, ColumnType::Text}}))
    {
        TableProfiler profiler(table);
        for (const std::string &text : texts) {
            profiler.addText(0, text);
            profiler.endRow();
        }
        profiler.finish(table, values, true, false);
    }

    const ColumnProfile &profile() const { return table.columns.front().profile; }

    Table table;
    std::vector<ColumnValues> values;
};

} // namespace

class TestTableProfiler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsAreKeptForFindingValues()
    {
        const Profiled names(u"name"_s, {"Ada", "Bo", "Ada"});
        QCOMPARE(names.values.size(), size_t(1));
        QCOMPARE(names.values.front().values, (std::vector<QString>{u"Ada"_s, u"Bo"_s}));
        QVERIFY(names.values.front().complete);
        QCOMPARE(names.profile().samples.front(), u"Ada"_s);
    }

    void aHundredThousandNamesAreKeptUpToTheBound()
    {
        std::vector<std::string> names;
        for (int i = 0; i < 100'000; ++i)
            names.push_back("customer " + std::to_string(i));
        const Profiled many(u"name"_s, names);
        QCOMPARE(many.profile().distinctCount, 100'000);
        QCOMPARE(many.values.front().values.size(), size_t(20'000));
        QVERIFY(!many.values.front().complete);
        QCOMPARE(many.profile().samples.size(), size_t(20));
    }

    void proseAndDatesAreNotKept()
    {
        QVERIFY(Profiled(u"story"_s, {std::string(100, 'x'), std::string(110, 'y')}).values.empty());
        QVERIFY(Profiled(u"day"_s, {"2026-06-30", "2026-07-01"}).values.empty());
    }

    void ofSecretsOnlyFiguresAreKept_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::newRow("by name") << u"password"_s << u"hunter2"_s << u"letmein"_s;
        QTest::newRow("card numbers") << u"card_number"_s << u"4111111111111111"_s << u"1"_s;
        QTest::newRow("hashes by value") << u"credential"_s << u"$2b$12$KIXQ4S1zJ0m8fJ8v"_s
                                         << u"$2b$12$AAAQ4S1zJ0m8fJ8v"_s;
        QTest::newRow("cards by value") << u"paid_with"_s << u"4111111111111111"_s << u"5500 0055 5555 5559"_s;
    }

    void ofSecretsOnlyFiguresAreKept()
    {
        QFETCH(const QString, column);
        QFETCH(const QString, first);
        QFETCH(const QString, second);
        const Profiled secrets(column, {first.toStdString(), second.toStdString()});
        QVERIFY(secrets.values.empty());
        QVERIFY(secrets.profile().samples.empty());
        QVERIFY(!secrets.profile().samplesComplete);
        QVERIFY(!secrets.profile().minimum);
        QVERIFY(!secrets.profile().maximum);
        QCOMPARE(secrets.profile().distinctCount, 2);
        QCOMPARE(secrets.profile().nullCount, 0);
    }

    void aSecretAmongOtherTextsIsLeftOut()
    {
        const Profiled notes(u"remark"_s, {"called", "paid", "asked", "late", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"});
        QCOMPARE(notes.values.front().values.size(), size_t(4));
        QVERIFY(!notes.values.front().complete);
        QCOMPARE(notes.profile().samples.size(), size_t(4));
        QVERIFY(!notes.profile().maximum);
    }

    void cardNumbersKeptAsNumbersAreSecretToo()
    {
        Table table = tableWith({{u"paid_with"_s, ColumnType::Integer}});
        std::vector<ColumnValues> values;
        TableProfiler profiler(table);
        profiler.addInteger(0, 4111111111111111);
        profiler.addInteger(0, 5500005555555559);
        profiler.finish(table, values, true, false);
        QVERIFY(table.columns.front().profile.samples.empty());
        QVERIFY(!table.columns.front().profile.minimum);
    }
};

static const bool registered = tabletalk::test::add<TestTableProfiler>();
#include "tst_TableProfiler.moc"
