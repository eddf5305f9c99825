// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/understanding/QuestionTimes.h"

#include "core/ask/Translator.h"
#include "core/schema/ColumnRoles.h"
#include "core/schema/KeyInference.h"
#include "tests/support/ProcessMemory.h"
#include "tests/understanding/SyntheticSchema.h"

#include <QStringList>

#include <algorithm>
#include <ctime>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

/// Of the kinds that people ask; %1 and %2 are tables.
constexpr const char16_t *patterns[] = {
    u"How many %1s are there?",
    u"Show the name and status of all %1s",
    u"What is the average unit price of %1s by status?",
    u"Which %1 has the highest quantity?",
    u"List the names of %1s with status open and quantity above 100",
    u"How many %1s for each %2?",
    u"Which %1s have no %2?",
    u"Top 5 %2s by total quantity of %1s created in 2025",
    u"Names of %1s whose unit price is above average, sorted by year",
};

/// Tables whose names are one word, so that they read as people say them.
QStringList subjectsOf(const Schema &schema)
{
    QStringList subjects;
    for (const Table &table : schema.tables) {
        if (!table.name.contains(u'_'))
            subjects << table.name;
    }
    return subjects;
}

QStringList questionsFor(const Schema &schema)
{
    const QStringList subjects = subjectsOf(schema);
    QStringList questions;
    for (qsizetype i = 0; i < subjects.size(); ++i) {
        for (const char16_t *pattern : patterns)
            questions << QString::fromUtf16(pattern)
                             .replace(u"%1"_s, subjects[i])
                             .replace(u"%2"_s, subjects[(i * 7 + 3) % subjects.size()]);
    }
    return questions;
}

std::shared_ptr<const Understanding> understood(int tables)
{
    auto understanding = std::make_shared<Understanding>();
    understanding->schema = syntheticSchema(tables);
    assignColumnRoles(understanding->schema);
    inferForeignKeys(understanding->schema, {});
    for (const Table &table : understanding->schema.tables) {
        for (const Column &column : table.columns) {
            if (column.profile.samplesComplete && !column.profile.samples.empty())
                understanding->values.push_back({table.schema, table.name, column.name, column.profile.samples, true});
        }
    }
    return understanding;
}

/// Processor time: what else the machine does is left out.
double secondsOf(auto &&work)
{
    const std::clock_t before = std::clock();
    work();
    return double(std::clock() - before) / CLOCKS_PER_SEC;
}

} // namespace

QJsonObject questionTimes(int tables)
{
    const std::shared_ptr<const Understanding> understanding = understood(tables);
    const std::unique_ptr<ask::Translator> analyst = ask::makeAnalyst();
    const qint64 before = ProcessMemory::now();
    std::shared_ptr<const ask::PreparedDatabase> database;
    const double preparation = secondsOf([&] { database = analyst->prepare(understanding); });
    const double megabytes = double(ProcessMemory::now() - before) / 1024 / 1024;

    int answered = 0;
    std::vector<double> times;
    const QStringList questions = questionsFor(understanding->schema);
    for (const QString &text : questions) {
        ask::Question question;
        question.text = text;
        question.now = Instant::fromRfc3339(u"2026-03-01T12:00:00Z").value_or(Instant());
        times.push_back(1000 * secondsOf([&] { answered += analyst->translate(question, *database).has_value(); }));
    }
    std::ranges::sort(times);
    return {{u"tables"_s, tables},
            {u"questions"_s, qint64(times.size())},
            {u"answered"_s, answered},
            {u"preparationSeconds"_s, preparation},
            {u"megabytes"_s, megabytes},
            {u"medianMs"_s, times[times.size() / 2]},
            {u"p95Ms"_s, times[times.size() * 95 / 100]},
            {u"slowestMs"_s, times.back()}};
}

} // namespace tabletalk::test
