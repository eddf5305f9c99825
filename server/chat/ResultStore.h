// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/Viewer.h"
#include "server/chat/LiveResults.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// Which results are kept and where: the table beside the spool's files. Keys come in and
/// go out sealed; sealing is the service's matter.
class ResultStore
{
public:
    ResultStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// result.key must hold the sealed key.
    void insert(const SpooledResult &result, MessageId message, Instant now);
    /// With the key still sealed; only results in conversations that the viewer sees.
    std::optional<ReadableResult> find(ResultId id, const Viewer &viewer);

    struct Size
    {
        ResultId id;
        qint64 bytes = 0;
    };
    std::vector<Size> oldestFirst();
    void remove(ResultId id);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
