// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/details/GrantHint.h"

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

QString grantHint(const QString &kind, const QString &database)
{
    const QString name = database.isEmpty() ? u"DATABASE"_s : database;
    if (kind == u"postgresql") {
        const QString quoted = u'"' + QString(name).replace(u'"', u"\"\""_s) + u'"';
        return u"CREATE ROLE reader LOGIN PASSWORD 'PASSWORD';\n"
               "GRANT CONNECT ON DATABASE "_s
               + quoted
               + u" TO reader;\n"
                 "GRANT USAGE ON SCHEMA public TO reader;\n"
                 "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;"_s;
    }
    if (kind == u"mysql") {
        const QString quoted = u'`' + QString(name).replace(u'`', u"``"_s) + u'`';
        return u"CREATE USER 'reader'@'%' IDENTIFIED BY 'PASSWORD';\n"
               "GRANT SELECT, SHOW VIEW ON "_s
               + quoted + u".* TO 'reader'@'%';"_s;
    }
    if (kind == u"sqlserver")
        return u"CREATE LOGIN reader WITH PASSWORD = 'PASSWORD';\n"
               "CREATE USER reader FOR LOGIN reader;\n"
               "ALTER ROLE db_datareader ADD MEMBER reader;"_s;
    return {};
}

} // namespace tabletalk::ui
