// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/understand/Ages.h"

#include "core/ask/read/Lexicon.h"

#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace tabletalk::ask {

namespace {

constexpr double mostYears = 500; ///< buildings and firms grow old; more is no age

/// Whether the column keeps the day from which ages count.
bool keepsBeginnings(Place column, const SchemaIndex &index)
{
    const ColumnFacts &facts = index.facts(column);
    if (facts.dates.kind != DateForm::Kind::Calendar && facts.dates.kind != DateForm::Kind::IsoText)
        return false;
    return std::ranges::any_of(facts.name, [](const NamePart &part) {
        return std::ranges::any_of(ageHints(),
                                   [&](const Hint &hint) { return hint.reversed && hint.stem == part.stem; });
    });
}

/// The days that lie so many whole years back for an age that compares so.
Period beginningsOf(sql::Comparison comparison, int years, QDate today)
{
    const auto start = [](QDate day) { return QDateTime(day, QTime(0, 0), QTimeZone::utc()); };
    const QDate reached = today.addYears(-years);                 // who began on this day is so old today
    const QDate outgrown = today.addYears(-years - 1).addDays(1); // and who began before this one is older
    Period period;
    switch (comparison) {
    case sql::Comparison::Greater:
        period.to = start(reached);
        break;
    case sql::Comparison::GreaterOrEqual:
        period.to = start(reached.addDays(1));
        break;
    case sql::Comparison::Less:
        period.from = start(reached.addDays(1));
        break;
    case sql::Comparison::LessOrEqual:
        period.from = start(outgrown);
        break;
    case sql::Comparison::Equal:
    case sql::Comparison::NotEqual:
        period.from = start(outgrown);
        period.to = start(reached.addDays(1));
        break;
    }
    return period;
}

void settle(Restriction &restriction, const SchemaIndex &index, QDate today)
{
    if (restriction.untilToday) {
        restriction.period.to = QDateTime(today, QTime(0, 0), QTimeZone::utc());
        return;
    }
    if (restriction.ofYear || restriction.column.isTable() || restriction.column.table < 0)
        return;
    const bool between = restriction.kind == Restriction::Kind::Between && restriction.values.size() == 2;
    if (!between && (restriction.kind != Restriction::Kind::Compare || restriction.values.size() != 1))
        return;
    const bool ages = std::ranges::all_of(restriction.values, [](const Literal &value) {
        return value.number && *value.number > 0 && *value.number < mostYears
               && std::floor(*value.number) == *value.number;
    });
    if (!ages || !keepsBeginnings(restriction.column, index))
        return;
    const int first = int(*restriction.values.front().number);
    Period period = beginningsOf(between ? sql::Comparison::GreaterOrEqual : restriction.comparison, first, today);
    if (between)
        period.from = beginningsOf(sql::Comparison::LessOrEqual, int(*restriction.values.back().number), today).from;
    restriction.negated = restriction.negated != (restriction.comparison == sql::Comparison::NotEqual);
    restriction.kind = Restriction::Kind::During;
    restriction.period = period;
    restriction.comparison = sql::Comparison::Equal;
}

/// Dates cannot be averaged: the average of the days that rows began on is their age.
void settle(Measure &measure, const SchemaIndex &index, QDate today)
{
    if (measure.combined && measure.combined->operation == Combination::Operation::YearsUntil) {
        measure.combined->day = today;
        return;
    }
    if (measure.function != Measure::Function::Average || measure.metric >= 0 || measure.combined
        || measure.of.isTable() || measure.of.table < 0 || !index.facts(measure.of).temporal
        || !keepsBeginnings(measure.of, index))
        return;
    measure.combined = Combination{Combination::Operation::YearsUntil, measure.of, today};
}

} // namespace

void settleAges(Meaning &meaning, const SchemaIndex &index, Instant now)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.msSinceEpoch, QTimeZone::utc()).date();
    for (Restriction &restriction : meaning.where)
        settle(restriction, index, today);
    for (Measure &output : meaning.outputs)
        settle(output, index, today);
    for (OrderKey &key : meaning.order)
        settle(key.measure, index, today);
    for (GroupCondition &having : meaning.having)
        settle(having.measure, index, today);
    for (Absence &absence : meaning.absences) {
        for (Restriction &restriction : absence.where)
            settle(restriction, index, today);
    }
}

} // namespace tabletalk::ask
