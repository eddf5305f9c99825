// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/UnitConversion.h"

#include "core/schema/UnitWords.h"

#include <algorithm>

namespace tabletalk {

namespace {

enum class Quantity { Time, Length, Mass, Volume, Data };

struct Unit
{
    QStringView symbol;
    Quantity quantity;
    double size; ///< in seconds, metres, grams, litres, bytes
};

constexpr Unit units[] = {
    {u"ms", Quantity::Time, 0.001},        {u"s", Quantity::Time, 1},         {u"min", Quantity::Time, 60},
    {u"h", Quantity::Time, 3600},          {u"days", Quantity::Time, 86400},  {u"weeks", Quantity::Time, 604800},
    {u"mm", Quantity::Length, 0.001},      {u"cm", Quantity::Length, 0.01},   {u"m", Quantity::Length, 1},
    {u"km", Quantity::Length, 1000},       {u"in", Quantity::Length, 0.0254}, {u"ft", Quantity::Length, 0.3048},
    {u"mi", Quantity::Length, 1609.344},   {u"mg", Quantity::Mass, 0.001},    {u"g", Quantity::Mass, 1},
    {u"kg", Quantity::Mass, 1000},         {u"t", Quantity::Mass, 1e6},       {u"lb", Quantity::Mass, 453.59237},
    {u"oz", Quantity::Mass, 28.349523125}, {u"ml", Quantity::Volume, 0.001},  {u"l", Quantity::Volume, 1},
    {u"KB", Quantity::Data, 1e3},          {u"MB", Quantity::Data, 1e6},      {u"GB", Quantity::Data, 1e9},
    {u"TB", Quantity::Data, 1e12}};

const Unit *unitOf(QStringView symbol)
{
    const auto found = std::ranges::find(units, symbol, &Unit::symbol);
    return found == std::end(units) ? nullptr : found;
}

} // namespace

QString unitBehind(const QString &word)
{
    // In a name these are doubtful, behind a number they are not.
    static constexpr std::pair<QStringView, QStringView> plain[] = {
        {u"second", u"s"}, {u"minute", u"min"}, {u"hour", u"h"},    {u"day", u"days"}, {u"week", u"weeks"},
        {u"hrs", u"h"},    {u"hr", u"h"},       {u"m", u"m"},       {u"mile", u"mi"},  {u"foot", u"ft"},
        {u"feet", u"ft"},  {u"inch", u"in"},    {u"inches", u"in"}, {u"meter", u"m"},  {u"metre", u"m"},
        {u"pound", u"lb"}, {u"pounds", u"lb"},  {u"ton", u"t"},     {u"gb", u"GB"},    {u"mb", u"MB"},
        {u"tb", u"TB"},    {u"l", u"l"},        {u"liter", u"l"},   {u"litre", u"l"},  {u"g", u"g"}};
    const auto found = std::ranges::find(plain, QStringView(word), &std::pair<QStringView, QStringView>::first);
    if (found != std::end(plain))
        return found->second.toString();
    const QString time = countedTime(word);
    return time.isEmpty() ? plainUnit(word) : time;
}

std::optional<double> converted(double amount, const QString &from, const QString &to)
{
    const Unit *source = unitOf(from);
    const Unit *target = unitOf(to);
    if (source == nullptr || target == nullptr || source->quantity != target->quantity)
        return {};
    return amount * source->size / target->size;
}

} // namespace tabletalk
