// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/base/AddressRanges.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// The statements on an organisation's security settings.
class SecurityStore
{
public:
    SecurityStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    AddressRanges allowedRanges();
    void save(const AddressRanges &ranges, Instant now);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
