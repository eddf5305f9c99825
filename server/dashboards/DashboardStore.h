// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Dashboards.h"
#include "server/access/Viewer.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// Dashboards and what is pinned to them: resources/sql/…/dashboards. One belongs to whoever
/// made it, who alone changes it, and may be shown in its workspace: to everybody there but guests.
class DashboardStore
{
public:
    DashboardStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(const api::Dashboard &dashboard);
    int countIn(WorkspaceId workspace);
    /// One that the viewer sees, with its items.
    std::optional<api::Dashboard> find(DashboardId id, const Viewer &viewer);
    void update(const api::Dashboard &dashboard);
    void remove(DashboardId id);

    void insertItem(DashboardId dashboard, const api::DashboardItem &item);
    void updateItem(DashboardId dashboard, const api::DashboardItem &item);
    void removeItem(DashboardId dashboard, DashboardItemId item);

    struct Page
    {
        std::optional<WorkspaceId> within = std::nullopt;
        Instant beforeAt{};
        std::optional<DashboardId> before = std::nullopt; ///< absent: from the beginning
        int limit = 50;
    };
    /// What the viewer sees, the last changed first, without items.
    std::vector<api::Dashboard> list(const Viewer &viewer, const Page &page);

private:
    std::vector<api::DashboardItem> items(DashboardId dashboard, const Viewer &viewer);

    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
