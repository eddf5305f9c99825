// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

struct GumboInternalNode;

namespace tabletalk::reader {

/// Whether a table names what it holds, with headings above its columns or before its rows, and holds no other table:
/// many tables are there for the looks of a page.
bool isTableOfData(const GumboInternalNode *table);

/// Each row of such a table as "column: value; column: value", so that it can be understood alone.
void forEachRow(const GumboInternalNode *table, const std::function<void(const QString &)> &give);

} // namespace tabletalk::reader
