// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/OpenedPlatform.h"

#include "server/platform/KeyRotation.h"
#include "server/platform/MasterKey.h"
#include "server/platform/PostgresDatabase.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

Result<std::unique_ptr<OpenedPlatform>> OpenedPlatform::open(const Settings &settings)
{
    const QString path = settings.value("data-dir");
    const PostgresAccounts accounts = settings.platformAccounts();
    if (!QDir(path).exists(accounts.url.isEmpty() ? u"platform.db"_s : u"master.key"_s))
        return failure(ProblemCode::InvalidRequest, u"%1 holds no server's data."_s.arg(path));
    auto platform = std::make_unique<OpenedPlatform>();
    auto directory = DataDirectory::open(path);
    if (!directory)
        return std::unexpected(std::move(directory).error());
    platform->directory = *std::move(directory);
    auto masterKey = loadMasterKey({}, platform->directory->path());
    if (!masterKey)
        return std::unexpected(std::move(masterKey).error());
    auto database = accounts.url.isEmpty()
                        ? PlatformDatabase::open({.directory = platform->directory->path()}, platform->clock)
                        : PostgresDatabase::open(accounts, platform->clock);
    if (!database)
        return std::unexpected(std::move(database).error());
    platform->database = *std::move(database);
    if (isMasterKeyInFile({})) {
        masterKey = settledMasterKey(*platform->database, *std::move(masterKey), platform->directory->path());
        if (!masterKey)
            return std::unexpected(std::move(masterKey).error());
    }
    platform->masterKey = Secret(masterKey->reveal().toByteArray());
    platform->vault = std::make_unique<Vault>(*platform->database, platform->clock, *std::move(masterKey));
    if (auto matching = platform->vault->verify(); !matching)
        return std::unexpected(std::move(matching).error());
    return platform;
}

OpenedPlatform::~OpenedPlatform()
{
    if (database)
        database->stop();
}

} // namespace tabletalk::daemon
