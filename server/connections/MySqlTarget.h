// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"
#include "server/connections/TargetDatabase.h"

#include <QHostAddress>

#include <memory>
#include <vector>

namespace tabletalk {

/// A MySQL or MariaDB database, opened for reading: the session is read-only, and every
/// statement runs in a read-only transaction of its own that is rolled back. Stopping a
/// statement kills it on the server by a second connection. TIMESTAMP values are UTC and say
/// so; DATETIME values have no zone and are given as they are.
class MySqlTarget final : public TargetDatabase
{
public:
    /// Connects to the first of the addresses that answers; url gives name (for TLS), port,
    /// user, password and database. CannotConnect, LoginRefused.
    static Result<std::unique_ptr<TargetDatabase>> open(const ConnectionUrl &url,
                                                        const std::vector<QHostAddress> &addresses);
    ~MySqlTarget() override;

    Dialect dialect() const override { return Dialect::MySQL; }
    bool isUsable() const override;
    Result<QString> serverVersion() override;
    Result<QString> encryption() override;
    Result<GrantReport> grants() override;
    Result<QString> readOnlyState() override;
    Result<std::vector<WriteAttempt>> attemptWrites() override;
    Result<std::vector<RelationName>> listRelations(std::stop_token stop) override;
    Result<Schema> readCatalogue(const SchemaSelection &selection, std::stop_token stop) override;
    Result<void> profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                         std::stop_token stop) override;
    Result<StatementOutcome> run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                 std::stop_token stop) override;
    /// As run() without our own check of the statement: what the engine alone refuses. For
    /// the proof that the second layer holds by itself.
    Result<StatementOutcome> runUnchecked(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                          std::stop_token stop);

private:
    struct State;
    explicit MySqlTarget(std::unique_ptr<State> state);
    /// All rows of a short query of our own, as texts.
    Result<std::vector<QStringList>> texts(const QString &sql);

    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
