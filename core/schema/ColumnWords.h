// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk {

/// The words of a table's or column's name in the form in which they are compared:
/// abbreviations written out, singular, lower case ("ord_stati" and "OrderStatus" both end
/// in "status"). Never empty.
std::vector<QString> nameWords(QStringView name);

/// The word for a name that is empty, as some engines let it be.
inline constexpr QStringView unnamedWord = u"unnamed";

} // namespace tabletalk
