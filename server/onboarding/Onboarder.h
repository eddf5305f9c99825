// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "server/connections/TargetDatabase.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace tabletalk {

/// A report of where the reading of a database stands, in the words of the wire: stage is
/// reading, profiling, understanding, examples or, once at the end, ready.
using OnboardingStep = api::OnboardingProgress;

/// How much an onboarding may do.
struct OnboardingLimits
{
    std::chrono::milliseconds profilingTime{10 * 60 * 1000}; ///< tables after that keep their catalogue facts alone
    std::chrono::milliseconds examplesTime{20'000};          ///< all examples together
    std::chrono::milliseconds exampleTime{3'000};            ///< one example
    size_t mostValues = 2'000'000;                           ///< distinct texts kept over all columns
};

/// Learns a target database by itself: reads its catalogue, profiles each table, finds
/// roles, keys and the kind of organisation, describes everything in words and keeps the
/// example questions whose queries return something, those first that the built-in analyst answers. Blocks; used by the
/// onboarding job and by the terminal program alike. It belongs to the thread that opened the database.
class Onboarder
{
public:
    using Progress = std::function<void(const OnboardingStep &)>;
    using MonotoneClock = std::function<std::chrono::milliseconds()>;

    /// clock: a time that never goes back, for the time left and the limits; the steady
    /// clock when empty.
    explicit Onboarder(OnboardingLimits limits = {}, MonotoneClock clock = {});

    /// A table that cannot be profiled (no right to read it, say) keeps its catalogue facts
    /// and does not end the onboarding. Fails with what readCatalogue fails with, with
    /// DatabaseFailed when there is no table to understand, with Cancelled after a stop
    /// request. progress is called on this thread: at the start of each stage, then about
    /// ten times a second at most.
    Result<Understanding> understand(TargetDatabase &database, const Progress &progress, std::stop_token stop) const;

private:
    OnboardingLimits m_limits;
    MonotoneClock m_clock;
};

} // namespace tabletalk
