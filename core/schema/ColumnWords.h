// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk {

/// The words of a table's or column's name in the form in which they are compared:
/// abbreviations written out, singular, lower case ("ord_stati" and "OrderStatus" both end
/// in "status"). Empty only for an empty name.
std::vector<QString> nameWords(QStringView name);

} // namespace tabletalk
