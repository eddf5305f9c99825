// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/ConnectionState.h"

#include <QCoreApplication>

namespace tabletalk::ui {

QString connectionStateText(const api::AdminConnection &connection)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ConnectionState", text); };
    if (connection.stage == u"failed")
        return tr("reading failed");
    if (connection.stage == u"cancelled" || connection.stage == u"paused")
        return tr("reading paused");
    if (connection.stage != u"ready")
        return tr("being read");
    return connection.health == u"failing" ? tr("does not answer") : tr("ready");
}

} // namespace tabletalk::ui
