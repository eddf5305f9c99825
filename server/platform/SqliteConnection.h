// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/PlatformConnection.h"
#include "server/platform/Statements.h"

#include <QSqlDatabase>

#include <memory>
#include <unordered_map>

class QSqlQuery;

namespace tabletalk {

enum class SqliteAccess { ReadWrite, ReadOnly };

/// A connection to the platform database as one SQLite file.
class SqliteConnection final : public PlatformConnection
{
public:
    /// Unavailable when the file cannot be opened or is no database.
    static Result<std::unique_ptr<SqliteConnection>> open(const QString &path, SqliteAccess access,
                                                          const Statements &statements);
    ~SqliteConnection() override;

    using PlatformConnection::query;
    Result<void> execute(const QString &sql) override;
    Result<Rows> query(const QString &sql, const std::vector<QVariant> &values) override;
    std::vector<Record> run(const std::optional<TenantId> &tenant, const QString &statement, const Bindings &bindings,
                            qint64 *changed) override;

    Result<void> begin(TransactionKind kind) override;
    Result<void> commit() override;
    void rollBack() override;
    Result<void> beginPiece() override;
    Result<void> keepPiece() override;
    Result<void> undoPiece() override;

private:
    SqliteConnection(QString name, SqliteAccess access, const Statements &statements);
    QSqlQuery &prepared(const Statement &statement);

    struct Prepared;
    QString m_name;
    SqliteAccess m_access;
    const Statements &m_statements;
    QSqlDatabase m_database;
    std::unordered_map<QString, std::unique_ptr<Prepared>> m_prepared;
};

} // namespace tabletalk
