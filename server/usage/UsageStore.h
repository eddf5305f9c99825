// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <QUuid>

namespace tabletalk {

class Transaction;
struct QuestionUsage;

/// Sums over the questions of a span of time.
struct UsageSums
{
    qint64 questions = 0;
    qint64 answered = 0;
    qint64 rows = 0;
    qint64 answeredMs = 0; ///< of the answered ones, together
};

/// The statements on usage_events. Spans hold their begin and not their end.
class UsageStore
{
public:
    UsageStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(const QUuid &id, Instant at, const QuestionUsage &usage);
    UsageSums sums(Instant begin, Instant end);
    /// How many people asked something.
    qint64 users(Instant begin, Instant end);
    /// IANA name of the organisation's time zone.
    QString timeZone();

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
