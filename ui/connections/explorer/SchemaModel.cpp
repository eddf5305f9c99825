// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/explorer/SchemaModel.h"

#include "ui/connections/DatabaseState.h"
#include "ui/session/Session.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Tables.h"

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

bool sameTable(const api::TableInfo &a, const api::TableInfo &b)
{
    return a.name == b.name && a.schema == b.schema;
}

QString detailOf(const api::TableInfo &table)
{
    QStringList parts;
    if (table.kind == u"view")
        parts.append(SchemaModel::tr("view"));
    if (table.columnCount > 0)
        parts.append(columnCountText(table.columnCount));
    if (table.rowCount)
        parts.append(rowCountText(*table.rowCount));
    if (!table.profiled)
        parts.append(SchemaModel::tr("not looked at yet"));
    if (table.hidden)
        parts.append(SchemaModel::tr("hidden"));
    return parts.join(u" · "_s);
}

} // namespace

SchemaModel::SchemaModel(Session &session, QObject *parent)
    : QAbstractListModel(parent)
    , m_session(session)
{
    m_request.limit = pageSize;
    m_request.columns = false;
}

void SchemaModel::setDatabase(ConnectionId id)
{
    m_request.id = id;
    m_request.search.reset();
    m_request.schema.reset();
    restart();
}

void SchemaModel::setSearch(const QString &search)
{
    const auto wanted = search.isEmpty() ? std::nullopt : std::optional(search);
    if (wanted == m_request.search)
        return;
    m_request.search = wanted;
    restart();
}

void SchemaModel::setSchema(const std::optional<QString> &schema)
{
    if (schema == m_request.schema)
        return;
    m_request.schema = schema;
    restart();
}

/// The rows of before stay until the new ones are there: a list that flashes empty at every
/// keystroke is tiring.
void SchemaModel::restart()
{
    ++m_generation;
    m_loading = true;
    m_gaveUp = false;
    api::SchemaRequest request = m_request;
    m_session.call<api::DatabaseSchema>("databases.schema", request, this,
                                        [this, generation = m_generation](const Result<api::DatabaseSchema> &answer) {
                                            if (generation != m_generation)
                                                return;
                                            m_loading = false;
                                            beginResetModel();
                                            m_pages.clear();
                                            m_tables.clear();
                                            m_tableCount = 0;
                                            endResetModel();
                                            if (!answer) {
                                                m_gaveUp = true;
                                                Q_EMIT failed(answer.error());
                                                return;
                                            }
                                            m_pages.push_back({});
                                            takePage(0, *answer);
                                        });
}

void SchemaModel::ask(size_t page)
{
    api::SchemaRequest request = m_request;
    request.cursor = page < m_pages.size() ? m_pages[page].cursor : m_pages.back().next;
    const bool fresh = page == m_pages.size();
    m_loading = m_loading || fresh;
    m_session.call<api::DatabaseSchema>("databases.schema", request, this,
                                        [this, page, fresh, cursor = request.cursor,
                                         generation = m_generation](const Result<api::DatabaseSchema> &answer) {
                                            if (generation != m_generation)
                                                return;
                                            if (fresh)
                                                m_loading = false;
                                            if (!answer) {
                                                m_gaveUp = m_gaveUp || fresh;
                                                Q_EMIT failed(answer.error());
                                                return;
                                            }
                                            if (page == m_pages.size())
                                                m_pages.push_back({cursor, {}, 0});
                                            if (page < m_pages.size())
                                                takePage(page, *answer);
                                        });
}

int SchemaModel::firstRowOf(size_t page) const
{
    int row = 0;
    for (size_t i = 0; i < page; ++i)
        row += m_pages[i].count;
    return row;
}

void SchemaModel::takePage(size_t page, const api::DatabaseSchema &schema)
{
    const int before = m_pages[page].count;
    m_tableCount = schema.tableCount;
    m_complete = schema.complete;
    m_pages[page].count = int(schema.tables.size());
    m_pages[page].next = schema.nextCursor;
    if (page + 1 < m_pages.size() && schema.nextCursor)
        m_pages[page + 1].cursor = schema.nextCursor;
    replaceRows(firstRowOf(page), before, schema.tables);
    Q_EMIT loaded();
}

/// Rows that are in both stay, so that selection and scroll do; only those between the
/// common beginning and the common end are exchanged.
void SchemaModel::replaceRows(int first, int count, const std::vector<api::TableInfo> &tables)
{
    const int wanted = int(tables.size());
    const auto at = [&](int row) { return m_tables.begin() + first + row; };
    int head = 0;
    while (head < std::min(count, wanted) && sameTable(*at(head), tables[size_t(head)]))
        ++head;
    int tail = 0;
    while (tail < std::min(count, wanted) - head && sameTable(*at(count - 1 - tail), tables[size_t(wanted - 1 - tail)]))
        ++tail;
    if (const int gone = count - head - tail; gone > 0) {
        beginRemoveRows({}, first + head, first + head + gone - 1);
        m_tables.erase(at(head), at(head + gone));
        endRemoveRows();
    }
    if (const int fresh = wanted - head - tail; fresh > 0) {
        beginInsertRows({}, first + head, first + head + fresh - 1);
        m_tables.insert(at(head), tables.begin() + head, tables.begin() + head + fresh);
        endInsertRows();
    }
    std::ranges::copy(tables, at(0));
    if (head + tail > 0)
        Q_EMIT dataChanged(index(first), index(first + wanted - 1));
}

void SchemaModel::refresh(int firstRow, int lastRow)
{
    if (m_pages.empty())
        return m_loading ? void() : restart();
    int row = 0;
    for (size_t page = 0; page < m_pages.size(); ++page) {
        const int end = row + m_pages[page].count;
        const bool shown = row <= lastRow && end > firstRow;
        // An empty list has one page, and tables may have come.
        if (shown || m_tables.empty())
            ask(page);
        row = end;
    }
}

const api::TableInfo *SchemaModel::tableAt(int row) const
{
    return row >= 0 && size_t(row) < m_tables.size() ? &m_tables[size_t(row)] : nullptr;
}

int SchemaModel::rowOf(const QString &schema, const QString &name) const
{
    const auto found = std::ranges::find_if(
        m_tables, [&](const api::TableInfo &table) { return table.name == name && table.schema == schema; });
    return found == m_tables.end() ? -1 : int(found - m_tables.begin());
}

bool SchemaModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_loading && !m_gaveUp && !m_pages.empty() && m_pages.back().next;
}

void SchemaModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(m_pages.size());
}

int SchemaModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_tables.size());
}

QVariant SchemaModel::data(const QModelIndex &index, int role) const
{
    const api::TableInfo *table = index.isValid() ? tableAt(index.row()) : nullptr;
    if (!table)
        return {};
    const QString title = m_request.schema ? table->name : tableTitle(table->schema, table->name);
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case DetailRole:
        return detailOf(*table);
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(title, detailOf(*table));
    case Qt::ToolTipRole:
        return plainToolTip(table->description.isEmpty() ? title : QString(title + u'\n' + table->description));
    case Qt::DecorationRole:
        return icon(table->kind == u"view" ? u"eye"_s : u"table"_s,
                    table->profiled ? IconTint::Accent : IconTint::Muted);
    case ProfiledRole:
        return table->profiled;
    case HiddenRole:
        return table->hidden;
    default:
        return {};
    }
}

} // namespace tabletalk::ui
