// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Entity.h"

#include <QString>

#include <vector>

namespace tabletalk::graph {

/// A word of a text, with what its form says.
struct Word
{
    Span span;
    QString lower; ///< in lower case, without a full stop at its end
    int sentence = 0;
    bool opensSentence = false;
    bool capital = false;      ///< begins with a capital letter
    bool acronym = false;      ///< two capital letters or more, and no small ones
    bool innerCapital = false; ///< "iPhone", "PostgreSQL"
    bool digits = false;       ///< has some
    bool number = false;       ///< has nothing else
    bool adjacent = false;     ///< only blanks, and no new line, between the word before and this one
    QChar before;              ///< the mark between, if there is one: , ; ( " and so on
};

/// A text cut into sentences and words. Full stops of abbreviations and initials end no sentence.
struct WordText
{
    std::vector<Span> sentences;
    std::vector<Word> words;
};

WordText wordsOf(const QString &text);

/// Written without blanks between words, so that wordsOf finds none in it.
bool isCjk(QChar c);

} // namespace tabletalk::graph
