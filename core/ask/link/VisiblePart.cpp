// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/VisiblePart.h"

#include "core/schema/VocabularyCheck.h"

#include <algorithm>

namespace tabletalk::ask {

namespace {

using Spot = QPair<int, int>;

/// Builds the visible copy of an understanding.
class Curtain
{
public:
    Curtain(const Understanding &whole, const Vocabulary &vocabulary)
        : m_whole(whole)
        , m_vocabulary(vocabulary)
        , m_lookup(whole.schema)
    {}

    VisiblePart draw();

private:
    void findHidden();
    void findNeeded();
    void need(int table, const QString &column);
    void describe(Understanding &visible) const;
    bool staysOut(int table, int column) const
    {
        return m_hidden.contains({table, column}) && !m_needed.contains({table, column});
    }

    const Understanding &m_whole;
    const Vocabulary &m_vocabulary;
    SchemaLookup m_lookup;
    QSet<Spot> m_hidden;
    QSet<Spot> m_needed;
    QSet<int> m_gone;
};

void Curtain::findHidden()
{
    for (const SchemaPlace &place : m_vocabulary.hidden) {
        const auto table = m_lookup.table(place.schema, place.table);
        if (!table)
            continue;
        if (!place.column)
            m_gone.insert(*table);
        else if (const auto column = m_lookup.column(*table, *place.column))
            m_hidden.insert({*table, *column});
    }
}

void Curtain::need(int table, const QString &column)
{
    if (const auto found = m_lookup.column(table, column))
        m_needed.insert({table, *found});
}

/// Keys, what joins speak of, and what metrics are filtered by.
void Curtain::findNeeded()
{
    const std::vector<Table> &tables = m_whole.schema.tables;
    for (int t = 0; t < int(tables.size()); ++t) {
        for (const QString &column : tables[size_t(t)].primaryKey)
            need(t, column);
        for (const ForeignKey &key : tables[size_t(t)].foreignKeys) {
            for (const QString &column : key.columns)
                need(t, column);
            if (const auto other = m_lookup.table(key.referencedSchema, key.referencedTable)) {
                for (const QString &column : key.referencedColumns)
                    need(*other, column);
            }
        }
    }
    for (const JoinPreference &join : m_vocabulary.joins) {
        for (const JoinSide *side : {&join.from, &join.to}) {
            if (const auto table = m_lookup.table(side->schema, side->table)) {
                for (const QString &column : side->columns)
                    need(*table, column);
            }
        }
    }
    for (const Metric &metric : m_vocabulary.metrics) {
        for (const MetricFilter &filter : metric.filters) {
            const auto table = m_lookup.table(filter.column.schema, filter.column.table);
            if (table && filter.column.column)
                need(*table, *filter.column.column);
        }
    }
}

void Curtain::describe(Understanding &visible) const
{
    const SchemaLookup lookup(visible.schema);
    for (const PlaceDescription &description : m_vocabulary.descriptions) {
        const auto table = lookup.table(description.place.schema, description.place.table);
        if (!table)
            continue;
        if (!description.place.column)
            visible.schema.tables[size_t(*table)].description = description.text;
        else if (const auto column = lookup.column(*table, *description.place.column))
            visible.schema.tables[size_t(*table)].columns[size_t(*column)].description = description.text;
    }
}

VisiblePart Curtain::draw()
{
    findHidden();
    findNeeded();
    auto visible = std::make_shared<Understanding>();
    visible->schema.dialect = m_whole.schema.dialect;
    visible->schema.defaultSchema = m_whole.schema.defaultSchema;
    visible->organisation = m_whole.organisation;
    visible->complete = m_whole.complete;

    VisiblePart part;
    const std::vector<Table> &tables = m_whole.schema.tables;
    for (int t = 0; t < int(tables.size()); ++t) {
        if (m_gone.contains(t))
            continue;
        const int position = int(visible->schema.tables.size());
        Table table = tables[size_t(t)];
        table.columns.clear();
        for (int c = 0; c < int(tables[size_t(t)].columns.size()); ++c) {
            if (m_hidden.contains({t, c}))
                part.concealing.insert(position);
            if (staysOut(t, c))
                continue;
            Column column = tables[size_t(t)].columns[size_t(c)];
            if (m_hidden.contains({t, c})) {
                part.keptHidden.insert({position, int(table.columns.size())});
                column.profile.samples.clear();
                column.comment.clear();
                column.description.clear();
            }
            table.columns.push_back(std::move(column));
        }
        visible->schema.tables.push_back(std::move(table));
    }
    for (const ColumnValues &values : m_whole.values) {
        const auto table = m_lookup.table(values.schema, values.table);
        const auto column = table ? m_lookup.column(*table, values.column) : std::unexpected(QString());
        if (table && column && !m_gone.contains(*table) && !m_hidden.contains({*table, *column}))
            visible->values.push_back(values);
    }
    describe(*visible);
    part.understanding = std::move(visible);
    return part;
}

} // namespace

VisiblePart visiblePart(std::shared_ptr<const Understanding> understanding, const Vocabulary &vocabulary)
{
    if (vocabulary.hidden.empty() && vocabulary.descriptions.empty())
        return {std::move(understanding), {}, {}};
    return Curtain(*understanding, vocabulary).draw();
}

} // namespace tabletalk::ask
