// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

namespace tabletalk {

/// The right to touch one tenant's rows. Every statement on tenant tables takes one and
/// binds it as :tenant, so a query without a tenant cannot be written. It comes from
/// authentication, or from one of the few makers below, each named after its reason.
class TenantScope
{
public:
    /// For the caller whose token was just verified.
    static TenantScope ofSignedIn(TenantId tenant) { return TenantScope(tenant); }
    /// While an account signs in to, or registers, an organisation.
    static TenantScope ofSignIn(TenantId tenant) { return TenantScope(tenant); }
    /// For work that a tenant queued and that outlived the request.
    static TenantScope ofJob(TenantId tenant) { return TenantScope(tenant); }
    /// For an operator's command that goes through all organisations.
    static TenantScope ofOperator(TenantId tenant) { return TenantScope(tenant); }

    const TenantId &tenant() const { return m_tenant; }

private:
    explicit TenantScope(TenantId tenant)
        : m_tenant(tenant)
    {}
    TenantId m_tenant;
};

/// The right to read across tenants: sign-in by e-mail, recovery at start, operators.
/// The few places that make one are easy to list.
class PlatformScope
{
public:
    static PlatformScope ofSignIn() { return {}; }
    /// For what belongs to one account, whichever organisation it is signed in to.
    static PlatformScope ofAccount() { return {}; }
    static PlatformScope ofStartup() { return {}; }
    static PlatformScope ofOperator() { return {}; }
    static PlatformScope ofJobs() { return {}; }

private:
    PlatformScope() = default;
};

} // namespace tabletalk
