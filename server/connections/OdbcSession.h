// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "core/base/Problem.h"
#include "server/connections/OdbcDiagnostics.h"
#include "server/connections/OdbcSource.h"
#include "server/connections/OdbcWatchdog.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace tabletalk {

/// One row as it was read; cut says that a cell was longer than the limit and lost its end.
struct OdbcRow
{
    Row cells;
    qint64 bytes = 0;
    bool cut = false;

    /// A cell of the catalogue, which is a text or a number, as text; empty for null.
    QString text(size_t column) const;
};

/// A connection through ODBC's driver manager. Statements never run longer than their limit:
/// the driver is told of it, and a watchdog cancels what does not heed it or was stopped. Rows are
/// fetched one by one, forward only. Transactions are never committed. Belongs to one thread.
class OdbcSession
{
public:
    /// CannotConnect, LoginRefused with the layer that failed; UnsupportedDatabase when the
    /// driver is there in name only.
    static Result<std::unique_ptr<OdbcSession>> open(const OdbcSource &source);
    ~OdbcSession();

    /// Return false to end the statement early.
    using TakeRow = std::function<bool(OdbcRow &&)>;
    using TakeColumns = std::function<void(const std::vector<ResultColumn> &)>;

    /// What ODBC itself lists, in place of a statement.
    enum class Listing { None, Tables, Columns };

    struct Request
    {
        QString sql;
        Listing listing = Listing::None;
        std::chrono::milliseconds timeLimit{30'000};
        std::stop_token stop;
        qint64 mostCellBytes = 16LL * 1024 * 1024;
        qint64 mostRows = 0; ///< the driver may stop there; 0 for no limit
        TakeColumns columns; ///< called once before any row; may be empty
        TakeRow row;
    };

    /// How the engine is spoken to, set once it is known.
    struct Habits
    {
        /// Prepares first and runs nothing that says it gives no rows.
        bool describesFirst = true;
        /// Columns of any type may hold texts and numbers: read them as text, and see.
        bool typesAreLoose = false;
        bool usesTransactions = true;
        bool usesTimeouts = true;
        bool speaksUtf8 = false; ///< see OdbcHandle
        /// The watchdog leaves it alone: something else ends statements.
        bool endsByItself = false;
        /// Whatever the cause of a failure, it was this: the reason that ended it from outside.
        std::function<std::optional<Problem>()> whyEnded;
    };
    void setHabits(Habits habits);

    /// One statement, whose transaction is rolled back.
    Result<void> read(const Request &request);
    /// Settings of the session, before setHabits().
    Result<void> execute(const QString &sql);

    /// Runs anything at all in a transaction that is rolled back; the problem is the engine's answer.
    Result<void> attempt(const QString &sql);

    /// SQLGetInfo for a text, and for a number.
    QString info(unsigned short type) const;
    unsigned infoNumber(unsigned short type) const;

    bool isUsable() const { return m_usable; }

private:
    explicit OdbcSession(const OdbcSource &source);
    Result<void> connect(const OdbcSource &source);
    Result<void> stream(const OdbcHandle &statement, const Request &request, OdbcWatchdog::Watch &watch);
    Result<void> start(const OdbcHandle &statement, const Request &request, OdbcWatchdog::Watch &watch);
    std::unexpected<Problem> failed(const OdbcHandle &handle, const OdbcWatchdog::Watch &watch);
    void rollBack();

    OdbcHandle m_environment;
    OdbcHandle m_connection;
    OdbcWatchdog m_watchdog;
    QString m_secret;
    Habits m_habits;
    bool m_connected = false;
    bool m_usable = true;
};

} // namespace tabletalk
