// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/ValueLinks.h"

#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

/// "women" of a column that says female and male, or F and M.
static void addSexes(const QString &word, const SchemaIndex &index, std::vector<Mention> &mentions)
{
    static constexpr QStringView women[] = {u"female", u"females", u"women", u"woman", u"girls", u"girl"};
    static constexpr QStringView men[] = {u"male", u"males", u"men", u"man", u"boys", u"boy"};
    const bool ofWomen = std::ranges::find(women, word) != std::end(women);
    if (!ofWomen && std::ranges::find(men, word) == std::end(men))
        return;
    for (const auto &[female, male] : {std::pair{u"female"_s, u"male"_s}, std::pair{u"f"_s, u"m"_s}}) {
        const std::vector<StoredValue> &others = index.valuesOf(ofWomen ? male : female);
        for (const StoredValue &value : index.valuesOf(ofWomen ? female : male)) {
            if (std::ranges::find(others, value.place, &StoredValue::place) == others.end())
                continue;
            mentions.push_back({.place = value.place,
                                .score = 0.9,
                                .isValue = true,
                                .value = value.text,
                                .kind = LinkKind::Equivalent});
        }
    }
}

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
    if (single && !quoted && mentions.empty())
        addSexes(first.lower, index, mentions);
    std::ranges::stable_sort(mentions, std::greater{}, &Mention::score);
    if (mentions.size() > mostMentions)
        mentions.resize(mostMentions);
    return mentions;
}

} // namespace tabletalk::ask
