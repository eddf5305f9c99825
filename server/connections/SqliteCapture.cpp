// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SqliteCapture.h"

#include <sqlite3.h>

#include <mutex>

namespace tabletalk {

namespace {

thread_local SqliteCapture *capturing = nullptr;

} // namespace

/// SQLite calls this for every connection that is opened in the process.
struct SqliteCaptureHook
{
    static int opened(sqlite3 *database, char **, const sqlite3_api_routines *)
    {
        if (capturing && !capturing->m_opened)
            capturing->m_opened = database;
        return SQLITE_OK;
    }
};

SqliteCapture::SqliteCapture()
{
    static std::once_flag installed;
    std::call_once(installed, [] {
        // SQLite documents the cast: the function is called as what it is.
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(&SqliteCaptureHook::opened));
    });
    capturing = this;
}

SqliteCapture::~SqliteCapture()
{
    capturing = nullptr;
}

} // namespace tabletalk
