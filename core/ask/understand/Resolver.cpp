// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/understand/Resolver.h"

#include "core/ask/link/Glossary.h"

#include <algorithm>
#include <cmath>

namespace tabletalk::ask {

static constexpr size_t mostAlternatives = 4;

Resolver::Resolver(const SchemaIndex &index, const Items &items, Choices &choices)
    : m_index(index)
    , m_items(items)
    , m_choices(choices)
{}

/// Whether the table at one item owns what another names: "names of the students", "the
/// student's name"; failing that, whether they stand near each other.
double Resolver::closeness(size_t table, size_t owned) const
{
    if (table > owned) {
        // Forward over the rest of a list and one preposition.
        size_t i = owned + 1;
        const bool direct = m_items[i].is(CueKind::Preposition);
        while (i < table
               && (m_items[i].is(CueKind::And) || m_items[i].kind == Item::Kind::Column
                   || m_items[i].is(CueKind::Distinct)))
            ++i;
        const bool of = i < table && m_items[i].is(CueKind::Preposition);
        i += of ? 1 : 0;
        while (i < table
               && (m_items[i].is(CueKind::All) || m_items[i].is(CueKind::Each) || m_items[i].is(CueKind::Distinct)
                   || m_items[i].is(CueKind::Filler) || m_items[i].kind == Item::Kind::Value))
            ++i;
        if (i == table)
            return of && direct ? 1.5 : of ? 0.6 : 0.3;
        return table - owned <= 4 ? 0.15 : 0;
    }
    if (owned - table == 1 || (owned - table == 2 && m_items[table + 1].is(CueKind::Possessive)))
        return 0.55;
    // "students with their ids", "customer whose age"
    if (owned - table == 2 && (m_items[table + 1].is(CueKind::Whose) || m_items[table + 1].is(CueKind::With)))
        return 0.45;
    return owned - table <= 4 ? 0.15 : 0;
}

/// How much the table is spoken of around an item: named anywhere counts, named next to it counts more.
double Resolver::nearness(int table, size_t item) const
{
    double best = 0;
    for (size_t i = 0; i < m_items.size(); ++i) {
        const Item &other = m_items[i];
        if (other.kind == Item::Kind::Metric && other.mentions.front().place.table == table)
            best = std::max(best, 1.0);
        if (other.kind != Item::Kind::Table && other.kind != Item::Kind::Column)
            continue;
        for (const Mention &mention : other.mentions) {
            if (mention.place.table != table || (other.kind == Item::Kind::Column && !mention.namesTable))
                continue;
            const double close = closeness(i, item);
            const double lead = mention.score - other.mentions.front().score; // 0 for the best, less for others
            best = std::max(best, (0.7 + close) * mention.score + lead);
        }
    }
    if (table == m_entity)
        best += 0.25;
    if (m_used.contains(table))
        best += 0.2;
    return best;
}

double Resolver::typeFit(Place place, const Wish &wish) const
{
    const ColumnFacts &facts = m_index.facts(place);
    double fit = 0;
    if (wish.temporal)
        fit += facts.temporal || facts.yearLike ? 0.6 : -0.6;
    else if (wish.numeric)
        fit += (facts.numeric && !facts.identifier) || facts.temporal ? 0.5 : -0.5;
    for (const Hint &hint : wish.hints) {
        if (std::ranges::any_of(facts.name, [&](const NamePart &part) { return part.stem == hint.stem; }))
            return fit + 0.5;
    }
    return fit;
}

/// How well the words fit what they were taken for counts for the whole reading.
void Resolver::noteFit(size_t item, Place chosen)
{
    for (const Mention &mention : m_items[item].mentions) {
        if (mention.place == chosen) {
            const double lack = 1 - std::min(1.0, mention.score);
            m_choices.note("fit.lack", lack, -0.6 * lack);
            return;
        }
    }
}

Place Resolver::chooseAmong(const std::vector<std::pair<Place, double>> &scored, const char *name)
{
    std::vector<std::pair<Place, double>> best = scored;
    std::ranges::stable_sort(best, std::greater{}, &std::pair<Place, double>::second);
    if (best.size() > mostAlternatives)
        best.resize(mostAlternatives);
    std::vector<Option> options;
    options.reserve(best.size());
    for (const auto &[place, score] : best)
        options.push_back({name, score - best.front().second});
    const Place chosen = best[best.size() > 1 ? m_choices.choose(options) : 0].first;
    m_used.insert(chosen.table);
    return chosen;
}

int Resolver::table(size_t item)
{
    std::vector<std::pair<Place, double>> scored;
    for (const Mention &mention : m_items[item].mentions) {
        double score = 2 * mention.score;
        if (m_used.contains(mention.place.table))
            score += 0.2;
        if (m_index.facts(mention.place.table).bridge)
            score -= 0.1;
        scored.emplace_back(mention.place, score);
    }
    const Place chosen = chooseAmong(scored, "table");
    noteFit(item, chosen);
    return chosen.table;
}

Place Resolver::column(size_t item, const Wish &wish)
{
    std::vector<std::pair<Place, double>> scored;
    for (const Mention &mention : m_items[item].mentions) {
        const ColumnFacts &facts = m_index.facts(mention.place);
        double score = 2 * mention.score + nearness(mention.place.table, item) + typeFit(mention.place, wish);
        if (facts.foreignKey && !facts.unique)
            score -= 0.2;
        // Lists go on with columns of the same table.
        const bool ownsNext = m_items[item + 1].is(CueKind::Preposition)
                              && m_items[std::min(item + 2, m_items.size() - 1)].kind == Item::Kind::Table;
        if (item > 0 && m_items[item - 1].is(CueKind::And) && mention.place.table == m_lastTable && !ownsNext)
            score += 0.3;
        scored.emplace_back(mention.place, score);
    }
    const Place chosen = chooseAmong(scored, "column");
    m_lastTable = chosen.table;
    noteFit(item, chosen);
    return chosen;
}

/// "diagnosed with asthma": of what a row with the verb's date refers to.
bool Resolver::isOfEvent(int table) const
{
    return std::ranges::any_of(m_items, [&](const Item &item) {
        if (item.kind != Item::Kind::Column)
            return false;
        const Mention &said = item.mentions.front();
        if (!m_index.facts(said.place).temporal || said.score < 0.9 || said.place.table == table)
            return false;
        const std::vector<int> parents = parentsOf(said.place.table);
        return std::ranges::find(parents, table) != parents.end();
    });
}

Mention Resolver::value(size_t item, const std::vector<Place> &preferred)
{
    const QList<Mention> &mentions = m_items[item].mentions;
    std::vector<std::pair<Place, double>> scored;
    for (const Mention &mention : mentions) {
        double score = 2 * mention.score + nearness(mention.place.table, item);
        if (std::ranges::find(preferred, mention.place) != preferred.end())
            score += 1.2;
        if (m_index.facts(mention.place).foreignKey)
            score -= 0.15;
        if (mentions.size() > 1 && isOfEvent(mention.place.table))
            score += 0.4;
        // A word of a small vocabulary is likelier meant than the same word among many names.
        const std::optional<qint64> distinct = m_index.column(mention.place).profile.distinctCount;
        score -= 0.04 * std::log2(double(std::max<qint64>(1, distinct.value_or(100))));
        scored.emplace_back(mention.place, score);
    }
    const Place chosen = chooseAmong(scored, "value");
    noteFit(item, chosen);
    return *std::ranges::find(mentions, chosen, &Mention::place);
}

std::vector<int> Resolver::tablesInPlay() const
{
    std::vector<int> tables;
    const auto add = [&](int table) {
        if (table >= 0 && std::ranges::find(tables, table) == tables.end())
            tables.push_back(table);
    };
    add(m_entity);
    for (const int table : m_used)
        add(table);
    for (const Item &item : m_items) {
        if ((item.kind == Item::Kind::Table || item.kind == Item::Kind::Column || item.kind == Item::Kind::Value
             || item.kind == Item::Kind::Metric)
            && !item.mentions.empty())
            add(item.mentions.front().place.table);
    }
    return tables;
}

static bool speaksOf(std::span<const Hint> hints, QStringView stem)
{
    return std::ranges::find(hints, stem, &Hint::stem) != hints.end();
}

static bool speaksOfAge(std::span<const Hint> hints)
{
    return speaksOf(hints, u"age");
}

/// Of the rows spoken of, dates tell what is old or recent and money what is dear, whatever they are called.
void Resolver::addByKind(std::vector<std::pair<Place, double>> &scored, std::span<const Hint> hints,
                         size_t nearItem) const
{
    int owner = m_entity;
    size_t noun = nearItem + 1; // "cheapest masters programme"
    while (noun + 1 < m_items.size() && m_items[noun].kind == Item::Kind::Value)
        ++noun;
    if (const Item &next = m_items[std::min(noun, m_items.size() - 1)]; next.kind == Item::Kind::Table)
        owner = next.mentions.front().place.table;
    if (owner < 0)
        return;
    const bool dates = speaksOfAge(hints) || speaksOf(hints, u"date");
    const bool money = speaksOf(hints, u"price") || speaksOf(hints, u"salari");
    for (const Place place : m_index.columnsOf(owner)) {
        const ColumnFacts &facts = m_index.facts(place);
        const bool fits =
            (dates && facts.temporal) || (money && facts.numeric && m_index.column(place).role == ColumnRole::Money);
        if (fits && std::ranges::find(scored, place, &std::pair<Place, double>::first) == scored.end())
            scored.emplace_back(place, 1 + nearness(owner, nearItem) - 0.3 - 0.1 * double(facts.name.size()));
    }
}

std::optional<Place> Resolver::hinted(std::span<const Hint> hints, size_t nearItem, bool *reversed)
{
    std::vector<std::pair<Place, double>> scored;
    std::vector<bool> backwards;
    // Beyond the tables that are named, the quality may be kept one key away.
    std::vector<int> tables = tablesInPlay();
    const size_t inPlay = tables.size();
    for (size_t i = 0; i < std::min<size_t>(inPlay, 3); ++i) {
        for (const int neighbour : m_index.neighbours(tables[i])) {
            if (std::ranges::find(tables, neighbour) == tables.end() && tables.size() < 30)
                tables.push_back(neighbour);
        }
    }
    for (size_t t = 0; t < tables.size(); ++t) {
        const int table = tables[t];
        const double far = t < inPlay ? 0 : 0.8;
        for (const Place place : m_index.columnsOf(table)) {
            const ColumnFacts &facts = m_index.facts(place);
            if ((!facts.numeric && !facts.temporal) || facts.identifier)
                continue;
            for (size_t h = 0; h < hints.size(); ++h) {
                const bool named =
                    std::ranges::any_of(facts.name, [&](const NamePart &part) { return part.stem == hints[h].stem; });
                if (!named)
                    continue;
                scored.emplace_back(place, 1 + nearness(table, nearItem) - far - 0.12 * double(h)
                                               - 0.1 * double(facts.name.size()));
                break;
            }
        }
    }
    addByKind(scored, hints, nearItem);
    if (scored.empty())
        return {};
    const Place chosen = chooseAmong(scored, "hinted");
    *reversed = m_index.facts(chosen).temporal && speaksOfAge(hints);
    for (const Hint &hint : hints) {
        if (std::ranges::any_of(m_index.facts(chosen).name,
                                [&](const NamePart &part) { return part.stem == hint.stem; })) {
            *reversed = hint.reversed;
            break;
        }
    }
    return chosen;
}

/// Tables that this one refers to.
std::vector<int> Resolver::parentsOf(int table) const
{
    std::vector<int> parents;
    for (const int other : m_index.neighbours(table)) {
        for (const ForeignKey &key : m_index.table(table).foreignKeys) {
            if (key.referencedTable == m_index.table(other).name
                && key.referencedSchema == m_index.table(other).schema) {
                parents.push_back(other);
                break;
            }
        }
    }
    return parents;
}

/// When a metric is asked for at a time, its own rows' dates are meant before those of what
/// it is grouped by. They may stand in what the rows belong to: items have the date of their order.
void Resolver::addDatesOfMetrics(std::vector<std::pair<Place, double>> &scored, size_t nearItem) const
{
    static constexpr double ownDate = 1.6;
    // "of stores opened in 2020" names its date.
    for (size_t i = nearItem > 2 ? nearItem - 2 : 0; i < nearItem && i < m_items.size(); ++i) {
        if (m_items[i].kind == Item::Kind::Column && m_index.facts(m_items[i].mentions.front().place).temporal)
            return;
    }
    for (const Item &item : m_items) {
        if (item.kind != Item::Kind::Metric)
            continue;
        std::vector<int> tables{item.mentions.front().place.table};
        const auto dated = [&](int table) {
            return std::ranges::any_of(m_index.columnsOf(table), [&](Place p) { return m_index.facts(p).temporal; });
        };
        if (!dated(tables.front()))
            tables = parentsOf(tables.front());
        for (const int table : tables) {
            for (const Place place : m_index.columnsOf(table)) {
                if (!m_index.facts(place).temporal)
                    continue;
                const bool filters = isFilteredBy(item.mentions.front().metric, table);
                const double score = 1 + ownDate + (filters ? 0.4 : 0) - 0.01 * place.column;
                const auto known = std::ranges::find(scored, place, &std::pair<Place, double>::first);
                if (known == scored.end())
                    scored.emplace_back(place, score);
                else
                    known->second = std::max(known->second, score);
            }
        }
    }
}

/// Rows without a date of their own have that of what they belong to.
void Resolver::addDatesOfOwners(std::vector<std::pair<Place, double>> &scored) const
{
    static constexpr double ownersDate = 1.5;
    const auto dated = [&](Place place) { return m_index.facts(place).temporal && !m_index.facts(place).hidden; };
    if (m_entity < 0 || std::ranges::any_of(m_index.columnsOf(m_entity), dated))
        return;
    for (const int owner : parentsOf(m_entity)) {
        for (const Place place : m_index.columnsOf(owner)) {
            if (dated(place) && std::ranges::find(scored, place, &std::pair<Place, double>::first) == scored.end())
                scored.emplace_back(place, ownersDate + eventFit(place)
                                               - 0.05 * double(m_index.facts(place).name.size()) - 0.01 * place.column);
        }
    }
}

bool Resolver::isFilteredBy(int metric, int table) const
{
    return std::ranges::any_of(m_index.glossary()->metric(metric).filters,
                               [&](const GlossaryFilter &filter) { return filter.column.table == table; });
}

/// A row is spoken of by the date of what it records, seldom by a birthday or by what comes later.
double Resolver::eventFit(Place place) const
{
    static constexpr QStringView ofPersons[] = {u"birth", u"birthday", u"birthdat", u"dob", u"born", u"death"};
    static constexpr QStringView later[] = {u"end",    u"due",   u"expir",  u"expiri",   u"until",  u"finish",
                                            u"modifi", u"updat", u"deliv",  u"deliveri", u"receiv", u"discharg",
                                            u"cancel", u"close", u"termin", u"left",     u"return"};
    double fit = 0;
    for (const NamePart &part : m_index.facts(place).name) {
        if (std::ranges::find(ofPersons, part.stem) != std::end(ofPersons))
            fit -= 0.4;
        else if (std::ranges::find(later, part.stem) != std::end(later) && !part.ofTable)
            fit -= 0.2;
    }
    return m_index.column(place).nullable && !m_index.table(place.table).primaryKey.empty()
                   && m_index.column(place).profile.nullCount.value_or(0) > 0
               ? fit - 0.1
               : fit;
}

/// "Top 5 diagnoses in 2025": what has no date of its own is spoken of at the time of what happened with it.
void Resolver::addDatesOfEvents(std::vector<std::pair<Place, double>> &scored,
                                const std::function<bool(Place)> &tells) const
{
    if (m_entity < 0)
        return;
    for (const int table : m_index.neighbours(m_entity)) {
        const std::vector<int> parents = parentsOf(table);
        if (std::ranges::find(parents, m_entity) == parents.end())
            continue;
        const bool calledAlike = std::ranges::any_of(m_index.facts(table).name, [&](const NamePart &part) {
            return std::ranges::find(m_index.facts(m_entity).name, part.stem, &NamePart::stem)
                   != m_index.facts(m_entity).name.end();
        });
        for (const Place place : m_index.columnsOf(table)) {
            if (tells(place) && !m_index.facts(place).hidden)
                scored.emplace_back(place, (calledAlike ? 1.3 : 1) + eventFit(place) - 0.01 * place.column);
        }
    }
}

std::optional<Place> Resolver::temporal(size_t nearItem, const std::function<bool(Place)> &tells)
{
    std::vector<std::pair<Place, double>> scored;
    for (const int table : tablesInPlay()) {
        for (const Place place : m_index.columnsOf(table)) {
            const ColumnFacts &facts = m_index.facts(place);
            const bool dated = facts.temporal || facts.yearLike || (tells && tells(place));
            if (dated && !facts.hidden)
                scored.emplace_back(place, 1 + nearness(table, nearItem) + (facts.yearLike ? 0.1 : 0) + eventFit(place)
                                               - 0.05 * double(facts.name.size()) - 0.01 * place.column);
        }
    }
    addDatesOfMetrics(scored, nearItem);
    addDatesOfOwners(scored);
    if (tells)
        std::erase_if(scored, [&](const auto &one) { return !tells(one.first); });
    if (scored.empty() && tells)
        addDatesOfEvents(scored, tells);
    if (scored.empty())
        return {};
    return chooseAmong(scored, "temporal");
}

} // namespace tabletalk::ask
