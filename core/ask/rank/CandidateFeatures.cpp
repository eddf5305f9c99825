// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CandidateFeatures.h"

namespace tabletalk::ask {

template <typename Space>
std::vector<FeatureRow> candidateFeatures(Space &space, const std::vector<Found> &found, const Words &words,
                                          const SchemaIndex &index)
{
    std::vector<FeatureRow> rows;
    rows.reserve(found.size());
    for (const Found &candidate : found) {
        FeatureRow row(space);
        for (const auto &[name, amount] : candidate.traits)
            row.add("t.", name, amount);
        addQuestionFeatures(row, candidate.items, index);
        addCoverageFeatures(row, candidate, index);
        addStructureFeatures(row, candidate, index);
        addLexicalFeatures(row, candidate, words, index);
        addPositionFeatures(row, candidate, words);
        addPairFeatures(row, candidate);
        rows.push_back(std::move(row));
    }
    addAgreementFeatures(rows, found);
    addRelativeFeatures(rows);
    return rows;
}

template std::vector<FeatureRow> candidateFeatures(FeatureSpace &, const std::vector<Found> &, const Words &,
                                                   const SchemaIndex &);
template std::vector<FeatureRow> candidateFeatures(const FeatureSpace &, const std::vector<Found> &, const Words &,
                                                   const SchemaIndex &);

} // namespace tabletalk::ask
