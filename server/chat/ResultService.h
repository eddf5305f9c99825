// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ResultViews.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/chat/AnswerLimits.h"
#include "server/chat/LiveResults.h"
#include "server/chat/ResultSpool.h"
#include "server/chat/RowOrders.h"
#include "server/chat/RowWindows.h"

#include <atomic>
#include <functional>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class ResultStore;
class Transaction;
class Vault;
class WorkerPool;

/// What it is made of; all outlive it.
struct ResultParts
{
    PlatformDatabase &database;
    Vault &vault;
    WorkerPool &controlPool; ///< short work that may block
    WorkerPool &targetPool;  ///< work that may take seconds, shared fairly between tenants
    const Clock &clock;
    QString spoolDirectory;
    AnswerLimits limits;
};

/// The rows of answers: while they arrive, and for as long as they are kept.
class ResultService
{
public:
    explicit ResultService(ResultParts parts);

    static constexpr int maxPage = 1000;

    Awaitable<api::ResultPage> read(Call call, api::ReadResultRequest request);

    /// Sorted and filtered over the whole result, which must be complete.
    Awaitable<api::ArrangedPage> arranged(Call call, api::ArrangedRequest request);
    Awaitable<api::ColumnStatistics> statistics(Call call, api::StatisticsRequest request);
    Awaitable<api::FilteredTotals> totals(Call call, api::TotalsRequest request);

    /// The server stops: nobody goes through rows any more.
    void stopAll() { m_stopping = true; }

    const ResultSpool &spool() const { return m_spool; }
    LiveResults &live() { return m_live; }

    /// The result with its key sealed, as keep() wants it.
    SpooledResult sealed(const TenantScope &scope, SpooledResult result) const;
    /// Notes where the rows of a message lie, and makes room for them.
    void keep(Transaction &transaction, const TenantScope &scope, const SpooledResult &sealedResult,
              MessageId message) const;
    void removeFiles(const std::vector<ResultId> &results) const;

    /// Removes files that a killed process left behind. Called once at start. Blocking.
    void removeStrayFiles() const;

    /// Removes rows that have been kept long enough; a bounded number at a time. Blocking.
    void dropExpired();

private:
    Awaitable<std::shared_ptr<const ReadableResult>> find(const Call &call, ResultId id);
    Awaitable<std::shared_ptr<const ReadableResult>> findWhole(const Call &call, ResultId id);
    std::shared_ptr<const RowOrder> orderOf(const SpooledResult &result, const api::ArrangedRequest &request);
    api::ArrangedPage readArranged(const SpooledResult &result, const RowOrder &order,
                                   const api::ArrangedRequest &request);
    bool takeFromWindow(const SpooledResult &result, const RowOrder &order, const api::ArrangedRequest &request,
                        api::ArrangedPage &page);
    void makeRoom(ResultStore &results, qint64 needed) const;
    /// Throws TooLarge after as long as a statement may take, Unavailable while the server stops.
    void readAll(const SpooledResult &result,
                 const std::function<void(qint64 number, const boost::json::array &row)> &take) const;

    ResultParts m_parts;
    ResultSpool m_spool;
    LiveResults m_live;
    RowOrders m_orders;
    RowWindows m_windows;
    std::atomic<bool> m_stopping = false;
};

} // namespace tabletalk
