// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/DatabaseReaders.h"
#include "server/platform/DatabaseWriter.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Statements.h"

namespace tabletalk {

struct DatabaseThreads
{
    int readers = 2;
    int writeQueue = 20'000;
};

/// The platform database on threads of our own: some that read, one that writes in groups.
/// Which engine it is, the connections know. Whoever uses it with coroutines destroys it
/// before their I/O context: its threads post completions there.
class ThreadedDatabase final : public PlatformDatabase
{
public:
    /// Check problem() before use.
    ThreadedDatabase(const OpenConnection &open, Statements statements, DatabaseThreads threads);
    /// As stop().
    ~ThreadedDatabase() override;

    /// Why there is no connection, if so.
    const std::optional<Problem> &problem() const { return m_writer.problem(); }

    void flush() override;
    void stop() override;
    bool isReady() override;

protected:
    Awaitable<void> awaitRead(TenantId whose, Erased work) override;
    Awaitable<void> awaitWrite(TenantId whose, Erased work) override;
    void blockOnRead(TenantId whose, const Erased &work) override;
    void blockOnWrite(TenantId whose, const Erased &work) override;
    void queueWrite(TenantId whose, Erased work, std::function<void(std::exception_ptr)> failed) override;

private:
    void refuseWaitingOnOwnThread() const;

    Statements m_statements;
    DatabaseReaders m_readers;
    DatabaseWriter m_writer;
};

} // namespace tabletalk
