// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ColumnSummary.h"

#include "core/api/Charts.h"
#include "core/api/Codec.h"
#include "core/api/Rows.h"
#include "core/base/Problem.h"

#include <boost/json.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace tabletalk {

ColumnSummary::ColumnSummary(const std::vector<ResultColumn> &columns, int column, RowTest test)
    : m_column(column >= 0 && size_t(column) < columns.size() ? columns[size_t(column)] : ResultColumn())
    , m_at(size_t(std::max(0, column)))
    , m_test(std::move(test))
    , m_figures(m_column)
{
    if (column < 0 || size_t(column) >= columns.size())
        throw Problem::invalid(QStringLiteral("params.column"),
                               QCoreApplication::translate("Chat", "there is no such column"));
}

void ColumnSummary::add(const boost::json::array &row)
{
    if (!m_test.holds(row) || m_at >= row.size())
        return;
    ++m_rows;
    const boost::json::value &value = row[m_at];
    const Cell cell = cellOf(value, m_column.type);
    m_figures.add(cell);
    if (value.is_null())
        return;
    count(value);
    if (const auto number = std::holds_alternative<bool>(cell) ? std::nullopt : toNumber(cell);
        number && std::isfinite(*number))
        m_numbers.push_back(*number);
}

void ColumnSummary::count(const boost::json::value &cell)
{
    if (m_tooMany)
        return;
    const std::string text = boost::json::serialize(cell);
    const QByteArray key(text.data(), qsizetype(text.size()));
    qint64 &rows = m_counts[key];
    if (rows++ == 0)
        m_countedBytes += key.size();
    if (m_counts.size() > mostDistinct || m_countedBytes > mostDistinctBytes) {
        m_tooMany = true;
        m_counts = {};
    }
}

/// The middle one, or what lies between both that are.
std::optional<QString> ColumnSummary::median()
{
    if (!m_figures.isNumber() || m_numbers.empty())
        return {};
    const auto middle = m_numbers.begin() + qptrdiff(m_numbers.size() / 2);
    std::ranges::nth_element(m_numbers, middle);
    double value = *middle;
    if (m_numbers.size() % 2 == 0)
        value = (value + *std::max_element(m_numbers.begin(), middle)) / 2;
    return QString::number(value, 'f', QLocale::FloatingPointShortest);
}

api::ColumnStatistics ColumnSummary::take()
{
    api::ColumnStatistics statistics;
    statistics.column = api::toHeaders({m_column}).front();
    statistics.rowCount = m_rows;
    statistics.totals = api::toMessage(m_figures.totals());
    statistics.median = median();
    if (m_tooMany)
        return statistics;
    statistics.distinct = m_counts.size();
    std::vector<std::pair<QByteArray, qint64>> counts;
    counts.reserve(size_t(m_counts.size()));
    for (auto one = m_counts.cbegin(); one != m_counts.cend(); ++one)
        counts.emplace_back(one.key(), one.value());
    const size_t kept = std::min(mostFrequent, counts.size());
    std::ranges::partial_sort(counts, counts.begin() + qptrdiff(kept), [](const auto &one, const auto &other) {
        return one.second != other.second ? one.second > other.second : one.first < other.first;
    });
    for (size_t i = 0; i < kept && counts[i].second > 1; ++i)
        statistics.frequent.push_back(
            {boost::json::parse(std::string_view(counts[i].first.constData(), size_t(counts[i].first.size()))),
             counts[i].second});
    return statistics;
}

} // namespace tabletalk
