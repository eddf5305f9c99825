// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/Migrations.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/SqliteReaders.h"
#include "server/platform/SqliteWriter.h"
#include "server/platform/Statements.h"

namespace tabletalk {

/// The platform database as one SQLite file. Whoever uses it with coroutines destroys it
/// before their I/O context: its threads post completions there.
class SqliteDatabase final : public PlatformDatabase
{
public:
    static Result<std::unique_ptr<PlatformDatabase>> open(const PlatformDatabaseOptions &options, Statements statements,
                                                          const Migrations &migrations, const Clock &clock);
    /// As stop().
    ~SqliteDatabase() override;

    void writeLater(std::function<void(Transaction &)> work, std::function<void(std::exception_ptr)> failed) override;
    void flush() override;
    void stop() override;
    bool isReady() override;

protected:
    Awaitable<void> awaitRead(Erased work) override;
    Awaitable<void> awaitWrite(Erased work) override;
    void blockOnRead(const Erased &work) override;
    void blockOnWrite(const Erased &work) override;

private:
    SqliteDatabase(const PlatformDatabaseOptions &options, Statements statements);
    void refuseWaitingOnOwnThread() const;

    Statements m_statements;
    SqliteReaders m_readers;
    SqliteWriter m_writer;
};

} // namespace tabletalk
