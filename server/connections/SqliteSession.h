// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "core/base/Problem.h"

#include <QString>

#include <chrono>
#include <stop_token>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace tabletalk {

/// What the authorizer and the progress handler of one connection look at.
struct SqliteGate
{
    bool readsCatalogue = false; ///< our own PRAGMA queries are running
    std::stop_token stop;
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
    QString refused;           ///< what the authorizer turned away last
    qint64 memoryAtStart = 0;  ///< of SQLite in this process, when the statement began
    bool needsTooMuch = false; ///< it was ended because of its memory
    unsigned checks = 0;

    /// Forgets what came of the statement before.
    void beginStatement();
};

/// The longest text or binary that a statement of somebody else may make or read, in bytes.
inline constexpr int maxSqliteValue = 16 * 1024 * 1024;

/// Puts limits, authorizer and progress handler onto a fresh connection. gate must outlive it.
void hardenSqlite(sqlite3 *database, SqliteGate &gate);

/// One prepared statement of a SQLite connection.
class SqliteStatement
{
public:
    SqliteStatement(sqlite3 *database, SqliteGate &gate, const QString &sql);
    ~SqliteStatement();
    SqliteStatement(const SqliteStatement &) = delete;
    SqliteStatement &operator=(const SqliteStatement &) = delete;

    /// The problem of preparing, if there was one.
    Result<void> prepared() const;
    /// Binds text to a parameter, from 1.
    void bind(int parameter, const QString &text);
    /// True for a row, false at the end.
    Result<bool> step();
    void reset();

    int columnCount() const;
    QString columnName(int column) const;
    QString declaredType(int column) const; ///< empty for expressions
    int storageClass(int column) const;     ///< SQLITE_INTEGER, …
    qint64 integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const; ///< valid until the next step
    QString string(int column) const;
    Cell cell(int column) const;
    bool readsOnly() const;

private:
    std::unexpected<Problem> failed() const;

    sqlite3 *m_database;
    SqliteGate &m_gate;
    sqlite3_stmt *m_statement = nullptr;
    Result<void> m_prepared;
};

/// What a declared type means, by SQLite's own rules and the words people use for dates.
ColumnType sqliteColumnType(const QString &declared);

} // namespace tabletalk
