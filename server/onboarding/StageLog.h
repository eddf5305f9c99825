// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "server/onboarding/ProgressReporter.h"

namespace tabletalk {

/// The stages of one reading and what came of each, as they are shown and kept.
class StageLog
{
public:
    /// All stages, waiting.
    explicit StageLog(MonotoneClock clock);

    /// True when another stage has begun with it. A stage that is none of the five is not noted.
    bool progressed(const OnboardingStep &step);
    /// A stage that was skipped counts as done as well.
    void ended(const QString &stage, const QString &detail);

    const api::OnboardingStages &stages() const { return m_stages; }

    /// What is left of stages whose reading ended before its time: those in state `was`
    /// (running, or paused) are in that state now (failed, cancelled, paused), with the reason.
    static api::OnboardingStages stopped(api::OnboardingStages stages, const QString &was, const QString &now,
                                         const QString &reason);

private:
    api::OnboardingStage *find(const QString &stage);

    MonotoneClock m_clock;
    api::OnboardingStages m_stages;
    QString m_current;
    std::chrono::milliseconds m_began{0};
};

} // namespace tabletalk
