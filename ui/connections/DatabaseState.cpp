// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/DatabaseState.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <chrono>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

struct DatabaseState
{
    Q_DECLARE_TR_FUNCTIONS(DatabaseState)
};

QString counted(qint64 count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(QLocale().toString(count));
}

} // namespace

Health healthOf(const api::Database &database)
{
    if (!database.health || database.health->state == u"unknown")
        return Health::Unknown;
    return database.health->state == u"ok" ? Health::Ok : Health::Failing;
}

QString healthText(Health health)
{
    switch (health) {
    case Health::Ok:
        return DatabaseState::tr("Reachable");
    case Health::Failing:
        return DatabaseState::tr("Not reachable");
    case Health::Unknown:
        break;
    }
    return DatabaseState::tr("Not checked");
}

QString stageText(const QString &stage)
{
    if (stage == u"queued")
        return DatabaseState::tr("Waiting its turn");
    if (stage == u"connecting")
        return DatabaseState::tr("Connecting");
    if (stage == u"reading")
        return DatabaseState::tr("Reading the tables");
    if (stage == u"profiling")
        return DatabaseState::tr("Looking at the data");
    if (stage == u"understanding")
        return DatabaseState::tr("Understanding");
    if (stage == u"examples")
        return DatabaseState::tr("Trying questions");
    return DatabaseState::tr("Working");
}

QString stateText(const api::Database &database)
{
    const api::OnboardingProgress &progress = database.onboarding;
    if (progress.stage == u"ready")
        return database.tableCount ? DatabaseState::tr("Ready, %1").arg(tableCountText(*database.tableCount))
                                   : DatabaseState::tr("Ready");
    if (progress.stage == u"failed")
        return DatabaseState::tr("Could not be read");
    if (progress.stage == u"cancelled")
        return DatabaseState::tr("Reading was stopped");
    if (progress.stage == u"paused")
        return DatabaseState::tr("Reading is paused");
    if (progress.stage.isEmpty())
        return DatabaseState::tr("Not read yet");
    if (progress.total > 0)
        return DatabaseState::tr("%1, %2 of %3")
            .arg(stageText(progress.stage), QLocale().toString(progress.done), QLocale().toString(progress.total));
    return stageText(progress.stage);
}

QString kindName(const QString &kind)
{
    if (kind == u"sqlite")
        return u"SQLite"_s;
    if (kind == u"postgresql")
        return u"PostgreSQL"_s;
    if (kind == u"mysql")
        return DatabaseState::tr("MySQL or MariaDB");
    if (kind == u"sqlserver")
        return u"SQL Server"_s;
    if (kind == u"odbc")
        return u"ODBC"_s;
    if (kind == u"sample")
        return DatabaseState::tr("Sample");
    return kind;
}

QString kindIcon(const QString &kind)
{
    if (kind == u"sqlite")
        return u"file"_s;
    if (kind == u"odbc")
        return u"plug"_s;
    if (kind == u"sample")
        return u"play"_s;
    return kind.isEmpty() ? u"database"_s : u"server"_s;
}

QString timeLeftText(qint64 seconds)
{
    if (seconds < 2)
        return DatabaseState::tr("almost done");
    if (seconds < 90)
        return DatabaseState::tr("about %1 seconds left").arg(seconds);
    return DatabaseState::tr("about %1 minutes left").arg((seconds + 30) / 60);
}

QString durationText(qint64 ms)
{
    if (ms < 1)
        return DatabaseState::tr("less than 1 ms");
    if (ms < 1000)
        return DatabaseState::tr("%1 ms").arg(ms);
    if (ms < 60000)
        return DatabaseState::tr("%1 s").arg(QLocale().toString(double(ms) / 1000, 'f', 1));
    return DatabaseState::tr("%1 min %2 s").arg(ms / 60000).arg(ms / 1000 % 60);
}

QString agoText(Instant at, Instant now)
{
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(now - at).count();
    if (seconds < 60)
        return DatabaseState::tr("just now");
    if (seconds < 3600)
        return counted(seconds / 60, DatabaseState::tr("1 minute ago"), DatabaseState::tr("%1 minutes ago"));
    if (seconds < 86400)
        return counted(seconds / 3600, DatabaseState::tr("1 hour ago"), DatabaseState::tr("%1 hours ago"));
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.msSinceEpoch), QLocale::ShortFormat);
}

QString tableCountText(qint64 count)
{
    return counted(count, DatabaseState::tr("1 table"), DatabaseState::tr("%1 tables"));
}

QString rowCountText(qint64 count)
{
    return counted(count, DatabaseState::tr("1 row"), DatabaseState::tr("%1 rows"));
}

QString columnCountText(qint64 count)
{
    return counted(count, DatabaseState::tr("1 column"), DatabaseState::tr("%1 columns"));
}

QString organizationText(const QString &kind)
{
    if (kind.isEmpty() || kind == u"general")
        return DatabaseState::tr("An organisation of no particular kind");
    QString name = kind;
    name[0] = name[0].toUpper();
    return name.replace(u'_', u' ');
}

QString tableTitle(const QString &schema, const QString &name)
{
    const bool says = !schema.isEmpty() && schema != u"public" && schema != u"dbo" && schema != u"main";
    return says ? QString(schema + u'.' + name) : name;
}

QString questionAbout(const QString &table)
{
    return DatabaseState::tr("How many rows does %1 have?").arg(table);
}

} // namespace tabletalk::ui
