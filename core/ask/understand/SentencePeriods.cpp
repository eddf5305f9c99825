// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: times that restrict rows, and parts of dates that group them.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

bool Sentence::tells(Place column, const Period &period) const
{
    const ColumnFacts &facts = m_index.facts(column);
    return !column.isTable() && canTell(facts.dates, period, m_index.schema().dialect);
}

bool Sentence::tells(Place column, Bucket bucket) const
{
    const ColumnFacts &facts = m_index.facts(column);
    return !column.isTable() && canTell(facts.dates, bucket, m_index.schema().dialect);
}

std::optional<Place> Sentence::temporalFor(const Period &period)
{
    // "without orders in 2020": the orders' own date, where they have one.
    if (m_absence >= 0) {
        const int table = m_meaning.absences[size_t(m_absence)].table;
        const auto own = [&](Place place) { return place.table == table && tells(place, period); };
        if (const auto column = m_resolver.temporal(m_at, own))
            return column;
    }
    return m_resolver.temporal(m_at, [&](Place place) { return tells(place, period); });
}

/// The date that a period speaks of: named just before it, else the one of what is spoken of.
std::optional<Place> Sentence::periodColumn(const Period &period)
{
    if (m_left && m_at - m_leftAt <= 1 && tells(*m_left, period))
        return m_left;
    if (m_verbDate && tells(*m_verbDate, period) && m_absence < 0
        && m_choices.choose({{"period.ofVerb", 0.8}, {"period.near", 0.0}}) == 0)
        return m_verbDate;
    return temporalFor(period);
}

void Sentence::addPeriod(Place column, const Item &said, bool guessed)
{
    Restriction restriction;
    restriction.kind = Restriction::Kind::During;
    restriction.column = column;
    restriction.period = said.period;
    restriction.periodWords = said.text;
    restriction.guessed = guessed;
    addRestriction(std::move(restriction));
}

void Sentence::onPeriod()
{
    if (const auto column = periodColumn(here().period)) {
        const bool named = m_verbDate == *column || (m_left && *m_left == *column && m_at - m_leftAt <= 1);
        return addPeriod(*column, here(), !named);
    }
    for (size_t word = here().begin; word < here().end; ++word) {
        if (m_words[word].kind != Word::Kind::Sign && !isStopWord(m_words[word].lower))
            m_meaning.unusedWords.push_back(word);
    }
}

/// The part of a date that words from an item on name, with the first word after them.
std::optional<std::pair<Bucket, size_t>> Sentence::bucketAt(size_t i) const
{
    const size_t first = item(i).begin;
    const auto is = [&](size_t word, std::initializer_list<QStringView> any) {
        return word < m_words.size() && std::ranges::find(any, QStringView(m_words[word].lower)) != any.end();
    };
    const auto of = [&](QStringView whole) -> size_t { // "of the week"
        size_t word = first + 1;
        word += is(word, {u"of"}) ? 1 : 0;
        word += is(word, {u"the", u"a"}) ? 1 : 0;
        return word > first + 1 && is(word, {whole}) ? word + 1 : 0;
    };
    if (is(first, {u"day", u"days"}) && of(u"week") > 0)
        return std::pair{Bucket::DayOfWeek, of(u"week")};
    if (is(first, {u"weekday", u"weekdays"}))
        return std::pair{Bucket::DayOfWeek, first + 1};
    if (is(first, {u"month", u"months"}) && of(u"year") > 0)
        return std::pair{Bucket::MonthOfYear, of(u"year")};
    if (is(first, {u"hour", u"hours", u"hourly"}))
        return std::pair{Bucket::Hour, of(u"day") > 0 ? of(u"day") : first + 1};
    static constexpr std::pair<QStringView, Bucket> plain[] = {
        {u"year", Bucket::Year},     {u"years", Bucket::Year},        {u"yearly", Bucket::Year},
        {u"annually", Bucket::Year}, {u"quarter", Bucket::Quarter},   {u"quarters", Bucket::Quarter},
        {u"month", Bucket::Month},   {u"quarterly", Bucket::Quarter}, {u"months", Bucket::Month},
        {u"monthly", Bucket::Month}, {u"week", Bucket::Week},         {u"weeks", Bucket::Week},
        {u"weekly", Bucket::Week},   {u"day", Bucket::Day},           {u"days", Bucket::Day},
        {u"daily", Bucket::Day}};
    const auto found = std::ranges::find_if(plain, [&](const auto &one) { return is(first, {one.first}); });
    return found == std::end(plain) ? std::nullopt : std::optional(std::pair{found->second, first + 1});
}

/// "by month", "per year", "by day of the week": groups by a part of a date that the question
/// need not name.
bool Sentence::groupByPeriod(size_t i)
{
    const auto bucket = bucketAt(i);
    // A column that is called so comes before the part of another, unless only the word itself speaks of its table
    // and the rows spoken of have dates of their own.
    const auto ofThese = [&](Place place) { return place.table == m_meaning.entity; };
    const bool elsewhere =
        bucket && m_meaning.entity >= 0 && item(i).kind == Kind::Column && std::ranges::none_of(placesOf(i), ofThese)
        && std::ranges::any_of(
            m_index.columnsOf(m_meaning.entity),
            [&](Place place) { return m_index.facts(place).temporal && tells(place, bucket->first); })
        && std::ranges::none_of(m_items, [&](const Item &other) {
               return other.kind == Kind::Table && other.mentions.front().place.table == placesOf(i).front().table;
           });
    const bool ownName = !elsewhere && item(i).kind == Kind::Column && item(i).mentions.front().score > 0.9 && bucket
                         && bucket->second == item(i).begin + 1;
    if (!bucket || ownName || (item(i).kind != Kind::Unknown && item(i).kind != Kind::Column))
        return false;
    const auto tellsIt = [&](Place place) { return tells(place, bucket->first); };
    std::optional<Place> column;
    size_t last = i;
    while (item(last + 1).kind != Kind::End && item(last + 1).begin < bucket->second)
        ++last;
    const size_t next = last + (item(last + 1).is(CueKind::Preposition) ? 2 : 1);
    if (m_left && i > 0 && m_leftAt == i - 1 && tellsIt(*m_left)) {
        column = m_left; // "by hire year"
    } else if (item(next).kind == Kind::Column && next == last + 2 && std::ranges::any_of(placesOf(next), tellsIt)) {
        column = m_resolver.column(next, {.temporal = true}); // "by month of the order date"
        last = next;
    }
    if (!column || !tellsIt(*column))
        column = m_resolver.temporal(i, tellsIt);
    if (!column)
        return false;
    addGroup(*column);
    m_meaning.periodOf = column;
    m_meaning.bucket = bucket->first;
    m_at = last;
    return true;
}

/// "Which month had the most orders": the period is what is asked for. "By hire year": of the
/// date that was just taken for the group.
bool Sentence::asksWhichPeriod() const
{
    if (m_at == 0 || !bucketAt(m_at))
        return false;
    if (m_left && m_leftAt == m_at - 1 && !m_meaning.groups.empty() && m_meaning.groups.back() == *m_left)
        return true;
    const QString before = item(m_at - 1).text;
    const bool asked = before == u"which" || before == u"what";
    const auto counts = [](const Item &i) {
        return i.is(CueKind::Most) || i.is(CueKind::Superlative) || i.is(CueKind::HowMany) || i.is(CueKind::Total);
    };
    return item(m_at - 1).is(CueKind::Filler) && asked && std::ranges::any_of(m_items, counts);
}

} // namespace tabletalk::ask
