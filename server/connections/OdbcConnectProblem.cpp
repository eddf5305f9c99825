// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcConnectProblem.h"

#include "server/connections/ConnectLayer.h"
#include "server/connections/OdbcDrivers.h"

#include <QCoreApplication>

namespace tabletalk {

using namespace Qt::StringLiterals;

/// Which layer failed, from ODBC's state; drivers that use one state for all are told by their words.
Problem odbcConnectProblem(const OdbcSource &source, const OdbcDiagnostic &diagnostic)
{
    const QString &state = diagnostic.state;
    const auto says = [&](QLatin1StringView words) { return diagnostic.message.contains(words, Qt::CaseInsensitive); };
    const QString theirs = diagnostic.message.left(300);
    if (state == u"IM002" || state == u"IM003" || state == u"IM004" || state == u"01000") {
        if (source.isNamed)
            return layerProblem(
                ConnectLayer::Database, ProblemCode::CannotConnect,
                QCoreApplication::translate("Connections",
                                            "There is no data source \"%1\" on the server, or its driver is missing.")
                    .arg(source.place),
                QCoreApplication::translate("Connections", "Installed drivers: %1.")
                    .arg(shownDrivers(installedOdbcDrivers())));
        return Problem::of(
            ProblemCode::UnsupportedDatabase,
            QCoreApplication::translate("Connections", "The ODBC driver cannot be loaded: %1").arg(theirs),
            QCoreApplication::translate("Connections", "Installed drivers: %1.")
                .arg(shownDrivers(installedOdbcDrivers())));
    }
    // SQL Server calls this a failed login, too.
    if (state == u"3D000" || (says("database \""_L1) && says("does not exist"_L1)) || says("Cannot open database"_L1))
        return layerProblem(
            ConnectLayer::Database, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "%1 has no such database, or the account may not open it.")
                .arg(source.place),
            QCoreApplication::translate("Connections", "Check the name of the database; upper and lower case matter."));
    if (state.startsWith(u"28") || says("password authentication failed"_L1) || says("Login failed"_L1)
        || says("no password supplied"_L1) || (says("role \""_L1) && says("does not exist"_L1)))
        return layerProblem(ConnectLayer::Login, ProblemCode::LoginRefused,
                            QCoreApplication::translate("Connections", "%1 refused the user \"%2\" or the password.")
                                .arg(source.place, source.user),
                            QCoreApplication::translate("Connections", "Check user and password."));
    if (says("pg_hba.conf"_L1))
        return layerProblem(ConnectLayer::Login, ProblemCode::LoginRefused,
                            QCoreApplication::translate("Connections", "%1 lets nobody in from this machine as \"%2\".")
                                .arg(source.place, source.user),
                            QCoreApplication::translate("Connections", "Its operator has to allow it."));
    if (says("certificate"_L1) || says("ssl"_L1) || says("tls"_L1))
        return layerProblem(
            ConnectLayer::Tls, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "The encrypted connection to %1 could not be made.")
                .arg(source.place),
            QCoreApplication::translate("Connections",
                                        "Check the options for encryption and the server's certificate."));
    if (state == u"HYT00" || state == u"HYT01" || says("timeout"_L1) || says("timed out"_L1))
        return layerProblem(
            ConnectLayer::Port, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "%1 does not answer.").arg(source.place),
            QCoreApplication::translate("Connections", "Check host and port; a firewall may be in between."));
    if (says("refused"_L1) || says("server is not found"_L1) || says("Unable to connect"_L1)
        || says("Adaptive Server"_L1))
        return layerProblem(ConnectLayer::Port, ProblemCode::CannotConnect,
                            QCoreApplication::translate("Connections", "Nothing listens at %1.").arg(source.place),
                            QCoreApplication::translate(
                                "Connections",
                                "Check the port, and that the database server runs and takes connections over the "
                                "network."));
    if (says("could not translate host"_L1) || says("Name or service not known"_L1))
        return layerProblem(
            ConnectLayer::Name, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "The name of %1 leads to no address.").arg(source.place),
            QCoreApplication::translate("Connections", "Check the host."));
    return layerProblem(
        ConnectLayer::Database, ProblemCode::CannotConnect,
        QCoreApplication::translate("Connections", "%1 could not be connected: %2").arg(source.place, theirs),
        QCoreApplication::translate("Connections", "Check host, port and database name."));
}

} // namespace tabletalk
