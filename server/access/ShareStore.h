// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Access.h"
#include "core/base/Id.h"
#include "server/platform/Scope.h"

#include <vector>

namespace tabletalk {

class Transaction;

/// To whom a thing is shown.
struct Audience
{
    Visibility visibility = Visibility::Private;
    std::vector<UserId> users; ///< of Visibility::Shared
    std::vector<TeamId> teams; ///< of Visibility::Team
};

/// The people and teams that things are shown to, of any kind of thing.
class ShareStore
{
public:
    ShareStore(Transaction &transaction, TenantScope scope, QString kind, QString object)
        : m_transaction(transaction)
        , m_scope(scope)
        , m_kind(std::move(kind))
        , m_object(std::move(object))
    {}

    /// In place of what was there. Throws NotFound when somebody is no member, or a team is
    /// not of this organisation.
    void replace(const Audience &audience);
    /// The visibility is the thing's own, and left as it is.
    void read(Audience &audience);
    void remove();

private:
    void insert(const QString &statement, const QString &subject);

    Transaction &m_transaction;
    TenantScope m_scope;
    QString m_kind;
    QString m_object;
};

} // namespace tabletalk
