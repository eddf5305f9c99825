// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace tabletalk {

/// Bounds of one statement on a tenant's database.
struct StatementLimits
{
    qint64 maxRows = 100'000;
    qint64 maxBytes = 64LL * 1024 * 1024; ///< of display text, summed over the cells
    std::chrono::milliseconds timeLimit{30'000};
};

/// Takes a result as it arrives, forward only.
class RowSink
{
public:
    virtual ~RowSink() = default;
    virtual void begin(const std::vector<ResultColumn> &columns) = 0;
    virtual void row(Row &&row) = 0;
};

struct StatementOutcome
{
    qint64 rowCount = 0;
    bool truncated = false; ///< a row or byte limit ended it
};

/// Called while the catalogue or the columns are read: what is done, out of how many, and
/// the table at hand.
using ReadingProgress = std::function<void(qint64 done, qint64 total, const QString &table)>;

/// A tenant's database, opened for reading only. It belongs to the thread that opened it.
/// One implementation a dialect, and everything that a dialect needs is in it. Statements
/// pass core/sql/StatementGuard before the engine's own read-only mode sees them. A
/// stop request reaches the database itself and ends the call with Cancelled.
class TargetDatabase
{
public:
    virtual ~TargetDatabase() = default;

    virtual Dialect dialect() const = 0;

    /// False once the connection is lost and opening it again is the only way on.
    virtual bool isUsable() const { return true; }

    virtual Result<QString> serverVersion() = 0;

    /// Could this account write if we let it? (The grant probe.)
    virtual Result<bool> accountCanWrite() = 0;

    /// Tables, columns, keys and comments by bulk queries; no data is read.
    virtual Result<Schema> readCatalogue(std::stop_token stop) = 0;

    /// Row count, distinct counts, ranges and samples of a table's columns, within a time
    /// and row budget; appends the distinct texts of its columns to values.
    virtual Result<void> profile(Table &table, std::vector<ColumnValues> &values, std::stop_token stop) = 0;

    /// Runs one SELECT. The sink sees begin once and then every row.
    virtual Result<StatementOutcome> run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                         std::stop_token stop) = 0;
};

} // namespace tabletalk
