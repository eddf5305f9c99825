// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: how long something takes, where a row keeps when it began and when it ended.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

/// The date of the same row from which the days until another count: "delivered" since "shipped".
std::optional<Place> Sentence::beginningOf(Place end) const
{
    static constexpr QStringView beginnings[] = {
        u"start",  u"begin",   u"began",  u"order", u"ship",   u"sent",   u"send", u"issu",   u"creat", u"admit",
        u"admiss", u"request", u"submit", u"open",  u"report", u"invoic", u"book", u"receiv", u"check"};
    static constexpr QStringView plans[] = {u"due", u"expect", u"plan", u"target", u"schedul", u"birth", u"updat"};
    const auto counts = [&](Place place) {
        const DateForm::Kind kind = m_index.facts(place).dates.kind;
        return m_index.facts(place).temporal && (kind == DateForm::Kind::Calendar || kind == DateForm::Kind::IsoText);
    };
    const auto has = [&](Place place, std::span<const QStringView> stems) {
        return std::ranges::any_of(m_index.facts(place).name, [&](const NamePart &part) {
            return std::ranges::find(stems, part.stem) != stems.end();
        });
    };
    if (!counts(end) || has(end, plans))
        return {};
    std::optional<Place> best;
    double most = 0;
    for (const Place place : m_index.columnsOf(end.table)) {
        if (place == end || !counts(place) || has(place, plans))
            continue;
        const double likely = (has(place, beginnings) ? 1 : 0) + (place.column < end.column ? 0.5 : -0.5);
        if (likely > most) {
            best = place;
            most = likely;
        }
    }
    return best;
}

/// "average delivery time": dates cannot be averaged, but the days that lie before them can.
bool Sentence::takesTime(Place end)
{
    static constexpr QStringView times[] = {u"time", u"times", u"duration", u"durations", u"days"};
    if (!m_index.facts(end).temporal)
        return false;
    const Item &next = item(m_at + 1);
    const bool says = (next.kind == Kind::Unknown || next.kind == Kind::Column)
                      && std::ranges::find(times, m_words[next.begin].lower) != std::end(times);
    const bool adds = std::ranges::any_of(
        m_functions, [](Function function) { return function == Function::Average || function == Function::Sum; });
    const std::optional<Place> begin = says || adds ? beginningOf(end) : std::nullopt;
    if (!begin)
        return false;
    if (says)
        m_consumed[m_at + 1] = true;
    Measure days{Function::Value, end};
    days.combined = Combination{Combination::Operation::DaysSince, *begin};
    if (m_functions.empty()) {
        addOutput(days);
        return true;
    }
    for (const Function function : std::exchange(m_functions, {})) {
        days.function = function;
        addOutput(days);
    }
    return true;
}

/// "how many days does it take until a bill is paid": on average, from where it begins to where it ends.
bool Sentence::asksHowLong(size_t noun)
{
    static constexpr QStringView takes[] = {u"take", u"takes", u"took", u"pass", u"passes", u"passed"};
    static constexpr size_t farthest = 4; ///< words between: "does it usually"
    const size_t word = item(noun).begin;
    if (item(noun).kind == Kind::End || !(m_words[word].is(u"days") || m_words[word].is(u"day")))
        return false;
    size_t verb = word + 1;
    while (verb < m_words.size() && verb <= word + farthest
           && std::ranges::find(takes, m_words[verb].lower) == std::end(takes))
        ++verb;
    const auto ends = [&](const Item &i) {
        return i.kind == Kind::Column && i.begin > verb && m_index.facts(i.mentions.front().place).temporal
               && beginningOf(i.mentions.front().place);
    };
    if (verb >= m_words.size() || verb > word + farthest || std::ranges::none_of(m_items, ends))
        return false;
    for (size_t i = noun; item(i).kind != Kind::End && item(i).begin <= verb; ++i)
        m_consumed[i] = true;
    const bool averages = std::ranges::any_of(m_items, [](const Item &i) { return i.is(CueKind::Average); });
    if (!averages)
        m_functions.push_back(Function::Average);
    return true;
}

/// "length of stay": of the only table whose rows come and go.
bool Sentence::saysStay()
{
    static constexpr QStringView comes[] = {u"admit", u"admiss", u"arriv", u"checkin", u"check"};
    static constexpr QStringView goes[] = {u"discharg", u"depart", u"departur", u"checkout",
                                           u"left",     u"leav",   u"check"};
    size_t word = here().begin;
    if (m_words[word].is(u"length") && word + 1 < m_words.size() && m_words[word + 1].is(u"of"))
        word += 2;
    const bool stay = word < m_words.size() && (m_words[word].is(u"stay") || m_words[word].is(u"stays"));
    const bool lasts = word > here().begin || !m_functions.empty();
    if (!stay || !lasts || !m_index.placesOf(m_words[word].stem).empty())
        return false;
    const auto has = [&](Place place, std::span<const QStringView> stems) {
        return m_index.facts(place).temporal
               && std::ranges::any_of(m_index.facts(place).name, [&](const NamePart &part) {
                      return std::ranges::find(stems, part.stem) != stems.end();
                  });
    };
    std::optional<std::pair<Place, Place>> only;
    for (int table = 0; table < m_index.tableCount(); ++table) {
        std::optional<Place> begin;
        std::optional<Place> end;
        for (const Place place : m_index.columnsOf(table)) {
            if (!begin && has(place, comes))
                begin = place;
            else if (has(place, goes))
                end = place;
        }
        if (!begin || !end)
            continue;
        if (only)
            return false;
        only = {*begin, *end};
    }
    if (!only)
        return false;
    nameTable(only->first.table);
    Measure days{Function::Value, only->second};
    days.combined = Combination{Combination::Operation::DaysSince, only->first};
    std::vector<Function> functions = std::exchange(m_functions, {});
    if (functions.empty())
        functions.push_back(Function::Value);
    for (const Function function : functions) {
        days.function = function;
        addOutput(days);
    }
    while (item(m_at + 1).kind != Kind::End && item(m_at + 1).begin <= word)
        ++m_at;
    return true;
}

/// "the difference between price and cost", "margin between …": of two columns of the same row.
bool Sentence::differsWithinRows(size_t first)
{
    const auto isNumber = [&](Place place) {
        const ColumnFacts &facts = m_index.facts(place);
        return facts.numeric && !facts.identifier && !facts.yearLike;
    };
    const size_t second = skip(first + 2);
    if (item(first).kind != Kind::Column || !item(first + 1).is(CueKind::And) || item(second).kind != Kind::Column)
        return false;
    const Place of = m_resolver.column(first, {.numeric = true});
    const Place less = m_resolver.column(second, {.numeric = true});
    if (of == less || of.table != less.table || !isNumber(of) || !isNumber(less))
        return false;
    Measure difference{Function::Value, of};
    difference.combined = Combination{Combination::Operation::Minus, less};
    m_at = second;
    if (m_functions.empty()) {
        addOutput(difference);
        return true;
    }
    for (const Function function : std::exchange(m_functions, {})) {
        difference.function = function;
        addOutput(difference);
    }
    return true;
}

} // namespace tabletalk::ask
