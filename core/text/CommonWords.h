// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk {

/// A word that identifiers in business databases are often made of (singular, lower case).
bool isCommonWord(QStringView word);

/// What a well-known abbreviation stands for, empty when it is none.
QStringView abbreviationMeaning(QStringView word);

} // namespace tabletalk
