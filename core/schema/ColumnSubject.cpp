// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnSubject.h"

#include "core/schema/ColumnWords.h"
#include "core/schema/ValueShapes.h"

#include <algorithm>

namespace tabletalk {

static constexpr qint64 mostCategories = 60;

static std::optional<double> numberIn(const std::optional<QString> &text)
{
    bool ok = false;
    const double number = text ? text->toDouble(&ok) : 0;
    return ok ? std::optional(number) : std::nullopt;
}

ColumnSubject::ColumnSubject(const Table &ofTable, const Column &ofColumn)
    : table(ofTable)
    , column(ofColumn)
    , words(nameWords(ofColumn.name))
{
    if (words.empty())
        words.push_back(column.name.toLower());
    inKey = std::ranges::find(table.primaryKey, column.name) != table.primaryKey.end();
    isKey = inKey && table.primaryKey.size() == 1;
    refers = std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) {
        return std::ranges::find(key.columns, column.name) != key.columns.end();
    });
    if (isNumber()) {
        low = numberIn(column.profile.minimum);
        high = numberIn(column.profile.maximum);
        return;
    }
    numericText = mostSamples([](const QString &sample) { return shape::number(sample).has_value(); });
    for (const QString &sample : column.profile.samples) {
        if (const std::optional<double> value = numericText ? shape::number(sample) : std::nullopt) {
            low = std::min(low.value_or(*value), *value);
            high = std::max(high.value_or(*value), *value);
        }
    }
}

bool ColumnSubject::has(std::initializer_list<QStringView> any) const
{
    return std::ranges::any_of(
        words, [&](const QString &word) { return std::ranges::find(any, QStringView(word)) != any.end(); });
}

bool ColumnSubject::lastIs(std::initializer_list<QStringView> any) const
{
    return std::ranges::find(any, QStringView(last())) != any.end();
}

bool ColumnSubject::isNumber() const
{
    return column.type == ColumnType::Integer || column.type == ColumnType::Decimal || column.type == ColumnType::Real;
}

std::optional<double> ColumnSubject::repetition() const
{
    const std::optional<qint64> distinct = column.profile.distinctCount;
    if (!distinct || !table.rowCount || *distinct == 0)
        return std::nullopt;
    return double(*table.rowCount - column.profile.nullCount.value_or(0)) / double(*distinct);
}

bool ColumnSubject::distinguishesRows() const
{
    return column.unique || isKey || (table.rowCount.value_or(0) > 3 && repetition().value_or(2) < 1.02);
}

bool ColumnSubject::hasFewValues() const
{
    const std::optional<qint64> distinct = column.profile.distinctCount;
    return distinct && *distinct <= mostCategories && repetition().value_or(0) >= 2;
}

double ColumnSubject::averageLength() const
{
    const std::vector<QString> &samples = column.profile.samples;
    qsizetype length = 0;
    for (const QString &sample : samples)
        length += sample.size();
    return samples.empty() ? 0 : double(length) / double(samples.size());
}

} // namespace tabletalk
