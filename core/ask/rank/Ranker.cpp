// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/Ranker.h"

#include "core/ask/rank/CandidateFeatures.h"

#include <QFile>

#include <algorithm>
#include <cmath>

namespace tabletalk::ask {

static constexpr double otherTurnPenalty = 3;
static constexpr double strangeVariationPenalty = 6;
static constexpr double leastOfNear = 0.6; ///< how well words fit from which on they are no guess
static constexpr double mostConfidenceFromAfar = 0.45;

static Forest forestFrom(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? Forest::fromText(file.readAll()) : Forest();
}

Ranker::Ranker(Forest ranking, Forest confidence)
    : m_ranking(std::move(ranking))
    , m_confidence(std::move(confidence))
{}

Ranker Ranker::builtIn()
{
    return {forestFrom(QStringLiteral(":/tabletalk/ranking/ranking.forest")),
            forestFrom(QStringLiteral(":/tabletalk/ranking/confidence.forest"))};
}

/// Whether a question is of a sort that no question was that the forests have learned from: it goes
/// on with a conversation, or speaks of the organisation's own figures or of periods.
static bool isStrange(const Found &found)
{
    return found.continues || found.meaning.periodOf
           || std::ranges::any_of(found.items, [](const Item &item) { return item.kind == Item::Kind::Metric; });
}

/// Whether nothing that the question names of tables and columns is called so: all of it was guessed by far
/// relatives of its words. The forests have learned from questions that their databases can answer, where such a
/// guess is often right; "What is the capital of France?" is none of them, and would be asked of any table with
/// countries.
static bool isNamedFromAfar(const Found &found)
{
    const auto isFar = [](const Mention &mention) {
        return mention.score < leastOfNear
               && (mention.kind == LinkKind::Broader || mention.kind == LinkKind::Narrower
                   || mention.kind == LinkKind::Related || mention.kind == LinkKind::Similar);
    };
    bool any = false;
    for (const Item &item : found.items) {
        if (item.kind == Item::Kind::Metric)
            return false;
        if ((item.kind != Item::Kind::Table && item.kind != Item::Kind::Column) || item.mentions.isEmpty())
            continue;
        any = true;
        if (!isFar(item.mentions.front()))
            return false;
    }
    return any;
}

std::vector<Ranked> byScore(const std::vector<double> &scores)
{
    std::vector<Ranked> ranking;
    ranking.reserve(scores.size());
    for (size_t i = 0; i < scores.size(); ++i)
        ranking.push_back({i, scores[i], 0, 0});
    std::ranges::stable_sort(ranking, std::greater{}, &Ranked::score);
    double total = 0;
    for (Ranked &ranked : ranking) {
        ranked.share = std::exp(ranked.score - ranking.front().score);
        total += ranked.share;
    }
    for (Ranked &ranked : ranking)
        ranked.share /= total;
    return ranking;
}

void addConfidenceFeatures(FeatureRow &row, const std::vector<Ranked> &ranking, const std::vector<float> &features,
                           const FeatureSpace &space)
{
    for (size_t i = 0; i < std::min(features.size(), space.size()); ++i) {
        if (features[i] != 0)
            row.add(space.names()[i], double(features[i]));
    }
    const double second = ranking.size() > 1 ? ranking[1].share : 0;
    double entropy = 0;
    for (const Ranked &ranked : ranking)
        entropy -= ranked.share > 0 ? ranked.share * std::log(ranked.share) : 0;
    row.add("sure.score", ranking.front().score);
    row.add("sure.share", ranking.front().share);
    row.add("sure.ahead", ranking.front().share - second);
    row.add("sure.entropy", entropy);
}

std::vector<Ranked> Ranker::rank(const std::vector<Found> &found, const Words &words, const SchemaIndex &index,
                                 const std::vector<double> &bonuses) const
{
    if (found.empty())
        return {};
    std::vector<FeatureRow> rows = candidateFeatures(m_ranking.space(), found, words, index);
    std::vector<double> scores;
    scores.reserve(rows.size());
    const bool strange = isStrange(found.front());
    for (size_t i = 0; i < rows.size(); ++i) {
        const double learned = strange ? found[i].score - (found[i].varied ? strangeVariationPenalty : 0)
                                       : m_ranking.score(rows[i].values());
        // Whether a question goes on with the conversation is settled by the search, which is given the best first.
        const bool otherwise = found[i].continues != found.front().continues;
        scores.push_back(learned - (otherwise ? otherTurnPenalty : 0) + (i < bonuses.size() ? bonuses[i] : 0));
    }
    std::vector<Ranked> ranking = byScore(scores);

    FeatureRow sure(m_confidence.space());
    addConfidenceFeatures(sure, ranking, rows[ranking.front().candidate].values(), m_ranking.space());
    double confidence = 1 / (1 + std::exp(-m_confidence.score(sure.values())));
    if (isNamedFromAfar(found[ranking.front().candidate]))
        confidence = std::min(confidence, mostConfidenceFromAfar);
    const double others = std::max(1e-9, 1 - ranking.front().share);
    for (Ranked &ranked : ranking)
        ranked.confidence = (1 - confidence) * ranked.share / others;
    ranking.front().confidence = confidence;
    return ranking;
}

} // namespace tabletalk::ask
