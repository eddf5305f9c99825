// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/EvaluationReport.h"

#include <boost/json.hpp>

namespace tabletalk::cli {

namespace json = boost::json;
using evaluation::Calibration;
using evaluation::ConfidenceBin;
using evaluation::Outcome;
using evaluation::Report;
using evaluation::ScoredGroup;
using evaluation::Scores;

namespace {

json::object toJson(const Scores &scores)
{
    return {{"questions", scores.questions}, {"answered", scores.answered},
            {"valid", scores.ran},           {"ex", scores.exact},
            {"exCol", scores.inAnyColumns},  {"exSup", scores.withMoreColumns},
            {"notEmpty", scores.notEmpty},   {"exNotEmpty", scores.exactNotEmpty},
            {"rightAt1", scores.withinOne},  {"rightAt3", scores.withinThree},
            {"rightAt10", scores.withinTen}, {"precision", scores.precision()}};
}

json::array toJson(const std::vector<ScoredGroup> &groups)
{
    json::array list;
    for (const ScoredGroup &group : groups) {
        json::object entry{{"name", group.name.toStdString()}};
        for (const auto &figure : toJson(group.scores))
            entry.insert(figure);
        list.push_back(std::move(entry));
    }
    return list;
}

json::object toJson(const ConfidenceBin &bin)
{
    return {{"answers", bin.answers},
            {"right", bin.right},
            {"confidence", bin.meanConfidence()},
            {"shareRight", bin.shareRight()}};
}

json::object toJson(const Calibration &calibration)
{
    json::array bins;
    for (size_t i = 0; i < calibration.bins().size(); ++i) {
        json::object bin = toJson(calibration.bins()[i]);
        bin["from"] = double(i) / Calibration::binCount;
        bin["to"] = double(i + 1) / Calibration::binCount;
        bins.push_back(std::move(bin));
    }
    return {{"bins", std::move(bins)},
            {"sureFrom", Calibration::sure},
            {"sure", toJson(calibration.sureOnes())},
            {"expectedError", calibration.expectedError()}};
}

json::object toJson(const Outcome &outcome)
{
    json::array unused;
    for (const QString &word : outcome.unusedWords)
        unused.emplace_back(word.toStdString());
    const auto optional = [](const auto &number) { return number ? json::value(*number) : json::value(nullptr); };
    return {{"id", outcome.question.id.toStdString()},
            {"database", outcome.question.databaseId.toStdString()},
            {"hardness", outcome.question.hardness.toStdString()},
            {"question", outcome.question.text.toStdString()},
            {"goldSql", outcome.question.gold.front().toStdString()},
            {"sql", outcome.isAnswered() ? json::value(outcome.sql.toStdString()) : json::value(nullptr)},
            {"problem", outcome.problem.isEmpty() ? json::value(nullptr) : json::value(outcome.problem.toStdString())},
            {"goldRows", optional(outcome.goldRows)},
            {"rows", optional(outcome.rows)},
            {"confidence", outcome.confidence},
            {"explanation", outcome.explanation.toStdString()},
            {"unusedWords", std::move(unused)},
            {"rankOfRight", optional(outcome.rank)},
            {"withMoreColumns", outcome.match.withMoreColumns}};
}

} // namespace

QByteArray evaluationJson(const Report &report, const EvaluationSource &source)
{
    json::object document{{"questions", source.questions.toStdString()},
                          {"translator", source.translator.toStdString()},
                          {"askedAt", source.when.toStdString()},
                          {"overall", toJson(report.overall)},
                          {"byHardness", toJson(report.byHardness)},
                          {"byDatabase", toJson(report.byDatabase)},
                          {"calibration", toJson(report.calibration)},
                          {"medianMs", report.medianMs},
                          {"p95Ms", report.p95Ms},
                          {"leftOut", report.leftOut}};
    json::array failures;
    for (const Outcome &outcome : report.failures)
        failures.push_back(toJson(outcome));
    document["failures"] = std::move(failures);
    return QByteArray::fromStdString(json::serialize(document) + '\n');
}

} // namespace tabletalk::cli
