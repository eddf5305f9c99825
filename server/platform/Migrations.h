// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace tabletalk {

class Clock;
class PlatformConnection;

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
    Result<std::vector<Migration>> pending(PlatformConnection &connection) const;

    /// True when any was ever applied, so that there is something to lose.
    static Result<bool> anyApplied(PlatformConnection &connection);

    /// The same for those that are known to be applied.
    Result<std::vector<Migration>> missingFrom(const QStringList &applied) const;

    /// What else belongs to every migration, in its transaction.
    using Finish = std::function<Result<void>(PlatformConnection &)>;

    /// Applies each in a transaction of its own, under the write lock.
    Result<void> apply(PlatformConnection &connection, const Clock &clock, const Finish &finish = {}) const;

    const std::vector<Migration> &all() const { return m_migrations; }

private:
    std::vector<Migration> m_migrations;
};

} // namespace tabletalk
