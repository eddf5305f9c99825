// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/usage/LimitNames.h"

#include <QCoreApplication>
#include <QLocale>

namespace tabletalk::ui {

namespace {

constexpr auto storage = QLatin1StringView("storageBytes");

QString tr(const char *text)
{
    return QCoreApplication::translate("LimitNames", text);
}

} // namespace

QString limitName(const QString &limit)
{
    if (limit == u"questions")
        return tr("Questions this month");
    if (limit == u"tokens")
        return tr("Tokens this month");
    if (limit == u"credits")
        return tr("AI credits this month");
    if (limit == u"users")
        return tr("People");
    if (limit == u"workspaces")
        return tr("Workspaces");
    if (limit == u"connections")
        return tr("Databases");
    if (limit == u"agents")
        return tr("Agents");
    if (limit == u"workflows")
        return tr("Workflows");
    return limit == storage ? tr("Documents and rows of answers") : limit;
}

QString limitAmount(const QString &limit, qint64 amount)
{
    return limit == storage ? QLocale().formattedDataSize(amount) : QLocale().toString(amount);
}

} // namespace tabletalk::ui
