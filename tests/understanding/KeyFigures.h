// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QStringList>

namespace tabletalk::test {

/// How many of the declared keys are found again after they were hidden. A key counts as
/// one, whether of one column or of several. Every key that is found without having been
/// declared counts as wrong, also where the database merely forgot to declare it.
struct KeyFigures
{
    int declared = 0;
    int found = 0;
    int right = 0;
    QStringList missed; ///< "table.column -> table.column"
    QStringList wrong;

    double precision() const { return found == 0 ? 1 : double(right) / found; }
    double recall() const { return declared == 0 ? 1 : double(right) / declared; }
    KeyFigures &operator+=(const KeyFigures &other);
};

/// Hides the declared keys of what was read, lets keys be inferred, and compares.
KeyFigures measureKeys(Understanding read);

} // namespace tabletalk::test
