// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcDrivers.h"

#include "server/connections/OdbcDiagnostics.h"
#include "server/connections/OdbcFunctions.h"

#include <QCoreApplication>

#include <array>

namespace tabletalk {

QStringList installedOdbcDrivers()
{
    constexpr int mostDrivers = 200;
    const OdbcHandle environment = OdbcHandle::environment();
    QStringList names;
    if (!environment)
        return names;
    std::array<SQLWCHAR, 256> name{};
    std::array<SQLWCHAR, 2> attributes{};
    SQLSMALLINT length = 0;
    SQLUSMALLINT direction = SQL_FETCH_FIRST;
    while (names.size() < mostDrivers
           && SQL_SUCCEEDED(SQLDriversW(environment.get(), direction, name.data(), SQLSMALLINT(name.size()), &length,
                                        attributes.data(), SQLSMALLINT(attributes.size()), nullptr))) {
        names += odbcText(name.data(), std::min<qsizetype>(length, qsizetype(name.size()) - 1));
        direction = SQL_FETCH_NEXT;
    }
    return names;
}

OdbcFamily odbcFamily(const QString &driver)
{
    const auto has = [&](QLatin1StringView word) { return driver.contains(word, Qt::CaseInsensitive); };
    using namespace Qt::StringLiterals;
    if (has("sqlite3"_L1))
        return OdbcFamily::Sqlite;
    if (has("postgres"_L1) || has("psqlodbc"_L1))
        return OdbcFamily::PostgreSql;
    if (has("mysql"_L1) || has("mariadb"_L1))
        return OdbcFamily::MySql;
    if (has("freetds"_L1) || has("tdsodbc"_L1))
        return OdbcFamily::FreeTds;
    if (driver.startsWith("ODBC Driver "_L1, Qt::CaseInsensitive) && has("for SQL Server"_L1))
        return OdbcFamily::SqlServer;
    return OdbcFamily::Unknown;
}

int microsoftVersion(const QString &driver)
{
    return driver.section(u' ', 2, 2).toInt();
}

QString shownDrivers(const QStringList &drivers)
{
    return drivers.isEmpty() ? QCoreApplication::translate("Connections", "none") : drivers.join(QStringLiteral(", "));
}

} // namespace tabletalk
