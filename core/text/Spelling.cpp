// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Spelling.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tabletalk {

static constexpr qsizetype longestWord = 40;

int editDistance(QStringView one, QStringView other, int bound)
{
    const qsizetype difference = one.size() - other.size();
    if (std::abs(difference) > bound || std::max(one.size(), other.size()) > longestWord)
        return one == other ? 0 : bound + 1;
    // Three rows of the usual table: swapping neighbours looks two rows back.
    std::array<std::array<int, longestWord + 1>, 3> rows{};
    for (qsizetype j = 0; j <= other.size(); ++j)
        rows[0][size_t(j)] = int(j);
    for (qsizetype i = 1; i <= one.size(); ++i) {
        auto &row = rows[size_t(i % 3)];
        const auto &above = rows[size_t((i - 1) % 3)];
        const auto &twoAbove = rows[size_t((i + 1) % 3)];
        row[0] = int(i);
        int least = row[0];
        for (qsizetype j = 1; j <= other.size(); ++j) {
            const auto at = size_t(j);
            const bool same = one[i - 1] == other[j - 1];
            row[at] = std::min({above[at] + 1, row[at - 1] + 1, above[at - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                row[at] = std::min(row[at], twoAbove[at - 2] + 1);
            least = std::min(least, row[at]);
        }
        if (least > bound)
            return bound + 1;
    }
    return std::min(rows[size_t(one.size() % 3)][size_t(other.size())], bound + 1);
}

int slipsAllowed(qsizetype length)
{
    return length < 5 ? 0 : length < 8 ? 1 : 2;
}

bool isContraction(QStringView shortened, QStringView word)
{
    if (shortened.size() < 2 || shortened.size() >= word.size() || shortened.front() != word.front()
        || shortened.back() != word.back())
        return false;
    qsizetype at = 0;
    for (const QChar letter : word) {
        if (at < shortened.size() && letter == shortened[at])
            ++at;
    }
    return at == shortened.size();
}

std::vector<QString> otherSpellings(const QString &word)
{
    struct Spelling
    {
        QStringView british;
        QStringView american;
    };
    static constexpr qsizetype shortest = 5;
    static constexpr Spelling spellings[] = {
        {u"ae", u"e"},        {u"oe", u"e"},         {u"our", u"or"},     {u"isation", u"ization"},
        {u"ise", u"ize"},     {u"yse", u"yze"},      {u"tre", u"ter"},    {u"ogue", u"og"},
        {u"mme", u"m"},       {u"lled", u"led"},     {u"lling", u"ling"}, {u"nium", u"num"},
        {u"cence", u"cense"}, {u"cheque", u"check"}, {u"grey", u"gray"},  {u"tyre", u"tire"}};
    std::vector<QString> others;
    if (word.size() < shortest && word != u"grey" && word != u"gray" && word != u"tyre" && word != u"tire")
        return others;
    for (const Spelling &spelling : spellings) {
        for (const auto &[from, to] :
             {std::pair{spelling.british, spelling.american}, std::pair{spelling.american, spelling.british}}) {
            for (qsizetype at = word.indexOf(from); at >= 0; at = word.indexOf(from, at + 1))
                others.push_back(word.first(at) + to + word.sliced(at + from.size()));
        }
    }
    return others;
}

} // namespace tabletalk
