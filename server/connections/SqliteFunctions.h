// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace tabletalk {

/// Replaces instr(), replace(), trim(), ltrim() and rtrim() of a connection by our own: SQLite's
/// take the product of both lengths, and nothing can stop them for the hours that two texts of
/// some megabytes need. Ours mean the same, and fail when the product is too large.
void addBoundedFunctions(sqlite3 *database);

} // namespace tabletalk
