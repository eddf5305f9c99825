// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/SecondOpinion.h"

#include "core/ask/Agreement.h"
#include "core/evaluation/ResultMatch.h"

#include <algorithm>
#include <chrono>

namespace tabletalk {

namespace {

constexpr size_t mostRows = 1'000;
constexpr size_t mostCells = 20'000;
constexpr size_t mostWitnesses = 3;
constexpr std::chrono::seconds longest{2}; ///< after which no further witness is heard

class FewRowsSink final : public RowSink
{
public:
    void begin(const std::vector<ResultColumn> &) override { rows = FewRows(); }
    void row(Row &&row) override { rows.add(row); }

    FewRows rows;
};

/// Whether a result says anything that another could confirm: some row, and not only nothing or zero.
bool saysSomething(const evaluation::ComparableResult &result)
{
    if (result.rowCount() != 1 || result.width() != 1)
        return result.rowCount() > 0;
    static const std::uint64_t nothing = [] {
        evaluation::ComparableResult null;
        null.add({Cell()});
        return null.at(0, 0).key;
    }();
    const auto &cell = result.at(0, 0);
    return cell.isNumber ? cell.number != 0 : cell.key != nothing;
}

/// The same rows, where one may show more of each.
bool agree(const evaluation::ComparableResult &a, const evaluation::ComparableResult &b)
{
    return a.rowCount() == b.rowCount()
           && (evaluation::compare({a, false}, b).withMoreColumns
               || evaluation::compare({b, false}, a).withMoreColumns);
}

} // namespace

void FewRows::add(const Row &row)
{
    if (!m_result)
        return;
    m_result->add(row);
    if (m_result->rowCount() > mostRows || m_result->cellCount() > mostCells)
        m_result.reset();
}

double weighedConfidence(const ask::Candidate &candidate, const FewRows &rows,
                         const std::vector<ask::Candidate> &witnesses, const StatementRunner &run)
{
    const auto *const given = rows.result();
    if (!given || !saysSomething(*given))
        return candidate.confidence;
    const auto started = std::chrono::steady_clock::now();
    bool firstDissents = false;
    for (size_t i = 0; i < std::min(witnesses.size(), mostWitnesses); ++i) {
        if (std::chrono::steady_clock::now() - started > longest)
            break;
        FewRowsSink sink;
        const auto outcome = run(witnesses[i].sql, sink);
        if (!outcome || outcome->truncated || !sink.rows.result())
            continue;
        if (agree(*given, *sink.rows.result()))
            return std::max(candidate.confidence, i == 0 ? std::max(ask::confidenceOfAgreement, witnesses[i].confidence)
                                                         : ask::confidenceOfSecond);
        firstDissents = firstDissents || i == 0;
    }
    const bool wasSure = !witnesses.empty() && witnesses.front().confidence >= evaluation::Calibration::sure;
    return firstDissents && wasSure ? std::min(candidate.confidence, ask::confidenceOfDissent) : candidate.confidence;
}

} // namespace tabletalk
