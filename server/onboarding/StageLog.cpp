// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/StageLog.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

StageLog::StageLog(MonotoneClock clock)
    : m_clock(std::move(clock))
{
    for (const QString &stage : {u"connecting"_s, u"reading"_s, u"profiling"_s, u"understanding"_s, u"examples"_s})
        m_stages.stages.push_back({stage, u"waiting"_s, 0, 0, 0, {}});
}

api::OnboardingStage *StageLog::find(const QString &stage)
{
    const auto found = std::ranges::find(m_stages.stages, stage, &api::OnboardingStage::stage);
    return found == m_stages.stages.end() ? nullptr : &*found;
}

bool StageLog::progressed(const OnboardingStep &step)
{
    api::OnboardingStage *stage = find(step.stage);
    if (!stage)
        return false;
    const bool begins = m_current != step.stage;
    if (begins) {
        m_current = step.stage;
        m_began = m_clock();
        stage->state = u"running"_s;
    }
    stage->done = step.done;
    stage->total = step.total;
    stage->ms = (m_clock() - m_began).count();
    return begins;
}

void StageLog::ended(const QString &name, const QString &detail)
{
    api::OnboardingStage *stage = find(name);
    if (!stage)
        return;
    stage->state = u"done"_s;
    stage->detail = detail;
    stage->done = stage->total;
    if (m_current == name)
        stage->ms = (m_clock() - m_began).count();
}

api::OnboardingStages StageLog::stopped(api::OnboardingStages stages, const QString &was, const QString &now,
                                        const QString &reason)
{
    for (api::OnboardingStage &stage : stages.stages) {
        if (stage.state != was)
            continue;
        stage.state = now;
        stage.detail = reason;
    }
    return stages;
}

} // namespace tabletalk
