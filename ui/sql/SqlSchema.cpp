// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sql/SqlSchema.h"

#include "core/api/Databases.h"

#include <algorithm>

namespace tabletalk::ui {

namespace {

SqlTable tableOf(const api::TableInfo &info, bool columnsKnown)
{
    SqlTable table{info.schema, info.name, {}, columnsKnown};
    table.columns.reserve(info.columns.size());
    for (const api::ColumnInfo &column : info.columns)
        table.columns.push_back({column.name, column.databaseType});
    return table;
}

/// Where all tables are in one schema it need not be written.
void dropOnlySchema(std::vector<SqlTable> &tables)
{
    const bool isOnly =
        std::ranges::all_of(tables, [&](const auto &table) { return table.schema == tables[0].schema; });
    for (SqlTable &table : tables) {
        if (isOnly)
            table.schema.clear();
    }
}

/// Whether asking again may be of use; whoever may not see a schema is not told so again at each letter.
bool mayComeLater(const Problem &why)
{
    return why.code == ProblemCode::Unavailable || why.code == ProblemCode::Busy || why.code == ProblemCode::Cancelled;
}

} // namespace

SqlSchema::SqlSchema(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{}

const SqlNames &SqlSchema::names(ConnectionId database, Dialect dialect)
{
    const auto known = m_known.find(database);
    if (known != m_known.end()) {
        known->usedAt = ++m_uses;
        known->names.dialect = dialect; // whoever asked first may not have known it
        return known->names;
    }
    if (m_known.size() >= mostDatabases) {
        const auto oldest = std::min_element(m_known.begin(), m_known.end(), [](const Known &one, const Known &other) {
            return one.usedAt < other.usedAt;
        });
        m_known.erase(oldest);
    }
    Known &made = m_known[database];
    made.names.dialect = dialect;
    made.usedAt = ++m_uses;
    fetch(database, true);
    return made.names;
}

void SqlSchema::fetch(ConnectionId database, bool columns)
{
    api::SchemaRequest request;
    request.id = database;
    request.limit = columns ? smallDatabase : mostTables;
    request.columns = columns;
    m_session.call<api::DatabaseSchema>("databases.schema", request, this,
                                        [this, database, columns](const Result<api::DatabaseSchema> &answer) {
                                            const auto known = m_known.find(database);
                                            if (known == m_known.end())
                                                return;
                                            if (!answer) { // words of the language are offered all the same
                                                if (mayComeLater(answer.error()))
                                                    m_known.erase(known);
                                                return;
                                            }
                                            std::vector<SqlTable> tables;
                                            tables.reserve(answer->tables.size());
                                            for (const api::TableInfo &table : answer->tables)
                                                tables.push_back(tableOf(table, columns));
                                            if (columns && answer->nextCursor)
                                                fetch(database, false);
                                            else
                                                dropOnlySchema(tables);
                                            known->names.tables = std::move(tables);
                                            Q_EMIT changed(database);
                                        });
}

void SqlSchema::wantColumns(ConnectionId database, const std::vector<std::pair<QString, QString>> &schemasAndTables)
{
    const auto known = m_known.find(database);
    if (known == m_known.end())
        return;
    for (const auto &wanted : schemasAndTables) {
        const SqlTable *table = known->names.table(wanted.first, wanted.second);
        const QString key = table ? QString(table->schema + u'.' + table->name) : QString();
        if (!table || table->columnsKnown || known->asked.contains(key))
            continue;
        known->asked.insert(key);
        api::TableRequest request;
        request.id = database;
        request.name = table->name;
        if (!table->schema.isEmpty())
            request.schema = table->schema;
        m_session.call<api::TableDetails>("databases.table", request, this,
                                          [this, database, key](const Result<api::TableDetails> &answer) {
                                              const auto found = m_known.find(database);
                                              if (found == m_known.end())
                                                  return;
                                              if (!answer) {
                                                  if (mayComeLater(answer.error()))
                                                      found->asked.remove(key);
                                                  return;
                                              }
                                              for (SqlTable &one : found->names.tables) {
                                                  if (QString(one.schema + u'.' + one.name) != key)
                                                      continue;
                                                  const QString schema = one.schema;
                                                  one = tableOf(answer->table, true);
                                                  one.schema = schema;
                                              }
                                              Q_EMIT changed(database);
                                          });
    }
}

void SqlSchema::forget(ConnectionId database)
{
    m_known.remove(database);
}

void SqlSchema::clear()
{
    m_known.clear();
}

} // namespace tabletalk::ui
