// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/Shape.h"

#include "core/ask/link/Glossary.h"

#include <algorithm>

namespace tabletalk::ask {

/// What a metric is computed from is called for by its name.
static std::vector<int> calledFor(const Meaning &meaning, const SchemaIndex &index)
{
    std::vector<int> tables = meaning.tables;
    const auto add = [&](const Measure &measure) {
        if (measure.metric < 0)
            return;
        tables.push_back(measure.of.table);
        for (const GlossaryFilter &filter : index.glossary()->metric(measure.metric).filters)
            tables.push_back(filter.column.table);
    };
    for (const Measure &output : meaning.outputs)
        add(output);
    for (const OrderKey &key : meaning.order)
        add(key.measure);
    for (const GroupCondition &having : meaning.having)
        add(having.measure);
    return tables;
}

namespace {

/// How many values the restrictions require.
std::ptrdiff_t valuesRequired(const std::vector<Restriction> &restrictions)
{
    std::ptrdiff_t values = 0;
    for (const Restriction &restriction : restrictions)
        values += std::ssize(restriction.values);
    return values;
}

/// A query beside its question.
class Shape
{
public:
    Shape(const Items &items, const Meaning &meaning, const Plan &plan, const SchemaIndex &index, Choices &choices)
        : m_items(items)
        , m_meaning(meaning)
        , m_plan(plan)
        , m_index(index)
        , m_choices(choices)
        , m_ratios(ratiosOf(meaning.outputs))
        , m_figures(std::ranges::count_if(plan.select.outputs,
                                          [](const sql::Output &o) { return sql::holdsAggregate(*o.expression); }))
        , m_values(std::ssize(plan.select.outputs) - m_figures)
        , m_ordered(!plan.select.orderBy.empty())
        , m_grouped(!plan.select.groupBy.empty())
        , m_top(m_ordered && plan.select.limit)
    {}

    void note()
    {
        noteWhatWordsCallFor();
        noteParts();
        noteLiterals();
        noteOutputs();
        noteTables();
    }

private:
    bool says(std::initializer_list<CueKind> kinds) const
    {
        return std::ranges::any_of(m_items, [&](const Item &item) {
            return std::ranges::any_of(kinds, [&](CueKind kind) { return item.is(kind); });
        });
    }

    void noteIf(bool condition, const char *name)
    {
        if (condition)
            m_choices.note(name);
    }

    /// "how many", "for each", "not": what the query should have for them, and groups that nothing calls for.
    void noteWhatWordsCallFor()
    {
        const sql::Select &select = m_plan.select;
        noteIf(says({CueKind::HowMany}) && m_figures == 0 && !m_ordered && !select.having, "shape.countMissing");
        noteIf(says({CueKind::Average}) && m_figures == 0 && !m_ordered && !select.where, "shape.averageMissing");
        noteIf(says({CueKind::Total}) && m_figures == 0 && !m_ordered, "shape.totalMissing");
        noteIf(says({CueKind::Each}) && !m_grouped && m_ratios.empty(), "shape.eachWithoutGroup");
        noteIf(m_grouped && !says({CueKind::Each, CueKind::By, CueKind::Most, CueKind::Common, CueKind::Compare}),
               "shape.groupUncalled");
        noteIf(says({CueKind::Superlative, CueKind::Most, CueKind::Common, CueKind::Top}) && !m_top && m_figures == 0,
               "shape.superlativeMissing");
        noteIf(says({CueKind::OrderBy, CueKind::Direction}) && !m_ordered, "shape.orderMissing");
        noteIf(says({CueKind::Not}) && m_meaning.absences.empty()
                   && std::ranges::none_of(m_meaning.where, &Restriction::negated),
               "shape.notMissing");
        noteIf(says({CueKind::Compare, CueKind::Between}) && !select.where && !select.having,
               "shape.comparisonMissing");
        noteIf(says({CueKind::Distinct}) && !select.distinct && m_figures == 0, "shape.distinctMissing");
    }

    /// What the query is made of, for whatever that says beside the rest.
    void noteParts()
    {
        noteIf(m_plan.select.having != nullptr, "shape.having");
        noteIf(m_figures > 0 && m_values > 0, "shape.valuesAndFigures");
        noteIf(m_figures > 1, "shape.severalFigures");
        noteIf(m_values > 3, "shape.manyColumns");
        noteIf(m_grouped && m_top && m_figures > 0, "shape.topWithFigure");
        noteIf(!m_meaning.absences.empty() && !m_meaning.where.empty(), "shape.absenceAndWhere");
        noteIf(std::ranges::any_of(m_meaning.where, &Restriction::orPrevious), "shape.or");
    }

    /// How many of the values and numbers that the question may name come to use.
    std::ptrdiff_t literalsUsed() const
    {
        const std::optional<qint64> &limit = m_plan.select.limit;
        std::ptrdiff_t used =
            (limit && *limit > 1 ? 1 : 0) + std::ssize(m_meaning.having) + valuesRequired(m_meaning.where);
        for (const Restriction &restriction : m_meaning.where) {
            if (restriction.rows)
                used += std::ssize(restriction.rows->having) + valuesRequired(restriction.rows->where);
        }
        for (const auto &ratio : m_ratios)
            used += valuesRequired(ratio->where) + valuesRequired(ratio->byWhere);
        for (const Absence &absence : m_meaning.absences)
            used += valuesRequired(absence.where);
        return used;
    }

    /// Values and numbers that the question names should come to use.
    void noteLiterals()
    {
        const auto literals = std::ranges::count_if(m_items, [](const Item &i) {
            return i.kind == Item::Kind::Value || i.kind == Item::Kind::Quoted || i.kind == Item::Kind::Number;
        });
        m_choices.note("shape.literalsUnused", double(std::max<std::ptrdiff_t>(0, literals - literalsUsed())));
    }

    void noteOutputs()
    {
        const std::vector<Measure> &outputs = m_meaning.outputs;
        // The same column shown and required to be one value says nothing.
        for (const Restriction &restriction : m_meaning.where) {
            const bool fixed = restriction.kind == Restriction::Kind::Compare && restriction.values.size() == 1
                               && restriction.comparison == sql::Comparison::Equal && !restriction.negated;
            const Measure shown{Measure::Function::Value, restriction.column};
            noteIf(fixed && std::ranges::find(outputs, shown) != outputs.end(), "shape.showsWhatIsFixed");
        }
        for (const Measure &output : outputs) {
            if (output.function != Measure::Function::Value)
                continue;
            const bool ofOther = output.of.table != m_meaning.entity;
            noteIf(m_index.facts(output.of).foreignKey && ofOther, "shape.showsReference");
            noteIf(ofOther, "shape.showsOtherTable");
        }
    }

    void noteTables()
    {
        const std::vector<int> &read = m_plan.tables;
        const std::vector<int> named = calledFor(m_meaning, m_index);
        noteIf(named.empty(), "shape.noTableNamed");
        noteIf(!read.empty() && std::ranges::find(read, m_meaning.entity) == read.end(), "shape.entityUnread");
        m_choices.note("shape.tables", double(read.size()));
        const auto isExtra = [&](int table) { return std::ranges::find(named, table) == named.end(); };
        m_choices.note("shape.extraTables", double(std::ranges::count_if(read, isExtra)));
    }

    const Items &m_items;
    const Meaning &m_meaning;
    const Plan &m_plan;
    const SchemaIndex &m_index;
    Choices &m_choices;
    std::vector<std::shared_ptr<const Ratio>> m_ratios;
    std::ptrdiff_t m_figures; ///< outputs that are computed
    std::ptrdiff_t m_values;  ///< outputs that are not
    bool m_ordered;
    bool m_grouped;
    bool m_top;
};

} // namespace

void noteShape(const Items &items, const Meaning &meaning, const Plan &plan, const SchemaIndex &index, Choices &choices)
{
    Shape(items, meaning, plan, index, choices).note();
}

} // namespace tabletalk::ask
