// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/Members.h"

namespace tabletalk::api {

/// GET tenant
struct TenantProfile
{
    TenantId id;
    QString name;
    QString slug;
    QString timeZone; ///< IANA name
    WorkspaceId defaultWorkspaceId;
    Instant createdAt;
    std::optional<QString> status;       ///< active, suspended, closed
    std::optional<QString> statusReason; ///< why it is not active
    std::optional<QString> primaryColor; ///< "#rrggbb", empty without one
    std::optional<QString> accentColor;
    std::optional<bool> hasLogo;
    std::optional<QString> customDomain;
    std::optional<bool> domainConfirmed; ///< by the operator; before, the domain leads nowhere
    std::optional<bool> personal;        ///< one person's own
};
BOOST_DESCRIBE_STRUCT(TenantProfile, (),
                      (id, name, slug, timeZone, defaultWorkspaceId, createdAt, status, statusReason, primaryColor,
                       accentColor, hasLogo, customDomain, domainConfirmed, personal))

/// PUT tenant
struct UpdateTenantRequest
{
    std::optional<QString> name;
    std::optional<QString> timeZone;
    std::optional<QString> primaryColor; ///< "#rrggbb", or empty for none
    std::optional<QString> accentColor;
    std::optional<QString> customDomain; ///< empty for none
};
BOOST_DESCRIBE_STRUCT(UpdateTenantRequest, (), (name, timeZone, primaryColor, accentColor, customDomain))

/// GET tenant/stats
struct TenantStats
{
    qint64 members = 0;
    qint64 workspaces = 0;
    qint64 databases = 0;
    qint64 conversations = 0;
    qint64 questions = 0;
};
BOOST_DESCRIBE_STRUCT(TenantStats, (), (members, workspaces, databases, conversations, questions))

struct Workspace
{
    WorkspaceId id;
    QString name;
    bool isDefault = false;
    Instant createdAt;
    std::optional<Instant> archivedAt;
};
BOOST_DESCRIBE_STRUCT(Workspace, (), (id, name, isDefault, createdAt, archivedAt))

/// GET workspaces/{id}
struct WorkspaceRequest
{
    WorkspaceId id;
};
BOOST_DESCRIBE_STRUCT(WorkspaceRequest, (), (id))

/// PUT workspaces/{id}
struct UpdateWorkspaceRequest
{
    WorkspaceId id;
    std::optional<QString> name;
    std::optional<bool> archived;
};
BOOST_DESCRIBE_STRUCT(UpdateWorkspaceRequest, (), (id, name, archived))

struct WorkspaceList
{
    std::vector<Workspace> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(WorkspaceList, (), (items, nextCursor))

/// GET organizations/{id}/workspaces
struct WorkspaceListRequest
{
    TenantId id;
    std::optional<int> limit;
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(WorkspaceListRequest, (), (id, limit, cursor))

/// POST organizations/{id}/workspaces
struct CreateWorkspaceRequest
{
    TenantId id;
    QString name;
};
BOOST_DESCRIBE_STRUCT(CreateWorkspaceRequest, (), (id, name))

/// GET organizations
struct OrganizationSummary
{
    TenantId id;
    QString name;
    QString slug;
    QString role;
};
BOOST_DESCRIBE_STRUCT(OrganizationSummary, (), (id, name, slug, role))

struct OrganizationList
{
    std::vector<OrganizationSummary> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(OrganizationList, (), (items, nextCursor))

} // namespace tabletalk::api
