// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/ask/Translator.h"
#include "server/chat/AskPipeline.h"
#include "server/connections/TargetDatabase.h"
#include "server/onboarding/Onboarder.h"

#include <functional>
#include <memory>

namespace tabletalk::cli {

/// A database that the terminal program opened and understood by itself.
class LocalDatabase
{
public:
    using Progress = std::function<void(const OnboardingStep &)>;

    /// Opens without understanding: enough for run().
    static Result<std::unique_ptr<LocalDatabase>> open(const QString &url);

    Dialect dialect() const { return m_target->dialect(); }

    /// Reads it; enough for understanding().
    Result<void> read(const Progress &progress);
    /// Makes it ready for questions, once it was read.
    void prepare(const ask::Translator &translator);
    /// From now on questions are read with these words; what the schema lacks of them comes back.
    std::vector<FieldError> useVocabulary(const ask::Translator &translator, Vocabulary vocabulary);
    const Understanding &understanding() const { return *m_understanding; }
    const ask::PreparedDatabase &prepared() const { return *m_prepared; }

    Result<AnswerOutline> ask(const ask::Translator &translator, const ask::Question &question,
                              const StatementLimits &limits, RowSink &sink);
    Result<AnswerOutline> run(const QString &sql, const StatementLimits &limits, RowSink &sink);
    /// The rows alone, of which nothing is said.
    Result<StatementOutcome> stream(const QString &sql, const StatementLimits &limits, RowSink &sink);

    /// Shows that nothing can be changed through it.
    api::ReadOnlyProof prove();

private:
    explicit LocalDatabase(std::unique_ptr<TargetDatabase> target)
        : m_target(std::move(target))
    {}
    StatementRunner runner(const StatementLimits &limits);

    std::unique_ptr<TargetDatabase> m_target;
    std::shared_ptr<const Understanding> m_understanding;
    std::shared_ptr<const ask::PreparedDatabase> m_prepared;
};

} // namespace tabletalk::cli
