// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/rank/FeatureSpace.h"
#include "core/evaluation/GoldQuestions.h"

#include <QString>

namespace tabletalk::training {

/// What the analyst considers for one question, and which of it is right.
struct HarvestedQuestion
{
    QString id;
    QString database;
    QString hardness;
    QString text;
    QString gold;
    std::vector<QString> sql;                 ///< of each candidate, best first by the search
    std::vector<std::vector<float>> features; ///< of each candidate
    std::vector<bool> right;                  ///< of each candidate: gives the rows of a gold query
    bool anyRight() const { return std::find(right.begin(), right.end(), true) != right.end(); }
};

struct Harvest
{
    ask::FeatureSpace space; ///< names sorted, so that the same data gives the same model
    std::vector<HarvestedQuestion> questions;
};

struct HarvestTask
{
    QString databaseFolder;     ///< holds <database id>.sqlite
    QString labelFile;          ///< keeps what was executed already; empty: nothing is kept
    bool shortQuestions = true; ///< asks each database those of ShortQuestions.h as well
};

/// Lets the analyst search each question and runs what it finds, on all cores. Questions whose gold
/// query cannot be run are left out.
Harvest harvest(const std::vector<evaluation::GoldQuestion> &questions, const HarvestTask &task);

} // namespace tabletalk::training
