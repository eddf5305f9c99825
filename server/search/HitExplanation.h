// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Search.h"
#include "core/search/PassageIndex.h"
#include "core/search/Words.h"
#include "server/search/SearchStore.h"

namespace tabletalk {

struct WorkspaceIndex;

/// Says why a passage was found: by which words, at which place of which list, and in a sentence.
class HitExplanation
{
public:
    /// All outlive it; words are the query's as they were searched for.
    HitExplanation(const FoundPassage &passage, const search::QueryWords &query,
                   const std::vector<search::SoughtWord> &words, const WorkspaceIndex &index);

    /// Of one way in which it was found; the terms of "keyword" are filled in.
    void add(api::SearchReason reason);
    api::SearchHit hit(double score) const;

private:
    std::vector<api::MatchedTerm> matchedTerms() const;
    QString sentence() const;
    QString sentenceOf(const api::SearchReason &reason) const;

    const FoundPassage &m_passage;
    const search::QueryWords &m_query;
    const std::vector<search::SoughtWord> &m_words;
    const WorkspaceIndex &m_index;
    std::vector<api::SearchReason> m_reasons;
};

} // namespace tabletalk
