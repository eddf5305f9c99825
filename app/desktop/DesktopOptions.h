// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCoreApplication;

namespace tabletalk::desktop {

/// What the command line asks for.
struct Options
{
    QString dataDir;
    bool background = false; ///< serve without showing the window
    bool quitOther = false;  ///< end the one that runs
    bool printReady = false; ///< "ready <ms>" when the first window has been painted
    bool quitAfterReady = false;
    bool trySample = false;
    bool quitAfterAnswer = false; ///< after "answered <ms>", when the first answer is complete; with 1 where none comes
};

/// Prints help or an error and ends the program where that is what was asked.
Options readOptions(const QCoreApplication &application);

} // namespace tabletalk::desktop
