// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/PlatformConnection.h"
#include "server/platform/PlatformDatabase.h"

#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace tabletalk::test {

/// Whether tests put the platform database on PostgreSQL: TABLETALK_TEST_PLATFORM=postgres.
bool platformIsPostgres();

/// Where a platform database of a test's own is: a fresh file, or a fresh database on a
/// PostgreSQL. That is the one of the run of CTest (TABLETALK_TEST_CLUSTER, see tests/cluster)
/// or, without one, one of this process.
class PlatformPlace
{
public:
    /// Throws when there is no PostgreSQL where one is asked for.
    PlatformPlace();
    ~PlatformPlace();
    PlatformPlace(const PlatformPlace &) = delete;
    PlatformPlace &operator=(const PlatformPlace &) = delete;

    /// Opens it as the server does.
    std::unique_ptr<PlatformDatabase> open(const Clock &clock) const;
    QString directory() const { return m_directory.path(); }
    QString filePath(const QString &name) const { return m_directory.filePath(name); }
    /// Of the database on PostgreSQL, as its superuser; empty on SQLite.
    const QString &url() const { return m_url; }
    /// For a program that is to use it.
    QProcessEnvironment environment() const;

    /// All that the database holds, as bytes in which something can be looked for: on SQLite its
    /// files, on PostgreSQL every value of every table, as the superuser sees them.
    QByteArray everythingStored(const QString &file = QStringLiteral("platform.db")) const;
    /// The tables that have a column tenant_id, in order.
    QStringList tenantTables(const QString &file = QStringLiteral("platform.db")) const;

    /// Past the server and every policy. The database has to exist already; on SQLite it is
    /// the file of that name.
    std::unique_ptr<PlatformConnection> connect(const QString &file = QStringLiteral("platform.db")) const;

private:
    QTemporaryDir m_directory;
    QString m_database;
    QString m_url;
};

} // namespace tabletalk::test
