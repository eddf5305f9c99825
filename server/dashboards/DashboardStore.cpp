// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dashboards/DashboardStore.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// What all writing statements bind.
Bindings bindingsOf(const api::Dashboard &dashboard)
{
    return {{u"id"_s, stored(dashboard.id)},
            {u"name"_s, dashboard.name},
            {u"visibility"_s, dashboard.visibility},
            {u"refresh_minutes"_s, dashboard.refreshMinutes},
            {u"now"_s, stored(dashboard.updatedAt)}};
}

Bindings bindingsOf(DashboardId dashboard, const api::DashboardItem &item)
{
    return {{u"id"_s, stored(item.id)},
            {u"dashboard"_s, stored(dashboard)},
            {u"title"_s, item.title.isNull() ? u""_s : item.title},
            {u"shown_as"_s, item.view},
            {u"x"_s, item.x},
            {u"y"_s, item.y},
            {u"width"_s, item.width},
            {u"height"_s, item.height}};
}

api::Dashboard dashboardIn(const Record &row, UserId reader)
{
    api::Dashboard dashboard;
    dashboard.id = row.id<DashboardId>(u"id"_s);
    dashboard.workspaceId = row.id<WorkspaceId>(u"workspace_id"_s);
    dashboard.name = row.text(u"name"_s);
    dashboard.visibility = row.text(u"visibility"_s);
    dashboard.refreshMinutes = int(row.integer(u"refresh_minutes"_s));
    dashboard.ownerId = row.id<UserId>(u"user_id"_s);
    dashboard.ownerName = row.text(u"owner_name"_s);
    dashboard.mine = dashboard.ownerId == reader;
    dashboard.itemCount = int(row.integer(u"item_count"_s));
    dashboard.createdAt = row.instant(u"created_at"_s);
    dashboard.updatedAt = row.instant(u"updated_at"_s);
    return dashboard;
}

/// Of a question that the reader does not see it says no more than that it is there.
api::DashboardItem itemIn(const Record &row, const Viewer &reader)
{
    api::DashboardItem item;
    item.id = row.id<DashboardItemId>(u"id"_s);
    item.savedQuestionId = row.id<SavedQuestionId>(u"saved_id"_s);
    item.view = row.text(u"shown_as"_s);
    item.x = int(row.integer(u"x"_s));
    item.y = int(row.integer(u"y"_s));
    item.width = int(row.integer(u"width"_s));
    item.height = int(row.integer(u"height"_s));
    item.mine = row.id<UserId>(u"saved_by"_s) == reader.user;
    item.isPrivate = row.text(u"saved_visibility"_s) != u"workspace";
    if (item.mine || (!item.isPrivate && !reader.isGuest)) {
        item.title = row.text(u"title"_s);
        item.name = row.text(u"name"_s);
        item.databaseName = row.text(u"database_name"_s);
    }
    return item;
}

} // namespace

void DashboardStore::insert(const api::Dashboard &dashboard)
{
    Bindings values = bindingsOf(dashboard);
    values.set(u"workspace"_s, stored(dashboard.workspaceId));
    values.set(u"user"_s, stored(dashboard.ownerId));
    m_transaction.execute(m_scope, u"dashboards/insert"_s, values);
}

int DashboardStore::countIn(WorkspaceId workspace)
{
    const auto row =
        m_transaction.selectOne(m_scope, u"dashboards/count_in_workspace"_s, {{u"workspace"_s, stored(workspace)}});
    return row ? int(row->integer(u"dashboards"_s)) : 0;
}

std::optional<api::Dashboard> DashboardStore::find(DashboardId id, const Viewer &viewer)
{
    const auto row = m_transaction.selectOne(
        m_scope, u"dashboards/find"_s,
        {{u"id"_s, stored(id)}, {u"user"_s, stored(viewer.user)}, {u"is_guest"_s, viewer.isGuest ? 1 : 0}});
    if (!row)
        return std::nullopt;
    api::Dashboard dashboard = dashboardIn(*row, viewer.user);
    dashboard.items = items(id, viewer);
    return dashboard;
}

void DashboardStore::update(const api::Dashboard &dashboard)
{
    m_transaction.execute(m_scope, u"dashboards/update"_s, bindingsOf(dashboard));
}

void DashboardStore::remove(DashboardId id)
{
    m_transaction.execute(m_scope, u"dashboards/delete"_s, {{u"id"_s, stored(id)}});
}

void DashboardStore::insertItem(DashboardId dashboard, const api::DashboardItem &item)
{
    Bindings values = bindingsOf(dashboard, item);
    values.set(u"saved"_s, stored(item.savedQuestionId));
    m_transaction.execute(m_scope, u"dashboards/insert_item"_s, values);
}

void DashboardStore::updateItem(DashboardId dashboard, const api::DashboardItem &item)
{
    m_transaction.execute(m_scope, u"dashboards/update_item"_s, bindingsOf(dashboard, item));
}

void DashboardStore::removeItem(DashboardId dashboard, DashboardItemId item)
{
    m_transaction.execute(m_scope, u"dashboards/delete_item"_s,
                          {{u"id"_s, stored(item)}, {u"dashboard"_s, stored(dashboard)}});
}

std::vector<api::DashboardItem> DashboardStore::items(DashboardId dashboard, const Viewer &viewer)
{
    std::vector<api::DashboardItem> found;
    for (const Record &row :
         m_transaction.select(m_scope, u"dashboards/list_items"_s, {{u"dashboard"_s, stored(dashboard)}}))
        found.push_back(itemIn(row, viewer));
    return found;
}

std::vector<api::Dashboard> DashboardStore::list(const Viewer &viewer, const Page &page)
{
    const Bindings values{{u"user"_s, stored(viewer.user)},
                          {u"is_guest"_s, viewer.isGuest ? 1 : 0},
                          {u"anywhere"_s, page.within ? 0 : 1},
                          {u"workspace"_s, page.within ? page.within->toString() : u""_s},
                          {u"from_start"_s, page.before ? 0 : 1},
                          {u"before_at"_s, stored(page.beforeAt)},
                          {u"before_id"_s, page.before ? page.before->toString() : u""_s},
                          {u"limit"_s, page.limit}};
    std::vector<api::Dashboard> found;
    for (const Record &row : m_transaction.select(m_scope, u"dashboards/list"_s, values))
        found.push_back(dashboardIn(row, viewer.user));
    return found;
}

} // namespace tabletalk
