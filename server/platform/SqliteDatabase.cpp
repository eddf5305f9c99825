// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/SqliteDatabase.h"

#include "core/base/Clock.h"
#include "server/platform/MovedPlatform.h"
#include "server/platform/SqliteConnection.h"
#include "server/platform/ThreadedDatabase.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

constexpr auto fileName = "platform.db";
constexpr qsizetype snapshotsKept = 3;

Problem cannotUse(const QString &directory)
{
    return Problem::of(
        ProblemCode::Unavailable,
        QCoreApplication::translate("Platform", "The data directory \"%1\" cannot be written.").arg(directory),
        QCoreApplication::translate("Platform", "Check that it exists and belongs to the user who runs "
                                                "Tabletalk."));
}

/// Makes directory and file readable by their owner alone; SQLite gives its other files
/// the permissions of the first.
Result<void> prepareFile(const QString &directory, const QString &path)
{
    const bool fresh = !QDir(directory).exists();
    if (!QDir().mkpath(directory))
        return std::unexpected(cannotUse(directory));
    if (fresh)
        QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile file(path);
    if (file.exists())
        return {};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return std::unexpected(cannotUse(directory));
    return {};
}

void removeOldSnapshots(const QString &directory)
{
    QDir dir(directory);
    const QStringList snapshots = dir.entryList({u"platform.db.before-*"_s}, QDir::Files, QDir::Time);
    for (qsizetype i = snapshotsKept; i < snapshots.size(); ++i)
        dir.remove(snapshots[i]);
}

/// A copy beside the database, so that a migration which went wrong costs nothing.
Result<void> takeSnapshot(PlatformConnection &connection, const QString &directory, const QString &before,
                          const Clock &clock)
{
    const QString path = u"%1/%2.before-%3-%4"_s.arg(directory, QString::fromLatin1(fileName), before,
                                                     QString::number(clock.now().msSinceEpoch));
    if (auto done = connection.query(u"VACUUM INTO ?"_s, {path}); !done)
        return std::unexpected(std::move(done).error());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    qCInfo(lcPlatform).noquote() << "kept a snapshot at" << path;
    removeOldSnapshots(directory);
    return {};
}

Result<void> migrate(const QString &directory, const QString &path, const Statements &statements,
                     const Migrations &migrations, const Clock &clock)
{
    auto connection = SqliteConnection::open(path, SqliteAccess::ReadWrite, statements);
    if (!connection)
        return std::unexpected(std::move(connection).error());
    const auto pending = migrations.pending(**connection);
    if (!pending)
        return std::unexpected(pending.error());
    const auto old = Migrations::anyApplied(**connection);
    if (!old)
        return std::unexpected(old.error());
    if (*old && !pending->empty()) {
        if (auto kept = takeSnapshot(**connection, directory, pending->front().name, clock); !kept)
            return kept;
    }
    return migrations.apply(**connection, clock);
}

} // namespace

Result<void> refuseMoved(const QString &directory)
{
    QFile note(QDir(directory).filePath(PlatformDatabase::movedNote));
    if (!note.open(QIODevice::ReadOnly))
        return {};
    constexpr qint64 longest = 1000;
    const QString where = QString::fromUtf8(note.read(longest)).simplified();
    return failure(ProblemCode::Conflict,
                   QCoreApplication::translate("Platform", "The platform database of \"%1\" was moved to %2.")
                       .arg(directory, where),
                   QCoreApplication::translate(
                       "Platform", "Name it with --platform-db. To go back to what was here before the move, "
                                   "delete \"%1\" in the data directory.")
                       .arg(PlatformDatabase::movedNote));
}

Result<std::unique_ptr<PlatformDatabase>> SqliteDatabase::open(const PlatformDatabaseOptions &options,
                                                               Statements statements, const Migrations &migrations,
                                                               const Clock &clock)
{
    const QString path = options.directory + u'/' + QString::fromLatin1(fileName);
    if (auto here = refuseMoved(options.directory); !here)
        return std::unexpected(std::move(here).error());
    if (auto prepared = prepareFile(options.directory, path); !prepared)
        return std::unexpected(std::move(prepared).error());
    if (auto migrated = migrate(options.directory, path, statements, migrations, clock); !migrated)
        return std::unexpected(std::move(migrated).error());
    const OpenConnection open = [path](TransactionKind kind,
                                       const Statements &all) -> Result<std::unique_ptr<PlatformConnection>> {
        const bool writes = kind == TransactionKind::Write;
        auto connection = SqliteConnection::open(path, writes ? SqliteAccess::ReadWrite : SqliteAccess::ReadOnly, all);
        if (!connection)
            return std::unexpected(std::move(connection).error());
        return *std::move(connection);
    };
    auto database = std::make_unique<ThreadedDatabase>(
        open, std::move(statements), DatabaseThreads{.readers = options.readers, .writeQueue = options.writeQueue});
    if (database->problem())
        return std::unexpected(*database->problem());
    return database;
}

} // namespace tabletalk
