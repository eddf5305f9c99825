// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::agents {

/// A passage that may answer a question.
struct AnswerPassage
{
    QString title;
    QString heading;
    QString text;
};

/// A sentence that answers it, as it stands there.
struct QuotedSentence
{
    size_t passage = 0; ///< which of those that were given
    QString text;
    double score = 0; ///< 0 to 1: how much of the question it is about, with its document's title and heading
};

/// The sentences that answer a question best, in the order in which they are to be read; empty where none is good
/// enough to be quoted. By the words of the question and their forms in the languages of the passages, the rarer ones
/// more; by what kind of answer is wanted (a time, a number, a name); and by their place. Nothing is put in other
/// words.
std::vector<QuotedSentence> quotedAnswer(const QString &question, const std::vector<AnswerPassage> &passages,
                                         size_t most = 3);

/// The sentence that comes nearest where none answers: it is about some of what was asked.
std::optional<QuotedSentence> nearestSentence(const QString &question, const std::vector<AnswerPassage> &passages);

/// The words of a question that say what it is about, as stems.
std::vector<QString> contentStems(const QString &question);

/// A text taken apart at the ends of its sentences and its lines.
std::vector<QString> sentencesOf(const QString &text);

} // namespace tabletalk::agents
