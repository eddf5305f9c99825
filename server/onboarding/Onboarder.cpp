// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/Onboarder.h"

#include "server/onboarding/OnboardingRun.h"

namespace tabletalk {

namespace {

/// Only passes the steps on.
class StepsOnly final : public OnboardingObserver
{
public:
    explicit StepsOnly(const Onboarder::Progress &progress)
        : m_progress(progress)
    {}
    void progressed(const OnboardingStep &step) override
    {
        if (m_progress)
            m_progress(step);
    }
    void stageEnded(const QString &, const QString &) override {}
    void compared(const ReadingDifference &) override {}
    void learned(const Understanding &) override {}

private:
    const Onboarder::Progress &m_progress;
};

} // namespace

Onboarder::Onboarder(OnboardingLimits limits, MonotoneClock clock)
    : m_limits(limits)
    , m_clock(clock ? std::move(clock) : MonotoneClock(steadyNow))
{}

Result<Understanding> Onboarder::understand(TargetDatabase &database, OnboardingTask task, OnboardingObserver &observer,
                                            std::stop_token stop) const
{
    return OnboardingRun(database, std::move(task), m_limits, m_clock, observer, std::move(stop)).understand();
}

Result<Understanding> Onboarder::understand(TargetDatabase &database, const Progress &progress,
                                            std::stop_token stop) const
{
    StepsOnly observer(progress);
    // Nobody keeps what is learned on the way.
    OnboardingLimits limits = m_limits;
    limits.keepInterval = neverKept;
    return OnboardingRun(database, {}, limits, m_clock, observer, std::move(stop)).understand();
}

} // namespace tabletalk
