// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/Report.h"

#include <QStringList>

#include <algorithm>
#include <map>

namespace tabletalk::evaluation {

using namespace Qt::StringLiterals;

namespace {

/// The place of a level of hardness; levels that we do not know come last, by name.
std::pair<qsizetype, QString> placeOf(const QString &hardness)
{
    static const QStringList known{u"easy"_s, u"medium"_s, u"hard"_s, u"extra"_s};
    const qsizetype place = known.indexOf(hardness);
    return {place < 0 ? known.size() : place, hardness};
}

double percentile(const std::vector<double> &sorted, double share)
{
    if (sorted.empty())
        return 0;
    return sorted[std::min(sorted.size() - 1, size_t(double(sorted.size()) * share))];
}

} // namespace

Report summarise(std::vector<Outcome> outcomes, bool keepFailures)
{
    Report report;
    std::map<std::pair<qsizetype, QString>, Scores> byHardness;
    std::map<QString, Scores> byDatabase;
    std::vector<double> times;
    for (Outcome &outcome : outcomes) {
        if (!outcome.counts()) {
            ++report.leftOut;
            continue;
        }
        report.overall.add(outcome);
        byHardness[placeOf(outcome.question.hardness)].add(outcome);
        byDatabase[outcome.question.databaseId].add(outcome);
        times.push_back(outcome.milliseconds);
        if (outcome.isAnswered())
            report.calibration.add(outcome.confidence, outcome.isRight());
        if (keepFailures && !outcome.isRight())
            report.failures.push_back(std::move(outcome));
    }
    for (const auto &[place, scores] : byHardness)
        report.byHardness.push_back({place.second, scores});
    for (const auto &[name, scores] : byDatabase)
        report.byDatabase.push_back({name, scores});
    std::ranges::sort(times);
    report.medianMs = percentile(times, 0.5);
    report.p95Ms = percentile(times, 0.95);
    return report;
}

} // namespace tabletalk::evaluation
