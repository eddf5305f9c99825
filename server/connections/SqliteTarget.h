// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/ConnectionPolicy.h"
#include "server/connections/TargetDatabase.h"

#include <memory>

namespace tabletalk {

/// Opens a SQLite file for reading. It is kept from writing by four means of the engine:
/// opened read-only, query_only, defensive mode without triggers or extensions, and an authorizer
/// that lets only reads and harmless functions through.
class SqliteTarget final : public TargetDatabase
{
public:
    /// NotADatabase for a file with other content, CannotConnect when it cannot be opened. An
    /// empty file is an empty database.
    static Result<std::unique_ptr<TargetDatabase>> open(const CheckedFile &file);
    ~SqliteTarget() override;

    Dialect dialect() const override { return Dialect::SQLite; }
    /// False when the path leads to another file by now.
    bool isUsable() const override;
    Result<QString> serverVersion() override;
    Result<GrantReport> grants() override;
    Result<QString> readOnlyState() override;
    Result<std::vector<WriteAttempt>> attemptWrites() override;
    Result<QString> changeMark() override;
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
    explicit SqliteTarget(std::unique_ptr<State> state);
    Result<void> prove();
    Result<qint64> countRows(const Table &table, std::stop_token stop);

    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
