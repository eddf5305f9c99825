// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/RowSorter.h"

#include "core/base/Problem.h"
#include "core/text/SearchText.h"

#include <boost/json.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <numeric>
#include <string_view>

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Chat", text);
}

/// Whether a text is a plain decimal number, which came as a text since a double would have spoilt it.
bool isDecimal(std::string_view text)
{
    if (text.starts_with('-'))
        text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos && text.front() != '.'
           && std::ranges::count(text, '.') <= 1;
}

/// Decimal numbers of the same sign by all their digits.
int compareDigits(std::string_view one, std::string_view other)
{
    const auto whole = [](std::string_view text) {
        text = text.substr(0, text.find('.'));
        text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
        return text;
    };
    const auto fraction = [](std::string_view text) {
        const size_t point = text.find('.');
        return point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    };
    const auto oneWhole = whole(one);
    const auto otherWhole = whole(other);
    if (oneWhole.size() != otherWhole.size())
        return oneWhole.size() < otherWhole.size() ? -1 : 1;
    if (const int digits = oneWhole.compare(otherWhole); digits != 0)
        return digits;
    return fraction(one).compare(fraction(other));
}

int compareDecimals(std::string_view one, std::string_view other)
{
    const bool isNegative = one.starts_with('-');
    if (isNegative != other.starts_with('-'))
        return isNegative ? -1 : 1;
    return isNegative ? compareDigits(other.substr(1), one.substr(1)) : compareDigits(one, other);
}

} // namespace

RowSorter::RowSorter(const std::vector<api::ResultSort> &sort, RowTest test, size_t columns)
    : m_sort(sort)
    , m_test(std::move(test))
{
    if (sort.size() > mostColumns)
        throw Problem::invalid(QStringLiteral("params.sort"), tr("at most %1 are possible").arg(mostColumns));
    for (const api::ResultSort &one : sort) {
        if (one.column < 0 || size_t(one.column) >= columns)
            throw Problem::invalid(QStringLiteral("params.sort.column"), tr("there is no such column"));
    }
}

RowSorter::Key RowSorter::keyOf(const boost::json::value &cell)
{
    constexpr qint64 exactInDoubles = 1LL << 53;
    if (cell.is_bool())
        return {Key::Kind::Number, cell.get_bool() ? 1.0 : 0.0, {}};
    if (cell.is_double())
        return {Key::Kind::Number, cell.get_double(), {}};
    if (cell.is_int64()) {
        const qint64 number = cell.get_int64();
        const bool isExact = number > -exactInDoubles && number < exactInDoubles;
        return {Key::Kind::Number, double(number), isExact ? std::string() : std::to_string(number)};
    }
    if (cell.is_uint64())
        return {Key::Kind::Number, double(cell.get_uint64()), std::to_string(cell.get_uint64())};
    if (!cell.is_string())
        return {};
    const auto &text = cell.get_string();
    if (isDecimal({text.data(), text.size()}))
        return {Key::Kind::Number, QByteArray::fromRawData(text.data(), qsizetype(text.size())).toDouble(),
                std::string(text.data(), text.size())};
    return {Key::Kind::Text, 0, searchText(textOf(cell)).toStdString()};
}

int RowSorter::compare(const Key &one, const Key &other)
{
    if (one.kind != other.kind)
        return one.kind < other.kind ? -1 : 1;
    if (one.kind == Key::Kind::Text)
        return one.text.compare(other.text);
    if (one.number != other.number)
        return one.number < other.number ? -1 : 1;
    return one.text.empty() || other.text.empty() ? 0 : compareDecimals(one.text, other.text);
}

void RowSorter::add(uint32_t number, const boost::json::array &row)
{
    if (!m_test.holds(row))
        return;
    m_numbers.push_back(number);
    for (const api::ResultSort &by : m_sort) {
        Key key = size_t(by.column) < row.size() ? keyOf(row[size_t(by.column)]) : Key();
        m_bytes += qint64(sizeof(Key) + key.text.capacity());
        m_keys.push_back(std::move(key));
    }
    if (m_bytes > mostBytes)
        throw Problem::of(ProblemCode::TooLarge, tr("This column holds too much text to be sorted here."),
                          tr("Write ORDER BY into the statement, so that the database sorts."));
}

bool RowSorter::isBefore(uint32_t one, uint32_t other) const
{
    const size_t by = m_sort.size();
    for (size_t i = 0; i < by; ++i) {
        const Key &first = m_keys[one * by + i];
        const Key &second = m_keys[other * by + i];
        const bool anyEmpty = first.kind == Key::Kind::Empty || second.kind == Key::Kind::Empty;
        const int order = compare(first, second);
        if (order != 0)
            return m_sort[i].descending && !anyEmpty ? order > 0 : order < 0;
    }
    return false;
}

RowOrder RowSorter::take()
{
    if (m_sort.empty())
        return std::move(m_numbers);
    RowOrder places(m_numbers.size());
    std::iota(places.begin(), places.end(), 0U);
    std::ranges::stable_sort(places, [this](uint32_t one, uint32_t other) { return isBefore(one, other); });
    for (uint32_t &place : places)
        place = m_numbers[place];
    return places;
}

} // namespace tabletalk
