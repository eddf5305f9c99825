// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk {

/// The lower-case words an identifier is made of: "custName", "cust_name" and "CUST NAME"
/// all give {"cust", "name"}; "HTTPServer2" gives {"http", "server", "2"}. Words written
/// together are taken apart only when every piece is a common word ("orderdate", "stuid").
/// Never empty for a non-empty identifier.
std::vector<QString> splitName(QStringView identifier);

/// The identifier as a person would say it, lower case, well-known abbreviations
/// written out: "order_date" -> "order date", "cust_id" -> "customer id".
QString humanName(QStringView identifier);

/// A well-known abbreviation written out ("qty" -> "quantity", "lname" -> "last name");
/// any other word as it is. Expects lower case.
QString expandAbbreviation(QStringView word);

/// The stem of one lower-case English word (Snowball's "english" algorithm); words
/// that share a stem are forms of one another.
QString stemOf(QStringView word);

/// Singular or plural of one lower-case English noun, by rule and a short list of
/// irregular ones. A word that has that form already comes back unchanged.
QString singular(QStringView noun);
QString plural(QStringView noun);

} // namespace tabletalk
