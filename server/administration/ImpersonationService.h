// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Impersonation.h"
#include "server/api/Authenticator.h"

namespace tabletalk {

class AccountService;
class Clock;
class PlatformDatabase;

/// Operators who work as a member of an organisation for a while, to see what that person sees:
/// never as another operator, never longer than half an hour, always with a reason that the
/// organisation reads in its audit log. What they may do is in server/api/ImpersonationRules.
/// Thread-safe.
class ImpersonationService
{
public:
    ImpersonationService(PlatformDatabase &database, AccountService &accounts, AuditSink &audit, const Clock &clock)
        : m_database(database)
        , m_accounts(accounts)
        , m_audit(audit)
        , m_clock(clock)
    {}

    Awaitable<api::Impersonating> begin(Call call, api::ImpersonateRequest request);
    /// Conflict for whoever is really themselves.
    Awaitable<api::Empty> end(Call call);

private:
    PlatformDatabase &m_database;
    AccountService &m_accounts;
    AuditSink &m_audit;
    const Clock &m_clock;
};

} // namespace tabletalk
