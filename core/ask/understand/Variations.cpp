// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/understand/Variations.h"

#include <algorithm>

namespace tabletalk::ask {

namespace {

using Function = Measure::Function;

constexpr size_t mostPlaces = 3; ///< that a name is moved to
constexpr size_t mostVariations = 40;

/// Collects the meanings near one.
class Varier
{
public:
    Varier(const Meaning &meaning, const Items &items, const SchemaIndex &index)
        : m_meaning(meaning)
        , m_items(items)
        , m_index(index)
    {}

    std::vector<Variation> all();

private:
    void varyOutputs();
    void addNamedColumns();
    void movePlaces();
    void moveToTable(int table);
    void moveTables();
    void leaveIdleTables();
    void varyRestrictions();
    void varyAbsences();
    void varyCounts();
    void groupByReferenced();
    void varyGroups();
    void orderByNamed();
    void varyOrder();
    void showOtherRows();

    template <typename Change>
    void add(const char *name, Change change)
    {
        if (m_variations.size() >= mostVariations)
            return;
        Meaning changed = m_meaning;
        change(changed);
        m_variations.push_back({name, std::move(changed)});
    }
    bool computes() const { return std::ranges::any_of(m_meaning.outputs, &Measure::isAggregate); }
    bool says(CueKind kind) const
    {
        return std::ranges::any_of(m_items, [&](const Item &item) { return item.is(kind); });
    }
    bool isPartOfName(const Measure &output) const;
    const Item *certainItem(const Restriction &restriction) const;
    void leaveRestriction(size_t i);
    bool isShown(Place place) const
    {
        return std::ranges::any_of(m_meaning.outputs, [&](const Measure &m) { return m.of == place; });
    }
    bool isRequired(Place place) const
    {
        return std::ranges::any_of(m_meaning.where, [&](const Restriction &r) { return r.column == place; });
    }
    void displayOf(Meaning &meaning, int table) const
    {
        for (const int column : m_index.facts(table).displayColumns)
            meaning.outputs.push_back({Function::Value, {table, column}});
    }

    const Meaning &m_meaning;
    const Items &m_items;
    const SchemaIndex &m_index;
    std::vector<Variation> m_variations;
};

/// Whether an output is a part of what a row is called and is not asked for by itself ("last name").
bool Varier::isPartOfName(const Measure &output) const
{
    if (output.isAggregate() || output.of.isTable())
        return false;
    const std::vector<int> &parts = m_index.facts(output.of.table).displayColumns;
    const auto isNamed = [&](const Item &item) {
        return item.kind == Item::Kind::Column && std::ranges::any_of(item.mentions, [&](const Mention &m) {
                   return m.place == output.of && !m.wholeName;
               });
    };
    return parts.size() > 1 && std::ranges::find(parts, output.of.column) != parts.end()
           && std::ranges::all_of(parts, [&](int part) { return isShown({output.of.table, part}); })
           && std::ranges::none_of(m_items, isNamed);
}

/// One thing shown less; a name of two columns is one thing.
void Varier::varyOutputs()
{
    const std::vector<Measure> &outputs = m_meaning.outputs;
    for (size_t i = 0; i < outputs.size(); ++i) {
        std::vector<Measure> rest = outputs;
        if (isPartOfName(outputs[i])) {
            const int table = outputs[i].of.table;
            if (outputs[i].of.column != m_index.facts(table).displayColumns.front())
                continue;
            std::erase_if(rest, [&](const Measure &m) { return m.of.table == table && isPartOfName(m); });
        } else {
            rest.erase(rest.begin() + qsizetype(i));
        }
        if (!rest.empty())
            add("vary.lessOutput", [&](Meaning &m) { m.outputs = rest; });
    }
}

/// Columns that the question names and nothing shows.
void Varier::addNamedColumns()
{
    for (const Item &item : m_items) {
        if (item.kind != Item::Kind::Column || item.mentions.empty())
            continue;
        const bool shown = std::ranges::any_of(item.mentions, [&](const Mention &m) { return isShown(m.place); });
        const bool compares = std::ranges::any_of(m_meaning.where, [&](const Restriction &r) {
            return r.kind == Restriction::Kind::Beside && !r.againstColumn.isTable()
                   && r.againstColumn == item.mentions.front().place; // "below safety stock"
        });
        if (shown || compares)
            continue;
        size_t tried = 0;
        for (const Mention &mention : item.mentions) {
            if (mention.isValue || ++tried > 2)
                break;
            add("vary.moreOutput", [&](Meaning &m) { m.outputs.push_back({Function::Value, mention.place}); });
        }
    }
}

void move(Place from, Place to, Meaning &m)
{
    for (Measure &output : m.outputs)
        output.of = output.of == from ? to : output.of;
    for (Place &group : m.groups)
        group = group == from ? to : group;
    for (OrderKey &key : m.order)
        key.measure.of = key.measure.of == from ? to : key.measure.of;
    for (GroupCondition &having : m.having)
        having.measure.of = having.measure.of == from ? to : having.measure.of;
    for (Restriction &restriction : m.where)
        restriction.column = restriction.column == from ? to : restriction.column;
}

/// The same words for another column.
void Varier::movePlaces()
{
    for (const Item &item : m_items) {
        if (item.kind != Item::Kind::Column)
            continue;
        const auto used = std::ranges::find_if(item.mentions, [&](const Mention &m) {
            return isShown(m.place)
                   || std::ranges::any_of(m_meaning.order, [&](const OrderKey &k) { return k.measure.of == m.place; })
                   || std::ranges::any_of(m_meaning.where, [&](const Restriction &r) { return r.column == m.place; });
        });
        if (used == item.mentions.end())
            continue;
        size_t moved = 0;
        for (const Mention &other : item.mentions) {
            if (other.place == used->place || other.isValue || moved++ == mostPlaces)
                continue;
            add("vary.otherColumn", [&](Meaning &m) { move(used->place, other.place, m); });
            // "names of actors in musicals with the name …": one word said of two.
            if (isShown(used->place) && isRequired(used->place)) {
                add("vary.otherOutput", [&](Meaning &m) {
                    for (Measure &output : m.outputs)
                        output.of = output.of == used->place ? other.place : output.of;
                });
            }
        }
    }
}

/// All names that one table has columns for are of that table.
void Varier::moveToTable(int table)
{
    Meaning changed = m_meaning;
    size_t moved = 0;
    for (const Item &item : m_items) {
        if (item.kind != Item::Kind::Column)
            continue;
        const auto used = std::ranges::find_if(item.mentions, [&](const Mention &m) { return isShown(m.place); });
        const auto there =
            std::ranges::find_if(item.mentions, [&](const Mention &m) { return m.place.table == table && !m.isValue; });
        if (used == item.mentions.end() || there == item.mentions.end() || used->place.table == table)
            continue;
        move(used->place, there->place, changed);
        ++moved;
    }
    for (Restriction &restriction : changed.where) { // and the same value there
        for (const Item &item : m_items) {
            const auto there = std::ranges::find_if(item.mentions, [&](const Mention &m) {
                return m.isValue && m.place.table == table && restriction.values.size() == 1
                       && m.value == restriction.values.front().text;
            });
            if (there != item.mentions.end())
                restriction.column = there->place;
        }
    }
    if (moved < 2 || m_variations.size() >= mostVariations)
        return;
    changed.entity = table;
    m_variations.push_back({"vary.ofOtherTable", std::move(changed)});
}

/// A table that is named may be another one of about that name.
void Varier::moveTables()
{
    std::vector<int> tables;
    for (const Item &item : m_items) {
        for (const Mention &mention : item.mentions) {
            if (item.kind == Item::Kind::Column && std::ranges::find(tables, mention.place.table) == tables.end())
                tables.push_back(mention.place.table);
        }
    }
    tables.resize(std::min(tables.size(), 2 * mostPlaces));
    for (const int table : tables)
        moveToTable(table);
    for (const Item &item : m_items) {
        if (item.kind != Item::Kind::Table || item.mentions.size() < 2)
            continue;
        const int used = item.mentions.front().place.table;
        if (std::ranges::find(m_meaning.tables, used) == m_meaning.tables.end())
            continue;
        size_t moved = 0;
        for (const Mention &other : item.mentions) {
            if (!other.place.isTable() || other.place.table == used || moved++ == mostPlaces)
                continue;
            const int to = other.place.table;
            add("vary.otherTable", [&](Meaning &m) {
                const bool shown = std::ranges::any_of(
                    m.outputs, [&](const Measure &o) { return o.of.table == used && !o.of.isTable(); });
                move({used, -1}, {to, -1}, m);
                std::erase_if(m.outputs, [&](const Measure &o) { return o.of.table == used && !o.isAggregate(); });
                std::ranges::replace(m.tables, used, to);
                m.entity = m.entity == used ? to : m.entity;
                if (shown)
                    displayOf(m, to);
            });
        }
    }
}

/// Tables that are named and from which nothing is shown or required need not be read.
void Varier::leaveIdleTables()
{
    const Meaning &m = m_meaning;
    const auto isBusy = [&](int table) {
        const auto of = [table](const Measure &measure) { return measure.of.table == table; };
        return std::ranges::any_of(m.outputs, of)
               || std::ranges::any_of(m.where, [&](const Restriction &r) { return r.column.table == table; })
               || std::ranges::any_of(m.groups, [&](Place group) { return group.table == table; })
               || std::ranges::any_of(m.order, [&](const OrderKey &key) { return of(key.measure); })
               || std::ranges::any_of(m.having, [&](const GroupCondition &having) { return of(having.measure); })
               || std::ranges::any_of(m.absences, [&](const Absence &absence) { return absence.table == table; });
    };
    if (m.outputs.empty() || !m.absences.empty()) // "belong to a club but hold no scholarship"
        return;
    for (const int table : m.tables) {
        if (isBusy(table))
            continue;
        add("vary.lessTables", [&](Meaning &changed) {
            std::erase(changed.tables, table);
            if (changed.entity == table)
                changed.entity = changed.outputs.front().of.table;
        });
    }
}

/// "not living in Rome": has no home there, or one that is not there.
void Varier::varyAbsences()
{
    for (size_t i = 0; i < m_meaning.absences.size(); ++i) {
        if (m_meaning.absences[i].where.empty())
            continue;
        add("vary.absenceAsNot", [&](Meaning &m) {
            for (Restriction restriction : m.absences[i].where) {
                restriction.negated = !restriction.negated;
                m.where.push_back(std::move(restriction));
            }
            const int table = m.absences[i].table;
            m.absences.erase(m.absences.begin() + qsizetype(i));
            if (std::ranges::none_of(m.where, [&](const Restriction &r) { return r.column.table == table; }))
                std::erase(m.tables, table);
        });
    }
}

/// The item whose words name the value of the condition and nothing else. Among many names there are some that
/// are common words.
const Item *Varier::certainItem(const Restriction &restriction) const
{
    static constexpr qint64 fewKinds = 60;
    if (restriction.values.size() != 1)
        return nullptr;
    const bool few = m_index.column(restriction.column).profile.distinctCount.value_or(fewKinds + 1) <= fewKinds;
    const auto isIt = [&](const Item &item) {
        const bool name = item.end > item.begin + 1 || (!item.text.isEmpty() && item.text.front().isUpper());
        return item.kind == Item::Kind::Value && item.certain && (few || name)
               && std::ranges::any_of(item.mentions, [&](const Mention &m) {
                      return m.place == restriction.column && m.value == restriction.values.front().text;
                  });
    };
    const auto found = std::ranges::find_if(m_items, isIt);
    return found == m_items.end() ? nullptr : &*found;
}

/// A condition less.
void Varier::leaveRestriction(size_t i)
{
    const Restriction &restriction = m_meaning.where[i];
    // "Last month" is never a slip: the figure of all time, shown because the month has no rows, would be a lie.
    if (restriction.kind == Restriction::Kind::During)
        return;
    const Item *certain = certainItem(restriction);
    if (certain && restriction.column.table == m_meaning.entity) // of the rows asked for, it is meant for sure
        return;
    add(certain ? "vary.lessCertain" : "vary.lessWhere",
        [&](Meaning &m) { m.where.erase(m.where.begin() + qsizetype(i)); });
}

void Varier::varyRestrictions()
{
    for (size_t i = 0; i < m_meaning.where.size(); ++i) {
        const Restriction &restriction = m_meaning.where[i];
        leaveRestriction(i);
        for (const Item &item : m_items) {
            if (item.kind != Item::Kind::Value || restriction.values.empty())
                continue;
            const auto isThis = [&](const Mention &m) {
                return m.place == restriction.column && m.value == restriction.values.front().text;
            };
            if (std::ranges::none_of(item.mentions, isThis) || restriction.values.size() != 1)
                continue;
            size_t moved = 0;
            for (const Mention &other : item.mentions) {
                if (isThis(other) || moved++ == mostPlaces)
                    continue;
                add("vary.otherValue", [&](Meaning &m) {
                    m.where[i].column = other.place;
                    m.where[i].values.front().text = other.value;
                });
            }
        }
    }
    // A number may count rows or be compared with a column, and what is denied may be absent.
    for (size_t i = 0; i < m_meaning.absences.size(); ++i)
        add("vary.lessAbsence", [&](Meaning &m) { m.absences.erase(m.absences.begin() + qsizetype(i)); });
    for (size_t i = 0; i < m_meaning.having.size(); ++i)
        add("vary.lessHaving", [&](Meaning &m) { m.having.erase(m.having.begin() + qsizetype(i)); });
}

void Varier::varyCounts()
{
    if (!says(CueKind::HowMany) && !says(CueKind::Most) && !computes())
        return;
    for (size_t i = 0; i < m_meaning.outputs.size(); ++i) {
        const Measure &output = m_meaning.outputs[i];
        if (output.function == Function::CountDistinct)
            add("vary.countRows", [&](Meaning &m) { m.outputs[i] = {Function::CountRows, {output.of.table, -1}}; });
        if (output.function != Function::CountRows)
            continue;
        for (const int table : m_meaning.tables) {
            if (table != output.of.table)
                add("vary.countOther", [&](Meaning &m) { m.outputs[i].of.table = table; });
        }
    }
    if (!computes() && says(CueKind::HowMany) && m_meaning.entity >= 0) {
        add("vary.countOnly", [&](Meaning &m) { m.outputs = {{Function::CountRows, {m.entity, -1}}}; });
    }
}

/// "for each department" by department_id: the departments, as they are called.
void Varier::groupByReferenced()
{
    for (size_t i = 0; i < m_meaning.groups.size(); ++i) {
        const Place group = m_meaning.groups[i];
        const int target = group.isTable() ? -1 : m_index.facts(group).referenced;
        if (target < 0)
            continue;
        add("vary.groupByReferenced", [&](Meaning &m) {
            m.groups[i] = {target, -1};
            std::erase_if(m.outputs, [&](const Measure &o) { return o.of == group && !o.isAggregate(); });
            const std::vector<Measure> figures = std::exchange(m.outputs, {});
            displayOf(m, target);
            m.outputs.insert(m.outputs.end(), figures.begin(), figures.end());
        });
    }
}

void Varier::varyGroups()
{
    if (!m_meaning.groups.empty()) {
        add("vary.noGroups", [&](Meaning &m) { m.groups.clear(); });
        groupByReferenced();
        return;
    }
    const auto plain = std::ranges::find_if(m_meaning.outputs, [](const Measure &m) { return !m.isAggregate(); });
    if (plain == m_meaning.outputs.end())
        return;
    if (computes()) {
        add("vary.groupByShown", [&](Meaning &m) { m.groups.push_back(plain->of); });
        add("vary.groupByRows", [&](Meaning &m) { m.groups.push_back({plain->of.table, -1}); });
    }
}

/// "by the number of people killed": a column that counts them.
void Varier::orderByNamed()
{
    for (const Item &item : m_items) {
        if (item.kind != Item::Kind::Column || item.mentions.empty())
            continue;
        const Place place = item.mentions.front().place;
        if (!place.isTable() && m_index.facts(place).numeric && !m_index.facts(place).identifier)
            add("vary.orderByColumn", [&](Meaning &m) {
                m.order.front().measure = {Function::Value, place};
                std::erase(m.outputs, Measure{Function::Value, place});
            });
    }
}

void Varier::varyOrder()
{
    if (m_meaning.order.empty())
        return;
    add("vary.otherDirection", [](Meaning &m) { m.order.front().descending = !m.order.front().descending; });
    add("vary.noOrder", [](Meaning &m) {
        m.order.clear();
        m.limit.reset();
    });
    if (m_meaning.limit)
        add("vary.noLimit", [](Meaning &m) { m.limit.reset(); });
    else
        add("vary.limit", [](Meaning &m) { m.limit = 1; });
    const Measure &key = m_meaning.order.front().measure;
    if (key.function != Function::CountRows) {
        for (const int table : m_meaning.tables)
            add("vary.orderByCount", [&](Meaning &m) { m.order.front().measure = {Function::CountRows, {table, -1}}; });
    } else
        orderByNamed();
    if (key.function == Function::Value && !key.of.isTable() && !isShown(key.of))
        add("vary.showOrder", [&](Meaning &m) { m.outputs.push_back(key); });
}

/// Rows of another table that is named, or what identifies the rows instead of what they are called.
void Varier::showOtherRows()
{
    if (computes() || m_meaning.entity < 0)
        return;
    for (const int table : m_meaning.tables) {
        if (table == m_meaning.entity
            && isShown({table, m_index.facts(table).displayColumns.empty()
                                   ? -1
                                   : m_index.facts(table).displayColumns.front()}))
            continue;
        add("vary.otherRows", [&](Meaning &m) {
            m.outputs.clear();
            displayOf(m, table);
        });
        const bool shown =
            std::ranges::any_of(m_meaning.outputs, [&](const Measure &o) { return o.of.table == table; });
        if (!shown && !m_meaning.outputs.empty()) // "the names of actors and their musicals"
            add("vary.alsoRows", [&](Meaning &m) { displayOf(m, table); });
    }
    const int key = m_index.facts(m_meaning.entity).keyColumn;
    if (key < 0 || isShown({m_meaning.entity, key}))
        return;
    add("vary.showKey", [&](Meaning &m) { m.outputs = {{Function::Value, {m.entity, key}}}; });
    add("vary.addKey", [&](Meaning &m) { m.outputs.push_back({Function::Value, {m.entity, key}}); });
}

std::vector<Variation> Varier::all()
{
    varyOutputs();
    movePlaces();
    moveTables();
    leaveIdleTables();
    varyRestrictions();
    varyAbsences();
    varyCounts();
    addNamedColumns();
    varyGroups();
    varyOrder();
    showOtherRows();
    // Two rows that are called the same are still two.
    const bool callsRows = std::ranges::any_of(m_meaning.outputs, [&](const Measure &m) {
        return m.of.table == m_meaning.entity && !m.of.isTable()
               && (m_index.facts(m.of).nameLike || m_index.facts(m.of).unique);
    });
    if (!m_meaning.distinct && !computes() && !callsRows)
        add("vary.distinct", [](Meaning &m) { m.distinct = true; });
    return std::move(m_variations);
}

} // namespace

std::vector<Variation> variationsOf(const Meaning &meaning, const Items &items, const SchemaIndex &index)
{
    return Varier(meaning, items, index).all();
}

} // namespace tabletalk::ask
