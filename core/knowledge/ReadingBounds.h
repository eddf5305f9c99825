// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace tabletalk::knowledge {

/// What a reader may spend on one file; what is over it is an error of the file, never cut off in silence.
struct ReadingBounds
{
    qint64 bytes = 128LL * 1024 * 1024;      ///< of the file
    qint64 unpacked = 512LL * 1024 * 1024;   ///< of what a packed file holds
    qint64 characters = 512LL * 1024 * 1024; ///< of text that is given
    int pages = 5'000;
    int recognisedPages = 500; ///< pages without text whose picture is read; each takes seconds
};

} // namespace tabletalk::knowledge
