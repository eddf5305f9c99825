// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/evaluation/GoldResults.h"

#include <QCoreApplication>

namespace tabletalk::evaluation {

namespace {

class ComparableSink final : public RowSink
{
public:
    explicit ComparableSink(ComparableResult &result)
        : m_result(result)
    {}
    void begin(const std::vector<ResultColumn> &) override {}
    void row(Row &&row) override { m_result.add(row); }

private:
    ComparableResult &m_result;
};

} // namespace

Result<ComparableResult> readResult(TargetDatabase &database, const QString &sql, const StatementLimits &limits,
                                    std::stop_token stop)
{
    ComparableResult result;
    ComparableSink sink(result);
    const Result<StatementOutcome> outcome = database.run(sql, limits, sink, std::move(stop));
    if (!outcome)
        return std::unexpected(outcome.error());
    if (outcome->truncated)
        return failure(ProblemCode::TooLarge,
                       QCoreApplication::translate("Evaluation", "The result is too long to be compared."));
    return result;
}

std::vector<std::shared_ptr<const GoldResult>> GoldResults::of(const std::vector<QString> &queries)
{
    std::vector<std::shared_ptr<const GoldResult>> results;
    for (const QString &sql : queries) {
        if (std::shared_ptr<const GoldResult> result = resultOf(sql))
            results.push_back(std::move(result));
    }
    return results;
}

std::shared_ptr<const GoldResult> GoldResults::resultOf(const QString &sql)
{
    if (const auto known = m_known.constFind(sql); known != m_known.constEnd())
        return *known;
    std::shared_ptr<const GoldResult> gold;
    if (Result<ComparableResult> result = readResult(m_database, sql, m_bounds.statement, m_bounds.stop))
        gold = std::make_shared<const GoldResult>(*std::move(result), ordersItsRows(sql, m_database.dialect()));
    else
        m_problem = std::move(result).error();
    const size_t cells = gold ? gold->result.cellCount() : 0;
    if (m_cellsKept + cells <= m_bounds.cellsKept) {
        m_cellsKept += cells;
        m_known.insert(sql, gold);
    }
    return gold;
}

} // namespace tabletalk::evaluation
