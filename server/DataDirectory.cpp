// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/DataDirectory.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DataDirectory", text);
}

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

/// What root writes, the account whose directory it is cannot read: its server would not start again.
Result<void> refuseOthers([[maybe_unused]] const QString &path)
{
#ifdef Q_OS_UNIX
    const QFileInfo owned(path);
    if (geteuid() == 0 && owned.ownerId() != 0)
        return failure(
            ProblemCode::Forbidden, tr("The data directory %1 belongs to %2.").arg(path, owned.owner()),
            tr("Run this as that account: setpriv --reuid %1 --regid %1 --clear-groups …").arg(owned.owner()));
#endif
    return {};
}

} // namespace

Result<std::unique_ptr<DataDirectory>> DataDirectory::open(const QString &path)
{
    if (path.isEmpty())
        return failure(ProblemCode::InvalidRequest, tr("No data directory was given."),
                       tr("Name one with --data-dir."));
    const bool isNew = !QDir(path).exists();
    if (!QDir().mkpath(path) || !QDir(path).exists()) {
        return failure(ProblemCode::Unavailable, tr("The data directory %1 cannot be made.").arg(path),
                       tr("Check that its parent folder exists and may be written to."));
    }
    const QString canonical = QDir(path).canonicalPath();
    if (isNew)
        QFile::setPermissions(canonical, ownerOnly);

    if (auto own = refuseOthers(canonical); !own)
        return std::unexpected(std::move(own).error());
    auto lock = std::make_unique<QLockFile>(QDir(canonical).filePath(QStringLiteral("lock")));
    lock->setStaleLockTime(0);
    if (!lock->tryLock(0)) {
        if (lock->error() == QLockFile::LockFailedError) {
            return failure(ProblemCode::Conflict, tr("Another Tabletalk is using %1.").arg(canonical),
                           tr("Stop it first, or start this one with another data directory."));
        }
        return failure(ProblemCode::Unavailable, tr("The data directory %1 cannot be written to.").arg(canonical),
                       tr("Check who owns it and what this account may do."));
    }

    auto directory = std::unique_ptr<DataDirectory>(new DataDirectory(canonical, std::move(lock)));
    QDir(directory->reading()).removeRecursively(); // what a killed server left
    for (const QString &folder : {directory->samples(), directory->spool(), directory->reading()})
        QDir().mkpath(folder);
    return directory;
}

QString DataDirectory::samples() const
{
    return QDir(m_path).filePath(QStringLiteral("samples"));
}

QString DataDirectory::nodeId() const
{
    return QDir(m_path).filePath(QStringLiteral("node.id"));
}

QString DataDirectory::reading() const
{
    return QDir(m_path).filePath(QStringLiteral("reading"));
}

QString DataDirectory::spool() const
{
    return QDir(m_path).filePath(QStringLiteral("spool"));
}

QString DataDirectory::search() const
{
    return QDir(m_path).filePath(QStringLiteral("search"));
}

} // namespace tabletalk
