// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Workflows.h"
#include "core/base/Problem.h"

#include <vector>

namespace tabletalk::workflow {

inline constexpr size_t mostSteps = 20;
inline constexpr size_t mostInputs = 10;
inline constexpr qsizetype longestName = 200;
inline constexpr qsizetype longestDescription = 2'000;
inline constexpr qsizetype longestQuestion = 2'000;
inline constexpr qsizetype longestText = 8'000;
inline constexpr qsizetype longestStatement = 20'000;
inline constexpr qsizetype longestValue = 2'000; ///< of an input

/// What a workflow does, as the editor and the server know it.
struct Definition
{
    std::vector<api::WorkflowInput> inputs;
    std::vector<api::WorkflowStep> steps;
    api::WorkflowTrigger trigger;
};

/// An id that a step names; the null id, which nothing has, where it is none.
template <class IdType>
IdType idIn(const std::optional<QString> &text)
{
    return text ? IdType::fromString(*text).value_or(IdType()) : IdType();
}

/// All kinds of steps, in the order in which they are offered.
const QStringList &stepKinds();
/// Those that ask a tool of agents.
bool isTool(const QString &kind);
/// It gives a text and maybe a table that later steps refer to.
bool givesResult(const QString &kind);

/// The members of a step that may hold references, with their texts: "question", "text", …
std::vector<std::pair<QString, QString>> templatesOf(const api::WorkflowStep &step);

/// Everything that is wrong, each with its path: "params.steps[2].text". Knows nothing of what the ids name.
/// Empty: it can be saved.
std::vector<FieldError> mistakesIn(const Definition &definition);
/// The same as one problem.
Result<void> check(const Definition &definition);

/// The values that a run begins with: those given, those that inputs have of themselves; InvalidRequest where
/// one that is required is missing, unknown or too long.
Result<std::vector<api::WorkflowValue>> valuesFor(const std::vector<api::WorkflowInput> &inputs,
                                                  const std::vector<api::WorkflowValue> &given);

/// What an event tells, by the names that {{event.…}} and its condition use. Empty for one that starts nothing.
QStringList eventFields(const QString &event);
/// Events that may start a workflow.
const QStringList &startingEvents();

} // namespace tabletalk::workflow
