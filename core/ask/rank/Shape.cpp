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

void noteShape(const Items &items, const Meaning &meaning, const Plan &plan, const SchemaIndex &index, Choices &choices)
{
    const sql::Select &select = plan.select;
    const auto says = [&](std::initializer_list<CueKind> kinds) {
        return std::ranges::any_of(items, [&](const Item &item) {
            return std::ranges::any_of(kinds, [&](CueKind kind) { return item.is(kind); });
        });
    };
    const auto noteIf = [&](bool condition, const char *name) {
        if (condition)
            choices.note(name);
    };
    const auto isAggregate = [](const sql::Output &o) { return sql::holdsAggregate(*o.expression); };
    const auto aggregates = std::ranges::count_if(select.outputs, isAggregate);
    const auto values = std::ssize(select.outputs) - aggregates;
    const bool ordered = !select.orderBy.empty();
    const bool grouped = !select.groupBy.empty();
    const bool top = ordered && select.limit;
    const auto ratios = ratiosOf(meaning.outputs);

    noteIf(says({CueKind::HowMany}) && aggregates == 0 && !ordered && !select.having, "shape.countMissing");
    noteIf(says({CueKind::Average}) && aggregates == 0 && !ordered && !select.where, "shape.averageMissing");
    noteIf(says({CueKind::Total}) && aggregates == 0 && !ordered, "shape.totalMissing");
    noteIf(says({CueKind::Each}) && !grouped && ratios.empty(), "shape.eachWithoutGroup");
    noteIf(grouped && !says({CueKind::Each, CueKind::By, CueKind::Most, CueKind::Common, CueKind::Compare}),
           "shape.groupUncalled");
    noteIf(says({CueKind::Superlative, CueKind::Most, CueKind::Common, CueKind::Top}) && !top && aggregates == 0,
           "shape.superlativeMissing");
    noteIf(says({CueKind::OrderBy, CueKind::Direction}) && !ordered, "shape.orderMissing");
    noteIf(says({CueKind::Not}) && meaning.absences.empty()
               && std::ranges::none_of(meaning.where, &Restriction::negated),
           "shape.notMissing");
    noteIf(says({CueKind::Compare, CueKind::Between}) && !select.where && !select.having, "shape.comparisonMissing");
    noteIf(says({CueKind::Distinct}) && !select.distinct && aggregates == 0, "shape.distinctMissing");
    noteIf(select.having != nullptr, "shape.having");
    noteIf(aggregates > 0 && values > 0, "shape.valuesAndFigures");
    noteIf(aggregates > 1, "shape.severalFigures");
    noteIf(values > 3, "shape.manyColumns");
    noteIf(grouped && top && aggregates > 0, "shape.topWithFigure");
    noteIf(!meaning.absences.empty() && !meaning.where.empty(), "shape.absenceAndWhere");
    noteIf(std::ranges::any_of(meaning.where, &Restriction::orPrevious), "shape.or");

    // Values and numbers that the question names should come to use.
    const auto literals = std::ranges::count_if(items, [](const Item &i) {
        return i.kind == Item::Kind::Value || i.kind == Item::Kind::Quoted || i.kind == Item::Kind::Number;
    });
    std::ptrdiff_t used = (select.limit && *select.limit > 1 ? 1 : 0) + std::ssize(meaning.having);
    for (const Restriction &restriction : meaning.where) {
        used += std::ssize(restriction.values);
        if (!restriction.rows)
            continue;
        used += std::ssize(restriction.rows->having);
        for (const Restriction &inner : restriction.rows->where)
            used += std::ssize(inner.values);
    }
    for (const auto &ratio : ratios) {
        for (const Restriction &restriction : ratio->where)
            used += std::ssize(restriction.values);
        for (const Restriction &restriction : ratio->byWhere)
            used += std::ssize(restriction.values);
    }
    for (const Absence &absence : meaning.absences) {
        for (const Restriction &restriction : absence.where)
            used += std::ssize(restriction.values);
    }
    choices.note("shape.literalsUnused", double(std::max<std::ptrdiff_t>(0, literals - used)));

    // The same column shown and required to be one value says nothing.
    for (const Restriction &restriction : meaning.where) {
        const bool fixed = restriction.kind == Restriction::Kind::Compare && restriction.values.size() == 1
                           && restriction.comparison == sql::Comparison::Equal && !restriction.negated;
        noteIf(fixed
                   && std::ranges::find(meaning.outputs, Measure{Measure::Function::Value, restriction.column})
                          != meaning.outputs.end(),
               "shape.showsWhatIsFixed");
    }
    for (const Measure &output : meaning.outputs) {
        if (output.function != Measure::Function::Value)
            continue;
        noteIf(index.facts(output.of).foreignKey && output.of.table != meaning.entity, "shape.showsReference");
        noteIf(output.of.table != meaning.entity, "shape.showsOtherTable");
    }
    const std::vector<int> named = calledFor(meaning, index);
    noteIf(named.empty(), "shape.noTableNamed");
    noteIf(!plan.tables.empty() && std::ranges::find(plan.tables, meaning.entity) == plan.tables.end(),
           "shape.entityUnread");
    choices.note("shape.tables", double(plan.tables.size()));
    choices.note("shape.extraTables", double(std::ranges::count_if(plan.tables, [&](int table) {
                     return std::ranges::find(named, table) == named.end();
                 })));
}

} // namespace tabletalk::ask
