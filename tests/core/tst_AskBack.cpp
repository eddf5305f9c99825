// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Search.h"
#include "core/ask/say/AskBack.h"
#include "tests/core/ShopSchema.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;
using test::column;
using test::table;

/// Flights go from one city to another, so that a city alone says too little.
static std::shared_ptr<Understanding> flights()
{
    using enum ColumnType;
    auto u = std::make_shared<Understanding>();
    u->schema.tables = {
        table(u"flights"_s, {column(u"flight_id"_s, Integer), column(u"flight_number"_s, Text),
                             column(u"origin_city"_s, Text, {u"Paris"_s, u"Rome"_s}),
                             column(u"destination_city"_s, Text, {u"Paris"_s, u"Oslo"_s}), column(u"price"_s, Real)})};
    return u;
}

class TestAskBack : public QObject
{
    Q_OBJECT

    const Weights m_weights = Weights::builtIn();
    const PreparedIndex m_index{flights(), nullptr};

    std::vector<Found> readings(const QString &text) const
    {
        const Question question{text, {}, {}, {}, 0};
        std::vector<Found> found = Search(question, m_index, m_weights).run();
        for (Found &reading : found)
            reading.confidence = askBackBelow / 2;
        return found;
    }
    QString answer(const QString &text) const
    {
        const std::vector<Found> found = readings(text);
        return found.empty() ? QString() : found.front().sql;
    }

private Q_SLOTS:
    void aValueThatStandsInTwoColumnsIsAskedBack()
    {
        const std::vector<Found> found = readings(u"flight numbers Paris"_s);
        const auto asked = askBack(found, m_index, [this](const QString &choice) { return answer(choice); });
        QVERIFY(asked);
        QVERIFY(!asked->question.isEmpty());
        QVERIFY(asked->choices.size() >= 2 && asked->choices.size() <= 4);
        // Each leads to the reading it stands for.
        for (const QString &choice : asked->choices)
            QVERIFY(std::ranges::find(found, answer(choice), &Found::sql) != found.end());
        for (const QString &column : {u"origin"_s, u"destination"_s})
            QVERIFY2(std::ranges::any_of(asked->choices, [&](const QString &c) { return c.contains(column); }),
                     qPrintable(column));
    }

    void aChoiceThatWouldBeReadOtherwiseIsNotOffered()
    {
        std::vector<Found> found(2);
        for (size_t i = 0; i < 2; ++i) {
            found[i].meaning.entity = 0;
            found[i].meaning.outputs = {{Measure::Function::Value, {0, int(i) + 1}}};
            found[i].sql = i == 0 ? u"SELECT a"_s : u"SELECT b"_s;
            found[i].confidence = askBackBelow / 2;
        }
        const SchemaIndex index(flights());
        const auto readWell = askBack(found, index, [](const QString &choice) {
            return choice.contains(u"number") ? u"SELECT a"_s : u"SELECT b"_s;
        });
        QVERIFY(readWell);
        QCOMPARE(readWell->choices, (std::vector<QString>{u"Show the flight number of the flights"_s,
                                                          u"Show the origin city of the flights"_s}));
        QCOMPARE(readWell->question, u"What is to be shown?"_s);
        QVERIFY(!askBack(found, index, [](const QString &) { return u"SELECT a"_s; }));
        found.front().confidence = askBackBelow;
        QVERIFY(!askBack(found, index, [&](const QString &) { return found[0].sql; }));
    }
};

static const bool registered = tabletalk::test::add<TestAskBack>();
#include "tst_AskBack.moc"
