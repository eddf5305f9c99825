// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/plan/Planner.h"

#include "core/ask/link/Glossary.h"
#include "core/text/NameParts.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

using sql::ExpressionPtr;
using Function = Measure::Function;
using Kind = sql::Expression::Kind;

/// Builds one query; holds the joins while conditions and outputs are added.
class Planner
{
public:
    Planner(const Meaning &meaning, const Words &words, const SchemaIndex &index, const JoinGraph &graph,
            Choices &choices)
        : m_meaning(meaning)
        , m_words(words)
        , m_index(index)
        , m_graph(graph)
        , m_choices(choices)
    {}

    std::optional<Plan> make();

private:
    struct Joined
    {
        int root;
        std::vector<Join> joins;

        /// Whether following the joins from a table meets several rows for one of its own.
        bool multiplies(int table) const;
    };

    std::vector<int> usedTables() const;
    ExpressionPtr grouped(Place place) const;
    bool refersTo(Place place, int table) const;
    bool isMembership(const Restriction &restriction);
    bool showsOneRepeatingValue() const;
    bool settleAbsences();
    void settleGroups();
    ExpressionPtr reference(Place place) const;
    QString calledAs(int table) const;
    ExpressionPtr measured(const Measure &measure, const Joined &joined);
    void settleMetrics();
    bool fansOut(int from, int to) const;
    ExpressionPtr metricOperand(const GlossaryMetric &metric) const;
    ExpressionPtr metricCondition(const GlossaryMetric &metric);
    ExpressionPtr measuredMetric(const Measure &measure, const Joined &joined);
    ExpressionPtr rowsWhere(int table, const Restriction &restriction);
    void addEverything(sql::Select &select) const;
    ExpressionPtr literal(Place column, const Literal &value, bool asYear) const;
    ExpressionPtr compared(Place column, bool asYear, bool ordered) const;
    ExpressionPtr yearOf(Place column) const;
    ExpressionPtr condition(const Restriction &restriction) const;
    ExpressionPtr memberships(const Restriction &restriction);
    ExpressionPtr conditions(const std::vector<Restriction> &restrictions);
    ExpressionPtr absent(const Absence &absence);
    ExpressionPtr groupCondition(const GroupCondition &condition, const Joined &joined);
    std::vector<sql::Source> sources(const Joined &joined);
    const Join &spokenOf(const Join &join) const;
    void addOutputs(sql::Select &select, const Joined &joined);
    QString aliasOf(const Measure &measure) const;
    bool isFannedOut(int table) const;
    bool m_asSet = false; ///< the result is a set of values
    bool groups() const { return !m_groups.empty(); }

    const Meaning &m_meaning;
    const Words &m_words;
    const SchemaIndex &m_index;
    const JoinGraph &m_graph;
    Choices &m_choices;

    std::vector<Restriction> m_where;
    std::vector<Restriction> m_memberships;               ///< "both … and …"
    std::vector<std::pair<int, Restriction>> m_rowsWhere; ///< rows of a table that meet a condition somewhere below
    int m_onlyMetric = -1;                                ///< the metric that every figure is of
    bool m_metrics = false;                               ///< some figure is of a metric
    bool m_wrongGrain = false;                            ///< a metric would count rows several times
    std::vector<Absence> m_absences;
    std::vector<Place> m_groups;
    std::vector<Measure> m_outputs;
    std::set<int> m_read;
    mutable bool m_qualified = false;
};

bool Planner::Joined::multiplies(int table) const
{
    // Walk the tree away from the table: a step against a join's direction multiplies when the join was to one.
    std::set<int> seen{table};
    std::vector<int> open{table};
    while (!open.empty()) {
        const int at = open.back();
        open.pop_back();
        for (const Join &join : joins) {
            const bool forward = join.from == at && !seen.contains(join.to);
            const bool backward = join.to == at && !seen.contains(join.from);
            if (!forward && !backward)
                continue;
            // A foreign key seen from its parent is to many unless one to one; toMany is of the forward step.
            if (forward ? join.toMany : !join.toMany)
                return true;
            open.push_back(forward ? join.to : join.from);
            seen.insert(open.back());
        }
    }
    return false;
}

/// Whether one row of the entity may meet several rows of the table.
bool Planner::isFannedOut(int table) const
{
    if (table == m_meaning.entity || m_meaning.entity < 0)
        return false;
    const auto path = m_graph.path(m_meaning.entity, table);
    return path && std::ranges::any_of(*path, &Join::toMany);
}

std::vector<int> Planner::usedTables() const
{
    std::vector<int> tables;
    const auto add = [&](int table) {
        if (table >= 0 && std::ranges::find(tables, table) == tables.end())
            tables.push_back(table);
    };
    const auto addMetric = [&](const Measure &measure) {
        if (measure.metric < 0)
            return;
        for (const GlossaryFilter &filter : m_index.glossary()->metric(measure.metric).filters) {
            if (!fansOut(measure.of.table, filter.column.table))
                add(filter.column.table);
        }
    };
    for (const Measure &output : m_outputs) {
        add(output.of.table);
        addMetric(output);
    }
    for (const GroupCondition &having : m_meaning.having)
        addMetric(having.measure);
    for (const OrderKey &key : m_meaning.order)
        addMetric(key.measure);
    for (const Place group : m_groups)
        add(group.table);
    for (const Restriction &restriction : m_where)
        add(restriction.column.table);
    for (const GroupCondition &having : m_meaning.having)
        add(having.measure.of.table);
    for (const OrderKey &key : m_meaning.order)
        add(key.measure.of.table);
    if (m_meaning.everything || !m_absences.empty() || !m_memberships.empty())
        add(m_meaning.entity);
    return tables;
}

/// "A and B" of one column: rows with each of them where that can be, else either of them.
bool Planner::isMembership(const Restriction &restriction)
{
    if (isFannedOut(restriction.column.table) && m_index.facts(m_meaning.entity).keyColumn >= 0)
        return true;
    return showsOneRepeatingValue() && m_choices.choose({{"both.intersect", 0.2}, {"both.any", 0.0}}) == 0;
}

bool Planner::showsOneRepeatingValue() const
{
    return m_meaning.outputs.size() == 1 && m_meaning.outputs.front().function == Function::Value
           && !m_index.facts(m_meaning.outputs.front().of).unique;
}

/// "not" about a table with many rows for one of the entity means that none of them fits;
/// about the entity's own row it is a plain "is not".
bool Planner::settleAbsences()
{
    m_absences = m_meaning.absences;
    for (const Restriction &restriction : m_meaning.where) {
        const bool plainValue =
            restriction.kind == Restriction::Kind::Compare || restriction.kind == Restriction::Kind::Contains;
        if (restriction.negated && plainValue && isFannedOut(restriction.column.table)
            && m_choices.choose({{"negation.none", 0.3}, {"negation.not", 0.0}}) == 0) {
            Restriction positive = restriction;
            positive.negated = false;
            m_absences.push_back({restriction.column.table, {positive}});
        } else if (restriction.allOf && restriction.values.size() > 1 && !restriction.negated
                   && isMembership(restriction) && restriction.kind == Restriction::Kind::Compare) {
            m_memberships.push_back(restriction);
        } else {
            m_where.push_back(restriction);
        }
    }
    return true;
}

/// The column as groups see it: of some dates only the period counts.
ExpressionPtr Planner::grouped(Place place) const
{
    if (m_meaning.periodOf != place)
        return reference(place);
    return m_meaning.byMonth ? sql::apply(Kind::Month, {reference(place)}) : yearOf(place);
}

/// The year that a column tells; some keep it as a plain number, of which no engine can take
/// the year.
ExpressionPtr Planner::yearOf(Place column) const
{
    return m_index.column(column).type == ColumnType::Integer ? reference(column)
                                                              : sql::apply(Kind::Year, {reference(column)});
}

/// Whether the column is a key to the table, so that showing it shows the table's row.
bool Planner::refersTo(Place place, int table) const
{
    return std::ranges::any_of(m_graph.from(place.table), [&](const Join &join) {
        return join.to == table && join.columns.size() == 1 && join.columns.front().first == place.column;
    });
}

/// A figure beside a plain value means one row for each value.
void Planner::settleGroups()
{
    m_outputs = m_meaning.outputs;
    m_groups = m_meaning.groups;
    const auto isValue = [](const Measure &m) { return !m.isAggregate(); };
    const bool figures =
        std::ranges::any_of(m_outputs, &Measure::isAggregate) || !m_meaning.having.empty()
        || std::ranges::any_of(m_meaning.order, [](const OrderKey &k) { return k.measure.isAggregate(); });
    if (!figures)
        return;
    if (m_groups.empty() && (std::ranges::any_of(m_outputs, isValue) || m_meaning.everything)) {
        const int shown = m_meaning.everything ? m_meaning.entity : std::ranges::find_if(m_outputs, isValue)->of.table;
        // The rows of one table counted in another: one group a row. Else one group a value.
        bool otherTable = false;
        const auto consider = [&](const Measure &m) {
            otherTable = otherTable || (m.isAggregate() && m.of.table != shown);
        };
        for (const Measure &m : m_outputs)
            consider(m);
        for (const GroupCondition &having : m_meaning.having)
            consider(having.measure);
        for (const OrderKey &key : m_meaning.order)
            consider(key.measure);
        const auto tellsRowsApart = [&](const Measure &m) {
            const ColumnFacts &facts = m_index.facts(m.of);
            return facts.nameLike || facts.unique || facts.identifier;
        };
        const bool named = m_meaning.everything || std::ranges::any_of(m_outputs, [&](const Measure &m) {
                               return isValue(m) && tellsRowsApart(m);
                           });
        if (otherTable && m_index.facts(shown).keyColumn >= 0
            && m_choices.choose({{"group.row", named ? 0.5 : -0.3}, {"group.value", 0.0}}) == 0) {
            m_groups.push_back({shown, -1});
        } else {
            for (const Measure &output : m_outputs) {
                if (isValue(output))
                    m_groups.push_back(output.of);
            }
        }
    }
    // What is grouped by is shown, unless something of it already is.
    std::vector<Measure> shown;
    for (const Place group : m_groups) {
        const bool already = std::ranges::any_of(m_outputs, [&](const Measure &m) {
            return !m.isAggregate()
                   && (group.isTable() ? m.of.table == group.table || refersTo(m.of, group.table) : m.of == group);
        });
        if (already)
            continue;
        if (!group.isTable()) {
            shown.push_back({Function::Value, group});
        } else {
            for (const int column : m_index.facts(group.table).displayColumns)
                shown.push_back({Function::Value, {group.table, column}});
        }
    }
    m_outputs.insert(m_outputs.begin(), shown.begin(), shown.end());
    std::ranges::stable_partition(m_outputs, isValue); // what a row is about stands first
    std::vector<Measure> once;
    for (const Measure &output : m_outputs) {
        if (std::ranges::find(once, output) == once.end())
            once.push_back(output);
    }
    m_outputs = std::move(once);
}

ExpressionPtr Planner::reference(Place place) const
{
    return sql::column(m_qualified ? calledAs(place.table) : QString(), m_index.column(place).name);
}

/// What a statement calls a table: its own name, with its schema's where another schema has the same.
QString Planner::calledAs(int table) const
{
    const Table &called = m_index.table(table);
    const bool plain = called.schema.isEmpty() || called.schema == m_index.schema().defaultSchema;
    return plain || !m_index.sharesItsName(table) ? called.name : QString(called.schema + u'_' + called.name);
}

/// Whether one row of a table may meet several of another.
bool Planner::fansOut(int from, int to) const
{
    if (from == to)
        return false;
    const auto path = m_graph.path(from, to);
    return path && std::ranges::any_of(*path, &Join::toMany);
}

/// A metric adds each of its rows once: conditions on what lies below them ("revenue of orders
/// with a chair") ask whether there is such a row, and join nothing that would repeat theirs.
void Planner::settleMetrics()
{
    std::vector<Measure> figures;
    const auto consider = [&](const Measure &measure) {
        if (measure.isAggregate())
            figures.push_back(measure);
    };
    for (const Measure &output : m_outputs)
        consider(output);
    for (const GroupCondition &having : m_meaning.having)
        consider(having.measure);
    for (const OrderKey &key : m_meaning.order)
        consider(key.measure);
    if (figures.empty())
        return;
    m_metrics = std::ranges::any_of(figures, [](const Measure &m) { return m.metric >= 0; });
    const int metric = figures.front().metric;
    if (std::ranges::all_of(figures, [&](const Measure &m) { return m.metric == metric; }))
        m_onlyMetric = metric;
    const bool alternatives = std::ranges::any_of(m_where, &Restriction::orPrevious);
    for (const Measure &figure : figures) {
        const int table = figure.of.table;
        if (figure.metric < 0 || alternatives || m_index.facts(table).keyColumn < 0)
            continue;
        for (const Restriction &restriction : m_where) {
            if (fansOut(table, restriction.column.table))
                m_rowsWhere.emplace_back(table, restriction);
        }
        std::erase_if(m_where, [&](const Restriction &r) { return fansOut(table, r.column.table); });
    }
}

/// What a metric computes of one row.
ExpressionPtr Planner::metricOperand(const GlossaryMetric &metric) const
{
    const auto number = [&](Place place) {
        const ExpressionPtr column = reference(place);
        return m_index.facts(place).storedText ? sql::apply(Kind::AsNumber, {column}) : column;
    };
    ExpressionPtr result = metric.terms.empty() ? reference(metric.of) : number(metric.of);
    if (m_index.facts(metric.of).storedText && metric.aggregate != sql::Aggregate::Count)
        result = number(metric.of);
    for (const auto &[operation, place] : metric.terms) {
        ExpressionPtr operand = number(place);
        if (operation == Kind::Divide) { // by nothing gives nothing, and 1 / 2 is a half
            const ExpressionPtr some = sql::compare(operand, sql::Comparison::NotEqual, sql::number(u"0"_s));
            operand = sql::apply(Kind::When, {some, operand});
            result = sql::apply(Kind::Multiply, {result, sql::number(u"1.0"_s)});
        }
        result = sql::apply(operation, {result, operand});
    }
    return result;
}

ExpressionPtr Planner::metricCondition(const GlossaryMetric &metric)
{
    ExpressionPtr result;
    for (const GlossaryFilter &filter : metric.filters) {
        Restriction restriction;
        restriction.kind = filter.missing ? Restriction::Kind::Missing : Restriction::Kind::Compare;
        restriction.column = filter.column;
        restriction.comparison = filter.comparison;
        restriction.negated = filter.negated;
        for (const QString &value : filter.values) {
            bool isNumber = false;
            const double number = value.toDouble(&isNumber);
            restriction.values.push_back({value, isNumber ? std::optional(number) : std::nullopt});
        }
        const bool below = fansOut(metric.of.table, filter.column.table);
        result = sql::both(result, below ? rowsWhere(metric.of.table, restriction) : condition(restriction));
    }
    return result;
}

/// That a row of the table is among those which meet the condition somewhere below them.
ExpressionPtr Planner::rowsWhere(int table, const Restriction &restriction)
{
    const Place key{table, m_index.facts(table).keyColumn};
    const auto joins = key.column < 0 ? std::nullopt : m_graph.connect(table, {restriction.column.table});
    if (!joins) {
        m_wrongGrain = true;
        return nullptr;
    }
    const ExpressionPtr outer = reference(key);
    const bool qualified = std::exchange(m_qualified, !joins->empty());
    sql::Select select;
    select.outputs.push_back({reference(key), {}});
    select.from = sources({table, *joins});
    select.where = condition(restriction);
    m_qualified = qualified;
    return sql::inSelect(outer, std::move(select));
}

ExpressionPtr Planner::measuredMetric(const Measure &measure, const Joined &joined)
{
    const GlossaryMetric &metric = m_index.glossary()->metric(measure.metric);
    const bool repeats = joined.multiplies(measure.of.table);
    const bool countsRows = measure.function == Function::CountRows;
    const int key = m_index.facts(measure.of.table).keyColumn;
    const bool adds = measure.function == Function::Sum || measure.function == Function::Average;
    m_wrongGrain = m_wrongGrain || (repeats && (adds || (countsRows && key < 0)));

    ExpressionPtr operand;
    if (!countsRows)
        operand = metricOperand(metric);
    else if (repeats && key >= 0)
        operand = reference({measure.of.table, key});
    // Beside other figures a metric counts its own rows alone.
    if (m_onlyMetric < 0) {
        if (ExpressionPtr condition = metricCondition(metric))
            operand = sql::apply(Kind::When, {std::move(condition), operand ? operand : sql::number(u"1"_s)});
    }
    switch (measure.function) {
    case Function::Average:
        return sql::aggregate(sql::Aggregate::Average, operand);
    case Function::Minimum:
        return sql::aggregate(sql::Aggregate::Minimum, operand);
    case Function::Maximum:
        return sql::aggregate(sql::Aggregate::Maximum, operand);
    case Function::CountRows:
    case Function::CountDistinct:
        return sql::aggregate(sql::Aggregate::Count, operand, !countsRows || (repeats && key >= 0));
    case Function::Sum:
    case Function::Value:
        break;
    }
    return sql::aggregate(sql::Aggregate::Sum, operand);
}

ExpressionPtr Planner::measured(const Measure &measure, const Joined &joined)
{
    if (measure.metric >= 0)
        return measuredMetric(measure, joined);
    if (measure.function == Function::CountRows) {
        const int key = measure.of.table >= 0 ? m_index.facts(measure.of.table).keyColumn : -1;
        if (key >= 0 && joined.multiplies(measure.of.table)
            && m_choices.choose({{"grain.distinct", 0.1}, {"grain.rows", 0.0}}) == 0)
            return sql::aggregate(sql::Aggregate::Count, reference({measure.of.table, key}), true);
        return sql::aggregate(sql::Aggregate::Count, nullptr);
    }
    ExpressionPtr of = reference(measure.of);
    const ColumnFacts &facts = m_index.facts(measure.of);
    const bool arithmetic = measure.function == Function::Sum || measure.function == Function::Average;
    m_wrongGrain = m_wrongGrain || (m_metrics && arithmetic && joined.multiplies(measure.of.table));
    if (facts.storedText
        && (arithmetic || measure.function == Function::Minimum || measure.function == Function::Maximum))
        of = sql::apply(Kind::AsNumber, {of});
    switch (measure.function) {
    case Function::CountDistinct:
        return sql::aggregate(sql::Aggregate::Count, of, true);
    case Function::Sum:
        return sql::aggregate(sql::Aggregate::Sum, of);
    case Function::Average:
        return sql::aggregate(sql::Aggregate::Average, of);
    case Function::Minimum:
        return sql::aggregate(sql::Aggregate::Minimum, of);
    case Function::Maximum:
        return sql::aggregate(sql::Aggregate::Maximum, of);
    case Function::Value:
        return grouped(measure.of);
    case Function::CountRows:
        break;
    }
    return of;
}

static QString digits(double number)
{
    if (std::abs(number) < 1e15 && double(qint64(number)) == number)
        return QString::number(qint64(number));
    return QString::number(number, 'g', 15);
}

ExpressionPtr Planner::literal(Place column, const Literal &value, bool asYear) const
{
    const ColumnFacts &facts = m_index.facts(column);
    const ColumnType type = m_index.column(column).type;
    const bool textColumn = type == ColumnType::Text || type == ColumnType::Date || type == ColumnType::Timestamp
                            || type == ColumnType::Time || type == ColumnType::Json;
    if (value.number && (asYear || !textColumn || facts.storedText))
        return sql::number(digits(*value.number));
    if (!value.number && facts.numeric && !facts.storedText) {
        bool ok = false;
        const double parsed = value.text.toDouble(&ok);
        if (ok)
            return sql::number(digits(parsed));
    }
    return sql::text(value.text);
}

/// The column as the left side of a condition.
ExpressionPtr Planner::compared(Place column, bool asYear, bool ordered) const
{
    if (asYear)
        return yearOf(column);
    if (ordered && m_index.facts(column).storedText)
        return sql::apply(Kind::AsNumber, {reference(column)});
    return reference(column);
}

static QString escapedPattern(QString text)
{
    // LIKE without ESCAPE knows no way to say % or _ themselves; both are then matched by _.
    return text.replace(u'%', u'_');
}

ExpressionPtr Planner::condition(const Restriction &r) const
{
    const auto negatedIf = [&](ExpressionPtr e) { return r.negated ? sql::negation(std::move(e)) : e; };
    const bool numbers = std::ranges::all_of(r.values, [](const Literal &v) { return v.number.has_value(); });
    const auto value = [&](size_t i) {
        // Text columns compared by equality keep their text form.
        const bool plainText = m_index.facts(r.column).storedText && r.comparison == sql::Comparison::Equal
                               && r.kind == Restriction::Kind::Compare;
        return plainText ? sql::text(r.values[i].text) : literal(r.column, r.values[i], r.ofYear);
    };
    switch (r.kind) {
    case Restriction::Kind::Missing:
        return negatedIf(sql::apply(Kind::IsNull, {reference(r.column)}));
    case Restriction::Kind::Between:
        return negatedIf(sql::apply(Kind::Between, {compared(r.column, r.ofYear, numbers), value(0), value(1)}));
    case Restriction::Kind::Contains:
    case Restriction::Kind::StartsWith:
    case Restriction::Kind::EndsWith: {
        const QString before = r.kind == Restriction::Kind::StartsWith ? QString() : u"%"_s;
        const QString after = r.kind == Restriction::Kind::EndsWith ? QString() : u"%"_s;
        std::vector<ExpressionPtr> patterns;
        for (const Literal &v : r.values) {
            const QString pattern = before + escapedPattern(v.text) + after;
            patterns.push_back(sql::apply(Kind::Like, {reference(r.column), sql::text(pattern)}));
        }
        if (patterns.size() == 1)
            return negatedIf(patterns.front());
        return negatedIf(sql::apply(r.allOf ? Kind::And : Kind::Or, std::move(patterns)));
    }
    case Restriction::Kind::Against: {
        sql::Select inner;
        const Table &table = m_index.table(r.againstColumn.table);
        inner.from.push_back({table.schema == m_index.schema().defaultSchema ? QString() : table.schema,
                              table.name,
                              {},
                              nullptr,
                              false});
        const auto function = r.against == Function::Average   ? sql::Aggregate::Average
                              : r.against == Function::Maximum ? sql::Aggregate::Maximum
                                                               : sql::Aggregate::Minimum;
        inner.outputs.push_back({sql::aggregate(function, sql::column({}, m_index.column(r.againstColumn).name)), {}});
        return negatedIf(sql::compare(reference(r.column), r.comparison, sql::scalar(std::move(inner))));
    }
    case Restriction::Kind::Compare:
        break;
    }
    const bool ordered = r.comparison != sql::Comparison::Equal && r.comparison != sql::Comparison::NotEqual;
    if (r.values.size() == 1) {
        const sql::Comparison comparison =
            r.negated && r.comparison == sql::Comparison::Equal ? sql::Comparison::NotEqual : r.comparison;
        ExpressionPtr e = sql::compare(compared(r.column, r.ofYear, ordered && numbers), comparison, value(0));
        return comparison == r.comparison ? negatedIf(e) : e;
    }
    std::vector<ExpressionPtr> list{compared(r.column, r.ofYear, false)};
    for (size_t i = 0; i < r.values.size(); ++i)
        list.push_back(value(i));
    return negatedIf(sql::apply(Kind::In, std::move(list)));
}

ExpressionPtr Planner::conditions(const std::vector<Restriction> &restrictions)
{
    std::vector<ExpressionPtr> all;
    for (const Restriction &restriction : restrictions) {
        ExpressionPtr e = condition(restriction);
        if (restriction.orPrevious && !all.empty())
            all.back() = sql::apply(Kind::Or, {all.back(), e});
        else
            all.push_back(std::move(e));
    }
    ExpressionPtr result;
    for (const ExpressionPtr &e : all)
        result = sql::both(result, e);
    return result;
}

/// Of several keys between two tables, the one whose columns the question's words name
/// ("the destination of most routes").
const Join &Planner::spokenOf(const Join &join) const
{
    const auto said = [&](const Join &candidate) {
        size_t count = 0;
        for (const auto &[from, to] : candidate.columns) {
            for (const Place place : {Place{candidate.from, from}, Place{candidate.to, to}}) {
                for (const NamePart &part : m_index.facts(place).name) {
                    if (!part.ofTable && part.weight > 0.3)
                        count += size_t(std::ranges::count(m_words, part.stem, &Word::stem));
                }
            }
        }
        return count;
    };
    const Join *best = &join;
    size_t most = said(join);
    for (const Join &other : m_graph.from(join.from)) {
        if (other.to != join.to || other.cost > join.cost + 0.1)
            continue;
        if (const size_t count = said(other); count > most) {
            best = &other;
            most = count;
        }
    }
    return *best;
}

std::vector<sql::Source> Planner::sources(const Joined &joined)
{
    const auto source = [&](int t) {
        m_read.insert(t);
        const Table &table = m_index.table(t);
        const QString alias = calledAs(t);
        return sql::Source{table.schema == m_index.schema().defaultSchema ? QString() : table.schema, table.name,
                           alias == table.name ? QString() : alias, nullptr, false};
    };
    std::vector<sql::Source> list{source(joined.root)};
    for (const Join &taken : joined.joins) {
        const Join &join = spokenOf(taken);
        sql::Source next = source(join.to);
        for (const auto &[a, b] : join.columns)
            next.on = sql::both(
                next.on, sql::compare(reference({join.from, a}), sql::Comparison::Equal, reference({join.to, b})));
        list.push_back(std::move(next));
    }
    return list;
}

/// The entity's rows that have no row of the table that fits.
ExpressionPtr Planner::absent(const Absence &absence)
{
    std::vector<int> needed{absence.table};
    for (const Restriction &restriction : absence.where)
        needed.push_back(restriction.column.table);
    const auto path = m_graph.path(m_meaning.entity, absence.table);
    if (!path || path->empty())
        return nullptr;
    const Join &step = path->front();
    const auto joins = m_graph.connect(step.to, needed);
    if (!joins)
        return nullptr;
    const Joined inside{step.to, *joins};
    const ExpressionPtr outer = reference({step.from, step.columns.front().first});

    const bool qualified = std::exchange(m_qualified, !inside.joins.empty());
    sql::Select select;
    const ExpressionPtr inner = reference({step.to, step.columns.front().second});
    select.outputs.push_back({inner, {}});
    select.from = sources(inside);
    select.where = conditions(absence.where);
    // NOT IN a list that holds a null is never true.
    if (m_index.column({step.to, step.columns.front().second}).nullable)
        select.where = sql::both(select.where, sql::negation(sql::apply(Kind::IsNull, {inner})));
    m_qualified = qualified;
    ExpressionPtr none = sql::negation(sql::inSelect(outer, std::move(select)));
    if (!step.toMany && m_index.column({step.from, step.columns.front().first}).nullable)
        return sql::apply(Kind::Or, {sql::apply(Kind::IsNull, {outer}), none});
    return none;
}

/// "both A and B": the entity, or the value shown, is in each of the sets.
ExpressionPtr Planner::memberships(const Restriction &restriction)
{
    const int key = m_index.facts(m_meaning.entity).keyColumn;
    const bool byOutput = !isFannedOut(restriction.column.table) || key < 0;
    Restriction any = restriction;
    any.allOf = false;
    m_asSet = m_asSet || byOutput;
    const Place member = byOutput ? m_outputs.front().of : Place{m_meaning.entity, key};
    ExpressionPtr result;
    for (const Literal &value : restriction.values) {
        Restriction one = any;
        one.values = {value};
        const auto joins = m_graph.connect(member.table, {restriction.column.table});
        if (!joins)
            return nullptr;
        const ExpressionPtr outer = reference(member);
        const bool qualified = std::exchange(m_qualified, !joins->empty());
        sql::Select select;
        select.outputs.push_back({reference(member), {}});
        select.from = sources({member.table, *joins});
        select.where = condition(one);
        m_qualified = qualified;
        result = sql::both(result, sql::inSelect(outer, std::move(select)));
    }
    return result;
}

ExpressionPtr Planner::groupCondition(const GroupCondition &having, const Joined &joined)
{
    const ExpressionPtr figure = measured(having.measure, joined);
    if (having.upTo)
        return sql::apply(Kind::Between,
                          {figure, sql::number(digits(having.value)), sql::number(digits(*having.upTo))});
    return sql::compare(figure, having.comparison, sql::number(digits(having.value)));
}

QString Planner::aliasOf(const Measure &measure) const
{
    const auto named = [](const QString &words) { return QString(words).replace(u' ', u'_'); };
    if (measure.metric >= 0) {
        const GlossaryMetric &metric = m_index.glossary()->metric(measure.metric);
        const QString name = named(metric.name.toLower());
        const bool summed = metric.aggregate == sql::Aggregate::Sum;
        return !summed                                 ? name
               : measure.function == Function::Average ? QString(u"average_"_s + name)
               : measure.function == Function::Maximum ? QString(u"highest_"_s + name)
               : measure.function == Function::Minimum ? QString(u"lowest_"_s + name)
                                                       : name;
    }
    const QString of = measure.of.isTable() ? QString() : humanName(m_index.column(measure.of).name);
    switch (measure.function) {
    case Function::Value:
        return m_meaning.periodOf == measure.of ? (m_meaning.byMonth ? u"month"_s : u"year"_s) : QString();
    case Function::CountRows:
        return measure.of.table < 0 ? u"count"_s
                                    : named(u"number of "_s + plural(humanName(m_index.table(measure.of.table).name)));
    case Function::CountDistinct:
        return named(u"number of "_s + plural(of));
    case Function::Sum:
        return named(of.startsWith(u"total") ? of : QString(u"total "_s + of));
    case Function::Average:
        return named(u"average "_s + of);
    case Function::Minimum:
        return named(u"lowest "_s + of);
    case Function::Maximum:
        return named(u"highest "_s + of);
    }
    return {};
}

/// All columns of the entity; one by one where some are hidden.
void Planner::addEverything(sql::Select &select) const
{
    if (!m_index.facts(m_meaning.entity).conceals) {
        select.outputs.push_back({sql::star(m_qualified ? calledAs(m_meaning.entity) : QString()), {}});
        return;
    }
    for (const Place place : m_index.columnsOf(m_meaning.entity)) {
        if (!m_index.facts(place).hidden)
            select.outputs.push_back({reference(place), {}});
    }
}

void Planner::addOutputs(sql::Select &select, const Joined &joined)
{
    if (m_meaning.everything)
        addEverything(select);
    for (const Measure &output : m_outputs) {
        if (m_meaning.everything && !output.isAggregate() && output.of.table == m_meaning.entity)
            continue;
        QString alias = aliasOf(output);
        // Two columns of one name would not be told apart in the result.
        const bool repeated = !output.isAggregate() && std::ranges::any_of(m_outputs, [&](const Measure &other) {
            return !other.isAggregate() && other.of != output.of
                   && m_index.column(other.of).name == m_index.column(output.of).name;
        });
        if (repeated)
            alias = QString(m_index.table(output.of.table).name + u'_' + m_index.column(output.of).name);
        select.outputs.push_back({measured(output, joined), alias});
    }
}

std::optional<Plan> Planner::make()
{
    if (m_meaning.entity < 0 || !settleAbsences())
        return {};
    settleGroups();
    settleMetrics();
    if (m_outputs.empty() && !m_meaning.everything)
        return {};

    std::vector<int> needed = usedTables();
    // Tables that are named though nothing of them is used: their rows must exist, or they are only talk.
    std::vector<int> idle;
    for (const int table : m_meaning.tables) {
        const bool denied = std::ranges::any_of(m_absences, [&](const Absence &a) { return a.table == table; });
        if (!denied && std::ranges::find(needed, table) == needed.end())
            idle.push_back(table);
    }
    if (!idle.empty() && (needed.empty() || m_choices.choose({{"idle.joined", 0.2}, {"idle.dropped", 0.0}}) == 0))
        needed.insert(needed.end(), idle.begin(), idle.end());
    if (needed.empty())
        return {};

    const bool entityUsed = std::ranges::find(needed, m_meaning.entity) != needed.end();
    const int root = entityUsed ? m_meaning.entity : needed.front();
    const auto joins = m_graph.connect(root, needed);
    if (!joins)
        return {};
    const Joined joined{root, *joins};
    m_qualified = !joined.joins.empty();
    m_choices.note("plan.joins", double(joined.joins.size()), -0.1 * double(joined.joins.size()));

    sql::Select select;
    select.from = sources(joined);
    select.where = conditions(m_where);
    for (const Restriction &restriction : m_memberships) {
        ExpressionPtr e = memberships(restriction);
        if (!e)
            return {};
        select.where = sql::both(select.where, std::move(e));
    }
    for (const Absence &absence : m_absences) {
        ExpressionPtr e = absence.table == m_meaning.entity ? nullptr : absent(absence);
        if (!e)
            return {};
        select.where = sql::both(select.where, std::move(e));
    }
    for (const auto &[table, restriction] : m_rowsWhere)
        select.where = sql::both(select.where, rowsWhere(table, restriction));
    if (m_onlyMetric >= 0)
        select.where = sql::both(select.where, metricCondition(m_index.glossary()->metric(m_onlyMetric)));
    addOutputs(select, joined);
    std::set<Place> settled;
    const auto groupBy = [&](Place place) {
        if (settled.insert(place).second)
            select.groupBy.push_back(grouped(place));
    };
    for (const Place group : m_groups) {
        const int key = m_index.facts(group.table).keyColumn;
        if (!group.isTable()) {
            groupBy(group);
            continue;
        }
        if (key >= 0)
            groupBy({group.table, key});
        // Other engines than SQLite want every plain output among the groups.
        for (const Measure &output : m_outputs) {
            if (!output.isAggregate())
                groupBy(output.of);
        }
    }
    // What orders groups must be settled by the groups.
    for (const OrderKey &key : m_meaning.order) {
        const bool known = std::ranges::any_of(m_groups, [&](Place group) { return group == key.measure.of; })
                           || std::ranges::any_of(m_outputs, [&](const Measure &m) { return m == key.measure; });
        if (groups() && !key.measure.isAggregate() && !known)
            groupBy(key.measure.of);
    }
    for (const GroupCondition &having : m_meaning.having)
        select.having = sql::both(select.having, groupCondition(having, joined));
    for (const OrderKey &key : m_meaning.order)
        select.orderBy.push_back({measured(key.measure, joined), key.descending});
    if (m_meaning.periodOf && select.orderBy.empty() && groups())
        select.orderBy.push_back({grouped(*m_meaning.periodOf), false}); // time runs forward
    select.limit = m_meaning.limit;
    if (m_wrongGrain)
        m_choices.note(repeatsRows);
    if (m_wrongGrain || select.outputs.empty())
        return {};

    const bool figures = std::ranges::any_of(m_outputs, &Measure::isAggregate) || groups();
    if (m_meaning.distinct && !figures) {
        select.distinct = true;
    } else if (!figures && !m_outputs.empty() && !m_meaning.limit && joined.multiplies(m_outputs.front().of.table)) {
        const bool named = std::ranges::any_of(
            m_outputs, [&](const Measure &m) { return m_index.facts(m.of).nameLike || m_index.facts(m.of).unique; });
        const bool equal = std::ranges::any_of(m_where, [&](const Restriction &r) {
            return r.kind == Restriction::Kind::Compare && r.comparison == sql::Comparison::Equal;
        });
        const char *yes = named ? (equal             ? "distinct.rowsWithValue"
                                   : m_where.empty() ? "distinct.rowsThatMeet"
                                                     : "distinct.rows")
                                : "distinct.values";
        select.distinct = m_choices.choose({{"distinct.no", 0.0}, {yes, -0.1}}) == 1;
    } else if (!figures && !m_meaning.limit && showsOneRepeatingValue()) {
        const ColumnFacts &facts = m_index.facts(m_meaning.outputs.front().of);
        const char *yes = facts.nameLike || facts.numeric ? "distinct.ofNames" : "distinct.ofKinds";
        select.distinct = m_choices.choose({{"distinct.all", 0.0}, {yes, -0.5}}) == 1;
    }
    select.distinct = select.distinct || (m_asSet && !figures);
    // Engines want what orders a distinct result to be shown.
    if (select.distinct && m_index.schema().dialect != Dialect::SQLite) {
        std::erase_if(select.orderBy, [&](const sql::Ordering &o) {
            return std::ranges::none_of(select.outputs, [&](const sql::Output &out) {
                return out.expression->kind == o.expression->kind && out.expression->name == o.expression->name
                       && out.expression->qualifier == o.expression->qualifier;
            });
        });
    }
    return Plan{std::move(select), {m_read.begin(), m_read.end()}};
}

} // namespace

std::optional<Plan> plan(const Meaning &meaning, const Words &words, const SchemaIndex &index, const JoinGraph &graph,
                         Choices &choices)
{
    return Planner(meaning, words, index, graph, choices).make();
}

} // namespace tabletalk::ask
