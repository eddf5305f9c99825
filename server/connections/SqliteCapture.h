// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace tabletalk {

/// Learns the SQLite connection that this thread opens while it is in scope, whoever opens it: an
/// ODBC driver that uses the same library as we do hands over its handle by this, so that the engine
/// can be kept to reading and a statement be stopped. (The driver's own SQLCancel frees what
/// the running statement still uses.)
class SqliteCapture
{
public:
    SqliteCapture();
    ~SqliteCapture();
    SqliteCapture(const SqliteCapture &) = delete;
    SqliteCapture &operator=(const SqliteCapture &) = delete;

    /// The first one opened; null when there was none.
    sqlite3 *opened() const { return m_opened; }

private:
    friend struct SqliteCaptureHook;
    sqlite3 *m_opened = nullptr;
};

} // namespace tabletalk
