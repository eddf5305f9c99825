// SPDX-License-Identifier: GPL-3.0-or-later
#include "training/RankingTrainer.h"

#include "core/ask/rank/Ranker.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

namespace tabletalk::training {

namespace {

constexpr size_t mostWrong = 80; ///< candidates of a question that are learned from, the likeliest first

bool isShort(const HarvestedQuestion &question)
{
    return question.hardness == QStringLiteral("short");
}

/// The set that a question is of.
QString partOf(const HarvestedQuestion &question)
{
    return question.id.section(u'-', 0, 0);
}

/// Rows that a forest is grown from, with what each belongs to.
struct Rows
{
    std::vector<std::vector<float>> features;
    std::vector<int> question;
    std::vector<bool> right;
};

/// Questions of all parts but one; -1 leaves none out.
Rows candidatesWithout(const Harvest &harvest, int fold)
{
    Rows rows;
    int group = 0;
    for (const HarvestedQuestion &question : harvest.questions) {
        if (foldOf(question.database) == fold || !question.anyRight())
            continue;
        for (size_t i = 0, wrong = 0; i < question.features.size(); ++i) {
            if (!question.right[i] && ++wrong > mostWrong)
                continue;
            rows.features.push_back(question.features[i]);
            rows.question.push_back(group);
            rows.right.push_back(question.right[i]);
        }
        ++group;
    }
    return rows;
}

ask::Forest trainWithout(const Harvest &harvest, int fold, const ForestOptions &options)
{
    const Rows rows = candidatesWithout(harvest, fold);
    const BinnedRows binned(rows.features, harvest.space.size());
    return {harvest.space, growForest(binned, rows.question, choiceLoss(rows.question, rows.right), options)};
}

std::vector<double> scoresOf(const ask::Forest &forest, const HarvestedQuestion &question)
{
    std::vector<double> scores;
    scores.reserve(question.features.size());
    for (const std::vector<float> &row : question.features)
        scores.push_back(forest.score(row));
    return scores;
}

void add(RankingReport &report, const HarvestedQuestion &question, const std::vector<double> &scores)
{
    ++report.questions;
    const std::vector<ask::Ranked> ranking = ask::byScore(scores);
    const auto isRight = [&](const ask::Ranked &ranked) { return question.right[ranked.candidate]; };
    const auto place = size_t(std::ranges::find_if(ranking, isRight) - ranking.begin());
    report.rightFirst += place < std::min<size_t>(1, ranking.size()) ? 1 : 0;
    report.rightInFirstThree += place < std::min<size_t>(3, ranking.size()) ? 1 : 0;
    report.rightInFirstTen += place < std::min<size_t>(10, ranking.size()) ? 1 : 0;
    report.rightAtAll += place < ranking.size() ? 1 : 0;
}

/// The candidates in the order in which the search found them.
std::vector<double> searchOrder(const HarvestedQuestion &question)
{
    std::vector<double> scores(question.features.size());
    for (size_t i = 0; i < scores.size(); ++i)
        scores[i] = -double(i);
    return scores;
}

/// One row a question: what confidence in its first candidate stands on.
struct Sureness
{
    ask::FeatureSpace space;
    std::vector<std::vector<float>> features;
    std::vector<bool> right;
    std::vector<int> fold;
    std::vector<QString> part;
    std::vector<bool> made; ///< by ourselves, so that it says nothing of what other people ask
};

Sureness surenessOf(const Harvest &harvest, const CrossValidation &validation)
{
    Sureness sureness;
    for (const std::string &name : harvest.space.names())
        sureness.space.findOrAdd(name);
    for (size_t i = 0; i < harvest.questions.size(); ++i) {
        const HarvestedQuestion &question = harvest.questions[i];
        if (question.features.empty())
            continue;
        const std::vector<ask::Ranked> ranking = ask::byScore(validation.scores[i]);
        const size_t first = ranking.front().candidate;
        ask::FeatureRow row(sureness.space);
        ask::addConfidenceFeatures(row, ranking, question.features[first], harvest.space);
        sureness.features.push_back(row.values());
        sureness.right.push_back(question.right[first]);
        sureness.fold.push_back(foldOf(question.database));
        sureness.part.push_back(partOf(question));
        sureness.made.push_back(isShort(question));
    }
    return sureness;
}

std::vector<ask::Forest::Tree> growSureness(const Sureness &all, int withoutFold, const ForestOptions &options)
{
    Rows rows;
    for (size_t i = 0; i < all.features.size(); ++i) {
        if (all.fold[i] == withoutFold)
            continue;
        rows.features.push_back(all.features[i]);
        rows.right.push_back(all.right[i]);
        rows.question.push_back(int(rows.question.size()));
    }
    const BinnedRows binned(rows.features, all.space.size());
    return growForest(binned, rows.question, logisticLoss(rows.right), options);
}

/// The expected calibration error (C. Guo et al., "On calibration of modern neural networks", 2017).
class SumsByBin
{
public:
    void add(double confidence, bool right)
    {
        m_sums[std::min(m_sums.size() - 1, size_t(confidence * double(m_sums.size())))] += confidence - (right ? 1 : 0);
        ++m_count;
    }
    double error() const
    {
        double error = 0;
        for (const double sum : m_sums)
            error += std::abs(sum) / std::max(1.0, double(m_count));
        return error;
    }

private:
    std::array<double, 10> m_sums{};
    size_t m_count = 0;
};

void add(ConfidenceReport &report, double confidence, bool right)
{
    const bool sure = confidence >= 0.8;
    ++report.questions;
    report.sure += sure ? 1 : 0;
    report.sureRight += sure && right ? 1 : 0;
}

} // namespace

int foldOf(const QString &database)
{
    return QCryptographicHash::hash(database.toUtf8(), QCryptographicHash::Md5).back() & (folds - 1);
}

ask::Forest trainRanking(const Harvest &harvest, const ForestOptions &options)
{
    return trainWithout(harvest, -1, options);
}

CrossValidation crossValidate(const Harvest &harvest, const ForestOptions &options)
{
    CrossValidation validation;
    validation.scores.resize(harvest.questions.size());
    const auto validate = [&](int fold) {
        const ask::Forest forest = trainWithout(harvest, fold, options);
        for (size_t i = 0; i < harvest.questions.size(); ++i) {
            if (foldOf(harvest.questions[i].database) == fold)
                validation.scores[i] = scoresOf(forest, harvest.questions[i]);
        }
    };
    std::vector<std::thread> threads;
    for (int fold = 0; fold < folds; ++fold)
        threads.emplace_back(validate, fold);
    for (std::thread &thread : threads)
        thread.join();
    for (size_t i = 0; i < harvest.questions.size(); ++i) {
        const HarvestedQuestion &question = harvest.questions[i];
        if (isShort(question)) {
            add(validation.ofShort, question, validation.scores[i]);
            continue;
        }
        add(validation.bySearch, question, searchOrder(question));
        add(validation.byRanking, question, validation.scores[i]);
        const QString part = partOf(question);
        add(validation.byPart[part], question, validation.scores[i]);
        add(validation.byPart[QString(part + u' ' + question.hardness)], question, validation.scores[i]);
    }
    return validation;
}

ConfidenceTraining trainConfidence(const Harvest &harvest, const CrossValidation &validation,
                                   const ForestOptions &options)
{
    const Sureness all = surenessOf(harvest, validation);
    ConfidenceTraining training;
    SumsByBin sums;
    for (int fold = 0; fold < folds; ++fold) {
        const ask::Forest forest(all.space, growSureness(all, fold, options));
        for (size_t i = 0; i < all.features.size(); ++i) {
            if (all.fold[i] != fold || all.made[i])
                continue;
            const double confidence = 1 / (1 + std::exp(-forest.score(all.features[i])));
            add(training.report, confidence, all.right[i]);
            add(training.byPart[all.part[i]], confidence, all.right[i]);
            sums.add(confidence, all.right[i]);
        }
    }
    training.report.error = sums.error();
    training.forest = ask::Forest(all.space, growSureness(all, -1, options));
    return training;
}

} // namespace tabletalk::training
