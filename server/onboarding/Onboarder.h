// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/SchemaDrift.h"
#include "server/connections/TargetDatabase.h"
#include "server/onboarding/ProgressReporter.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace tabletalk {

/// A keepInterval for those who keep nothing before the end.
inline constexpr std::chrono::milliseconds neverKept = std::chrono::hours(24 * 3650);

/// How much an onboarding may do.
struct OnboardingLimits
{
    std::chrono::milliseconds profilingTime{30 * 60 * 1000}; ///< tables after that keep their catalogue facts alone
    std::chrono::milliseconds examplesTime{20'000};          ///< all examples together
    std::chrono::milliseconds exampleTime{3'000};            ///< one example
    size_t mostValues = 2'000'000;                           ///< distinct texts kept over all columns
    size_t largeSchema = 5'000;                    ///< tables beyond which less is kept of each, for the sake of memory
    size_t mostValuesOfLarge = 500'000;            ///< mostValues of such a schema
    std::chrono::milliseconds keepInterval{5'000}; ///< between two keepings of what was learned so far, at least
};

/// How much of what is known already is believed.
enum class ReadAgain {
    WhatChanged, ///< tables that are as they were stay as they are; nothing is read of a database that is
    Catalogue,   ///< the same, but the catalogue is read whatever the database says of itself
    Everything,  ///< all tables
};

/// What an onboarding is to do.
struct OnboardingTask
{
    SchemaSelection selection;
    std::optional<Understanding> known; ///< of an earlier reading, whole or in part
    ReadAgain again = ReadAgain::WhatChanged;
};

/// What a reading found to be different from the one before.
struct ReadingDifference
{
    SchemaComparison comparison;
    qint64 tablesRead = 0; ///< that are going to be looked at
    qint64 tablesKept = 0;
    bool continues = false; ///< it goes on with one that was left unfinished
};

/// Follows an onboarding, on its thread.
class OnboardingObserver
{
public:
    virtual ~OnboardingObserver() = default;
    /// At the start of each stage, then about ten times a second at most.
    virtual void progressed(const OnboardingStep &step) = 0;
    /// A stage is over; detail says what came of it.
    virtual void stageEnded(const QString &stage, const QString &detail) = 0;
    /// The catalogue was compared with what was known of this database.
    virtual void compared(const ReadingDifference &difference) = 0;
    /// What is understood so far, worth keeping: questions can be asked of it, and a reading
    /// that is given it as known goes on there. The tables that are still to be read are
    /// not marked as profiled.
    virtual void learned(const Understanding &sofar) = 0;
};

/// Learns a target database by itself: reads its catalogue, profiles each table, the most
/// important first, finds roles, keys and the kind of organisation, describes everything in words
/// and keeps the example questions whose queries return something, those first that the
/// built-in analyst answers. Blocks; used by the onboarding job and by the terminal program
/// alike. It belongs to the thread that opened the database.
class Onboarder
{
public:
    using Progress = std::function<void(const OnboardingStep &)>;

    /// clock: for the time left and the limits; the steady clock when empty.
    explicit Onboarder(OnboardingLimits limits = {}, MonotoneClock clock = {});

    /// A table that cannot be profiled (no right to read it, say) keeps its catalogue facts
    /// and does not end the onboarding. Fails with what readCatalogue fails with, with
    /// DatabaseFailed when there is no table to understand, with Cancelled after a stop
    /// request.
    Result<Understanding> understand(TargetDatabase &database, OnboardingTask task, OnboardingObserver &observer,
                                     std::stop_token stop) const;

    /// A first reading of everything, of which only the steps are told.
    Result<Understanding> understand(TargetDatabase &database, const Progress &progress, std::stop_token stop) const;

private:
    OnboardingLimits m_limits;
    MonotoneClock m_clock;
};

} // namespace tabletalk
