// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <optional>

namespace tabletalk::test {

/// The code of the problem that action throws; nothing when it throws none.
template <class Action>
std::optional<ProblemCode> problemOf(Action &&action)
{
    try {
        action();
    } catch (const Problem &problem) {
        return problem.code;
    }
    return std::nullopt;
}

} // namespace tabletalk::test
