// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SavedQuestions.h"

namespace tabletalk {
using DashboardItemId = Id<struct DashboardItemTag>;
} // namespace tabletalk

namespace tabletalk::api {

/// A saved question on a dashboard, at its place in a grid of twelve columns.
struct DashboardItem
{
    DashboardItemId id;
    SavedQuestionId savedQuestionId;
    QString title; ///< empty: the name of the question
    QString view;  ///< table, chart, number
    int x = 0;
    int y = 0;
    int width = 4;
    int height = 4;
    /// Absent where the reader does not see the question.
    std::optional<QString> name;
    std::optional<QString> databaseName;
    bool mine = false;      ///< the reader may change the question
    bool isPrivate = false; ///< only whoever saved the question sees it
};
BOOST_DESCRIBE_STRUCT(DashboardItem, (),
                      (id, savedQuestionId, title, view, x, y, width, height, name, databaseName, mine, isPrivate))

struct Dashboard
{
    DashboardId id;
    WorkspaceId workspaceId;
    QString name;
    QString visibility;     ///< private, workspace
    int refreshMinutes = 0; ///< while it is in view; 0: by hand
    UserId ownerId;
    QString ownerName; ///< empty when they left
    bool mine = false; ///< the reader may change it
    int itemCount = 0;
    Instant createdAt;
    Instant updatedAt;
    std::vector<DashboardItem> items; ///< from top to bottom; none in a list
};
BOOST_DESCRIBE_STRUCT(Dashboard, (),
                      (id, workspaceId, name, visibility, refreshMinutes, ownerId, ownerName, mine, itemCount,
                       createdAt, updatedAt, items))

/// GET dashboards: one's own, and those shown in their workspace; the last changed first
struct DashboardListRequest
{
    std::optional<WorkspaceId> workspaceId; ///< absent: of all workspaces
    std::optional<int> limit;               ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(DashboardListRequest, (), (workspaceId, limit, cursor))

struct DashboardList
{
    std::vector<Dashboard> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(DashboardList, (), (items, nextCursor))

/// POST dashboards
struct CreateDashboardRequest
{
    QString name;
    std::optional<WorkspaceId> workspaceId; ///< the default workspace when absent
    std::optional<QString> visibility;      ///< private when absent
};
BOOST_DESCRIBE_STRUCT(CreateDashboardRequest, (), (name, workspaceId, visibility))

/// GET dashboards/{id}, DELETE dashboards/{id}
struct DashboardRequest
{
    DashboardId id;
};
BOOST_DESCRIBE_STRUCT(DashboardRequest, (), (id))

/// PUT dashboards/{id}; what is absent stays as it is
struct UpdateDashboardRequest
{
    DashboardId id;
    std::optional<QString> name;
    std::optional<QString> visibility;
    std::optional<int> refreshMinutes; ///< 0 to 1440
};
BOOST_DESCRIBE_STRUCT(UpdateDashboardRequest, (), (id, name, visibility, refreshMinutes))

/// POST dashboards/{dashboardId}/items: below what is there
struct PinRequest
{
    DashboardId dashboardId;
    SavedQuestionId savedQuestionId;
    std::optional<QString> title;
    std::optional<QString> view; ///< chart when absent
};
BOOST_DESCRIBE_STRUCT(PinRequest, (), (dashboardId, savedQuestionId, title, view))

struct DashboardPlace
{
    DashboardItemId id;
    QString title;
    QString view;
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};
BOOST_DESCRIBE_STRUCT(DashboardPlace, (), (id, title, view, x, y, width, height))

/// PUT dashboards/{dashboardId}/items: where items are, and how they are shown; others stay
struct ArrangeRequest
{
    DashboardId dashboardId;
    std::vector<DashboardPlace> items;
};
BOOST_DESCRIBE_STRUCT(ArrangeRequest, (), (dashboardId, items))

/// DELETE dashboards/{dashboardId}/items/{id}
struct UnpinRequest
{
    DashboardId dashboardId;
    DashboardItemId id;
};
BOOST_DESCRIBE_STRUCT(UnpinRequest, (), (dashboardId, id))

} // namespace tabletalk::api
