// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"
#include "app/daemon/OpenedPlatform.h"

#include "server/platform/KeyRotation.h"
#include "server/platform/MasterKey.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

constexpr auto newKeyName = "TABLETALK_NEW_MASTER_KEY";

/// Where the key is not ours to write, its keeper gives us the new one.
Result<qint64> rotateGivenKey(OpenedPlatform &platform)
{
    const auto newKey = masterKeyFromEnvironment(newKeyName);
    if (!newKey)
        return std::unexpected(newKey.error());
    if (!*newKey)
        return failure(
            ProblemCode::InvalidRequest, u"The master key comes from the environment."_s,
            u"Set %1 to the new one (openssl rand -base64 32), and TABLETALK_MASTER_KEY to it afterwards."_s.arg(
                QLatin1StringView(newKeyName)));
    return rewrapDataKeys(*platform.database, platform.masterKey, **newKey);
}

} // namespace

int rotateKey(const Settings &settings)
{
    auto platform = OpenedPlatform::open(settings);
    if (!platform)
        return fail(platform.error());
    const bool inFile = isMasterKeyInFile({});
    const auto count =
        inFile ? rotateMasterKeyFile(*(*platform)->database, (*platform)->masterKey, (*platform)->directory->path())
               : rotateGivenKey(**platform);
    if (!count)
        return fail(count.error());
    std::printf("The keys of %lld organisations are wrapped with the new master key%s.\n",
                static_cast<long long>(*count),
                inFile ? ". Back master.key up; the old one opens older backups only" : "; start the server with it");
    return Ok;
}

} // namespace tabletalk::daemon
