// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Organizations.h"
#include "server/api/Authenticator.h"
#include "server/tenants/CustomDomains.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// Organisations as a whole: which short names are free, where they are found, what they
/// look like, and whether they are in use. Thread-safe.
class OrganizationService
{
public:
    /// Reads the confirmed domains; blocks.
    OrganizationService(PlatformDatabase &database, Authenticator &authenticator, const Clock &clock);

    Awaitable<api::SlugCheck> checkSlug(api::SlugCheckRequest request);
    /// The organisation whose host name the client called.
    Awaitable<api::FoundOrganization> here(Origin origin);
    const CustomDomains &domains() const { return m_domains; }

    Awaitable<api::Logo> logo(TenantScope scope);
    Awaitable<api::Empty> setLogo(TenantScope scope, api::SetLogoRequest request);
    Awaitable<api::Empty> removeLogo(TenantScope scope);

    /// Nobody works in it any more, until its owner opens it again.
    Awaitable<api::TenantState> close(TenantScope scope, const api::CloseTenantRequest &request);
    Awaitable<api::TenantState> reopen(TenantScope scope);

    // For operators of the server
    Awaitable<api::AdminTenantList> listAll(api::AdminTenantsRequest request);
    Awaitable<api::TenantState> suspend(const api::SuspendTenantRequest &request);
    Awaitable<api::TenantState> reactivate(api::AdminTenantRequest request);
    Awaitable<api::TenantState> confirmDomain(api::ConfirmDomainRequest request);

private:
    Awaitable<api::TenantState> setStatus(TenantScope scope, QString status, QString reason);

    PlatformDatabase &m_database;
    Authenticator &m_authenticator;
    const Clock &m_clock;
    CustomDomains m_domains;
};

} // namespace tabletalk
