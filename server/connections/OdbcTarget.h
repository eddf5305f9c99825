// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/OdbcEngine.h"
#include "server/connections/OdbcSource.h"
#include "server/connections/TargetDatabase.h"

#include <memory>
#include <optional>

namespace tabletalk {

/// A database behind an ODBC driver, opened for reading. What engine it is is asked after
/// connecting, and decides the dialect, the catalogue's statements and which read-only mode is
/// switched on. Transactions are never committed.
class OdbcTarget final : public TargetDatabase
{
public:
    /// CannotConnect, LoginRefused; UnsupportedDatabase for an engine that is not known and quotes
    /// names in a way of its own, and for a SQLite that cannot be kept to reading. engine takes
    /// the place of asking, for tests of the engine that is not known.
    static Result<std::unique_ptr<TargetDatabase>> open(const OdbcSource &source, const ConnectionPolicy &policy,
                                                        std::optional<OdbcEngineKind> engine = {});
    ~OdbcTarget() override;

    Dialect dialect() const override;
    bool isUsable() const override;
    Result<QString> serverVersion() override;
    Result<QString> encryption() override;
    Result<GrantReport> grants() override;
    Result<std::vector<WriteAttempt>> attemptWrites() override;
    Result<std::vector<RelationName>> listRelations(std::stop_token stop) override;
    Result<Schema> readCatalogue(const SchemaSelection &selection, std::stop_token stop) override;
    Result<void> profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                         std::stop_token stop) override;
    Result<StatementOutcome> run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                 std::stop_token stop) override;
    /// As run() without the statement guard, but still one statement: what the layers below refuse.
    Result<StatementOutcome> runUnchecked(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                          std::stop_token stop);

private:
    struct State;
    explicit OdbcTarget(std::unique_ptr<State> state);
    Result<QString> ask(const QString &sql);
    Result<bool> countRows(Table &table, const ProfileLimits &limits, std::stop_token stop);

    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
