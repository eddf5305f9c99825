// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"

#include "core/base/Clock.h"
#include "server/DataDirectory.h"
#include "server/platform/PlatformMove.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

void print(const MoveReport &report)
{
    std::printf("%-24s %12s %12s  %-32s\n", "table", "rows", "arrived", "checksum");
    for (const MovedTable &table : report.tables)
        std::printf("%-24s %12lld %12lld  %-32s %s\n", qPrintable(table.name), qlonglong(table.sent.rows()),
                    qlonglong(table.arrived.rows()), qPrintable(table.sent.text()),
                    table.isSame() ? "same" : "DIFFERENT");
}

} // namespace

int move(const Settings &settings)
{
    if (!settings.isSet("to")) {
        fail(Problem::of(ProblemCode::InvalidRequest, u"--to says where the platform database goes."_s));
        return Usage;
    }
    const auto directory = DataDirectory::open(settings.value("data-dir"));
    if (!directory)
        return fail(directory.error());
    const SystemClock clock;
    const auto report = movePlatform(
        (*directory)->path(), {.url = settings.value("to"), .ownerUrl = settings.value("platform-owner")}, clock);
    if (!report)
        return fail(report.error());
    print(*report);
    if (!report->isComplete)
        return fail(Problem::of(ProblemCode::DatabaseFailed, u"Not everything arrived as it was sent."_s,
                                u"Nothing was stored on PostgreSQL, and the data directory is as it was."_s));
    std::printf("Everything arrived. From now on serve with --platform-db and the same --data-dir, which still holds\n"
                "the master key and the rows of answers; its platform.db is not used any more, and "
                "without\n--platform-db no command touches it.\n");
    return Ok;
}

} // namespace tabletalk::daemon
