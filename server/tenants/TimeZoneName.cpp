// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/TimeZoneName.h"

#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace tabletalk {

bool isTimeZoneName(QStringView name)
{
    if (name == u"UTC")
        return true;
    // Area/Location, as all names have that people choose. Qt would also take POSIX rules,
    // which have no such form, and the copies that system folders keep below posix/ and right/.
    static const QRegularExpression form(u"\\A(?!posix/|right/)[A-Z][A-Za-z_]{1,20}(/[A-Za-z0-9_+-]{1,32}){1,2}\\z"_s);
    return form.match(name).hasMatch() && QTimeZone(name.toLatin1()).isValid();
}

} // namespace tabletalk
