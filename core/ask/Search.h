// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/PreparedIndex.h"
#include "core/ask/converse/FollowUp.h"
#include "core/ask/plan/Planner.h"
#include "core/ask/rank/Choices.h"
#include "core/ask/understand/Item.h"
#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

/// One meaning with its query, as found by one run.
struct Found
{
    Items items;
    bool continues = false; ///< with what was asked before
    bool varied = false;    ///< one step from a meaning that the words lead to
    Meaning meaning;
    std::vector<Measure> asked; ///< see Earlier
    Plan plan;
    QString sql;
    double score = 0;      ///< of the decisions that led here; the ranking has the last word
    double ranking = 0;    ///< what the ranking makes of it
    double confidence = 0; ///< likewise
    Traits traits;
    Choices::Account read; ///< what the decisions up to the meaning came to, without those of the plan
};

/// Searches the meanings of one question: runs understand and plan again and again with other
/// answers at their open points, the promising ones first.
class Search
{
public:
    /// earlier: what the question before it in the conversation meant, or null.
    Search(const Question &question, const PreparedIndex &index, const Weights &weights,
           const Earlier *earlier = nullptr);

    Search(const Search &) = delete;
    Search &operator=(const Search &) = delete;

    /// Different queries, best first by their decisions.
    std::vector<Found> run();

    const Words &words() const { return m_words; }
    const Links &links() const { return m_links; }
    /// How the question goes on with what was asked before; null when it does not.
    const Turn *turn() const { return m_earlier ? &m_turn : nullptr; }
    const Earlier *earlier() const { return m_earlier; }
    /// Whether a meaning was given up because its figures would have been wrong.
    bool repeatedRows() const { return m_repeatedRows; }

private:
    std::optional<Found> follow(Choices &choices);
    void settle(Found &found, Choices &choices) const;
    std::vector<Found> variations(const std::vector<Found> &found) const;
    std::optional<Found> goOn(Choices &choices) const;
    std::optional<Found> alone(Choices &choices) const;

    const Question &m_question;
    const PreparedIndex &m_index;
    const Weights &m_weights;
    Words m_words;
    Links m_links;
    Segmenter m_segmenter;
    const Earlier *m_earlier = nullptr; ///< null also when the question has nothing to do with it
    Turn m_turn;
    std::optional<Links> m_turnLinks;
    std::optional<Segmenter> m_turnSegmenter;
    Words m_allWords; ///< with those of the earlier questions
    bool m_repeatedRows = false;
};

} // namespace tabletalk::ask
