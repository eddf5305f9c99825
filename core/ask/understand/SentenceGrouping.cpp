// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: groups for which the question names no figure, and references that stand for
// the rows they refer to.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

// What is not left open still tells the ranking that it was decided.
static constexpr double countedScore = 0.6;
static constexpr double namedScore = 2.6;

using Function = Measure::Function;
using Kind = Item::Kind;

/// Whether the group has one row of the column's table, so that there is nothing to add up.
bool Sentence::hasOneRowEach(Place group, Place column) const
{
    return group.table == column.table && (group.isTable() || m_index.facts(group).unique);
}

/// "students per program", "cost by machine type": what is counted or added up goes without saying.
/// True when a figure was found.
bool Sentence::computeForGroups()
{
    Meaning &m = m_meaning;
    const Place group = m.groups.front();
    const auto isFigure = [&](const Measure &output) {
        if (output.function != Function::Value || output.of.isTable())
            return false;
        const ColumnFacts &facts = m_index.facts(output.of);
        return facts.numeric && !facts.identifier && !facts.yearLike && facts.yes.isEmpty()
               && std::ranges::find(m.groups, output.of) == m.groups.end();
    };
    const bool amounts = std::ranges::any_of(
        m.outputs, [&](const Measure &output) { return isFigure(output) && !hasOneRowEach(group, output.of); });
    if (amounts && (m_saidPer || m_choices.choose({{"each.summed", -0.2}, {"each.listed", 0.0}}) == 0)) {
        if (m_saidPer)
            m_choices.note("each.summed", 1, countedScore);
        for (Measure &output : m.outputs) {
            if (isFigure(output))
                output.function = Function::Sum;
        }
        return true;
    }
    // "grades by department": of the rows that the grades stand in.
    const bool ofOthers = m.entity == group.table && !m.outputs.empty() && !m.outputs.front().isAggregate();
    const int counted = ofOthers ? m.outputs.front().of.table : m.entity;
    const bool countable =
        m_saidPer && counted >= 0 && !hasOneRowEach(group, {counted, -1}) && std::ranges::none_of(m.outputs, isFigure);
    if (!countable)
        return false;
    m_choices.note("each.counted", 1, countedScore);
    // "energy consumption per plant": what the readings hold, and not how many there are.
    static constexpr QStringView kinds[] = {u"consumption", u"usage", u"output", u"volume", u"production", u"intake"};
    const bool ofAmount = std::ranges::any_of(m_words, [&](const Word &word) {
        return std::ranges::find(kinds, QStringView(word.lower)) != std::end(kinds);
    });
    if (const std::optional<Place> only = ofAmount ? onlyNumberOf(counted) : std::nullopt) {
        std::erase_if(m.unusedWords, [&](size_t word) {
            return std::ranges::find(kinds, QStringView(m_words[word].lower)) != std::end(kinds);
        });
        std::erase_if(m.outputs, [&](const Measure &output) { return output.function == Function::Value; });
        addOutput({Function::Sum, *only});
        return true;
    }
    std::erase_if(m.outputs, [&](const Measure &output) { return output.function == Function::Value; });
    addOutput({Function::CountRows, {counted, -1}});
    return true;
}

/// "for each kind, the boat with the lowest price": the figure is shown beside the row that has it. Only
/// SQLite takes the row's other columns from where the extreme stands.
bool Sentence::takesExtremeOfEach()
{
    Meaning &m = m_meaning;
    const bool extreme = m.limit == 1 && m.order.size() == 1 && m.order.front().measure.function == Function::Value
                         && !m.order.front().measure.of.isTable();
    const bool columns = std::ranges::none_of(m.groups, &Place::isTable);
    if (!extreme || !columns || m_index.schema().dialect != Dialect::SQLite
        || m_choices.choose({{"each.extreme", 0.8}, {"each.overall", 0.0}}) == 1)
        return false;
    const OrderKey key = m.order.front();
    m.order.clear();
    m.limit.reset();
    if (m.outputs.empty() && m.entity >= 0) {
        for (const int column : m_index.facts(m.entity).displayColumns)
            addOutput({Function::Value, {m.entity, column}});
    }
    std::erase(m.outputs, key.measure);
    addOutput({key.descending ? Function::Maximum : Function::Minimum, key.measure.of});
    return true;
}

/// The table whose rows a column refers to by a number, when people know them by a name.
std::optional<int> Sentence::namedReference(Place place) const
{
    static constexpr QStringView numbers[] = {u"id", u"number", u"no", u"key", u"code"};
    if (place.isTable() || !m_index.facts(place).foreignKey || m_index.facts(place).name.size() < 2)
        return {};
    const QString last = m_index.facts(place).name.back().word;
    if (std::ranges::find(numbers, last) == std::end(numbers))
        return {};
    const Table &table = m_index.table(place.table);
    for (const ForeignKey &key : table.foreignKeys) {
        if (key.columns.size() != 1 || key.columns.front() != m_index.column(place).name)
            continue;
        for (const int other : m_index.neighbours(place.table)) {
            const Table &referenced = m_index.table(other);
            const std::vector<int> &display = m_index.facts(other).displayColumns;
            if (referenced.name == key.referencedTable && referenced.schema == key.referencedSchema && !display.empty()
                && m_index.facts(Place{other, display.front()}).nameLike)
                return other;
        }
    }
    return {};
}

/// "supervisors", "by line": a reference is a number that tells people nothing, unless they ask for it.
void Sentence::nameReferences()
{
    static constexpr QStringView numbers[] = {u"id", u"identifi", u"code", u"number", u"key"};
    const bool asksForNumber = std::ranges::any_of(m_words, [&](const Word &word) {
        const bool counts = &word != &m_words.back() && (&word + 1)->is(u"of"); // "number of"
        return !counts && std::ranges::find(numbers, word.stem) != std::end(numbers);
    });
    if (asksForNumber)
        return;
    Meaning &m = m_meaning;
    const auto isReference = [&](const Measure &output) {
        return output.function == Function::Value && namedReference(output.of);
    };
    const bool any = std::ranges::any_of(m.outputs, isReference)
                     || std::ranges::any_of(m.groups, [&](Place group) { return namedReference(group).has_value(); });
    // "customers" is rather the table of that name than a reference to it.
    const auto isRole = [&](Place place) {
        return namedReference(place) && m_index.tablesOf(m_index.facts(place).name.front().stem).empty();
    };
    const bool roles =
        std::ranges::any_of(m.outputs, [&](const Measure &output) { return isReference(output) && isRole(output.of); })
        || std::ranges::any_of(m.groups, isRole);
    if (!any)
        return;
    if (roles)
        m_choices.note("reference.named", 1, namedScore);
    else
        m_choices.note("reference.named", 1, 0);
    const auto speakOf = [&](int table) {
        if (std::ranges::find(m.tables, table) == m.tables.end())
            m.tables.push_back(table);
    };
    for (Place &group : m.groups) {
        if (const std::optional<int> table = namedReference(group)) {
            speakOf(group.table);
            speakOf(*table);
            group = {*table, -1};
        }
    }
    for (const Measure &output : std::exchange(m.outputs, {})) {
        if (!isReference(output)) {
            addOutput(output);
            continue;
        }
        const int table = *namedReference(output.of);
        speakOf(output.of.table);
        speakOf(table);
        for (const int column : m_index.facts(table).displayColumns)
            addOutput({Function::Value, {table, column}});
    }
}

/// "average salary of residents and of senior physicians": the figure of each, not of all together.
void Sentence::tellKindsApart()
{
    Meaning &m = m_meaning;
    const bool counts = m_saidPer && !m.groups.empty(); // "male and female students per department"
    if ((!computesSomething() && !counts) || !m.order.empty())
        return;
    const bool averages =
        std::ranges::any_of(m.outputs, [](const Measure &output) { return output.function == Function::Average; });
    for (Restriction &restriction : m.where) {
        const bool kinds = restriction.kind == Restriction::Kind::Compare && restriction.allOf && !restriction.negated
                           && restriction.values.size() > 1 && !m_bothNext;
        if (!kinds)
            continue;
        if (!averages && m.groups.empty() && m_choices.choose({{"kinds.together", 0.5}, {"kinds.apart", 0.0}}) == 0)
            continue;
        restriction.allOf = false;
        addGroup(restriction.column);
    }
}

/// "families that make more than 20 million": no row has so much, so what they add up to is meant.
void Sentence::addUpWhatExceeds()
{
    Meaning &m = m_meaning;
    if (m.outputs.empty() || computesSomething() || !m.having.empty() || !m.groups.empty())
        return;
    const auto exceeds = [&](const Restriction &r) {
        const bool more = r.comparison == sql::Comparison::Greater || r.comparison == sql::Comparison::GreaterOrEqual;
        if (r.kind != Restriction::Kind::Compare || !more || r.negated || r.values.size() != 1
            || !r.values.front().number || !m_index.facts(r.column).numeric)
            return false;
        bool known = false;
        const double highest = m_index.column(r.column).profile.maximum.value_or(QString()).toDouble(&known);
        const Place shown = m.outputs.front().of;
        return known && *r.values.front().number > highest && shown.table != r.column.table
               && stepsToOwner(r.column.table, shown.table);
    };
    const auto found = std::ranges::find_if(m.where, exceeds);
    if (found == m.where.end())
        return;
    m.having.push_back({{Function::Sum, found->column}, found->comparison, *found->values.front().number, {}});
    m.where.erase(found);
}

/// "How many customers ordered more than once?": those are counted that a query of groups finds.
void Sentence::countGroupsThatMeet()
{
    Meaning &m = m_meaning;
    const int key = m.entity < 0 ? -1 : m_index.facts(m.entity).keyColumn;
    if (key < 0 || m.having.empty() || !m.groups.empty()
        || m.outputs != std::vector<Measure>{{Function::CountRows, {m.entity, -1}}})
        return;
    const bool ofOthers = std::ranges::all_of(
        m.having, [&](const GroupCondition &having) { return having.measure.of.table != m.entity; });
    if (!ofOthers)
        return;
    auto rows = std::make_shared<Meaning>();
    rows->entity = m.entity;
    rows->outputs = {{Function::Value, {m.entity, key}}};
    rows->groups = {{m.entity, -1}};
    rows->having = std::exchange(m.having, {});
    rows->tables = {m.entity};
    for (const Restriction &restriction : std::exchange(m.where, {})) {
        const bool own = restriction.column.table == m.entity;
        (own ? m.where : rows->where).push_back(restriction);
    }
    std::erase_if(m.tables, [&](int table) { return table != m.entity; });
    m.order.clear();
    Restriction among;
    among.kind = Restriction::Kind::Among;
    among.column = {m.entity, key};
    among.rows = std::move(rows);
    m.where.push_back(std::move(among));
}

/// "how many cities have more than 3 airports": the values whose groups meet the condition are counted.
void Sentence::countValuesThatMeet()
{
    Meaning &m = m_meaning;
    if (m.having.empty() || !m.groups.empty() || m.outputs.size() != 1
        || m.outputs.front().function != Function::CountDistinct || m.outputs.front().bucket)
        return;
    const Place counted = m.outputs.front().of;
    auto rows = std::make_shared<Meaning>();
    rows->entity = m.entity;
    rows->outputs = {{Function::Value, counted}};
    rows->groups = {counted};
    rows->having = std::exchange(m.having, {});
    rows->where = std::exchange(m.where, {});
    rows->absences = std::exchange(m.absences, {});
    rows->tables = m.tables;
    m.entity = counted.table;
    m.tables = {counted.table};
    m.order.clear();
    Restriction among;
    among.kind = Restriction::Kind::Among;
    among.column = counted;
    among.rows = std::move(rows);
    m.where.push_back(std::move(among));
}

/// What people call the rows of a table.
std::vector<Measure> Sentence::displayOf(int table) const
{
    std::vector<Measure> shown;
    for (const int column : m_index.facts(table).displayColumns)
        shown.push_back({Function::Value, {table, column}});
    return shown;
}

/// "blood type distribution": how many there are of each.
void Sentence::breakDown()
{
    Meaning &m = m_meaning;
    if (!m_breaksDown || !m.groups.empty() || m.outputs.empty() || computesSomething())
        return;
    for (const Measure &output : m.outputs)
        addGroup(output.of);
    const int counted = m.outputs.front().of.table;
    m.outputs.clear();
    addOutput({Function::CountRows, {counted, -1}});
}

/// The part of dates in which stretches of time lie side by side.
static Bucket bucketOf(const Period &period)
{
    static constexpr int monthsOfQuarter = 3;
    if (period.grain == Period::Grain::Year)
        return Bucket::Year;
    if (period.grain != Period::Grain::Month)
        return Bucket::Day;
    return period.to.isValid() && period.from.addMonths(monthsOfQuarter) == period.to ? Bucket::Quarter : Bucket::Month;
}

/// "2025 vs 2024", "men versus women": the figure of each, how many there are when no other is asked for.
void Sentence::setSideBySide()
{
    Meaning &m = m_meaning;
    const auto sets = [](const Item &i) { // within a list of values it is read with them
        return i.is(CueKind::And) && (i.text.startsWith(u"vs") || i.text == u"versus" || i.text == u"compared");
    };
    if ((!m_sideBySide && std::ranges::none_of(m_items, sets)) || m.entity < 0)
        return;
    std::optional<Bucket> bucket;
    Restriction *first = nullptr;
    for (Restriction &restriction : m.where) {
        const bool during = restriction.kind == Restriction::Kind::During && restriction.period.from.isValid();
        const bool several = restriction.kind == Restriction::Kind::Compare && restriction.values.size() > 1;
        if (during && first && first->kind == Restriction::Kind::During && first->column == restriction.column) {
            restriction.orPrevious = true;
            bucket = bucketOf(restriction.period);
            break;
        }
        if (several) {
            restriction.allOf = false;
            first = &restriction;
            if (restriction.ofYear)
                bucket = Bucket::Year;
            break;
        }
        if (during)
            first = &restriction;
    }
    if (!first || (first->kind == Restriction::Kind::During && !bucket))
        return;
    addGroup(first->column);
    if (bucket) {
        m.periodOf = first->column;
        m.bucket = *bucket;
    }
    if (!computesSomething()) {
        m.outputs.clear();
        addOutput({Function::CountRows, {m.entity, -1}});
    }
}

/// Of a table with two references to one other table, as courses have courses before them: the one that words
/// of the question speak of.
std::optional<Place> Sentence::roleNamed(int table) const
{
    std::vector<Place> roles;
    std::optional<QString> referenced;
    for (const ForeignKey &key : m_index.table(table).foreignKeys) {
        if (key.columns.size() != 1 || (referenced && *referenced != key.referencedTable))
            return {};
        referenced = key.referencedTable;
        for (const Place place : m_index.columnsOf(table)) {
            if (m_index.column(place).name == key.columns.front())
                roles.push_back(place);
        }
    }
    if (roles.size() != 2 || m_index.neighbours(table).size() != 1)
        return {};
    const std::vector<NamePart> &owner = m_index.facts(m_index.neighbours(table).front()).name;
    const auto isSaid = [&](Place place) {
        return std::ranges::any_of(m_index.facts(place).name, [&](const NamePart &part) {
            return std::ranges::find(owner, part.stem, &NamePart::stem) == owner.end()
                   && std::ranges::find(m_words, part.stem, &Word::stem) != m_words.end();
        });
    };
    const bool one = isSaid(roles.front());
    if (one == isSaid(roles.back()))
        return {};
    return one ? roles.front() : roles.back();
}

/// "the prerequisites of Algebra": the courses that stand beside that one, in the other role.
void Sentence::followRoles()
{
    Meaning &m = m_meaning;
    const std::optional<Place> role =
        m.entity < 0 || !m.groups.empty() || !m.having.empty() || !m.order.empty() ? std::nullopt : roleNamed(m.entity);
    if (!role || m.where.empty())
        return;
    const std::vector<int> &near = m_index.neighbours(m.entity);
    const int other = near.size() == 1 ? near.front() : -1;
    const int key = other < 0 ? -1 : m_index.facts(other).keyColumn;
    const bool ofOther = std::ranges::all_of(m.where, [&](const Restriction &r) { return r.column.table == other; });
    const bool plain = std::ranges::all_of(m.outputs, [&](const Measure &o) {
        return o.of.table == m.entity && (!o.isAggregate() || m.outputs.size() == 1);
    });
    if (key < 0 || !ofOther || !plain)
        return;
    auto rows = std::make_shared<Meaning>();
    rows->entity = m.entity;
    rows->outputs = {{Function::Value, *role}};
    rows->where = std::exchange(m.where, {});
    rows->tables = {m.entity, other};
    rows->besides = role;
    const bool counts = !m.outputs.empty() && m.outputs.front().function == Function::CountRows;
    m.entity = other;
    m.tables = {other};
    m.outputs.clear();
    for (const Measure &shown : counts ? std::vector<Measure>{{Function::CountRows, {other, -1}}} : displayOf(other))
        addOutput(shown);
    Restriction among;
    among.kind = Restriction::Kind::Among;
    among.column = {other, key};
    among.rows = std::move(rows);
    m.where.push_back(std::move(among));
}

/// "Which procedures take longer than 180 minutes on average?": the average of each is compared.
void Sentence::averageCompared()
{
    Meaning &m = m_meaning;
    if (!m_onAverage || computesSomething() || !m.having.empty())
        return;
    const auto compares = [&](const Restriction &restriction) {
        return restriction.kind == Restriction::Kind::Compare && restriction.comparison != sql::Comparison::Equal
               && !restriction.negated && restriction.values.size() == 1 && restriction.values.front().number
               && m_index.facts(restriction.column).numeric && !m_index.facts(restriction.column).identifier;
    };
    const auto compared = std::ranges::find_if(m.where, compares);
    if (compared == m.where.end())
        return;
    m.having.push_back(
        {{Function::Average, compared->column}, compared->comparison, *compared->values.front().number, {}});
    m.where.erase(compared);
}

/// Whether people call the rows by a given and a family name.
bool Sentence::holdsPeople(int table) const
{
    return m_index.facts(table).displayColumns.size() > 1;
}

/// "Who performed the longest surgery?": of rows that are no people, those they refer to.
void Sentence::answerWho()
{
    Meaning &m = m_meaning;
    if (!m_asksWho || m.entity < 0 || holdsPeople(m.entity) || computesSomething())
        return;
    const bool named = std::ranges::any_of(m.outputs, [&](const Measure &output) {
        return m_index.facts(output.of).nameLike || holdsPeople(output.of.table);
    });
    if (named)
        return;
    std::vector<Option> options;
    std::vector<int> tables;
    for (int table = 0; table < m_index.tableCount() && options.size() < 4; ++table) {
        if (!holdsPeople(table))
            continue;
        const std::optional<int> down = stepsToOwner(m.entity, table);
        const std::optional<int> up = stepsToOwner(table, m.entity);
        double score = down ? 1 - 0.5 * *down : up ? 0.5 - 0.5 * *up : -1;
        const bool said = std::ranges::any_of(m_items, [&](const Item &item) {
            return std::ranges::any_of(item.mentions,
                                       [&](const Mention &mention) { return mention.place.table == table; });
        });
        score += said ? 0.8 : 0;
        options.push_back({"who", score});
        tables.push_back(table);
    }
    if (options.empty())
        return;
    const int table = tables[options.size() > 1 ? m_choices.choose(options) : 0];
    m.outputs.clear();
    m.distinct = m.order.empty();
    for (const int column : m_index.facts(table).displayColumns)
        addOutput({Function::Value, {table, column}});
    if (std::ranges::find(m.tables, table) == m.tables.end())
        m.tables.push_back(table);
    if (std::ranges::find(m.tables, m.entity) == m.tables.end())
        m.tables.push_back(m.entity);
}

/// Figures for each group are of rows that belong to it, and not of what those share with others.
void Sentence::noteUnrelatedFigures()
{
    for (const Measure &output : m_meaning.outputs) {
        const bool adds = output.function == Function::Sum || output.function == Function::Average;
        for (const Place group : m_meaning.groups) {
            if (adds && !stepsToOwner(output.of.table, group.table))
                m_choices.note("grain.unrelated", 1, -1.0);
        }
    }
}

} // namespace tabletalk::ask
