// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/FuzzyMatch.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace tabletalk::ui {

namespace {

constexpr qsizetype longestText = 160; ///< further letters are not looked at
constexpr qsizetype longestWord = 40;

constexpr int perLetter = 1;
constexpr int atWordStart = 12;
constexpr int inARow = 8;
constexpr int atTextStart = 6;
constexpr int wholeWord = 10;
constexpr int perGap = -2; ///< where a run is broken
constexpr int impossible = std::numeric_limits<int>::min() / 2;

bool startsWord(QStringView text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    return !before.isLetterOrNumber() || (text[at].isUpper() && before.isLower())
           || (text[at].isDigit() != before.isDigit());
}

bool endsWord(QStringView text, qsizetype at)
{
    return at + 1 == text.size() || !text[at + 1].isLetterOrNumber() || startsWord(text, at + 1);
}

int letterScore(QStringView text, qsizetype at)
{
    return perLetter + (startsWord(text, at) ? atWordStart : 0) + (at == 0 ? atTextStart : 0);
}

/// The best way to find one word: best[i][j] ends with letter i of the word at place j of the text.
std::optional<FuzzyMatch> matchWord(QStringView word, QStringView text)
{
    const auto rows = std::size_t(word.size());
    const auto columns = std::size_t(text.size());
    std::vector<std::vector<int>> best(rows, std::vector<int>(columns, impossible));
    std::vector<std::vector<qsizetype>> from(rows, std::vector<qsizetype>(columns, -1));
    for (std::size_t i = 0; i < rows; ++i) {
        int reached = impossible; // the best end of the letter before, with a gap
        qsizetype reachedAt = -1;
        for (std::size_t j = 0; j < columns; ++j) {
            if (i > 0 && j > 1 && best[i - 1][j - 2] > reached) {
                reached = best[i - 1][j - 2];
                reachedAt = qsizetype(j) - 2;
            }
            if (word[qsizetype(i)].toCaseFolded() != text[qsizetype(j)].toCaseFolded())
                continue;
            const int here = letterScore(text, qsizetype(j));
            if (i == 0) {
                best[i][j] = here;
                continue;
            }
            const int row = j > 0 && best[i - 1][j - 1] > impossible ? best[i - 1][j - 1] + here + inARow : impossible;
            const int gap = reached > impossible ? reached + here + perGap : impossible;
            best[i][j] = std::max(row, gap);
            from[i][j] = row >= gap ? qsizetype(j) - 1 : reachedAt;
        }
    }
    const auto end = std::ranges::max_element(best.back());
    if (end == best.back().end() || *end <= impossible)
        return {};
    FuzzyMatch match;
    match.score = *end;
    qsizetype at = end - best.back().begin();
    for (auto i = qsizetype(rows) - 1; i >= 0; --i) {
        match.places.push_back(at);
        at = from[std::size_t(i)][std::size_t(at)];
    }
    std::ranges::reverse(match.places);
    const bool together = match.places.back() - match.places.front() + 1 == word.size();
    if (together && startsWord(text, match.places.front()) && endsWord(text, match.places.back()))
        match.score += wholeWord;
    return match;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &typed, const QString &text)
{
    FuzzyMatch whole;
    const QString seen = text.left(longestText);
    const QStringList words = typed.left(longestText).split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const auto part = matchWord(QStringView(word).left(longestWord), seen);
        if (!part)
            return {};
        whole.score += part->score;
        whole.places.insert(whole.places.end(), part->places.begin(), part->places.end());
    }
    std::ranges::sort(whole.places);
    const auto repeated = std::ranges::unique(whole.places);
    whole.places.erase(repeated.begin(), repeated.end());
    if (!words.isEmpty())
        whole.score -= int(seen.size()) / 16; // of two that fit alike the shorter is meant
    return whole;
}

} // namespace tabletalk::ui
