// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/Arrangement.h"

#include <QCoreApplication>
#include <QLocale>

namespace tabletalk::ui {

QString rowsInWords(const Arrangement &arrangement)
{
    const QString rows = QLocale().toString(arrangement.rowCount);
    const QString whole = QLocale().toString(arrangement.wholeCount);
    if (!arrangement.filters.empty()) {
        const QString words = arrangement.sort.empty()
                                  ? QCoreApplication::translate("Arrangement", "%1 of %2 rows, as filtered")
                                  : QCoreApplication::translate("Arrangement", "%1 of %2 rows, as filtered and sorted");
        return words.arg(rows, whole);
    }
    if (!arrangement.sort.empty())
        return QCoreApplication::translate("Arrangement", "all %1 rows, as sorted").arg(rows);
    return arrangement.rowCount == 1 ? QCoreApplication::translate("Arrangement", "the only row")
                                     : QCoreApplication::translate("Arrangement", "all %1 rows").arg(rows);
}

} // namespace tabletalk::ui
