// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace tabletalk {

/// Drivers that share keywords and habits. SqlServer is Microsoft's own driver, FreeTds the
/// free one for the same engine.
enum class OdbcFamily { Sqlite, PostgreSql, MySql, SqlServer, FreeTds, Unknown };

/// The names of the ODBC drivers that are installed on this machine.
QStringList installedOdbcDrivers();

/// The family of a driver, told by its name.
OdbcFamily odbcFamily(const QString &driver);

/// The number in "ODBC Driver 18 for SQL Server"; 0 where there is none.
int microsoftVersion(const QString &driver);

/// "A, B" for messages, or a phrase that says there are none.
QString shownDrivers(const QStringList &drivers);

} // namespace tabletalk
