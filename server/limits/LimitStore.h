// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <QString>

#include <vector>

namespace tabletalk {

class Transaction;

/// The statements on usage_counters and usage_alerts.
class LimitStore
{
public:
    LimitStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// Counts the amount if the sum stays within `most`; else nothing changes and
    /// it is false.
    bool take(const QString &kind, Instant begin, qint64 amount, qint64 most);
    /// What was taken came to more, or less.
    void settle(const QString &kind, Instant begin, qint64 change);
    qint64 used(const QString &kind, Instant begin);

    struct Alert
    {
        QString kind;
        int percent = 0;
        qint64 used = 0;
        qint64 most = 0;
        Instant at;
    };
    /// False when it was raised before.
    bool add(const Alert &alert, Instant begin);
    std::vector<Alert> alerts(Instant begin);

    /// An alert that nobody was mailed about.
    struct UntoldAlert
    {
        TenantScope scope;
        QString organization; ///< its name
        Instant begin;        ///< of the month
        Alert alert;
    };
    /// Of all organisations, oldest first.
    static std::vector<UntoldAlert> untold(Transaction &transaction, Instant since, int limit);
    /// False when another took it.
    bool claim(const UntoldAlert &untold, Instant now);
    /// Addresses of owners and administrators; bounded.
    QStringList administrators();

    struct Things
    {
        qint64 users = 0;
        qint64 workspaces = 0;
        qint64 connections = 0;
        qint64 workflows = 0;
        qint64 agents = 0; ///< without the default of each workspace
        qint64 storage = 0;
    };
    Things things();
    qint64 storedBytes();

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
