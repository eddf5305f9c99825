// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

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
};
BOOST_DESCRIBE_STRUCT(TenantProfile, (), (id, name, slug, timeZone, defaultWorkspaceId, createdAt))

/// PUT tenant
struct UpdateTenantRequest
{
    std::optional<QString> name;
    std::optional<QString> timeZone;
};
BOOST_DESCRIBE_STRUCT(UpdateTenantRequest, (), (name, timeZone))

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

/// A membership, as tenant/users lists it.
struct Member
{
    UserId id;
    QString email;
    QString fullName;
    QString role;
    Instant joinedAt;
    std::optional<Instant> lastSeenAt;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, email, fullName, role, joinedAt, lastSeenAt))

struct MemberList
{
    std::vector<Member> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(MemberList, (), (items, nextCursor))

struct MemberRequest
{
    UserId id;
};
BOOST_DESCRIBE_STRUCT(MemberRequest, (), (id))

struct Workspace
{
    WorkspaceId id;
    QString name;
    bool isDefault = false;
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(Workspace, (), (id, name, isDefault, createdAt))

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
