// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SqlServerSource.h"

#include "server/connections/OdbcDrivers.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

bool isForSqlServer(const QString &driver)
{
    const OdbcFamily family = odbcFamily(driver);
    return family == OdbcFamily::SqlServer || family == OdbcFamily::FreeTds;
}

std::unexpected<Problem> unsupported(const QString &detail, const QStringList &installed)
{
    return failure(ProblemCode::UnsupportedDatabase, detail,
                   QCoreApplication::translate("Connections", "Install Microsoft's driver (package msodbcsql18) or "
                                                              "FreeTDS (package tdsodbc) on the server. Installed "
                                                              "ODBC drivers: %1.")
                       .arg(shownDrivers(installed)));
}

Result<QString> chosenDriver(const ConnectionUrl &url, const QStringList &installed)
{
    const QString wanted = url.option(u"driver");
    QStringList fitting;
    std::ranges::copy_if(installed, std::back_inserter(fitting), isForSqlServer);
    if (!wanted.isEmpty()) {
        const auto found = std::ranges::find_if(
            fitting, [&](const QString &name) { return name.compare(wanted, Qt::CaseInsensitive) == 0; });
        if (found != fitting.end())
            return *found;
        return unsupported(
            QCoreApplication::translate("Connections", "The driver \"%1\" is not installed, or not for SQL Server.")
                .arg(wanted.left(80)),
            installed);
    }
    if (fitting.isEmpty())
        return unsupported(QCoreApplication::translate("Connections", "No ODBC driver for SQL Server is installed."),
                           installed);
    // "ODBC Driver 18 …" before "… 17 …" before FreeTDS.
    std::ranges::sort(fitting, [](const QString &a, const QString &b) {
        const bool free = odbcFamily(a) == OdbcFamily::FreeTds;
        const bool otherFree = odbcFamily(b) == OdbcFamily::FreeTds;
        return free != otherFree ? otherFree : a > b;
    });
    return fitting.constFirst();
}

/// sslmode as Microsoft's driver has it. A certificate file is compared as a whole, which it does in
/// strict mode alone (SQL Server 2022 and later).
Result<void> addMicrosoftTls(const ConnectionUrl &url, OdbcAttributes &attributes, const QStringList &installed)
{
    const QString mode = url.option(u"sslmode");
    const QString certificate = url.option(u"sslrootcert");
    if (!certificate.isEmpty() && mode != u"disable") {
        if (microsoftVersion(attributes.front().second) < 18)
            return unsupported(QCoreApplication::translate("Connections",
                                                           "Only version 18 of Microsoft's driver can be "
                                                           "given a certificate to compare with."),
                               installed);
        attributes.emplace_back(u"Encrypt"_s, u"strict"_s);
        attributes.emplace_back(u"ServerCertificate"_s, certificate);
        return {};
    }
    const bool plain = mode == u"disable" || mode == u"allow";
    const bool verifies = mode.isEmpty() || mode == u"verify-ca" || mode == u"verify-full";
    attributes.emplace_back(u"Encrypt"_s, plain ? u"no"_s : u"yes"_s);
    attributes.emplace_back(u"TrustServerCertificate"_s, verifies || plain ? u"no"_s : u"yes"_s);
    return {};
}

Result<void> addFreeTds(const ConnectionUrl &url, OdbcAttributes &attributes, const QStringList &installed)
{
    const QString mode = url.option(u"sslmode");
    if (mode.startsWith(u"verify"_s) || !url.option(u"sslrootcert").isEmpty())
        return unsupported(QCoreApplication::translate("Connections",
                                                       "FreeTDS does not check the server's certificate, "
                                                       "as the URL asks for."),
                           installed);
    const bool plain = mode == u"disable" || mode == u"allow";
    attributes.emplace_back(u"Encryption"_s, plain ? u"off"_s : mode == u"prefer" ? u"request"_s : u"require"_s);
    return {};
}

} // namespace

Result<OdbcAttributes> sqlServerAttributes(const ConnectionUrl &url, const QStringList &installed)
{
    const Result<QString> driver = chosenDriver(url, installed);
    if (!driver)
        return std::unexpected(driver.error());
    const bool isFreeTds = odbcFamily(*driver) == OdbcFamily::FreeTds;
    OdbcAttributes attributes;
    attributes.emplace_back(u"Driver"_s, *driver);
    if (isFreeTds) {
        attributes.emplace_back(u"Server"_s, url.host);
        attributes.emplace_back(u"Port"_s, QString::number(url.port));
    } else {
        attributes.emplace_back(u"Server"_s, u"tcp:"_s + url.host + u',' + QString::number(url.port));
    }
    attributes.emplace_back(u"Database"_s, url.database);
    attributes.emplace_back(u"UID"_s, url.user);
    attributes.emplace_back(u"PWD"_s, url.password);
    if (auto added = isFreeTds ? addFreeTds(url, attributes, installed) : addMicrosoftTls(url, attributes, installed);
        !added)
        return std::unexpected(added.error());
    return attributes;
}

} // namespace tabletalk
