// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/converse/FollowUp.h"

#include "core/ask/converse/EarlierRows.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

using Function = Measure::Function;
using Kind = Item::Kind;

constexpr double foreignScore = -1.5;
constexpr double mostTop = 100'000;

bool isValue(const Measure &measure)
{
    return !measure.isAggregate();
}

bool isEquality(const Restriction &r)
{
    return r.kind == Restriction::Kind::Compare && r.comparison == sql::Comparison::Equal;
}

/// -1 for an upper bound, +1 for a lower one, 0 for all else.
int boundOf(const Restriction &r)
{
    if (r.kind != Restriction::Kind::Compare)
        return 0;
    switch (r.comparison) {
    case sql::Comparison::Less:
    case sql::Comparison::LessOrEqual:
        return -1;
    case sql::Comparison::Greater:
    case sql::Comparison::GreaterOrEqual:
        return 1;
    default:
        return 0;
    }
}

/// Puts what was said and what is said now together.
class Merger
{
public:
    Merger(const Earlier &earlier, const Turn &turn, const SchemaIndex &index, const JoinGraph &graph, Choices &choices)
        : m_before(earlier.meaning)
        , m_turn(turn)
        , m_index(index)
        , m_graph(graph)
        , m_choices(choices)
        , m_result(earlier.meaning)
        , m_rows(earlier.meaning, index)
        , m_asked(earlier.asked)
    {}

    std::optional<FollowedUp> merge(Items items);

private:
    bool remark();
    bool first();
    bool none();
    void takeExtreme(Items &items);
    bool leaveOut();
    void forgetTop();
    void restrict();
    void addRestriction(Restriction restriction);
    void extreme();
    void regroup();
    std::vector<Place> eachOf() const;
    bool show();
    bool showFigures();
    void showValues();
    void showWhich();
    void showNames();
    std::vector<Measure> called() const;
    bool compute();
    void reorder();
    bool takeRows(int entity);
    void noteForeign();
    void append(const Measure &output);
    bool isGrouped() const;
    bool saysNothingElse() const;
    std::optional<Measure> figure() const;
    std::vector<Measure> display(int table) const;

    const Meaning &m_before;
    const Turn &m_turn;
    const SchemaIndex &m_index;
    const JoinGraph &m_graph;
    Choices &m_choices;
    Meaning m_result;
    EarlierRows m_rows;
    Fragment m_said;
    std::optional<qint64> m_top; ///< how many of the most
    std::vector<Measure> m_asked;
    bool m_projects = false; ///< shows something else of the same rows
    int m_extreme = 0;       ///< "the most" of the figure that was asked for: +1, "the least": -1
};

bool Merger::isGrouped() const
{
    return !m_rows.groups().empty();
}

std::vector<Measure> Merger::display(int table) const
{
    std::vector<Measure> outputs;
    for (const int column : m_index.facts(table).displayColumns)
        outputs.push_back({Function::Value, {table, column}});
    return outputs;
}

void Merger::append(const Measure &output)
{
    if (std::ranges::find(m_result.outputs, output) == m_result.outputs.end())
        m_result.outputs.push_back(output);
}

/// The figure that the earlier question was about.
std::optional<Measure> Merger::figure() const
{
    if (!m_before.order.empty())
        return m_before.order.front().measure;
    for (const Measure &output : m_before.outputs) {
        if (output.isAggregate())
            return output;
    }
    for (size_t i = m_before.outputs.size(); i-- > 0;) {
        const Measure &output = m_before.outputs[i];
        if (m_index.facts(output.of).numeric && !m_index.facts(output.of).identifier)
            return output;
    }
    return {};
}

/// "the other way round", "all of them": about the rows as a whole.
bool Merger::remark()
{
    if (m_turn.unlimited) {
        m_result.limit.reset();
        return true;
    }
    if (!m_turn.reverses)
        return false;
    for (OrderKey &key : m_result.order)
        key.descending = !key.descending;
    if (m_result.order.empty() && !m_result.outputs.empty())
        m_result.order.push_back({m_result.outputs.front(), true});
    return true;
}

bool Merger::first()
{
    if (!m_turn.first)
        return false;
    m_result.limit = m_turn.first;
    if (m_turn.last) {
        for (OrderKey &key : m_result.order)
            key.descending = !key.descending;
    }
    // "only the top five" of some figures: the greatest of them.
    if (m_result.order.empty() && isGrouped()) {
        if (const auto of = figure(); of && of->isAggregate())
            m_result.order.push_back({*of, !m_turn.last});
    }
    return true;
}

/// "which have none?" of what was counted.
bool Merger::none()
{
    const std::vector<Place> &groups = m_rows.groups();
    const std::optional<Measure> of = figure();
    if (!m_turn.none || groups.size() != 1 || !groups.front().isTable() || !of || of->function != Function::CountRows
        || of->of.table == groups.front().table)
        return false;
    m_result = {};
    m_result.entity = groups.front().table;
    m_result.tables = {m_result.entity};
    m_result.outputs = display(m_result.entity);
    m_result.absences = {{of->of.table, {}}};
    m_asked = m_result.outputs;
    return true;
}

/// "which has the most?", "and the lowest?" speak of the figure that was asked for, unless
/// they name one.
void Merger::takeExtreme(Items &items)
{
    static constexpr QStringView any[] = {u"highest",  u"lowest", u"largest", u"smallest", u"biggest",
                                          u"greatest", u"most",   u"least",   u"fewest",   u"top"};
    for (size_t i = 0; i + 1 < items.size(); ++i) {
        const Item &item = items[i];
        if ((!item.is(CueKind::Superlative) && !item.is(CueKind::Most)) || item.cue.words > 1
            || std::ranges::find(any, item.text) == std::end(any))
            continue;
        size_t next = i + 1;
        while (items[next].is(CueKind::Preposition) || items[next].is(CueKind::Filler))
            ++next;
        if (items[next].kind != Kind::End || !figure())
            continue;
        m_extreme = item.cue.direction;
        const bool several = i > 0 && items[i - 1].kind == Kind::Number && !items[i - 1].ordinal;
        if (several && items[i - 1].number >= 1 && items[i - 1].number <= mostTop)
            m_top = qint64(items[i - 1].number); // "the five largest"
        items.erase(items.begin() + qsizetype(m_top ? i - 1 : i), items.begin() + qsizetype(i) + 1);
        return;
    }
}

/// "leave out the nationality", "exclude the cancelled ones".
bool Merger::leaveOut()
{
    if (!m_turn.excludes)
        return false;
    if (!m_said.meaning.where.empty() || !m_said.meaning.absences.empty())
        return false;
    const auto shown = m_result.outputs.size();
    for (const Measure &output : m_said.meaning.outputs)
        std::erase_if(m_result.outputs, [&](const Measure &m) { return m.of == output.of; });
    return m_result.outputs.size() < shown && !m_result.outputs.empty();
}

/// After "the oldest" a new choice is made among all rows again.
void Merger::forgetTop()
{
    const Meaning &said = m_said.meaning;
    const bool figures = std::ranges::any_of(said.outputs, &Measure::isAggregate);
    const bool chooses = m_turn.asksWhich || figures || !m_said.functions.empty();
    if (m_before.limit != 1 || m_turn.refers == Turn::Refers::Row || !chooses)
        return;
    if (m_turn.refers == Turn::Refers::Rows && said.where.empty() && said.order.empty())
        return;
    m_result.order.clear();
    m_result.limit.reset();
    m_rows.forgetTop();
}

void Merger::addRestriction(Restriction restriction)
{
    if (m_turn.excludes)
        restriction.negated = !restriction.negated;
    std::vector<Restriction> &where = m_result.where;
    const auto same = std::ranges::find_if(where, [&](const Restriction &r) {
        return r.column == restriction.column && r.kind != Restriction::Kind::Among;
    });
    if (same == where.end()) {
        where.push_back(std::move(restriction));
        return;
    }
    if (m_turn.adds && isEquality(*same) && isEquality(restriction)) {
        same->values.insert(same->values.end(), restriction.values.begin(), restriction.values.end());
        return;
    }
    // "above 10" and then "only those below 20" leaves what is between.
    if (boundOf(*same) * boundOf(restriction) < 0 && !m_turn.replaces) {
        where.push_back(std::move(restriction));
        return;
    }
    restriction.orPrevious = same->orPrevious;
    restriction.ofYear = restriction.ofYear && (same->ofYear || same->kind == Restriction::Kind::During);
    *same = std::move(restriction);
}

void Merger::restrict()
{
    for (Restriction &restriction : m_said.meaning.where) {
        if (restriction.column == Place{})
            continue;
        addRestriction(std::move(restriction));
    }
    for (const Absence &absence : m_said.meaning.absences)
        m_result.absences.push_back(absence);
    for (GroupCondition condition : m_said.meaning.having) {
        const std::optional<Measure> of = figure();
        if (condition.measure.function == Function::CountRows && condition.measure.of.table < 0) {
            condition.measure = of && of->isAggregate() ? *of : Measure{Function::CountRows, {m_before.entity, -1}};
        }
        std::erase_if(m_result.having, [&](const GroupCondition &c) { return c.measure == condition.measure; });
        m_result.having.push_back(condition);
    }
}

void Merger::extreme()
{
    if (m_extreme == 0)
        return;
    const Measure of = *figure();
    m_result.order = {{of, m_extreme > 0}};
    m_result.limit = m_top.value_or(1);
    m_result.groups = m_rows.groups();
    if (!m_turn.asksWhich && !m_turn.narrows && m_said.meaning.outputs.empty() && m_before.limit == 1)
        m_result.outputs = m_asked;
}

/// "how many does each have?": of what was shown.
std::vector<Place> Merger::eachOf() const
{
    if (isGrouped())
        return m_rows.groups();
    const bool oneKind = m_before.outputs.size() == 1 && isValue(m_before.outputs.front())
                         && !m_index.facts(m_before.outputs.front().of).unique
                         && !m_index.facts(m_before.outputs.front().of).nameLike;
    return {oneKind ? m_before.outputs.front().of : Place{m_before.entity, -1}};
}

/// "by month instead": other groups for the same figure.
void Merger::regroup()
{
    Meaning &said = m_said.meaning;
    if (said.groups.empty() && m_turn.each)
        said.groups = eachOf();
    if (said.groups.empty())
        return;
    std::vector<Measure> figures;
    std::ranges::copy_if(said.outputs, std::back_inserter(figures), &Measure::isAggregate);
    if (figures.empty() || m_turn.adds)
        std::ranges::copy_if(m_before.outputs, std::back_inserter(figures), &Measure::isAggregate);
    if (figures.empty())
        figures.push_back({Function::CountRows, {m_before.entity, -1}});
    if (m_result.limit == 1) {
        m_result.limit.reset();
        m_result.order.clear();
    }
    std::erase_if(m_result.order, [](const OrderKey &key) { return !key.measure.isAggregate(); });
    m_result.outputs = std::move(figures);
    m_result.groups = said.groups;
    m_result.periodOf = said.periodOf;
    m_result.bucket = said.bucket;
    m_result.everything = false;
    m_said.meaning.outputs.clear();
}

/// Takes the rows that were spoken of as a condition of their own, for a question about others.
bool Merger::takeRows(int entity)
{
    auto rows = m_rows.asConditions(entity);
    if (!rows || (rows->among && m_index.schema().dialect == Dialect::MySQL && m_before.limit && *m_before.limit > 1))
        return false;
    m_result.where = std::move(rows->where);
    m_result.absences = std::move(rows->absences);
    m_result.groups.clear();
    m_result.periodOf.reset();
    m_result.having.clear();
    m_result.order.clear();
    m_result.limit.reset();
    m_result.everything = false;
    m_result.distinct = false;
    if (std::ranges::find(m_result.tables, entity) == m_result.tables.end())
        m_result.tables.push_back(entity);
    m_result.entity = entity;
    return true;
}

/// "the maximum instead": a function for the column that was spoken of.
bool Merger::compute()
{
    std::optional<Measure> of;
    for (const Measure &output : m_before.outputs) {
        const bool number =
            !output.of.isTable() && m_index.facts(output.of).numeric && !m_index.facts(output.of).identifier;
        if (number && (!of || output.isAggregate()))
            of = output;
    }
    if (!of || of->metric >= 0)
        return false;
    if (!isGrouped() && !takeRows(m_before.entity))
        return false;
    if (!m_turn.adds || !of->isAggregate())
        std::erase_if(m_result.outputs, [&](const Measure &m) { return m.isAggregate() || !isGrouped(); });
    for (const Function function : m_said.functions)
        append({function, of->of});
    return true;
}

/// "how many are there?", "what is their average age?"
bool Merger::showFigures()
{
    std::vector<Measure> figures = m_said.meaning.outputs;
    int entity = m_before.entity;
    for (Measure &figure : figures) {
        if (figure.function != Function::CountRows)
            continue;
        if (figure.of.table < 0)
            figure.of.table = m_before.entity;
        entity = figure.of.table;
        // Of one kind of value the different ones are counted.
        const bool plain = m_before.outputs.size() == 1 && m_before.distinct && isValue(m_before.outputs.front());
        if (plain && entity == m_before.entity)
            figure = {Function::CountDistinct, m_before.outputs.front().of};
    }
    const bool sameGroups =
        isGrouped() && m_before.limit != 1 && entity == m_before.entity && m_turn.refers != Turn::Refers::Row;
    const bool counts = figures.front().function == Function::CountRows;
    if (sameGroups && !counts) {
        if (!m_turn.adds)
            std::erase_if(m_result.outputs, &Measure::isAggregate);
    } else if (m_turn.adds) {
        // one more figure of the same
    } else {
        if (!takeRows(entity))
            return false;
        m_result.outputs.clear();
    }
    for (const Measure &figure : figures)
        append(figure);
    return true;
}

/// "their names" are those of the rows, whatever else is called a name in the database.
void Merger::showNames()
{
    if (m_turn.refers == Turn::Refers::Nothing)
        return;
    std::vector<Measure> &said = m_said.meaning.outputs;
    const auto foreign = std::ranges::find_if(said, [&](const Measure &m) {
        return isValue(m) && m_index.facts(m.of).nameLike && m.of.table != m_before.entity
               && std::ranges::find(m_result.tables, m.of.table) == m_result.tables.end();
    });
    if (foreign == said.end())
        return;
    const std::vector<Measure> names = display(m_before.entity);
    said.insert(said.erase(foreign), names.begin(), names.end());
}

void Merger::showValues()
{
    showNames();
    const std::vector<Measure> &said = m_said.meaning.outputs;
    if (m_turn.adds) {
        for (const Measure &output : said)
            append(output);
        return;
    }
    // Of a group, what each has one of may be shown; else the rows of the group.
    const std::vector<Place> groups = m_rows.groups();
    const bool ofGroup = !groups.empty() && std::ranges::all_of(said, [&](const Measure &m) {
        return std::ranges::any_of(groups, [&](Place group) {
            return group == m.of || (group.isTable() && !m_rows.fansOut(m_graph, group.table, m.of.table));
        });
    });
    if (!groups.empty() && !ofGroup) {
        if (!takeRows(m_before.entity))
            return;
    } else if (!groups.empty()) {
        m_result.groups = groups;
        const bool needed = m_before.limit || !m_before.having.empty();
        if (!needed) {
            m_result.groups.clear();
            m_result.order.clear();
        }
    } else if (m_before.limit && std::ranges::any_of(said, [&](const Measure &m) {
                   return m_rows.fansOut(m_graph, m_before.entity, m.of.table);
               })) {
        if (!takeRows(said.front().of.table))
            return;
    }
    m_result.outputs = said;
    m_result.everything = false;
    m_result.distinct = m_said.meaning.distinct;
    m_projects = m_said.meaning.where.empty() && m_turn.refers != Turn::Refers::Nothing;
}

/// "which ones?", "who?": the rows by what they are called.
void Merger::showWhich()
{
    const std::vector<Place> groups = m_rows.groups();
    if (!groups.empty()) {
        std::vector<Measure> names;
        for (const Place group : groups) {
            if (group.isTable())
                std::ranges::copy(display(group.table), std::back_inserter(names));
            else
                names.push_back({Function::Value, group});
        }
        m_result.outputs = std::move(names);
        m_result.groups = groups;
        return;
    }
    const std::vector<Measure> names = called();
    const bool picks = m_extreme != 0 || !m_said.meaning.order.empty();
    const bool shown = std::ranges::any_of(names, [&](const Measure &name) {
        return std::ranges::find(m_before.outputs, name) != m_before.outputs.end();
    });
    const bool figures = std::ranges::any_of(m_before.outputs, &Measure::isAggregate);
    if (!figures && !picks && (shown || m_before.everything))
        return;
    m_result.outputs = names;
    m_result.everything = false;
}

/// By what the rows were called so far, else what the schema calls them.
std::vector<Measure> Merger::called() const
{
    std::vector<Measure> names;
    for (const std::vector<Measure> *shown : {&m_asked, &m_before.outputs}) {
        std::ranges::copy_if(*shown, std::back_inserter(names), [&](const Measure &m) {
            return isValue(m) && m.of.table == m_before.entity && m_index.facts(m.of).nameLike;
        });
        if (!names.empty())
            return names;
    }
    return display(m_before.entity);
}

bool Merger::saysNothingElse() const
{
    const Meaning &said = m_said.meaning;
    return said.where.empty() && said.absences.empty() && said.having.empty() && said.order.empty() && !said.limit
           && said.groups.empty() && m_extreme == 0;
}

bool Merger::show()
{
    Meaning &said = m_said.meaning;
    if (said.everything) {
        m_result.everything = true;
        m_result.outputs.clear();
        return true;
    }
    if (!m_said.functions.empty() && said.outputs.empty())
        return compute();
    if (said.outputs.empty() && saysNothingElse()) {
        for (const int table : said.tables) { // "who are their captains?"
            if (table != m_before.entity) {
                said.outputs = display(table);
                break;
            }
        }
        if (said.outputs.empty() && !m_turn.asksWhich && m_said.direction == 0)
            return false;
    }
    if (said.outputs.empty()) {
        if (m_turn.asksWhich)
            showWhich();
        return true;
    }
    if (std::ranges::any_of(said.outputs, &Measure::isAggregate))
        return showFigures();
    showValues();
    return true;
}

void Merger::reorder()
{
    const Meaning &said = m_said.meaning;
    if (!said.order.empty()) {
        m_result.order = said.order;
        for (OrderKey &key : m_result.order) {
            const std::optional<Measure> of = figure();
            if (key.measure.function == Function::CountRows && key.measure.of.table < 0)
                key.measure = of && of->isAggregate() ? *of : Measure{Function::CountRows, {m_before.entity, -1}};
        }
        m_result.limit = said.limit ? said.limit : m_before.limit == 1 ? std::nullopt : m_result.limit;
        if (said.limit == 1 && m_before.limit == 1 && !m_turn.asksWhich && said.outputs.empty())
            m_result.outputs = m_asked;
        return;
    }
    if (said.limit && m_extreme == 0)
        m_result.limit = said.limit;
    if (m_said.direction == 0)
        return;
    for (OrderKey &key : m_result.order)
        key.descending = m_said.direction > 0;
    if (m_result.order.empty() && !m_result.outputs.empty())
        m_result.order.push_back({figure().value_or(m_result.outputs.front()), m_said.direction > 0});
}

/// What speaks only of tables that were not spoken of hardly goes on with what was said.
void Merger::noteForeign()
{
    const auto near = [&](int table) {
        return table < 0 || std::ranges::find(m_before.tables, table) != m_before.tables.end()
               || table == m_before.entity
               || std::ranges::find(m_index.neighbours(m_before.entity), table)
                      != m_index.neighbours(m_before.entity).end();
    };
    for (const Measure &output : m_said.meaning.outputs) {
        if (!near(output.of.table))
            m_choices.note("converse.foreign", 1, foreignScore);
    }
}

std::optional<FollowedUp> Merger::merge(Items items)
{
    m_result.unusedWords.clear();
    if (remark() || first() || none())
        return FollowedUp{m_result, m_asked};
    takeExtreme(items);
    const bool restricting = m_turn.narrows || m_turn.excludes;
    m_said = interpretFragment(m_turn.words, items, m_index, m_before, restricting, m_choices);
    m_result.unusedWords = m_said.meaning.unusedWords;
    for (const int table : m_said.meaning.tables) {
        if (std::ranges::find(m_result.tables, table) == m_result.tables.end())
            m_result.tables.push_back(table);
    }
    noteForeign();
    if (m_turn.excludes && m_said.meaning.where.empty() && m_said.meaning.absences.empty())
        return leaveOut() ? std::optional(FollowedUp{m_result, m_result.outputs}) : std::nullopt;
    forgetTop();
    regroup();
    if (!show())
        return {};
    restrict();
    extreme();
    reorder();
    return FollowedUp{m_result, m_projects ? m_asked : m_result.outputs};
}

} // namespace

std::optional<FollowedUp> followUp(const Earlier &earlier, const Turn &turn, Items items, const SchemaIndex &index,
                                   const JoinGraph &graph, Choices &choices)
{
    return Merger(earlier, turn, index, graph, choices).merge(std::move(items));
}

} // namespace tabletalk::ask
