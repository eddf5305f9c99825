// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

#include <utility>
#include <vector>

namespace tabletalk {

using OdbcAttributes = std::vector<std::pair<QString, QString>>;

/// An ODBC connection string, "Driver={SQLite3};Database=/path", as keywords and values in
/// their order. A value in braces may hold anything, with "}}" for a brace that closes.
/// InvalidRequest for what is no such string; at most 50 attributes.
Result<OdbcAttributes> parseOdbcAttributes(const QString &text);

/// The reverse; values that need braces get them. Without passwords those are "***".
QString printOdbcAttributes(const OdbcAttributes &attributes, bool withPasswords);

/// Whether a keyword's value is a secret: PWD, Password and the like.
bool isOdbcSecret(QStringView keyword);

} // namespace tabletalk
