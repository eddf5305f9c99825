// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/TableChoice.h"

#include "core/schema/SchemaSelection.h"

#include <algorithm>

namespace tabletalk::ui {

TableChoice::Part *TableChoice::part(const QString &schema)
{
    const auto found = std::ranges::find(m_parts, schema, &Part::schema);
    return found == m_parts.end() ? nullptr : &*found;
}

const TableChoice::Part *TableChoice::part(const QString &schema) const
{
    const auto found = std::ranges::find(m_parts, schema, &Part::schema);
    return found == m_parts.end() ? nullptr : &*found;
}

void TableChoice::setSchemas(const std::vector<api::CatalogueSchema> &schemas)
{
    m_schemas = schemas;
    std::vector<Part> parts;
    for (const api::CatalogueSchema &schema : schemas) {
        Part made;
        if (const Part *known = part(schema.name))
            made = *known;
        made.schema = schema.name;
        made.count = schema.tableCount;
        if (m_start)
            startFrom(made);
        parts.push_back(std::move(made));
    }
    m_parts = std::move(parts);
    m_start.reset();
}

/// What an earlier selection says of one schema.
void TableChoice::startFrom(Part &part) const
{
    const auto contains = [](const std::vector<QString> &list, const QString &text) {
        return std::ranges::find(list, text) != list.end();
    };
    const bool schemaTaken = m_start->schemas.empty() || contains(m_start->schemas, part.schema);
    part.whole = schemaTaken && m_start->tables.empty();
    part.exceptions.clear();
    const std::vector<QString> &keys = part.whole ? m_start->excluded : m_start->tables;
    const QString prefix = part.schema.isEmpty() ? QString() : QString(part.schema + u'.');
    for (const QString &key : keys) {
        if (schemaTaken && key.startsWith(prefix))
            part.exceptions.insert(key.mid(prefix.size()));
    }
}

qint64 TableChoice::chosenOf(const Part &part)
{
    return part.whole ? std::max<qint64>(0, part.count - part.exceptions.size()) : part.exceptions.size();
}

qint64 TableChoice::chosenCount() const
{
    qint64 count = 0;
    for (const Part &part : m_parts)
        count += chosenOf(part);
    return count;
}

qint64 TableChoice::tableCount() const
{
    qint64 count = 0;
    for (const Part &part : m_parts)
        count += part.count;
    return count;
}

TableChoice::State TableChoice::state() const
{
    bool all = true;
    bool none = true;
    for (const Part &part : m_parts) {
        const State state = schemaState(part.schema);
        all = all && state == State::All;
        none = none && state == State::None;
    }
    return all ? State::All : none ? State::None : State::Some;
}

TableChoice::State TableChoice::schemaState(const QString &schema) const
{
    const Part *found = part(schema);
    if (!found)
        return State::None;
    if (found->exceptions.isEmpty())
        return found->whole ? State::All : State::None;
    const qint64 chosen = chosenOf(*found);
    return chosen == 0 ? State::None : chosen == found->count ? State::All : State::Some;
}

bool TableChoice::isChosen(const QString &schema, const QString &table) const
{
    const Part *found = part(schema);
    return found && found->whole != found->exceptions.contains(table);
}

void TableChoice::chooseAll(Part &part, bool chosen)
{
    part.whole = chosen;
    part.exceptions.clear();
}

void TableChoice::setAll(bool chosen)
{
    for (Part &part : m_parts)
        chooseAll(part, chosen);
}

void TableChoice::setSchema(const QString &schema, bool chosen)
{
    if (Part *found = part(schema))
        chooseAll(*found, chosen);
}

void TableChoice::setTable(const QString &schema, const QString &table, bool chosen)
{
    Part *found = part(schema);
    if (!found)
        return;
    if (chosen == found->whole)
        found->exceptions.remove(table);
    else
        found->exceptions.insert(table);
    // All single ones are the whole, and the whole without all of them is nothing.
    if (found->exceptions.size() == found->count)
        chooseAll(*found, !found->whole);
}

std::optional<QString> TableChoice::wantedListing() const
{
    const bool anyWhole = std::ranges::any_of(m_parts, &Part::whole);
    const auto single =
        std::ranges::find_if(m_parts, [](const Part &part) { return !part.whole && !part.exceptions.isEmpty(); });
    return anyWhole && single != m_parts.end() ? std::optional(single->schema) : std::nullopt;
}

void TableChoice::setListing(const QString &schema, const std::vector<QString> &tables)
{
    Part *found = part(schema);
    if (!found || found->whole)
        return;
    QSet<QString> leftOut;
    for (const QString &table : tables) {
        if (!found->exceptions.contains(table))
            leftOut.insert(table);
    }
    found->whole = true;
    found->exceptions = std::move(leftOut);
}

api::SchemaSelection TableChoice::toSelection() const
{
    api::SchemaSelection selection;
    if (isEverything())
        return selection;
    const bool anyWhole = std::ranges::any_of(m_parts, &Part::whole);
    const bool allWhole = std::ranges::all_of(m_parts, &Part::whole);
    for (const Part &part : m_parts) {
        if (anyWhole && !part.whole)
            continue;
        if (anyWhole && !allWhole)
            selection.schemas.push_back(part.schema);
        std::vector<QString> &keys = anyWhole ? selection.excluded : selection.tables;
        for (const QString &table : part.exceptions)
            keys.push_back(tableKey(part.schema, table));
    }
    std::ranges::sort(selection.excluded);
    std::ranges::sort(selection.tables);
    return selection;
}

} // namespace tabletalk::ui
