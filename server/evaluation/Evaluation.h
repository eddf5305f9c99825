// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/evaluation/Outcome.h"
#include "server/evaluation/DatabaseEvaluation.h"

#include <functional>

namespace tabletalk::evaluation {

struct EvaluationTask
{
    std::vector<GoldQuestion> questions;
    QString databaseFolder; ///< holds "<database>.sqlite" for each
    Instant now;            ///< of questions that do not say when they are asked
    Ranks ranks = Ranks::Found;
    std::function<void(size_t done, size_t all)> progress; ///< called from any thread, one call at a time
};

/// Asks all questions, the databases shared out among the processors; the outcomes come in the order of the
/// questions. Fails when a database is missing or cannot be read: figures without it would not be comparable.
Result<std::vector<Outcome>> evaluate(const EvaluationTask &task, const ask::Translator &translator);

/// A part of the questions, always the same for a seed, in their own order.
std::vector<GoldQuestion> sampleOf(std::vector<GoldQuestion> questions, size_t count, quint64 seed);

} // namespace tabletalk::evaluation
