// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "core/base/Problem.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>

struct pg_conn;
struct pg_result;

namespace tabletalk {

/// One row of a result as the server sent it, valid during the call that shows it.
class PostgresRow
{
public:
    PostgresRow(const pg_result *result, int row)
        : m_result(result)
        , m_row(row)
    {}
    int columnCount() const;
    QString columnName(int column) const;
    unsigned typeOid(int column) const;
    bool isNull(int column) const;
    std::string_view text(int column) const;
    QString string(int column) const;
    bool flag(int column) const { return text(column) == "t"; }
    Cell cell(int column) const; ///< as the column's type has it

private:
    const pg_result *m_result;
    int m_row;
};

/// What a type of PostgreSQL holds, by its object id.
ColumnType postgresColumnType(unsigned oid);

/// Runs statements on an open libpq connection without ever waiting longer than the time
/// limit: results arrive row by row, and a stop request or the limit cancels the statement
/// on the server. After the connection broke it is not usable any more.
class PostgresSession
{
public:
    explicit PostgresSession(pg_conn *connection);

    /// Return false to end the statement early.
    using TakeRow = std::function<bool(const PostgresRow &)>;
    /// Called once with the columns, before any row.
    using TakeColumns = std::function<void(const PostgresRow &)>;

    struct Request
    {
        QString sql;
        std::chrono::milliseconds timeLimit{30'000};
        std::stop_token stop;
        TakeColumns columns; ///< may be empty
        TakeRow row;
    };

    /// One statement in a read-only transaction of its own that is rolled back.
    Result<void> read(const Request &request);
    /// Settings of the session.
    Result<void> execute(const char *sql);
    /// Any statement in such a transaction, without looking at its result: success means that
    /// the server let it through.
    Result<void> attempt(const QString &sql);
    bool isUsable() const { return m_usable; }

private:
    Result<void> stream(const Request &request);
    void rollBack();
    Result<void> waitForResult(const Request &request, std::chrono::steady_clock::time_point deadline);
    void cancel();
    bool cancelAndDrain();
    bool drain(std::chrono::milliseconds patience);
    std::unexpected<Problem> lost();
    std::unexpected<Problem> tooLarge();
    std::unexpected<Problem> problemOf(const pg_result *result, const Request &request);

    pg_conn *m_connection;
    bool m_usable = true;
};

} // namespace tabletalk
