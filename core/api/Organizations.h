// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// GET organizations/available?slug=
struct SlugCheckRequest
{
    QString slug;
};
BOOST_DESCRIBE_STRUCT(SlugCheckRequest, (), (slug))

struct SlugCheck
{
    QString slug;
    bool available = false;
    std::optional<QString> reason;     ///< malformed, reserved, taken, looks_like_another
    std::optional<QString> suggestion; ///< one that is free
};
BOOST_DESCRIBE_STRUCT(SlugCheck, (), (slug, available, reason, suggestion))

struct Logo
{
    QString mediaType; ///< image/png or image/jpeg
    QString content;   ///< base64
};
BOOST_DESCRIBE_STRUCT(Logo, (), (mediaType, content))

/// PUT tenant/logo
struct SetLogoRequest
{
    QString content; ///< base64 of a PNG or JPEG
};
BOOST_DESCRIBE_STRUCT(SetLogoRequest, (), (content))

/// GET organizations/here: what the Host header stands for
struct FoundOrganization
{
    QString name;
    QString slug;
    QString primaryColor;
    QString accentColor;
    std::optional<Logo> logo;
};
BOOST_DESCRIBE_STRUCT(FoundOrganization, (), (name, slug, primaryColor, accentColor, logo))

/// POST organizations
struct CreateOrganizationRequest
{
    QString name;
    std::optional<QString> slug; ///< made from the name when absent
};
BOOST_DESCRIBE_STRUCT(CreateOrganizationRequest, (), (name, slug))

/// POST organizations/{id}/switch
struct SwitchRequest
{
    TenantId id;
};
BOOST_DESCRIBE_STRUCT(SwitchRequest, (), (id))

/// POST tenant/close
struct CloseTenantRequest
{
    QString reason;
};
BOOST_DESCRIBE_STRUCT(CloseTenantRequest, (), (reason))

struct TenantState
{
    TenantId id;
    QString status; ///< active, suspended, closed
    QString reason;
};
BOOST_DESCRIBE_STRUCT(TenantState, (), (id, status, reason))

/// POST tenant/delete
struct DeleteTenantRequest
{
    QString confirm; ///< the organisation's short name
};
BOOST_DESCRIBE_STRUCT(DeleteTenantRequest, (), (confirm))

/// GET tenant/export
struct TenantArchiveFile
{
    QString fileName;
    QString mediaType;
    QString content; ///< base64
};
BOOST_DESCRIBE_STRUCT(TenantArchiveFile, (), (fileName, mediaType, content))

// What operators of the server see and do

struct AdminTenant
{
    TenantId id;
    QString name;
    QString slug;
    QString status;
    QString reason;
    qint64 members = 0;
    std::optional<QString> customDomain;
    bool domainConfirmed = false;
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(AdminTenant, (),
                      (id, name, slug, status, reason, members, customDomain, domainConfirmed, createdAt))

/// GET admin/tenants: what is absent does not filter
struct AdminTenantsRequest
{
    std::optional<QString> search{}; ///< in name, short name and domain
    std::optional<QString> status{}; ///< active, suspended, closed
    std::optional<int> limit{};      ///< 1 to 200, 50 when absent
    std::optional<QString> cursor{};
};
BOOST_DESCRIBE_STRUCT(AdminTenantsRequest, (), (search, status, limit, cursor))

struct AdminTenantList
{
    std::vector<AdminTenant> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AdminTenantList, (), (items, nextCursor))

/// POST admin/tenants/{id}/suspend
struct SuspendTenantRequest
{
    TenantId id;
    QString reason;
};
BOOST_DESCRIBE_STRUCT(SuspendTenantRequest, (), (id, reason))

/// POST admin/tenants/{id}/reactivate
struct AdminTenantRequest
{
    TenantId id;
};
BOOST_DESCRIBE_STRUCT(AdminTenantRequest, (), (id))

/// POST admin/tenants/{id}/confirm-domain
struct ConfirmDomainRequest
{
    TenantId id;
    QString domain; ///< as the organisation asked for it
};
BOOST_DESCRIBE_STRUCT(ConfirmDomainRequest, (), (id, domain))

} // namespace tabletalk::api
