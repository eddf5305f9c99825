// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/evaluation/ComparableResult.h"
#include "server/chat/StatementRunner.h"

#include <optional>

namespace tabletalk {

/// The rows of a result as comparing needs them, as long as they are few.
class FewRows
{
public:
    void add(const Row &row);
    /// Null when there were too many.
    const evaluation::ComparableResult *result() const { return m_result ? &*m_result : nullptr; }

private:
    std::optional<evaluation::ComparableResult> m_result{std::in_place};
};

/// How sure a candidate is now that it found these rows, beside the queries that another translator
/// made of the same question; its own confidence where they say nothing. Runs at most three of them,
/// for about two seconds in all. Rows tell more than texts: one question has many right queries.
double weighedConfidence(const ask::Candidate &candidate, const FewRows &rows,
                         const std::vector<ask::Candidate> &witnesses, const StatementRunner &run);

} // namespace tabletalk
