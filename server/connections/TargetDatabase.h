// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "core/base/Problem.h"
#include "core/schema/Schema.h"
#include "core/schema/SchemaSelection.h"

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

/// A table or view as the catalogue lists it, before anything else of it is read.
struct RelationName
{
    QString schema;
    QString name;
    TableKind kind = TableKind::Table;
    std::optional<qint64> rowEstimate;
};

/// Bounds of profiling one table: what is read of it, whatever its size.
struct ProfileLimits
{
    qint64 wholeRows = 150'000;  ///< tables up to this are read as a whole
    qint64 sampledRows = 40'000; ///< of larger ones, so many rows
    qint64 maxBytes = 64LL * 1024 * 1024;
    std::chrono::milliseconds timeLimit{2'500};
};

/// What the account is allowed to do beyond reading. (The grant probe.)
struct GrantReport
{
    bool canWrite = false;
    std::vector<QString> evidence; ///< "INSERT on public.orders" and the like, at most ten
};

/// What came of one attempt to write that was handed to the engine past the statement guard.
struct WriteAttempt
{
    QString statement;
    bool refused = false;
    QString answer; ///< the engine's own words
};

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

    /// How the connection is encrypted ("TLSv1.3, certificate verified"); empty when it is
    /// not, or does not leave this machine.
    virtual Result<QString> encryption() { return QString(); }

    /// Could this account write if we let it?
    virtual Result<GrantReport> grants() = 0;

    /// What the engine itself says of being read-only ("transaction_read_only is on"), asked as a
    /// statement of somebody else would find it. Empty when it has no words for it; an error
    /// when it says that it is not.
    virtual Result<QString> readOnlyState() { return QString(); }

    /// Tries harmless writes past the statement guard; the engine's read-only mode must refuse
    /// each. Whatever is not refused is rolled back and leaves nothing behind.
    virtual Result<std::vector<WriteAttempt>> attemptWrites() = 0;

    /// All tables and views that may be read, by one bulk query; quick at any number of them.
    virtual Result<std::vector<RelationName>> listRelations(std::stop_token stop) = 0;

    /// One mark for the whole database that changes whenever anything in it does, where the
    /// engine has such a thing at hand; else empty. It is also the changeMark of each table then.
    virtual Result<QString> changeMark() { return QString(); }

    /// Who is told how far readCatalogue has come, on the thread that calls it; nobody when
    /// empty. An engine may say nothing.
    virtual void setReadingProgress(const ReadingProgress &) {}

    /// Tables, columns, keys and comments of the selection by bulk queries; no data is read.
    virtual Result<Schema> readCatalogue(const SchemaSelection &selection, std::stop_token stop) = 0;

    /// Row count, distinct counts, ranges and samples of a table's columns, within the limits;
    /// appends the distinct texts of its columns to values and marks the table as profiled.
    virtual Result<void> profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                                 std::stop_token stop) = 0;

    /// Runs one SELECT. The sink sees begin once and then every row.
    virtual Result<StatementOutcome> run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                         std::stop_token stop) = 0;
};

} // namespace tabletalk
