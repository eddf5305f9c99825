// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ValueInclusion.h"

#include <algorithm>

namespace tabletalk {

namespace {

/// Of so many values a few may be leftovers of deleted rows.
constexpr double enoughContained = 0.95;
constexpr size_t mostCompared = 200;

QString placeOf(const QString &schema, const QString &table, const QString &column)
{
    return schema + QChar(0) + table + QChar(0) + column;
}

bool isNumber(ColumnType type)
{
    return type == ColumnType::Integer || type == ColumnType::Decimal || type == ColumnType::Real;
}

std::optional<double> numberIn(const std::optional<QString> &text)
{
    bool ok = false;
    const double number = text ? text->toDouble(&ok) : 0;
    return ok ? std::optional(number) : std::nullopt;
}

bool looksNumeric(const Column &column)
{
    return numberIn(column.profile.minimum) && numberIn(column.profile.maximum);
}

bool comparable(const Column &a, const Column &b)
{
    const auto refers = [](ColumnType type) {
        return isNumber(type) || type == ColumnType::Text || type == ColumnType::Other;
    };
    if (!refers(a.type) || !refers(b.type))
        return false;
    if (isNumber(a.type) == isNumber(b.type) && (a.type == ColumnType::Other) == (b.type == ColumnType::Other))
        return a.type != ColumnType::Other || a.databaseType == b.databaseType;
    return looksNumeric(a) && looksNumeric(b);
}

/// The ranges, where both are numbers: outside contradicts, inside is no proof.
Inclusion rangeInclusion(const ColumnProfile &from, const ColumnProfile &to)
{
    const std::optional<double> low = numberIn(from.minimum), high = numberIn(from.maximum);
    const std::optional<double> targetLow = numberIn(to.minimum), targetHigh = numberIn(to.maximum);
    if (!low || !high || !targetLow || !targetHigh)
        return Inclusion::Unknown;
    if (*high > *targetHigh || (*low < *targetLow && *low != 0)) // 0 is often "none"
        return to.exact ? Inclusion::Contradicted : Inclusion::Unknown;
    return Inclusion::Plausible;
}

} // namespace

ValueInclusion::ValueInclusion(const std::vector<ColumnValues> &values)
{
    m_values.reserve(qsizetype(values.size()));
    for (const ColumnValues &column : values)
        m_values.insert(placeOf(column.schema, column.table, column.column), &column);
}

const ColumnValues *ValueInclusion::valuesOf(const Table &table, const Column &column) const
{
    return m_values.value(placeOf(table.schema, table.name, column.name), nullptr);
}

const ValueInclusion::Known &ValueInclusion::known(const Table &table, const Column &column)
{
    const QString place = placeOf(table.schema, table.name, column.name);
    const auto found = m_known.constFind(place);
    if (found != m_known.constEnd())
        return *found;
    Known known;
    known.texts = QSet<QString>(column.profile.samples.begin(), column.profile.samples.end());
    known.complete = column.profile.samplesComplete;
    if (const ColumnValues *values = valuesOf(table, column)) {
        known.texts.unite(QSet<QString>(values->values.begin(), values->values.end()));
        known.complete = known.complete || values->complete;
    }
    return *m_known.emplace(place, std::move(known));
}

Inclusion ValueInclusion::of(const Table &fromTable, const Column &from, const Table &toTable, const Column &to)
{
    if (!comparable(from, to))
        return Inclusion::Contradicted;
    if (from.profile.samples.empty() || toTable.rowCount == 0)
        return Inclusion::Unknown;
    if (from.profile.exact && to.profile.exact && from.profile.distinctCount && to.profile.distinctCount
        && double(*from.profile.distinctCount) * enoughContained > double(*to.profile.distinctCount))
        return Inclusion::Contradicted;

    const Inclusion range = rangeInclusion(from.profile, to.profile);
    const Known &target = known(toTable, to);
    if (!target.complete)
        return range;

    std::vector<QString> seen = from.profile.samples;
    if (const ColumnValues *values = valuesOf(fromTable, from))
        seen.insert(seen.end(), values->values.begin(),
                    values->values.begin() + qsizetype(std::min(values->values.size(), mostCompared)));
    const auto contained =
        std::ranges::count_if(seen, [&](const QString &text) { return text.isEmpty() || target.texts.contains(text); });
    const bool enough = double(contained) >= enoughContained * double(seen.size());
    // Numbers may be kept as texts with other digits ("07", "7.0"); then the range decides.
    if (!enough && range == Inclusion::Plausible && from.type != to.type)
        return Inclusion::Unknown;
    return enough ? Inclusion::Contained : Inclusion::Contradicted;
}

} // namespace tabletalk
