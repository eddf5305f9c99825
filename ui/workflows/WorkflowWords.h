// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Workflows.h"

namespace tabletalk::ui {

/// The words of workflows that several views share.
QString stepKindText(const QString &kind);
/// What a kind of step is for, in a sentence.
QString stepKindHint(const QString &kind);
/// Of a run or a step.
QString runStateText(const QString &state);
/// neutral, accent, success, warning or danger: the badge of a state.
const char *runStateBadge(const QString &state);
/// "by hand", "every day at 08:00", "when a question was answered".
QString startText(const api::Workflow &workflow);
QString startEventText(const QString &event);
/// "active", "paused", "failing".
QString workflowStateText(const api::Workflow &workflow);
/// Who or what started a run.
QString starterText(const api::WorkflowRun &run);

} // namespace tabletalk::ui
