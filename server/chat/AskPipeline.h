// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Presentation.h"
#include "core/ask/Translator.h"
#include "server/chat/StatementRunner.h"

namespace tabletalk {

/// Follows an answer while it is made. Called on the thread that asks.
class AskObserver
{
public:
    virtual ~AskObserver() = default;
    /// The candidate that will be run next; again when one failed in the database.
    virtual void planned(const ask::Candidate &candidate, const std::optional<ask::Clarification> &askBack) = 0;
    /// The candidate that answered, with the confidence that comparing its rows gave it.
    virtual void weighed(const ask::Candidate &, const std::optional<ask::Clarification> &) {}
};

/// What came of a question or statement, without its rows: those went to the sink.
struct AnswerOutline
{
    QString sql;
    QString explanation;
    double confidence = 0;
    std::vector<QString> unusedWords;
    std::optional<ask::Clarification> askBack;
    std::vector<ResultColumn> columns;
    qint64 rowCount = 0;
    bool truncated = false;
    std::vector<ask::ColumnTotals> totals; ///< one a column
    QString text;
    std::optional<ask::ChartSpec> chart;
};

/// The orchestrator of asking: translate, run the best candidate, fall back to the next
/// when the database refuses one, and say the result. Knows neither tenants nor streams,
/// so the terminal program and the server ask in the same way. Blocking; stateless.
class AskPipeline
{
public:
    explicit AskPipeline(const ask::Translator &translator)
        : m_translator(translator)
    {}

    /// briefly: runs queries whose rows are only compared, under smaller limits; without it none are.
    Result<AnswerOutline> answer(const ask::Question &question, const ask::PreparedDatabase &database,
                                 const StatementRunner &run, RowSink &sink, AskObserver &observer,
                                 const StatementRunner &briefly = {}) const;

    /// The same of what was made of the question already, by whatever translator.
    static Result<AnswerOutline> answer(const ask::Translation &translation, const QString &question,
                                        const StatementRunner &run, RowSink &sink, AskObserver &observer,
                                        const StatementRunner &briefly = {});

    /// The same from a statement of the user's own.
    static Result<AnswerOutline> answerStatement(const QString &sql, const StatementRunner &run, RowSink &sink);

private:
    const ask::Translator &m_translator;
};

} // namespace tabletalk
