// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "training/ForestTrainer.h"
#include "training/Harvest.h"

#include <map>

namespace tabletalk::training {

/// How the ranking fares on questions: on which share the first candidate is right.
struct RankingReport
{
    size_t questions = 0;
    size_t rightFirst = 0;
    size_t rightInFirstThree = 0;
    size_t rightInFirstTen = 0;
    size_t rightAtAll = 0;
};

/// A model for each part of the data, learned from the other parts: databases are never in both.
struct CrossValidation
{
    RankingReport bySearch;  ///< in the order of the search
    RankingReport byRanking; ///< of questions whose database the ranking has not seen
    RankingReport ofShort;   ///< the same of the questions of ShortQuestions.h, which the others leave out
    std::map<QString, RankingReport> byPart; ///< byRanking in parts: by what ids begin with, and by hardness
    std::vector<std::vector<double>> scores; ///< of each question's candidates, by the model that has not seen it
};

inline constexpr int folds = 4;

/// The part of the data that a database belongs to, by a hash of its name.
int foldOf(const QString &database);

CrossValidation crossValidate(const Harvest &harvest, const ForestOptions &options);

ask::Forest trainRanking(const Harvest &harvest, const ForestOptions &options);

/// Whether confidence keeps what it promises.
struct ConfidenceReport
{
    size_t questions = 0;
    size_t sure = 0;      ///< answered with a confidence of at least 0.8
    size_t sureRight = 0; ///< of those
    double error = 0;     ///< expected calibration error over ten bins
};

struct ConfidenceTraining
{
    ask::Forest forest;
    ConfidenceReport report;                    ///< each question by a model that has not seen its database
    std::map<QString, ConfidenceReport> byPart; ///< the same by what ids begin with
};

/// Learns how often the first of a ranking is right, from scores of models that had not seen the questions.
ConfidenceTraining trainConfidence(const Harvest &harvest, const CrossValidation &validation,
                                   const ForestOptions &options);

} // namespace tabletalk::training
