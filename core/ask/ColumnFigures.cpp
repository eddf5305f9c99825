// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/ColumnFigures.h"

#include "core/text/NameParts.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

static constexpr qsizetype longestSpokenText = 80;

static bool oneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

/// "2024-05", "2024-05-01" and what may follow: the forms in which cells carry dates.
static bool readsAsDate(QStringView text)
{
    if (text.size() < 7 || text.size() > 35 || text[4] != u'-')
        return false;
    const auto digits = [&](qsizetype from, qsizetype count) {
        return text.size() >= from + count
               && std::all_of(text.begin() + from, text.begin() + from + count, [](QChar c) { return c.isDigit(); });
    };
    if (text.size() == 7 && digits(0, 4) && text[5] == u'Q' && text[6] >= u'1' && text[6] <= u'4')
        return true; // a quarter: 2024-Q2
    if (!digits(0, 4) || !digits(5, 2))
        return false;
    return text.size() == 7 || (text.size() >= 10 && text[7] == u'-' && digits(8, 2));
}

ColumnFigures::ColumnFigures(const ResultColumn &column)
    : m_column(column)
    , m_words(splitName(column.name))
{}

/// Exactly, also where two numbers are the same as doubles.
static bool isLess(const Cell &a, double aNumber, const Cell &b, double bNumber)
{
    if (aNumber != bNumber)
        return aNumber < bNumber;
    const auto *aWhole = std::get_if<qint64>(&a);
    const auto *bWhole = std::get_if<qint64>(&b);
    if (aWhole && bWhole)
        return *aWhole < *bWhole;
    const auto *aDecimal = std::get_if<Decimal>(&a);
    const auto *bDecimal = std::get_if<Decimal>(&b);
    if (!aDecimal || !bDecimal || aDecimal->text == bDecimal->text)
        return false;
    ExactSum difference;
    difference.add(a);
    const QString &text = bDecimal->text;
    difference.add(Decimal{text.startsWith(u'-') ? text.sliced(1) : QString(u'-' + text)});
    return difference.sign() < 0;
}

void ColumnFigures::add(const Cell &cell)
{
    if (isNull(cell)) {
        ++m_empty;
        return;
    }
    ++m_values;
    countDistinct(cell);
    if (std::holds_alternative<QByteArray>(cell)) {
        ++m_binary;
        return;
    }
    if (const QString *text = std::get_if<QString>(&cell)) {
        if (!readsAsDate(*text))
            return;
        if (m_moments == 0 || *text < m_earliest)
            m_earliest = *text;
        if (m_moments == 0 || *text > m_latest)
            m_latest = *text;
        ++m_moments;
        return;
    }
    const std::optional<double> number = toNumber(cell);
    if (number && std::isfinite(*number))
        addNumber(cell, *number);
}

void ColumnFigures::addNumber(const Cell &cell, double number)
{
    if (m_numbers == 0 || isLess(cell, number, m_least, m_minimum))
        m_least = cell;
    if (m_numbers == 0 || isLess(m_greatest, m_maximum, cell, number))
        m_greatest = cell;
    m_minimum = m_numbers == 0 ? number : std::min(m_minimum, number);
    m_maximum = m_numbers == 0 ? number : std::max(m_maximum, number);
    ++m_numbers;
    m_sum += number;
    m_allWhole = m_allWhole && std::floor(number) == number;
    if (!std::holds_alternative<bool>(cell))
        m_exactSum.add(cell);
}

void ColumnFigures::countDistinct(const Cell &cell)
{
    if (m_tooManyDistinct)
        return;
    struct Hash
    {
        size_t operator()(std::monostate) const { return 0; }
        size_t operator()(bool value) const { return value ? 1 : 2; }
        size_t operator()(qint64 value) const { return qHash(value, 1); }
        size_t operator()(double value) const { return qHash(value, 2); }
        size_t operator()(const Decimal &value) const { return qHash(value.text, 3); }
        size_t operator()(const QString &value) const { return qHash(value, 4); }
        size_t operator()(const QByteArray &value) const { return qHash(value, 5); }
    };
    m_distinct.insert(std::visit(Hash(), cell));
    if (m_distinct.size() > countedDistinct) {
        m_tooManyDistinct = true;
        m_distinct = {};
    }
}

ColumnTotals ColumnFigures::totals() const
{
    ColumnTotals totals;
    totals.values = m_values;
    totals.empty = m_empty;
    if (!m_tooManyDistinct)
        totals.distinct = m_distinct.size();
    if (isNumber()) {
        totals.minimum = toDisplayText(m_least);
        totals.maximum = toDisplayText(m_greatest);
    } else if (isMoment()) {
        totals.minimum = m_earliest;
        totals.maximum = m_latest;
    }
    if (!isMeasure())
        return totals;
    totals.exact = m_exactSum.isExact();
    constexpr int digits = 15;
    totals.sum = totals.exact ? m_exactSum.text() : QString::number(m_sum, 'g', digits);
    totals.average =
        totals.exact ? m_exactSum.average(m_numbers) : QString::number(m_sum / double(m_numbers), 'g', digits);
    return totals;
}

QString ColumnFigures::words() const
{
    return humanName(m_column.name);
}

bool ColumnFigures::isNumber() const
{
    return m_values > 0 && m_numbers == m_values && m_column.type != ColumnType::Boolean;
}

bool ColumnFigures::isMoment() const
{
    if (m_values == 0)
        return false;
    if (m_moments == m_values)
        return true;
    const QString last = m_words.empty() ? QString() : m_words.back();
    const bool namedYear = oneOf(last, {u"year", u"years", u"yr"});
    const bool hours = last == u"hour" && m_minimum >= 0 && m_maximum <= 23;
    const bool months = last == u"month" && m_minimum >= 1 && m_maximum <= 12;
    if ((hours || months) && isNumber() && m_allWhole)
        return true;
    return namedYear && isNumber() && m_allWhole && m_minimum >= 1000 && m_maximum <= 2999;
}

bool ColumnFigures::isIdentifier() const
{
    if (m_words.empty() || addsUp())
        return false;
    const QString &last = m_words.back();
    if (oneOf(last, {u"id", u"ids", u"code", u"key", u"uuid", u"ssn", u"zip", u"zipcode", u"phone", u"postcode"}))
        return true;
    return m_words.size() > 1 && oneOf(last, {u"no", u"nr", u"nbr"});
}

bool ColumnFigures::addsUp() const
{
    if (m_words.empty())
        return false;
    return oneOf(m_words.front(), {u"count", u"sum", u"total", u"number", u"num"}) || m_words.back() == u"count";
}

QString ColumnFigures::sayNumber(double number) const
{
    const bool plain = isIdentifier() || isMoment();
    if (std::floor(number) == number && std::abs(number) < 1e15) {
        const auto whole = qint64(number);
        return plain ? QString::number(whole) : QLocale(QLocale::English).toString(whole);
    }
    if (std::abs(number) < 0.01 || std::abs(number) >= 1e15)
        return QString::number(number, 'g', 4);
    return QLocale(QLocale::English).toString(number, 'f', 2);
}

QString ColumnFigures::say(const Cell &cell) const
{
    const bool spokenAsNumber = std::holds_alternative<qint64>(cell) || std::holds_alternative<double>(cell)
                                || std::holds_alternative<Decimal>(cell);
    const std::optional<double> number = spokenAsNumber ? toNumber(cell) : std::nullopt;
    // Beyond 2^53 a double would change the digits.
    if (number && std::abs(*number) < 9e15)
        return sayNumber(*number);
    QString text = toDisplayText(cell).simplified();
    if (text.size() > longestSpokenText) {
        text.truncate(text[longestSpokenText - 1].isHighSurrogate() ? longestSpokenText - 1 : longestSpokenText);
        text += u'…';
    }
    return text;
}

} // namespace tabletalk::ask
