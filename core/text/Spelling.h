// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk {

/// How many letters must be changed, added, left out or swapped with their neighbour to make
/// one text of the other; more than the bound when it takes more than that.
int editDistance(QStringView one, QStringView other, int bound);

/// How many slips a word of this length may have and still be recognised.
int slipsAllowed(qsizetype length);

/// Whether a word is another one with letters of its middle left out: "dr" for "doctor", "qty" for "quantity".
bool isContraction(QStringView shortened, QStringView word);

/// A word as it is spelt on the other side of the ocean, each way that it may be: "pediatrics", "colour".
std::vector<QString> otherSpellings(const QString &word);

} // namespace tabletalk
