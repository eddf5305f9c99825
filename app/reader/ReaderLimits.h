// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace tabletalk {

struct ReaderLimits
{
    qint64 memory = 1024LL * 1024 * 1024; ///< addresses
    qint64 seconds = 300;                 ///< of a processor
    bool startsPrograms = false;          ///< tesseract
};

/// Gives up for this process and all that it starts what reading a file does not need: memory and time beyond the
/// limits, files to write, other programs, the network. Whatever of it this system cannot do is left out; the parent's
/// limits hold there. Never taken back.
void limitMyself(const ReaderLimits &limits);

} // namespace tabletalk
