// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/StageProgress.h"

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

std::vector<api::OnboardingStage> waitingStages()
{
    std::vector<api::OnboardingStage> stages;
    for (const QString &name : {u"connecting"_s, u"reading"_s, u"profiling"_s, u"understanding"_s, u"examples"_s}) {
        api::OnboardingStage stage;
        stage.stage = name;
        stage.state = u"waiting"_s;
        stages.push_back(stage);
    }
    return stages;
}

/// Paused, cancelled, failed: said of the whole reading, it concerns the stage it was at.
void endRunning(std::vector<api::OnboardingStage> &stages, const api::OnboardingProgress &progress)
{
    const auto open = std::ranges::find_if(stages, [](const api::OnboardingStage &stage) {
        return stage.state == u"running" || stage.state == u"waiting" || stage.state == u"paused";
    });
    if (open == stages.end())
        return;
    open->state = progress.stage;
    if (progress.stage == u"failed" && open->detail.isEmpty())
        open->detail = progress.detail;
}

} // namespace

void followStages(std::vector<api::OnboardingStage> &stages, const api::OnboardingProgress &progress)
{
    if (stages.empty())
        stages = waitingStages();
    if (progress.stage == u"ready") {
        for (api::OnboardingStage &stage : stages)
            stage.state = u"done"_s;
        return;
    }
    if (progress.stage == u"failed" || progress.stage == u"cancelled" || progress.stage == u"paused")
        return endRunning(stages, progress);
    const auto current = std::ranges::find(stages, progress.stage, &api::OnboardingStage::stage);
    if (current == stages.end())
        return;
    for (auto stage = stages.begin(); stage != current; ++stage) {
        stage->state = u"done"_s;
        stage->done = std::max(stage->done, stage->total);
    }
    current->state = u"running"_s;
    current->done = progress.done;
    current->total = progress.total;
    current->detail = progress.detail;
    for (auto stage = std::next(current); stage != stages.end(); ++stage)
        stage->state = u"waiting"_s;
}

std::vector<api::OnboardingStage> stagesOf(const api::Database &database)
{
    std::vector<api::OnboardingStage> stages = database.stages;
    if (stages.empty())
        followStages(stages, database.onboarding);
    return stages;
}

} // namespace tabletalk::ui
