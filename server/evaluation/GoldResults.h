// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/ResultMatch.h"
#include "server/connections/TargetDatabase.h"

#include <QHash>

#include <memory>
#include <optional>

namespace tabletalk::evaluation {

/// Bounds of a query that is run to be compared.
inline constexpr StatementLimits comparisonLimits{
    .maxRows = 300'000, .maxBytes = 256LL * 1024 * 1024, .timeLimit = std::chrono::seconds(5)};

/// Runs a query and keeps what comparing needs of its rows; TooLarge beyond the limits.
Result<ComparableResult> readResult(TargetDatabase &database, const QString &sql,
                                    const StatementLimits &limits = comparisonLimits, std::stop_token stop = {});

/// What comparing may take.
struct ComparisonBounds
{
    StatementLimits statement = comparisonLimits;
    size_t cellsKept = 4'000'000; ///< of right results, about 100 MB; those beyond are read again
    std::stop_token stop = {};
};

/// The results of the right queries on one database, each read once. Belongs to the thread of its database.
class GoldResults
{
public:
    explicit GoldResults(TargetDatabase &database, ComparisonBounds bounds = {})
        : m_database(database)
        , m_bounds(std::move(bounds))
    {}

    /// Of those of the queries that can be run.
    std::vector<std::shared_ptr<const GoldResult>> of(const std::vector<QString> &queries);
    /// Why the last one that could not be run could not.
    const std::optional<Problem> &problem() const { return m_problem; }

private:
    std::shared_ptr<const GoldResult> resultOf(const QString &sql);

    TargetDatabase &m_database;
    ComparisonBounds m_bounds;
    std::optional<Problem> m_problem;
    QHash<QString, std::shared_ptr<const GoldResult>> m_known; ///< null: cannot be run
    size_t m_cellsKept = 0;
};

} // namespace tabletalk::evaluation
