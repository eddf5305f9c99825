// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"

#include "core/base/Clock.h"
#include "server/platform/PlatformBackup.h"

#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

bool isOnPostgres(const Settings &settings)
{
    return settings.isSet("platform-db") || settings.isSet("platform-url");
}

int withoutFile(const char *command)
{
    fail(Problem::of(ProblemCode::InvalidRequest,
                     u"Which file? tabletalkd %1 FILE --data-dir DIR"_s.arg(QLatin1StringView(command))));
    return Usage;
}

double megabytes(qint64 bytes)
{
    return double(bytes) / (1024.0 * 1024.0);
}

} // namespace

int backup(const Settings &settings)
{
    const QString file = settings.value("file");
    if (file.isEmpty())
        return withoutFile("backup");
    const SystemClock clock;
    const BackupOptions options{.withKey = !settings.isSet("without-key"), .withDatabase = !isOnPostgres(settings)};
    const auto report = backUp(settings.value("data-dir"), file, options, clock);
    if (!report)
        return fail(report.error());
    std::printf("%s: %lld files, %.1f MB before compression.\n", qPrintable(file), qlonglong(report->files),
                megabytes(report->bytes));
    std::printf(report->hasKey ? "It holds the master key: whoever has this file can read everything. Keep it safe.\n"
                               : "It does not hold the master key, without which secrets and rows cannot be read.\n");
    if (!report->hasDatabase)
        std::printf("The platform database is on PostgreSQL and not in it; back that up with pg_dump, before this.\n");
    return Ok;
}

int restore(const Settings &settings)
{
    const QString file = settings.value("file");
    if (file.isEmpty())
        return withoutFile("restore");
    const auto report = restoreBackup(file, settings.value("data-dir"));
    if (!report)
        return fail(report.error());
    std::printf("%s: %lld files as they were.\n", qPrintable(settings.value("data-dir")), qlonglong(report->files));
    if (!report->hasKey)
        std::printf("The master key is not among them: put master.key there, or set TABLETALK_MASTER_KEY.\n");
    if (!report->hasDatabase)
        std::printf("The platform database is not among them: serve with --platform-db.\n");
    return Ok;
}

} // namespace tabletalk::daemon
