// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"
#include "core/connect/OdbcAttributes.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/OdbcDrivers.h"

#include <optional>

namespace tabletalk {

/// A data source that may be connected to, and with which words.
struct OdbcSource
{
    OdbcFamily family = OdbcFamily::Unknown;
    OdbcAttributes attributes;       ///< checked and completed; Driver or DSN first, the password last
    QString place;                   ///< for messages: "host:port", a file, a data source
    QString user;                    ///< empty when none is given
    QString secret;                  ///< the password, to keep it out of messages
    std::optional<CheckedFile> file; ///< the database file that the driver shall open
    bool isNamed = false;            ///< a data source that somebody set up on this machine
    QString encryption;              ///< what is demanded of the driver, where the engine cannot be asked
    int connectSeconds = 8;
};

/// Reads a connection string as an attack: it can name libraries, files, log files and hosts.
/// - Driver must be one of installed, never a path.
/// - Keywords are those of the driver's family that are known to do no harm; others are
///   refused by name.
/// - Hosts pass the policy and are replaced by the address that passed; where the driver needs
///   the name to check a certificate it gets both. Database files pass the policy.
/// - Drivers of unknown family, and DSN, only on one's own machine or, for a DSN, when
///   the operator listed it.
/// - No value can break out of its place (odbcConnectionString).
/// ConnectionForbidden, InvalidRequest, UnsupportedDatabase for a driver that is not there.
Result<OdbcSource> checkOdbcSource(const OdbcAttributes &given, const ConnectionPolicy &policy,
                                   const QStringList &installed);

/// The string for the driver manager. Values that are more than plain words stand in braces.
QString odbcConnectionString(const OdbcSource &source);

} // namespace tabletalk
