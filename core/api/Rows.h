// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/base/Cell.h"

#include <string>
#include <vector>

namespace tabletalk::api {

/// A cell on the wire: null, true/false, a number, or a text. Exact decimals that a
/// double cannot hold are texts; binary is base64.
boost::json::value toJson(const Cell &cell);

/// Appends a row as a JSON array in UTF-8, without building a tree.
void appendJson(std::string &out, const Row &row);

/// "integer", "timestamp", …
QString columnTypeName(ColumnType type);
/// The reverse; Other for a name that this version does not know.
ColumnType columnTypeFromName(QStringView name);

std::vector<ColumnHeader> toHeaders(const std::vector<ResultColumn> &columns);
std::vector<ResultColumn> toColumns(const std::vector<ColumnHeader> &headers);

} // namespace tabletalk::api
