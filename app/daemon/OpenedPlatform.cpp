// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/OpenedPlatform.h"

#include "server/platform/KeyRotation.h"
#include "server/platform/MasterKey.h"
#include "server/platform/PlatformBackup.h"
#include "server/platform/PostgresDatabase.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

Result<void> holdsData(const Settings &settings)
{
    const QString path = settings.value("data-dir");
    if (!QDir(path).exists(settings.platformAccounts().url.isEmpty() ? u"platform.db"_s : u"master.key"_s))
        return failure(ProblemCode::InvalidRequest, u"%1 holds no server's data."_s.arg(path));
    return {};
}

bool isInUse(const QString &path)
{
    const auto directory = DataDirectory::open(path);
    return !directory && directory.error().code == ProblemCode::Conflict;
}

/// directory: where platform.db lies, if it is on SQLite.
Result<void> openDatabase(OpenedPlatform &platform, const Settings &settings, const QString &directory)
{
    const PostgresAccounts accounts = settings.platformAccounts();
    auto database = accounts.url.isEmpty() ? PlatformDatabase::open({.directory = directory}, platform.clock)
                                           : PostgresDatabase::open(accounts, platform.clock);
    if (!database)
        return std::unexpected(std::move(database).error());
    platform.database = *std::move(database);
    return {};
}

Result<void> openVault(OpenedPlatform &platform, Secret masterKey)
{
    platform.masterKey = Secret(masterKey.reveal().toByteArray());
    platform.vault = std::make_unique<Vault>(*platform.database, platform.clock, std::move(masterKey));
    return platform.vault->verify();
}

Result<void> openCopy(OpenedPlatform &platform, const Settings &settings)
{
    const QString path = settings.value("data-dir");
    if (settings.platformAccounts().url.isEmpty()) {
        platform.copy = std::make_unique<QTemporaryDir>(QString(path + u"/.verify-XXXXXX"));
        if (!platform.copy->isValid())
            return failure(ProblemCode::Unavailable, u"%1 cannot be written to."_s.arg(path),
                           u"Run this as the user of the server."_s);
        if (auto copied = copyPlatformDatabase(path, platform.copy->filePath(u"platform.db"_s)); !copied)
            return copied;
    }
    auto masterKey = loadMasterKey({}, path);
    if (!masterKey)
        return std::unexpected(std::move(masterKey).error());
    if (auto opened = openDatabase(platform, settings, platform.copy ? platform.copy->path() : QString()); !opened)
        return opened;
    return openVault(platform, *std::move(masterKey));
}

Result<void> openOwn(OpenedPlatform &platform, const Settings &settings)
{
    auto directory = DataDirectory::open(settings.value("data-dir"));
    if (!directory)
        return std::unexpected(std::move(directory).error());
    platform.directory = *std::move(directory);
    const QString &path = platform.directory->path();
    auto masterKey = loadMasterKey({}, path);
    if (!masterKey)
        return std::unexpected(std::move(masterKey).error());
    if (auto opened = openDatabase(platform, settings, path); !opened)
        return opened;
    if (isMasterKeyInFile({})) {
        masterKey = settledMasterKey(*platform.database, *std::move(masterKey), path);
        if (!masterKey)
            return std::unexpected(std::move(masterKey).error());
    }
    return openVault(platform, *std::move(masterKey));
}

} // namespace

Result<std::unique_ptr<OpenedPlatform>> OpenedPlatform::open(const Settings &settings)
{
    auto platform = std::make_unique<OpenedPlatform>();
    auto opened = holdsData(settings);
    if (opened)
        opened = openOwn(*platform, settings);
    if (!opened)
        return std::unexpected(std::move(opened).error());
    return platform;
}

Result<std::unique_ptr<OpenedPlatform>> OpenedPlatform::openBesideServer(const Settings &settings)
{
    if (auto holding = holdsData(settings); !holding)
        return std::unexpected(std::move(holding).error());
    if (!isInUse(settings.value("data-dir")))
        return open(settings);
    auto platform = std::make_unique<OpenedPlatform>();
    if (auto opened = openCopy(*platform, settings); !opened)
        return std::unexpected(std::move(opened).error());
    return platform;
}

OpenedPlatform::~OpenedPlatform()
{
    if (database)
        database->stop();
}

} // namespace tabletalk::daemon
