// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Security.h"
#include "core/base/Problem.h"
#include "server/api/Call.h"
#include "server/base/AddressRanges.h"
#include "server/base/Async.h"

#include <QHash>

#include <mutex>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class Transaction;

/// Thrown for an address that an organisation does not let in.
struct AddressRefused : Problem
{
    AddressRefused(TenantId organisation, const QString &address);
    TenantId tenant;
};

/// What an organisation demands of those who come to it: from which addresses. Thread-safe.
class SecurityService
{
public:
    /// ownComputer: whoever comes from this computer itself is let in, whatever an organisation demands; where the
    /// server is a part of somebody's own program, nobody is to keep them out of it.
    SecurityService(PlatformDatabase &database, const Clock &clock, bool ownComputer = false)
        : m_database(database)
        , m_clock(clock)
        , m_ownComputer(ownComputer)
    {}

    Awaitable<api::SecuritySettings> read(Call call);
    /// Refused when the caller's own address would not be let in, unless that is wanted.
    Awaitable<api::SecuritySettings> update(Call call, api::UpdateSecurityRequest request);

    /// Throws AddressRefused, which is Forbidden, when the organisation does not let that address in. What other nodes
    /// change is seen after seconds.
    Awaitable<void> admit(TenantId tenant, QString address);
    /// The same for a sign-in, inside its transaction.
    static void admitWithin(Transaction &transaction, const TenantScope &scope, const QString &address);

private:
    bool isAlwaysLetIn(const QString &address) const;

    struct Kept
    {
        AddressRanges ranges;
        Instant until;
    };

    PlatformDatabase &m_database;
    const Clock &m_clock;
    const bool m_ownComputer;
    std::mutex m_mutex;
    quint64 m_generation = 0;
    QHash<TenantId, Kept> m_kept;
};

} // namespace tabletalk
