// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/PlatformConnection.h"
#include "server/platform/PostgresLogin.h"
#include "server/platform/Statements.h"

#include <QSet>

struct pg_conn;
struct pg_result;

namespace tabletalk {

class PostgresArguments;

/// A connection to the platform database on PostgreSQL, in libpq. Statements are prepared
/// once. What controls transactions and scopes waits until it can go with the next request,
/// so that a piece of work costs two waits for the network, not five.
///
/// Row-level security: before a statement runs, the setting tabletalk.tenant names the
/// tenant of its scope, or tabletalk.platform is "on" for a PlatformScope; both end with the
/// transaction.
class PostgresConnection final : public PlatformConnection
{
public:
    static Result<std::unique_ptr<PostgresConnection>> open(const PostgresLogin &login, const Statements &statements);
    ~PostgresConnection() override;

    using PlatformConnection::query;
    Result<void> execute(const QString &sql) override;
    Result<Rows> query(const QString &sql, const std::vector<QVariant> &values) override;
    std::vector<Record> run(const std::optional<TenantId> &tenant, const QString &statement, const Bindings &bindings,
                            qint64 *changed) override;

    /// Reads see one state of the database; writes are as if one came after the other.
    Result<void> begin(TransactionKind kind) override;
    Result<void> commit() override;
    void rollBack() override;
    Result<void> beginPiece() override;
    Result<void> keepPiece() override;
    Result<void> undoPiece() override;

    bool isUsable() const override;

    /// What to watch for something to read, while nothing is asked.
    qintptr socket() const;
    /// What others said (NOTIFY) on the channels that this connection listens to.
    std::vector<QString> takeNotifications();

    bool mustRepeat() const override { return m_mustRepeat; }
    QString inOwnWords(const QString &statement) const override;

private:
    /// Whose rows can be seen at this moment.
    enum class Seen { Unknown, Platform, OneTenant };

    PostgresConnection(pg_conn *connection, const Statements &statements);
    void addControl(const char *sql);
    Result<void> sendControl();
    Result<void> enterScope(const std::optional<TenantId> &tenant);
    void prepare(const Statement &statement);
    std::unexpected<Problem> problemOf(const pg_result *result, const QString &what);

    pg_conn *m_connection;
    const Statements &m_statements;
    QSet<QString> m_prepared;
    QByteArray m_control;         ///< what waits to go with the next request
    bool m_inTransaction = false; ///< the server was told of the transaction
    bool m_reads = false;
    bool m_mustRepeat = false;
    bool m_lost = false;
    Seen m_seen = Seen::Unknown;
    TenantId m_seenTenant;
};

} // namespace tabletalk
