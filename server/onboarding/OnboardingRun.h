// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/ReadingPlan.h"
#include "server/onboarding/Onboarder.h"

#include <QHash>
#include <QStringList>

#include <memory>

namespace tabletalk {

/// One onboarding under way: the stages of Onboarder, one method each.
class OnboardingRun
{
public:
    OnboardingRun(TargetDatabase &database, OnboardingTask task, const OnboardingLimits &limits,
                  const MonotoneClock &clock, OnboardingObserver &observer, std::stop_token stop);

    Result<Understanding> understand();

private:
    Result<bool> isAsItWas();
    Result<void> read();
    void compareWithKnown(bool first);
    Result<void> profile();
    Result<bool> profileTable(Table &table);
    Result<void> findMeaning();
    void findMeaningSoFar();
    Result<void> keepWorkingExamples();
    void keepSoFar();
    void keepUnfinished();

    bool isLarge() const { return m_result->schema.tables.size() > m_limits.largeSchema; }
    void noteOldTexts();
    void forgetOldTexts(const Table &table);
    void dropValuesBeyondLimit(size_t before);

    TargetDatabase &m_database;
    OnboardingTask m_task;
    const OnboardingLimits &m_limits;
    const MonotoneClock &m_clock;
    OnboardingObserver &m_observer;
    ProgressReporter m_reporter;
    std::stop_token m_stop;
    std::shared_ptr<Understanding> m_result = std::make_shared<Understanding>();
    ReadingPlan m_plan;
    bool m_somethingChanged = true;
    QHash<std::pair<QString, QString>, std::vector<size_t>> m_oldTexts; ///< positions in values, by table
    size_t m_valueCount = 0;
    QStringList m_unreadable;
    qint64 m_unreadableCount = 0;
    std::chrono::milliseconds m_nextKeeping{0};
};

} // namespace tabletalk
