// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/NameCandidates.h"
#include "core/graph/NameCues.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::graph {

namespace {

struct Pattern
{
    QRegularExpression expression; ///< its first group is the name
    EntityKind kind;
    int sureness;
};

/// What is not a name itself ends the run before a cue: particles are kana, so that runs of kanji
/// or katakana are cut where they should be.
const std::vector<Pattern> &patterns()
{
    static const std::vector<Pattern> all = [] {
        const QString name = u"[\\p{Han}々ァ-ヶー・A-Za-z0-9]{1,20}"_s;
        const QString forms = u"(?:株式会社|有限会社|合同会社)"_s;
        std::vector<Pattern> list;
        const auto add = [&](const QString &expression, EntityKind kind, int sureness) {
            list.push_back(
                {QRegularExpression(expression, QRegularExpression::UseUnicodePropertiesOption), kind, sureness});
        };
        add(QString(u"("_s + forms + name + u")"_s), EntityKind::Organization, 95);
        add(QString(u"("_s + name + forms + u")"_s), EntityKind::Organization, 95);
        add(u"([\\p{Han}A-Za-z]{2,16}?(?:股份有限公司|有限公司|公司|集团))"_s, EntityKind::Organization, 90);
        add(u"([\\p{Han}ァ-ヶー]{2,12}(?:大学|大學|銀行|银行|病院|新聞|研究所|協会|省庁))"_s, EntityKind::Organization,
            85);
        add(u"([\\p{Han}]{1,4}(?:都|府|県|省))"_s, EntityKind::Place, 60);
        add(u"([\\p{Han}]{2,4}(?:市|区|町|村))"_s, EntityKind::Place, 65);
        add(u"([\\p{Han}ァ-ヶー・]{2,10})(?:さん|氏|様|先生|社長|部長|课长|課長|教授|先生)"_s, EntityKind::Person, 80);
        return list;
    }();
    return all;
}

int sentenceOf(const std::vector<Span> &sentences, qsizetype at)
{
    const auto found = std::ranges::find_if(sentences, [at](const Span &span) { return at < span.end; });
    return int(std::min<qsizetype>(found - sentences.begin(), qsizetype(sentences.size()) - 1));
}

bool overlaps(const std::vector<Mention> &mentions, const Span &span)
{
    return std::ranges::any_of(
        mentions, [&](const Mention &other) { return span.begin < other.span.end && other.span.begin < span.end; });
}

} // namespace

std::vector<Mention> namesInCjk(const QString &text, const std::vector<Span> &sentences)
{
    std::vector<Mention> mentions;
    if (sentences.empty() || !std::ranges::any_of(text, isCjk))
        return mentions;
    for (const Pattern &pattern : patterns()) {
        for (auto matches = pattern.expression.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            const Span span{match.capturedStart(1), match.capturedEnd(1)};
            if (overlaps(mentions, span))
                continue;
            Mention mention;
            mention.span = span;
            mention.sentence = sentenceOf(sentences, span.begin);
            mention.name = match.captured(1);
            mention.key = keyOf(mention.name);
            mention.kind = pattern.kind;
            mention.sureness = pattern.sureness;
            if (!mention.key.isEmpty())
                mentions.push_back(std::move(mention));
        }
    }
    std::ranges::sort(mentions, {}, [](const Mention &one) { return one.span.begin; });
    return mentions;
}

} // namespace tabletalk::graph
