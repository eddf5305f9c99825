// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk::search {

/// A word of a text, as it is searched for.
struct Word
{
    QString term;         ///< its stem, in small letters, without accents
    qsizetype at = 0;     ///< where it stands in the text
    qsizetype length = 0; ///< as it stands there
    bool isExtra = false; ///< made besides others of the same place: "aerodynamic" of "aero-dynamic"
};

/// What a text is found by: runs of letters and digits, with their stems in that language, without stop words. What is
/// written without blanks between words (Chinese, Japanese, Korean, Thai) becomes pairs of neighbouring characters.
/// Parts joined by hyphens and the like are found alone and together.
std::vector<Word> wordsOf(const QString &text, QStringView language);

/// The same for what is searched for: a word may be meant in any of the languages that there are, and stop words
/// stay when there is nothing else.
struct QueryWord
{
    QString text;               ///< as it was typed
    std::vector<QString> terms; ///< what it may be stored as; one at least
};

struct QueryWords
{
    std::vector<QueryWord> words;      ///< each once
    std::vector<QString> phrases;      ///< that stood in quotation marks, must be in a passage as they are
    static constexpr size_t most = 64; ///< words; what comes after is left out
};
QueryWords queryWordsOf(const QString &query, const std::vector<QString> &languages);

/// A text as phrases are compared: small letters, without accents, one blank for all that is neither letter nor digit.
QString phraseText(const QString &text);

} // namespace tabletalk::search
