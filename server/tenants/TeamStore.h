// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Members.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// The statements on teams and who is in them.
class TeamStore
{
public:
    TeamStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// In the order they were made, after the given id.
    std::vector<api::Team> list(const QString &afterId, int limit);
    std::optional<api::Team> find(TeamId id);
    std::vector<api::TeamMember> members(TeamId id);
    qint64 count();
    /// Both throw Conflict when the organisation has a team of that name.
    void insert(TeamId id, const QString &name, Instant now);
    bool rename(TeamId id, const QString &name);
    /// With what was shown to it.
    bool remove(TeamId id);
    void addMember(TeamId id, UserId user);
    bool removeMember(TeamId id, UserId user);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
