// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Search.h"
#include "core/ask/rank/FeatureSpace.h"

namespace tabletalk::ask {

/// How the question is put: its cues, and how many names, values and numbers it holds.
/// The same for all candidates that cut the question into the same items.
void addQuestionFeatures(FeatureRow &row, const Items &items, const SchemaIndex &index);

/// What each name, value and number of the question was taken for, with the cues around it,
/// and what the query holds that the question does not name.
void addCoverageFeatures(FeatureRow &row, const Found &found, const SchemaIndex &index);

/// The query's clauses, figures and joins.
void addStructureFeatures(FeatureRow &row, const Found &found, const SchemaIndex &index);

/// How the words of the question name what the query uses, and what its columns hold.
void addLexicalFeatures(FeatureRow &row, const Found &found, const Words &words, const SchemaIndex &index);

/// What comes of the first and the last names of the question, and its words that colour it.
void addPositionFeatures(FeatureRow &row, const Found &found, const Words &words);

/// Whether names that the question joins ("the name and age") have the same part in the query.
void addPairFeatures(FeatureRow &row, const Found &found);

/// What a candidate leaves out or adds more than the candidate that does so least.
/// One row for each candidate; after the features that are compared.
void addRelativeFeatures(std::vector<FeatureRow> &rows);

/// How much of what a candidate says the others say too, each counting by its score.
/// One row for each candidate, in their order.
void addAgreementFeatures(std::vector<FeatureRow> &rows, const std::vector<Found> &found);

/// All of the above, one row for each candidate.
template <typename Space>
std::vector<FeatureRow> candidateFeatures(Space &space, const std::vector<Found> &found, const Words &words,
                                          const SchemaIndex &index);

extern template std::vector<FeatureRow> candidateFeatures(FeatureSpace &, const std::vector<Found> &, const Words &,
                                                          const SchemaIndex &);
extern template std::vector<FeatureRow> candidateFeatures(const FeatureSpace &, const std::vector<Found> &,
                                                          const Words &, const SchemaIndex &);

} // namespace tabletalk::ask
