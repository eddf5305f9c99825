// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/evaluation/Outcome.h"
#include "server/evaluation/GoldResults.h"

#include <memory>

namespace tabletalk::evaluation {

/// Whether it is found out where among the candidates the right query stood, which means running them.
enum class Ranks { Left, Found };

/// One database that was read and is asked questions whose answers are known. Belongs to the thread that opened it.
class DatabaseEvaluation
{
public:
    /// Opens a SQLite file, reads it as onboarding does, and makes it ready. The translator must outlive it.
    static Result<std::unique_ptr<DatabaseEvaluation>> open(const QString &path, const ask::Translator &translator);

    /// One that is open and understood already.
    DatabaseEvaluation(std::unique_ptr<TargetDatabase> target, const ask::Translator &translator,
                       std::shared_ptr<const ask::PreparedDatabase> prepared, ComparisonBounds bounds = {});

    /// Asks as people do, at that time unless the question has its own.
    Outcome ask(const GoldQuestion &question, Instant now, Ranks ranks);

    TargetDatabase &target() { return *m_target; }
    GoldResults &golds() { return m_golds; }
    const ask::PreparedDatabase &prepared() const { return *m_prepared; }

private:
    using Golds = std::vector<std::shared_ptr<const GoldResult>>;
    void answer(const ask::Question &question, const Golds &golds, Outcome &outcome);
    std::optional<int> rankOfRight(const ask::Question &question, const Golds &golds, const Outcome &outcome);

    std::unique_ptr<TargetDatabase> m_target;
    const ask::Translator &m_translator;
    std::shared_ptr<const ask::PreparedDatabase> m_prepared;
    ComparisonBounds m_bounds;
    GoldResults m_golds;
};

} // namespace tabletalk::evaluation
