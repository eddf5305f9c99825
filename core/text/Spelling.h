// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace tabletalk {

/// How many letters must be changed, added, left out or swapped with their neighbour to make
/// one text of the other; more than the bound when it takes more than that.
int editDistance(QStringView one, QStringView other, int bound);

/// How many slips a word of this length may have and still be recognised.
int slipsAllowed(qsizetype length);

} // namespace tabletalk
