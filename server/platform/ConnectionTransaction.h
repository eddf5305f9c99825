// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/platform/PlatformConnection.h"
#include "server/platform/Transaction.h"

#include <QCoreApplication>

namespace tabletalk {

/// Runs statements on one connection; what it may do is up to the connection. Used by the
/// writer and the readers, each on the thread that owns the connection.
class ConnectionTransaction final : public Transaction
{
public:
    explicit ConnectionTransaction(PlatformConnection &connection)
        : m_connection(connection)
    {}

protected:
    std::vector<Record> run(const std::optional<TenantId> &tenant, const QString &statement, const Bindings &bindings,
                            qint64 *changed) override
    {
        return m_connection.run(tenant, statement, bindings, changed);
    }

private:
    PlatformConnection &m_connection;
};

/// What a caller hears whose work came too late.
inline Problem databaseIsStopping()
{
    return Problem::of(ProblemCode::Unavailable, QCoreApplication::translate("Platform", "The server is stopping."));
}

} // namespace tabletalk
