// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::knowledge {

/// A file that was read lately, or is being read.
struct FinishedFile
{
    QString kind; ///< files of a kind take alike: its media type
    qint64 bytes = 0;
    qint64 tookMs = 0;
    qint64 endedMs = 0;      ///< by any clock
    bool isUnderWay = false; ///< is still being read: so far for so long, and until now
};

/// Files of a kind that wait; of those being read, what is left.
struct WaitingFiles
{
    QString kind;
    double files = 0;
    double bytes = 0;
};

/// How long the waiting files take, in seconds, from how long the last ones took: a time for each file and one for
/// each byte, by kind where enough of a kind are known, and as many at once as there were. Nothing while too little
/// is known. For files whose times scatter by a third, it is within a quarter of the truth (or two seconds) once a
/// twentieth is done; tests hold it to that.
std::optional<qint64> secondsLeft(const std::vector<FinishedFile> &finished, const std::vector<WaitingFiles> &waiting);

} // namespace tabletalk::knowledge
