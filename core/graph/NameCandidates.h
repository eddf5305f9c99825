// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Entity.h"
#include "core/graph/Words.h"

#include <QSet>

namespace tabletalk::graph {

/// What a document's own words tell about its names.
struct WordHabits
{
    bool german = false;
    const QSet<QString> &capitalInside; ///< stand large within sentences
    const QSet<QString> &alone;         ///< stand large within sentences with no large word beside them
    const QSet<QString> &small;         ///< stand small somewhere
};

/// Names by their words: runs of large words with what joins them, judged by their cues.
std::vector<Mention> namesByWords(const QString &text, const WordText &words, const WordHabits &habits);

/// Names in Japanese and Chinese, which have no large letters: by what companies, places and
/// people are called after their names.
std::vector<Mention> namesInCjk(const QString &text, const std::vector<Span> &sentences);

/// Words that several texts keep using side by side, more than chance would: "refund policy".
std::vector<QString> repeatedTerms(const std::vector<WordText> &texts);

/// Whether a line is a heading, where all words are large: one that no sentence is.
bool isTitle(const WordText &words, int sentence);

} // namespace tabletalk::graph
