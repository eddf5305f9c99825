// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"
#include "app/daemon/OpenedPlatform.h"

#include "server/platform/Migrations.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

int migrate(const Settings &settings)
{
    // Opening it migrates it, after a copy of the file was taken.
    const auto platform = OpenedPlatform::open(settings);
    if (!platform)
        return fail(platform.error());
    const QString dialect = settings.platformAccounts().url.isEmpty() ? u"sqlite"_s : u"postgres"_s;
    std::printf("The platform database is at %s, the newest that this program knows.\n",
                qPrintable(Migrations::builtIn(dialect).all().back().name));
    return Ok;
}

} // namespace tabletalk::daemon
