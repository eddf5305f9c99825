// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/RowTest.h"

#include "core/base/Problem.h"
#include "core/text/SearchText.h"

#include <boost/json.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Chat", text);
}

std::optional<double> numberOf(const boost::json::value &cell)
{
    if (cell.is_int64())
        return double(cell.get_int64());
    if (cell.is_uint64())
        return double(cell.get_uint64());
    if (cell.is_double())
        return cell.get_double();
    if (!cell.is_string())
        return {};
    bool ok = false;
    const double number = textOf(cell).toDouble(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace

QString textOf(const boost::json::value &cell)
{
    if (cell.is_string())
        return QString::fromUtf8(cell.get_string().data(), qsizetype(cell.get_string().size()));
    if (cell.is_bool())
        return cell.get_bool() ? QStringLiteral("true") : QStringLiteral("false");
    if (cell.is_int64())
        return QString::number(cell.get_int64());
    if (cell.is_uint64())
        return QString::number(cell.get_uint64());
    if (cell.is_double())
        return QString::number(cell.get_double(), 'g', QLocale::FloatingPointShortest);
    return {};
}

RowTest::RowTest(const std::vector<api::ResultFilter> &filters, size_t columns)
{
    static constexpr std::array<std::pair<QStringView, Test>, 7> tests{{{u"contains", Test::Contains},
                                                                        {u"is", Test::Is},
                                                                        {u"isNot", Test::IsNot},
                                                                        {u"atLeast", Test::AtLeast},
                                                                        {u"atMost", Test::AtMost},
                                                                        {u"empty", Test::Empty},
                                                                        {u"filled", Test::Filled}}};
    if (filters.size() > mostFilters)
        throw Problem::invalid(QStringLiteral("params.filters"), tr("at most %1 are possible").arg(mostFilters));
    m_filters.reserve(filters.size());
    for (const api::ResultFilter &filter : filters) {
        const auto test = std::ranges::find_if(tests, [&](const auto &one) { return one.first == filter.test; });
        if (test == tests.end())
            throw Problem::invalid(QStringLiteral("params.filters.test"),
                                   tr("expected contains, is, isNot, atLeast, atMost, empty or filled"));
        if (filter.column && (*filter.column < 0 || size_t(*filter.column) >= columns))
            throw Problem::invalid(QStringLiteral("params.filters.column"), tr("there is no such column"));
        if (filter.value.size() > longestValue)
            throw Problem::invalid(QStringLiteral("params.filters.value"),
                                   tr("at most %1 characters are possible").arg(longestValue));
        bool isNumber = false;
        const double number = filter.value.toDouble(&isNumber);
        m_filters.push_back({filter.column ? std::optional(size_t(*filter.column)) : std::nullopt, test->second,
                             searchText(filter.value), isNumber ? std::optional(number) : std::nullopt});
    }
}

bool RowTest::holds(const Filter &filter, const boost::json::value &cell)
{
    if (filter.test == Test::Empty || filter.test == Test::Filled)
        return cell.is_null() == (filter.test == Test::Empty);
    if (cell.is_null())
        return filter.test == Test::IsNot;
    if (filter.test == Test::Contains)
        return searchText(textOf(cell)).contains(filter.text);
    const auto number = filter.number ? numberOf(cell) : std::nullopt;
    const QString text = number ? QString() : searchText(textOf(cell));
    switch (filter.test) {
    case Test::Is:
        return number ? *number == *filter.number : text == filter.text;
    case Test::IsNot:
        return number ? *number != *filter.number : text != filter.text;
    case Test::AtLeast:
        return number ? *number >= *filter.number : text >= filter.text;
    case Test::AtMost:
        return number ? *number <= *filter.number : text <= filter.text;
    default:
        return false;
    }
}

bool RowTest::holds(const boost::json::array &row) const
{
    return std::ranges::all_of(m_filters, [&](const Filter &filter) {
        if (filter.column)
            return *filter.column < row.size() && holds(filter, row[*filter.column]);
        return std::ranges::any_of(row, [&](const boost::json::value &cell) { return holds(filter, cell); });
    });
}

Cell cellOf(const boost::json::value &value, ColumnType type)
{
    if (value.is_bool())
        return value.get_bool();
    if (value.is_int64())
        return qint64(value.get_int64());
    if (value.is_uint64())
        return Decimal{textOf(value)};
    if (value.is_double())
        return value.get_double();
    if (!value.is_string())
        return std::monostate();
    const QString text = textOf(value);
    if (type == ColumnType::Binary)
        return QByteArray::fromBase64(text.toLatin1());
    bool isNumber = false;
    text.toDouble(&isNumber);
    const bool isNumeric = type == ColumnType::Integer || type == ColumnType::Decimal || type == ColumnType::Real;
    return isNumeric && isNumber ? Cell(Decimal{text}) : Cell(text);
}

} // namespace tabletalk
