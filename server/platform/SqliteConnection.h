// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/platform/Statements.h"
#include "server/platform/Transaction.h"

#include <QSqlDatabase>

#include <memory>
#include <unordered_map>

class QSqlQuery;

namespace tabletalk {

enum class SqliteAccess { ReadWrite, ReadOnly };

/// One open connection to the platform database with its prepared statements. Belongs to
/// the thread that made it, as QtSql demands, and dies there.
class SqliteConnection
{
public:
    /// Unavailable when the file cannot be opened or is no database.
    static Result<std::unique_ptr<SqliteConnection>> open(const QString &path, SqliteAccess access,
                                                          const Statements &statements);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    /// Runs fixed text: transaction control, pragmas, migrations.
    Result<void> execute(const QString &sql);
    /// The same, with rows. Values by column position.
    Result<std::vector<std::vector<QVariant>>> query(const QString &sql, const std::vector<QVariant> &values = {});

    /// Runs a named statement; see Transaction for the rules. Throws Problem.
    std::vector<Record> run(const std::optional<TenantId> &tenant, const QString &statement, const Bindings &bindings,
                            qint64 *changed);

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
