// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tabletalk {

class Clock;
class SqliteConnection;

/// One step of the platform database's shape. Goes forward only, and is never edited
/// once it was released.
struct Migration
{
    QString name; ///< "0001_tenants": applied in order of the names
    QString script;
};

class Migrations
{
public:
    explicit Migrations(std::vector<Migration> migrations);
    /// Those built into the program: sql/common/migrations, each replaced by a file of the
    /// same name in sql/<dialect>/migrations where that exists.
    static Migrations builtIn(const QString &dialect);

    /// What has to be applied. Refused when the database knows a migration that this
    /// program does not: it was used by a newer one.
    Result<std::vector<Migration>> pending(SqliteConnection &connection) const;

    /// True when any was ever applied, so that there is something to lose.
    static Result<bool> anyApplied(SqliteConnection &connection);

    /// Applies each in a transaction of its own, under the write lock.
    Result<void> apply(SqliteConnection &connection, const Clock &clock) const;

    const std::vector<Migration> &all() const { return m_migrations; }

private:
    std::vector<Migration> m_migrations;
};

} // namespace tabletalk
