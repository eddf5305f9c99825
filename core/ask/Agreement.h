// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/evaluation/Calibration.h"

namespace tabletalk::ask {

/// How likely a model's query is right, by what the built-in analyst made of the same question.
inline constexpr double confidenceOfModel = 0.7;      ///< nothing to compare it with
inline constexpr double confidenceOfAgreement = 0.95; ///< the analyst's first query finds the same rows
inline constexpr double confidenceOfSecond = 0.85;    ///< one of its others does
inline constexpr double confidenceOfDissent = 0.5;    ///< the analyst was sure, and of other rows

/// Whether the analyst needs no help with a question; by the calibration of its confidence.
inline bool isSure(const Result<Translation> &found)
{
    return found && !found->askBack && !found->candidates.empty()
           && found->candidates.front().confidence >= evaluation::Calibration::sure;
}

} // namespace tabletalk::ask
