// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/load/LoadOptions.h"
#include "app/load/LoadState.h"

#include <string>

namespace tabletalk::load {

/// What a run saw.
struct LoadReport
{
    qint64 opened = 0;
    qint64 failed = 0; ///< could not be opened, or ended before the run did
    qint64 sent = 0;
    qint64 answered = 0;
    qint64 errors = 0; ///< answered with a problem
    qint64 lost = 0;   ///< never answered
    double openSeconds = 0;
    double askSeconds = 0;
    std::vector<double> latenciesMs;
    qint64 streamsAtOnce = 0; ///< most answers that were under way at a time
    qint64 otherErrors = 0;
    std::vector<double> otherMs; ///< what other requests took meanwhile; of the stream scenario
    double serverRssMb = 0;

    /// One JSON object with percentiles, as interfaces promise it.
    std::string toJson();
};

/// Of a process; 0 when it is not known.
double residentMegabytes(qint64 pid);

/// Opens all users, lets them ask (or sit idle) for the duration, waits for what is still
/// on its way, and ends.
LoadReport runLoad(const LoadOptions &options, const std::vector<LoadOrganisation> &organisations);

} // namespace tabletalk::load
