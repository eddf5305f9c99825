// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Organizations.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// Which organisations an operator looks for; what is empty does not filter.
struct TenantFilter
{
    QString after; ///< ids behind this one
    QString status;
    QString search; ///< a pattern of searchPattern()
};

/// The statements on organisations as a whole: where they are found and whether they are in use.
class OrganizationStore
{
public:
    explicit OrganizationStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    /// The short name that is in the way of this one: the same, or one that looks like it.
    std::optional<QString> slugInTheWayOf(const QString &slug);
    /// Those in use only.
    std::optional<api::FoundOrganization> findBySlug(const QString &slug);

    std::optional<api::Logo> logo(const TenantScope &scope);
    void setLogo(const TenantScope &scope, const std::optional<api::Logo> &logo);
    /// False when there is no such organisation.
    bool setStatus(const TenantScope &scope, const QString &status, const QString &reason, Instant now);
    bool confirmDomain(const TenantScope &scope, const QString &domain);
    /// By id.
    std::vector<api::AdminTenant> listAll(const TenantFilter &filter, int limit);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
