// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/KnowledgeIds.h"

namespace tabletalk::api {

/// POST workspaces/{workspaceId}/search
struct SearchRequest
{
    WorkspaceId workspaceId;
    QString query;                       ///< 1 to 2,000 characters
    std::optional<QString> mode;         ///< keyword, vector, hybrid (when absent), graph
    std::optional<int> limit;            ///< 1 to 100, 10 when absent
    std::vector<DocumentId> documentIds; ///< within these alone; all when empty
};
BOOST_DESCRIBE_STRUCT(SearchRequest, (), (workspaceId, query, mode, limit, documentIds))

/// A word of the query that a passage has, and what it adds to the score.
struct MatchedTerm
{
    QString word;  ///< as in the query
    QString found; ///< as in the passage
    int count = 0; ///< how often
    double weight = 0;
};
BOOST_DESCRIBE_STRUCT(MatchedTerm, (), (word, found, count, weight))

/// One way in which a passage was found: its place there, and what was measured.
struct SearchReason
{
    QString way;                    ///< keyword, vector, graph
    int rank = 0;                   ///< from 1, among all that this way found
    double score = 0;               ///< BM25, cosine, or weight of the path
    double share = 0;               ///< of the hit's score
    std::vector<MatchedTerm> terms; ///< keyword
    std::vector<QString> path;      ///< graph: names of entities from the query's to the passage's
};
BOOST_DESCRIBE_STRUCT(SearchReason, (), (way, rank, score, share, terms, path))

/// A passage that was found, and why.
struct SearchHit
{
    PassageId passageId;
    DocumentId documentId;
    QString documentName;
    QString sourceUrl; ///< of web pages
    int ordinal = 0;
    int page = 0; ///< 0 where there are none
    QString heading;
    QString text;
    QString excerpt; ///< the part around what matched
    double score = 0;
    std::vector<SearchReason> reasons;
    QString explanation; ///< a sentence
};
BOOST_DESCRIBE_STRUCT(SearchHit, (),
                      (passageId, documentId, documentName, sourceUrl, ordinal, page, heading, text, excerpt, score,
                       reasons, explanation))

struct SearchAnswer
{
    std::vector<SearchHit> hits; ///< the best first
    QString mode;                ///< as it was done
    QString embedder;            ///< "built-in" or the provider's model; empty without vectors
    qint64 searched = 0;         ///< passages that could have been found
    qint64 ms = 0;
    QString note; ///< what could not be done, such as vectors that are still being made; may be empty
};
BOOST_DESCRIBE_STRUCT(SearchAnswer, (), (hits, mode, embedder, searched, ms, note))

} // namespace tabletalk::api
