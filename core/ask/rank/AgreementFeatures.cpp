// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CandidateFeatures.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tabletalk::ask {

namespace {

void append(std::string &text, const Measure &measure)
{
    text += std::to_string(int(measure.function)) + ':' + std::to_string(measure.of.table) + '.'
            + std::to_string(measure.of.column) + ' ';
}

std::string outputsOf(const Found &found)
{
    std::vector<std::string> parts;
    for (const Measure &output : found.meaning.outputs) {
        parts.emplace_back();
        append(parts.back(), output);
    }
    std::ranges::sort(parts);
    std::string text;
    for (const std::string &part : parts)
        text += part;
    return text;
}

std::string restrictionsOf(const Found &found)
{
    std::string text;
    for (const Restriction &r : found.meaning.where)
        text += std::to_string(int(r.kind)) + ':' + std::to_string(r.column.table) + '.'
                + std::to_string(r.column.column) + (r.negated ? "!" : "") + ' ';
    for (const Absence &absence : found.meaning.absences)
        text += '-' + std::to_string(absence.table) + ' ';
    return text;
}

std::string groupsOf(const Found &found)
{
    std::string text;
    for (const Place group : found.meaning.groups)
        text += std::to_string(group.table) + '.' + std::to_string(group.column) + ' ';
    for (const GroupCondition &having : found.meaning.having)
        append(text, having.measure);
    return text;
}

std::string orderOf(const Found &found)
{
    std::string text = found.meaning.limit ? std::to_string(*found.meaning.limit) + ' ' : "";
    for (const OrderKey &key : found.meaning.order) {
        append(text, key.measure);
        text += key.descending ? "v " : "^ ";
    }
    return text;
}

std::string tablesOf(const Found &found)
{
    std::string text;
    for (const int table : found.plan.tables)
        text += std::to_string(table) + ' ';
    return text;
}

} // namespace

void addAgreementFeatures(std::vector<FeatureRow> &rows, const std::vector<Found> &found)
{
    if (found.empty())
        return;
    double best = found.front().score;
    for (const Found &f : found)
        best = std::max(best, f.score);
    std::vector<double> shares(found.size());
    double total = 0;
    for (size_t i = 0; i < found.size(); ++i) {
        shares[i] = std::exp(found[i].score - best);
        total += shares[i];
    }
    using Say = std::string (*)(const Found &);
    static constexpr std::pair<std::string_view, Say> sides[] = {{"agree.outputs", outputsOf},
                                                                 {"agree.where", restrictionsOf},
                                                                 {"agree.groups", groupsOf},
                                                                 {"agree.order", orderOf},
                                                                 {"agree.tables", tablesOf}};
    for (const auto &[name, say] : sides) {
        std::map<std::string, double> said;
        std::vector<std::map<std::string, double>::const_iterator> places;
        places.reserve(found.size());
        for (size_t i = 0; i < found.size(); ++i) {
            const auto at = said.try_emplace(say(found[i])).first;
            at->second += shares[i] / total;
            places.push_back(at);
        }
        for (size_t i = 0; i < found.size(); ++i)
            rows[i].add(name, places[i]->second);
    }
    for (size_t i = 0; i < found.size(); ++i) {
        rows[i].add("agree.behindBest", best - found[i].score);
        rows[i].add("agree.share", shares[i] / total);
        rows[i].add("agree.candidates", double(found.size()));
        rows[i].add("agree.place", double(i));
    }
}

} // namespace tabletalk::ask
