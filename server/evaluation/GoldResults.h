// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/ResultMatch.h"
#include "server/connections/TargetDatabase.h"

#include <QHash>

#include <memory>

namespace tabletalk::evaluation {

/// Bounds of a query that is run to be compared.
inline constexpr StatementLimits comparisonLimits{
    .maxRows = 300'000, .maxBytes = 256LL * 1024 * 1024, .timeLimit = std::chrono::seconds(5)};

/// Runs a query and keeps what comparing needs of its rows; TooLarge beyond the limits.
Result<ComparableResult> readResult(TargetDatabase &database, const QString &sql,
                                    const StatementLimits &limits = comparisonLimits);

/// The results of the right queries on one database, each read once. Belongs to the thread of its database.
class GoldResults
{
public:
    explicit GoldResults(TargetDatabase &database)
        : m_database(database)
    {}

    /// Of those of the queries that can be run.
    std::vector<std::shared_ptr<const GoldResult>> of(const std::vector<QString> &queries);

private:
    std::shared_ptr<const GoldResult> resultOf(const QString &sql);

    TargetDatabase &m_database;
    QHash<QString, std::shared_ptr<const GoldResult>> m_known; ///< null: cannot be run
    size_t m_cellsKept = 0;
};

} // namespace tabletalk::evaluation
