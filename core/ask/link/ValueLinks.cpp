// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/ValueLinks.h"

#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"

#include <QStringList>

#include <algorithm>

namespace tabletalk::ask {

std::vector<Mention> valuesNamed(const Words &words, size_t begin, size_t end, const SchemaIndex &index)
{
    std::vector<Mention> mentions;
    const bool single = end - begin == 1;
    const Word &first = words[begin];
    if (first.kind == Word::Kind::Sign || words[end - 1].kind == Word::Kind::Sign)
        return mentions;
    QStringList parts;
    for (size_t i = begin; i < end; ++i)
        parts << words[i].text;
    const QString text = parts.join(u' ');
    const QString key = folded(text);
    const bool quoted = single && first.kind == Word::Kind::Quoted;
    const bool capital = !first.text.isEmpty() && first.text.front().isUpper() && !first.startsSentence;
    // A lone small word is more likely grammar than data.
    if (single && !quoted && !capital && (isStopWord(first.lower) || key.size() < 2))
        return mentions;
    const auto add = [&](const std::vector<StoredValue> &values, double score, LinkKind kind) {
        for (const StoredValue &value : values) {
            if (std::ranges::find(mentions, value.place, &Mention::place) != mentions.end())
                continue;
            const double sameCase = value.text == text ? 0.03 : 0;
            mentions.push_back(
                {.place = value.place, .score = score + sameCase, .isValue = true, .value = value.text, .kind = kind});
        }
    };
    add(index.valuesOf(key), 0.97, LinkKind::Exact);
    if (!quoted && end - begin <= 4)
        add(index.valuesByStem(stemsOf(key)), 0.8, LinkKind::Form);
    if (single && !quoted && mentions.empty()) {
        // Flags are stored as one letter and said in full.
        static constexpr std::pair<QStringView, QStringView> said[] = {
            {u"female", u"f"}, {u"male", u"m"},    {u"women", u"f"}, {u"men", u"m"},   {u"woman", u"f"},
            {u"man", u"m"},    {u"females", u"f"}, {u"males", u"m"}, {u"girls", u"f"}, {u"boys", u"m"}};
        for (const auto &[word, letter] : said) {
            if (first.lower == word)
                add(index.valuesOf(letter.toString()), 0.7, LinkKind::Equivalent);
        }
    }
    std::ranges::stable_sort(mentions, std::greater{}, &Mention::score);
    if (mentions.size() > mostMentions)
        mentions.resize(mostMentions);
    return mentions;
}

} // namespace tabletalk::ask
