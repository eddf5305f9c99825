// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Period.h"

#include <QString>

namespace tabletalk::ask {

/// The period with its dates: "is from 2024-03-01 to 2024-03-31", "is before 2024-06-01".
QString periodWords(const Period &period);

} // namespace tabletalk::ask
