// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/ExactSum.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tabletalk::ask {

namespace {

constexpr int digitsPerLimb = 9;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Up to nine digits as a number; those that are missing at the end are zeros.
qint64 limbOf(std::string_view digits)
{
    qint64 value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    for (size_t i = digits.size(); i < digitsPerLimb; ++i)
        value *= 10;
    return value;
}

} // namespace

void ExactSum::addParts(quint64 magnitude, bool negative)
{
    for (size_t limb = fractions; magnitude > 0; ++limb) {
        const auto part = qint64(magnitude % quint64(base));
        m_limbs[limb] += negative ? -part : part;
        magnitude /= quint64(base);
    }
}

void ExactSum::add(double number)
{
    if (!std::isfinite(number)) {
        m_exact = false;
        return;
    }
    // The longest plain form of a number that fits.
    std::array<char, 128> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (end.ec != std::errc())
        m_exact = false;
    else
        addText({text.data(), size_t(end.ptr - text.data())});
}

void ExactSum::addText(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const size_t point = std::min(text.find('.'), text.size());
    std::string_view before = text.substr(0, point);
    const std::string_view after = point < text.size() ? text.substr(point + 1) : std::string_view();
    const bool isNumber = !(before.empty() && after.empty()) && std::ranges::all_of(before, isDigit)
                          && std::ranges::all_of(after, isDigit);
    if (!isNumber || before.size() > size_t(whole) * digitsPerLimb
        || after.size() > size_t(fractions) * digitsPerLimb) {
        m_exact = false;
        return;
    }
    m_decimals = std::max(m_decimals, int(after.size()));
    const auto put = [&](size_t limb, qint64 value) { m_limbs[limb] += negative ? -value : value; };
    for (size_t limb = fractions; !before.empty(); ++limb) {
        const size_t taken = std::min(before.size(), size_t(digitsPerLimb));
        qint64 value = 0;
        std::from_chars(before.data() + before.size() - taken, before.data() + before.size(), value);
        put(limb, value);
        before.remove_suffix(taken);
    }
    for (size_t at = 0; at < after.size(); at += digitsPerLimb)
        put(size_t(fractions) - 1 - at / digitsPerLimb, limbOf(after.substr(at, digitsPerLimb)));
}

void ExactSum::add(const Cell &cell)
{
    if (const auto *number = std::get_if<qint64>(&cell))
        add(*number);
    else if (const auto *real = std::get_if<double>(&cell))
        add(*real);
    else if (const auto *decimal = std::get_if<Decimal>(&cell))
        addText(decimal->text.toLatin1().toStdString());
    else
        m_exact = false;
}

/// Every limb from 0 to base-1, and the sign apart. A sum beyond the first limb is cut off by
/// nobody: 63 digits leave room for more additions than anybody waits for.
ExactSum::Limbs ExactSum::magnitude(bool *negative) const
{
    Limbs limbs = m_limbs;
    const auto carry = [&limbs] {
        for (size_t i = 0; i + 1 < limbs.size(); ++i) {
            qint64 over = limbs[i] / base;
            limbs[i] %= base;
            if (limbs[i] < 0) {
                limbs[i] += base;
                --over;
            }
            limbs[i + 1] += over;
        }
    };
    carry();
    *negative = limbs.back() < 0;
    if (*negative) {
        for (qint64 &limb : limbs)
            limb = -limb;
        carry();
    }
    return limbs;
}

int ExactSum::sign() const
{
    bool negative = false;
    const Limbs limbs = magnitude(&negative);
    if (std::ranges::all_of(limbs, [](qint64 limb) { return limb == 0; }))
        return 0;
    return negative ? -1 : 1;
}

QString ExactSum::format(const Limbs &limbs, bool negative, int decimals)
{
    std::string digits;
    for (size_t i = limbs.size(); i-- > 0;) {
        std::string limb = std::to_string(limbs[i]);
        if (limb.size() < digitsPerLimb)
            limb.insert(0, digitsPerLimb - limb.size(), '0');
        digits += limb;
    }
    const std::string after = digits.substr(digits.size() - size_t(fractions) * digitsPerLimb, size_t(decimals));
    std::string before = digits.substr(0, digits.size() - size_t(fractions) * digitsPerLimb);
    before.erase(0, std::min(before.find_first_not_of('0'), before.size() - 1));
    const bool zero = before == "0" && after.find_first_not_of('0') == std::string::npos;
    std::string text = (negative && !zero ? "-" : "") + before;
    if (!after.empty())
        text += '.' + after;
    return QString::fromStdString(text);
}

QString ExactSum::text() const
{
    bool negative = false;
    const Limbs limbs = magnitude(&negative);
    return format(limbs, negative, m_decimals);
}

QString ExactSum::average(qint64 count) const
{
    constexpr int more = 4;
    bool negative = false;
    Limbs limbs = magnitude(&negative);
    qint64 rest = 0;
    for (size_t i = limbs.size(); i-- > 0;) {
        // rest < count, so this stays within 64 bits for up to 9 thousand million rows.
        const qint64 dividend = rest * base + limbs[i];
        limbs[i] = dividend / count;
        rest = dividend % count;
    }
    const int decimals = std::min(m_decimals + more, fractions * digitsPerLimb - 1);
    // Half of the last decimal that stays, so that cutting off rounds.
    const size_t limb = size_t(fractions) - 1 - size_t(decimals) / digitsPerLimb;
    qint64 half = 5;
    for (int i = digitsPerLimb - 1 - decimals % digitsPerLimb; i > 0; --i)
        half *= 10;
    limbs[limb] += half;
    for (size_t i = limb; i + 1 < limbs.size() && limbs[i] >= base; ++i) {
        limbs[i] -= base;
        ++limbs[i + 1];
    }
    QString text = format(limbs, negative, decimals);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.'))) {
        const bool point = text.endsWith(u'.');
        text.chop(1);
        if (point)
            break;
    }
    return text == u"-0" ? QStringLiteral("0") : text;
}

} // namespace tabletalk::ask
