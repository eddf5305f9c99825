// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/DatabaseListModel.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseState.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Tables.h"

#include <algorithm>

namespace tabletalk::ui {

DatabaseListModel::DatabaseListModel(DatabaseCatalog &catalog, QObject *parent)
    : QAbstractListModel(parent)
    , m_catalog(catalog)
{
    connect(&catalog, &DatabaseCatalog::reset, this, [this] {
        beginResetModel();
        sort();
        endResetModel();
    });
    connect(&catalog, &DatabaseCatalog::changed, this, &DatabaseListModel::onChanged);
    sort();
}

void DatabaseListModel::sort()
{
    std::vector<const api::Database *> databases;
    for (const api::Database &database : m_catalog.databases())
        databases.push_back(&database);
    std::ranges::stable_sort(databases, [](const api::Database *a, const api::Database *b) {
        return QString::localeAwareCompare(a->name, b->name) < 0;
    });
    m_order.clear();
    for (const api::Database *database : databases)
        m_order.push_back(database->id);
}

void DatabaseListModel::onChanged(ConnectionId id)
{
    const std::vector<ConnectionId> before = m_order;
    sort();
    if (m_order == before) {
        if (const int row = rowOf(id); row >= 0)
            Q_EMIT dataChanged(index(row), index(row));
        return;
    }
    // A new name: elsewhere in the list.
    const std::vector<ConnectionId> after = std::exchange(m_order, before);
    beginResetModel();
    m_order = after;
    endResetModel();
}

int DatabaseListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_order.size());
}

int DatabaseListModel::rowOf(ConnectionId id) const
{
    const auto found = std::ranges::find(m_order, id);
    return found == m_order.end() ? -1 : int(found - m_order.begin());
}

std::optional<ConnectionId> DatabaseListModel::idAt(int row) const
{
    return row >= 0 && size_t(row) < m_order.size() ? std::optional(m_order[size_t(row)]) : std::nullopt;
}

QVariant DatabaseListModel::data(const QModelIndex &index, int role) const
{
    const auto id = index.isValid() ? idAt(index.row()) : std::nullopt;
    const api::Database *database = id ? m_catalog.find(*id) : nullptr;
    if (!database)
        return {};
    const Health health = healthOf(*database);
    switch (role) {
    case Qt::DisplayRole:
        return database->name;
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3. %4")
            .arg(database->name, kindName(database->kind), stateText(*database), healthText(health));
    case Qt::ToolTipRole:
        return plainToolTip(
            tr("%1 (%2)\n%3\n%4")
                .arg(database->name, kindName(database->kind), stateText(*database), healthText(health)));
    case Qt::DecorationRole:
        return icon(kindIcon(database->kind), IconTint::Muted);
    case IdRole:
        return database->id.toString();
    case StateRole:
        return stateText(*database);
    case HealthRole:
        return int(health);
    default:
        return {};
    }
}

} // namespace tabletalk::ui
