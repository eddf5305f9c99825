// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Workflows.h"
#include "core/base/Cell.h"

namespace tabletalk::workflow {

/// What a step found out: for later steps, which see no more than what is kept.
struct StepResult
{
    QString text;
    std::vector<ResultColumn> columns;
    std::vector<Row> rows;
    bool truncated = false;
    std::vector<api::Citation> citations;
};

inline constexpr size_t mostRowsKept = 1'000;
inline constexpr size_t mostBytesKept = 256UL * 1024; ///< of rows as JSON
inline constexpr qsizetype mostTextKept = 24'000;

/// What {{steps.KEY.field}} stands for: text, rows (how many), value (the first of the first row, or the text where
/// there are no rows), table (the first rows as Markdown).
QString fieldOf(const StepResult &result, const QString &field);

/// Into what is stored and shown, within the bounds above.
void put(const StepResult &result, api::WorkflowStepRun &run);
StepResult resultIn(const api::WorkflowStepRun &run);

} // namespace tabletalk::workflow
