// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"
#include "server/connections/TargetDatabase.h"

#include <functional>
#include <memory>
#include <vector>

namespace tabletalk::ask {
class PreparedDatabase;
class Translator;
} // namespace tabletalk::ask

namespace tabletalk {

/// Tries example questions on the database itself and keeps those that say something.
///
/// An example whose question the built-in analyst answers with the same rows comes first,
/// since these are the questions that people are offered to begin with. The others stay
/// as examples of what a query on this database looks like.
class ExamplePicker
{
public:
    /// limits bound each single query.
    ExamplePicker(TargetDatabase &database, std::shared_ptr<const Understanding> understanding, StatementLimits limits);
    ~ExamplePicker();

    /// Runs the candidate and remembers it if its result says something: it has rows, not
    /// only nulls and zeros in them, and all of them fit the limits. Fails only where going on is useless: the
    /// connection is lost, or stop was requested.
    Result<void> consider(QuestionExample candidate, const std::stop_token &stop);

    /// Whether as many confirmed ones were found as are kept.
    bool isFull() const;

    /// Those to keep, the confirmed ones first, at most mostExampleQuestions.
    std::vector<QuestionExample> take();

private:
    bool isConfirmed(const QuestionExample &example, const std::vector<Row> &rows, const std::stop_token &stop);

    TargetDatabase &m_database;
    std::shared_ptr<const Understanding> m_understanding;
    StatementLimits m_limits;
    std::unique_ptr<ask::Translator> m_analyst;
    std::shared_ptr<const ask::PreparedDatabase> m_prepared;
    std::vector<QuestionExample> m_confirmed;
    std::vector<QuestionExample> m_others;
};

/// Whether a problem ends the work with a database, since nothing after it can succeed.
bool isConnectionLost(ProblemCode code);

} // namespace tabletalk
