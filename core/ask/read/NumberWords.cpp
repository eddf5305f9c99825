// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/NumberWords.h"

#include <algorithm>
#include <utility>

namespace tabletalk::ask {

static constexpr std::pair<QStringView, double> cardinals[] = {
    {u"zero", 0},      {u"one", 1},       {u"two", 2},       {u"three", 3},    {u"four", 4},      {u"five", 5},
    {u"six", 6},       {u"seven", 7},     {u"eight", 8},     {u"nine", 9},     {u"ten", 10},      {u"eleven", 11},
    {u"twelve", 12},   {u"thirteen", 13}, {u"fourteen", 14}, {u"fifteen", 15}, {u"sixteen", 16},  {u"seventeen", 17},
    {u"eighteen", 18}, {u"nineteen", 19}, {u"twenty", 20},   {u"thirty", 30},  {u"forty", 40},    {u"fifty", 50},
    {u"sixty", 60},    {u"seventy", 70},  {u"eighty", 80},   {u"ninety", 90},  {u"hundred", 100}, {u"dozen", 12},
    {u"once", 1},      {u"twice", 2},     {u"single", 1},    {u"once", 1},     {u"twice", 2},     {u"single", 1},
};

static constexpr std::pair<QStringView, double> ordinals[] = {
    {u"third", 3},   {u"fourth", 4}, {u"fifth", 5}, {u"sixth", 6},
    {u"seventh", 7}, {u"eighth", 8}, {u"ninth", 9}, {u"tenth", 10},
};

static constexpr std::pair<QStringView, double> magnitudes[] = {
    {u"hundred", 1e2}, {u"thousand", 1e3}, {u"k", 1e3}, {u"million", 1e6}, {u"billion", 1e9},
};

template <size_t n>
static std::optional<double> lookUp(const std::pair<QStringView, double> (&table)[n], QStringView word)
{
    const auto found = std::ranges::find(table, word, &std::pair<QStringView, double>::first);
    return found == std::end(table) ? std::nullopt : std::optional(found->second);
}

std::optional<double> cardinalWord(QStringView lower)
{
    if (const qsizetype hyphen = lower.indexOf(u'-'); hyphen > 0) {
        const auto tens = lookUp(cardinals, lower.first(hyphen));
        const auto ones = lookUp(cardinals, lower.sliced(hyphen + 1));
        return tens && ones && *tens >= 20 && *ones < 10 ? std::optional(*tens + *ones) : std::nullopt;
    }
    return lookUp(cardinals, lower);
}

std::optional<double> ordinalWord(QStringView lower)
{
    if (lower.size() > 2 && lower.size() < 8 && lower.front().isDigit()) {
        const QStringView ending = lower.last(2);
        bool ok = false;
        const int value = lower.chopped(2).toInt(&ok);
        if (ok && (ending == u"st" || ending == u"nd" || ending == u"rd" || ending == u"th"))
            return value;
    }
    return lookUp(ordinals, lower);
}

std::optional<double> magnitudeWord(QStringView lower)
{
    return lookUp(magnitudes, lower);
}

std::optional<double> writtenNumber(QStringView text)
{
    QString digits = text.toString();
    double factor = 1;
    while (!digits.isEmpty() && QStringView(u"$€£#").contains(digits.front()))
        digits.remove(0, 1);
    if (digits.endsWith(u'%')) {
        digits.chop(1);
    } else if (digits.size() > 1 && digits[digits.size() - 2].isDigit()) {
        const QChar last = digits.back().toLower();
        factor = last == u'k' ? 1e3 : last == u'm' ? 1e6 : 1;
        if (factor != 1)
            digits.chop(1);
    }
    if (digits.isEmpty() || digits.size() > 30)
        return {};
    // Commas are only taken as grouping where each is followed by three digits.
    for (qsizetype comma = digits.indexOf(u','); comma >= 0; comma = digits.indexOf(u',', comma)) {
        const qsizetype next = digits.indexOf(u',', comma + 1);
        const qsizetype point = digits.indexOf(u'.', comma + 1);
        const qsizetype end = next >= 0 ? next : point >= 0 ? point : digits.size();
        if (end - comma != 4)
            return {};
        digits.remove(comma, 1);
    }
    const auto allowed = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.' || c == u'-'; };
    if (!std::ranges::all_of(digits, allowed))
        return {};
    bool ok = false;
    const double value = digits.toDouble(&ok);
    return ok ? std::optional(value * factor) : std::nullopt;
}

} // namespace tabletalk::ask
