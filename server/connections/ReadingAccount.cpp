// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ReadingAccount.h"

namespace tabletalk {

using namespace Qt::StringLiterals;

QString readingAccountStatements(Dialect dialect)
{
    switch (dialect) {
    case Dialect::SQLite:
        return u"chmod a-w database.sqlite"_s;
    case Dialect::PostgreSQL:
        return u"CREATE ROLE tabletalk LOGIN PASSWORD '…';\n"
               "GRANT CONNECT ON DATABASE mydatabase TO tabletalk;\n"
               "GRANT USAGE ON SCHEMA public TO tabletalk;\n"
               "GRANT SELECT ON ALL TABLES IN SCHEMA public TO tabletalk;\n"
               "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO tabletalk;"_s;
    case Dialect::MySQL:
        return u"CREATE USER 'tabletalk'@'%' IDENTIFIED BY '…';\n"
               "GRANT SELECT, SHOW VIEW ON mydatabase.* TO 'tabletalk'@'%';"_s;
    case Dialect::SqlServer:
        return u"CREATE LOGIN tabletalk WITH PASSWORD = '…';\n"
               "CREATE USER tabletalk FOR LOGIN tabletalk;\n"
               "ALTER ROLE db_datareader ADD MEMBER tabletalk;"_s;
    case Dialect::Odbc:
        break;
    }
    return u"GRANT SELECT ON … TO tabletalk;"_s;
}

} // namespace tabletalk
