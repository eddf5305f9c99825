// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"
#include "server/connections/TargetDatabase.h"

#include <QHostAddress>

#include <memory>
#include <vector>

namespace tabletalk {

/// A PostgreSQL database, opened for reading: the session defaults to read-only
/// transactions, and every statement runs in one of its own that is rolled back.
/// Stopping a statement sends the server a cancel request.
class PostgresTarget final : public TargetDatabase
{
public:
    /// Connects to the first of the addresses that answers; url gives name (for TLS), port,
    /// user, password and database. CannotConnect, LoginRefused.
    static Result<std::unique_ptr<TargetDatabase>> open(const ConnectionUrl &url,
                                                        const std::vector<QHostAddress> &addresses);
    ~PostgresTarget() override;

    Dialect dialect() const override { return Dialect::PostgreSQL; }
    bool isUsable() const override;
    Result<QString> serverVersion() override;
    Result<QString> encryption() override;
    Result<GrantReport> grants() override;
    Result<QString> readOnlyState() override;
    Result<std::vector<WriteAttempt>> attemptWrites() override;
    void setReadingProgress(const ReadingProgress &progress) override;
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
    explicit PostgresTarget(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
