// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/OdbcDrivers.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace tabletalk {

/// A keyword of a connection string that we pass on.
struct OdbcKeyword
{
    /// What its value is, and so how it is checked.
    enum class Use {
        Host,
        Port,
        Database, ///< a name; for drivers of unknown family a path is checked as File
        User,
        Password,
        File,            ///< of the server's disk, must pass the policy
        Choice,          ///< one of choices
        Word,            ///< letters, digits, dots
        RootCertificate, ///< File, that reaches the driver in a way of its own
    };

    const char *name; ///< as we write it
    Use use;
    const char *others = "";  ///< other spellings, separated by "|"
    const char *choices = ""; ///< separated by "|"
};

/// The keywords of a family that are known to do no harm.
const std::vector<OdbcKeyword> &odbcKeywords(OdbcFamily family);

/// The one that a written keyword means.
const OdbcKeyword *findOdbcKeyword(OdbcFamily family, const QString &written);

/// Why a keyword is refused, in words.
QString whyRefused(OdbcFamily family, const QString &written);

} // namespace tabletalk
