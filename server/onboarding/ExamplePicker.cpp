// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/ExamplePicker.h"

#include "core/ask/Translator.h"
#include "core/schema/ExampleQuestions.h"

#include <QStringList>

#include <algorithm>

namespace tabletalk {

namespace {

/// Beyond that, making the analyst ready costs more than the better order is worth.
constexpr size_t mostTablesForConfirming = 3000;
constexpr size_t mostRowsCompared = 200;

/// Keeps what is needed to judge a result and to compare it with another.
class JudgingSink final : public RowSink
{
public:
    void begin(const std::vector<ResultColumn> &) override {}

    void row(Row &&row) override
    {
        for (const Cell &cell : row)
            m_sensible = m_sensible || (!isNull(cell) && toNumber(cell).value_or(1) != 0);
        if (m_rows.size() <= mostRowsCompared)
            m_rows.push_back(std::move(row));
    }

    bool isSensible() const { return m_sensible; }
    const std::vector<Row> &rows() const { return m_rows; }

private:
    std::vector<Row> m_rows;
    bool m_sensible = false;
};

QStringList textsOf(const Row &row)
{
    QStringList texts;
    for (const Cell &cell : row)
        texts << toDisplayText(cell);
    return texts;
}

/// Whether the answer has the same rows in any order, its columns being some of the expected.
bool agree(const std::vector<Row> &expected, const std::vector<Row> &answer)
{
    if (expected.size() != answer.size() || expected.size() > mostRowsCompared)
        return false;
    std::vector<QStringList> left;
    left.reserve(expected.size());
    for (const Row &row : expected)
        left.push_back(textsOf(row));
    for (const Row &row : answer) {
        const QStringList texts = textsOf(row);
        const auto same = std::ranges::find_if(left, [&](const QStringList &candidate) {
            return std::ranges::all_of(texts, [&](const QString &text) { return candidate.contains(text); });
        });
        if (same == left.end())
            return false;
        left.erase(same);
    }
    return true;
}

} // namespace

bool isConnectionLost(ProblemCode code)
{
    return code == ProblemCode::CannotConnect || code == ProblemCode::LoginRefused || code == ProblemCode::NotADatabase
           || code == ProblemCode::Unavailable;
}

ExamplePicker::ExamplePicker(TargetDatabase &database, std::shared_ptr<const Understanding> understanding,
                             StatementLimits limits)
    : m_database(database)
    , m_understanding(std::move(understanding))
    , m_limits(limits)
{
    if (m_understanding->schema.tables.size() <= mostTablesForConfirming) {
        m_analyst = ask::makeAnalyst();
        m_prepared = m_analyst->prepare(m_understanding);
    }
}

ExamplePicker::~ExamplePicker() = default;

Result<void> ExamplePicker::consider(QuestionExample candidate, const std::stop_token &stop)
{
    JudgingSink sink;
    const Result<StatementOutcome> outcome = m_database.run(candidate.sql, m_limits, sink, stop);
    if (!outcome) {
        const bool over = isConnectionLost(outcome.error().code) || stop.stop_requested();
        return over ? Result<void>(std::unexpected(outcome.error())) : Result<void>();
    }
    if (outcome->truncated || !sink.isSensible())
        return {};
    candidate.rowCount = outcome->rowCount;
    const bool confirmed = isConfirmed(candidate, sink.rows(), stop);
    (confirmed ? m_confirmed : m_others).push_back(std::move(candidate));
    return {};
}

bool ExamplePicker::isConfirmed(const QuestionExample &example, const std::vector<Row> &rows,
                                const std::stop_token &stop)
{
    if (!m_prepared)
        return false;
    ask::Question question;
    question.text = example.question;
    const Result<ask::Translation> translation = m_analyst->translate(question, *m_prepared);
    if (!translation || translation->candidates.empty())
        return false;
    const QString &sql = translation->candidates.front().sql;
    if (sql == example.sql)
        return true;
    JudgingSink sink;
    const Result<StatementOutcome> outcome = m_database.run(sql, m_limits, sink, stop);
    return outcome && agree(rows, sink.rows());
}

bool ExamplePicker::isFull() const
{
    const bool unconfirmable = !m_prepared && m_others.size() >= mostExampleQuestions;
    return unconfirmable || m_confirmed.size() >= mostExampleQuestions;
}

std::vector<QuestionExample> ExamplePicker::take()
{
    std::vector<QuestionExample> examples = std::move(m_confirmed);
    std::ranges::move(m_others, std::back_inserter(examples));
    if (examples.size() > mostExampleQuestions)
        examples.resize(mostExampleQuestions);
    return examples;
}

} // namespace tabletalk
