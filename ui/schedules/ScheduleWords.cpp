// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedules/ScheduleWords.h"

#include "ui/widgets/Tables.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ScheduleWords", text);
}

} // namespace

QString outcomeText(const QString &outcome)
{
    if (outcome == u"delivered")
        return tr("delivered");
    return outcome == u"notMet" ? tr("condition not met") : tr("failed");
}

QString scheduleStateText(const api::Schedule &schedule)
{
    if (schedule.state == u"paused")
        return tr("paused");
    return schedule.failures > 0 ? tr("failing") : tr("active");
}

QString momentIn(const QString &timeZone, Instant at)
{
    const QTimeZone zone(timeZone.toUtf8());
    if (!zone.isValid())
        return momentText(at);
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(at.msSinceEpoch, QTimeZone::utc());
    const QDateTime clock = utc.addSecs(zone.offsetFromUtc(utc));
    const QLocale locale;
    return locale.dayName(clock.date().dayOfWeek(), QLocale::ShortFormat) + u' '
           + locale.toString(clock.date(), QLocale::ShortFormat) + u' ' + clock.toString(u"HH:mm"_s);
}

QString conditionText(const api::ScheduleCondition &condition)
{
    if (condition.on == u"always")
        return {};
    if (condition.on == u"rows")
        return tr("when there are rows");
    const QString what =
        condition.on == u"rowCount" ? tr("the number of rows") : condition.column.value_or(tr("the first column"));
    const QString where = condition.on == u"anyRow" ? tr("when in any row %1").arg(what) : tr("when %1").arg(what);
    const QString test = condition.test.value_or(QString());
    if (test == u"changed")
        return tr("%1 changed").arg(where);
    const QString value = condition.value.value_or(QString());
    if (test == u"below")
        return tr("%1 is below %2").arg(where, value);
    return test == u"above" ? tr("%1 is above %2").arg(where, value) : tr("%1 is %2").arg(where, value);
}

QString deliveryText(const api::ScheduleDelivery &delivery)
{
    QStringList parts;
    if (!delivery.mail.empty())
        parts << tr("mail to %1").arg(QStringList(delivery.mail.begin(), delivery.mail.end()).join(u", "_s));
    if (delivery.webhook)
        parts << tr("webhook");
    if (delivery.file)
        parts << (delivery.file == u"xlsx" ? tr("Excel file") : tr("CSV file"));
    return parts.join(u"; "_s);
}

} // namespace tabletalk::ui
