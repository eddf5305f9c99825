// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace tabletalk {

/// What one answer may take, and what is kept of all answers. An operator sets them.
struct AnswerLimits
{
    qint64 rows = 2'000'000;
    qint64 bytes = 512LL * 1024 * 1024;            ///< of text, summed over the cells
    std::chrono::milliseconds time{30'000};        ///< in the database
    qint64 keptBytes = 2048LL * 1024 * 1024;       ///< on disk for the rows of one organisation; the oldest go first
    qint64 diskReserveBytes = 256LL * 1024 * 1024; ///< of the disk that rows never take
    std::chrono::milliseconds progressEvery{100};  ///< between two events while rows arrive
};

} // namespace tabletalk
