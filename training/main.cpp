// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learns how the built-in analyst ranks its candidates and how sure it may be of the first. Run by
// "./dev train"; says on the way how the result fares on databases that it was not trained on.
#include "core/ask/rank/Ranker.h"
#include "core/evaluation/GoldQuestions.h"
#include "training/RankingTrainer.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace tabletalk;
using namespace tabletalk::training;

namespace {

double percent(size_t part, size_t whole)
{
    return whole == 0 ? 0 : 100.0 * double(part) / double(whole);
}

void print(const char *what, const RankingReport &report)
{
    std::printf("%-22s first %5.1f %%   of three %5.1f %%   of ten %5.1f %%   at all %5.1f %%   (%zu questions)\n",
                what, percent(report.rightFirst, report.questions), percent(report.rightInFirstThree, report.questions),
                percent(report.rightInFirstTen, report.questions), percent(report.rightAtAll, report.questions),
                report.questions);
}

void print(const ConfidenceReport &report)
{
    std::printf("confidence >= 0.8      %5.1f %% of the questions, %5.1f %% of them right; calibration error %.3f\n",
                percent(report.sure, report.questions), percent(report.sureRight, report.sure), report.error);
}

/// Where the right query is among the candidates but another one comes first: what better features could mend.
void writeMistakes(const QString &path, const Harvest &all, const CrossValidation &validation)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    for (size_t i = 0; i < all.questions.size(); ++i) {
        const HarvestedQuestion &question = all.questions[i];
        const std::vector<ask::Ranked> ranking = ask::byScore(validation.scores[i]);
        if (ranking.empty() || question.right[ranking.front().candidate] || !question.anyRight())
            continue;
        const auto right =
            std::ranges::find_if(ranking, [&](const ask::Ranked &r) { return question.right[r.candidate]; });
        const QString text = u"%1 %2 (%3)\n  gold   %4\n  first  %5 %6\n  right  %7 %8 (place %9)\n\n"_s.arg(
            question.database, question.text, question.hardness, question.gold,
            QString::number(ranking.front().score, 'f', 2), question.sql[ranking.front().candidate],
            QString::number(right->score, 'f', 2), question.sql[right->candidate],
            QString::number(right - ranking.begin() + 1));
        file.write(text.toUtf8());
    }
}

/// A line for each question: its id, whether the first candidate is right, whether any is.
void writeOutcomes(const QString &path, const Harvest &all, const CrossValidation &validation)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    for (size_t i = 0; i < all.questions.size(); ++i) {
        const HarvestedQuestion &question = all.questions[i];
        const std::vector<ask::Ranked> ranking = ask::byScore(validation.scores[i]);
        const bool first = !ranking.empty() && question.right[ranking.front().candidate];
        file.write(u"%1\t%2\t%3\n"_s.arg(question.id).arg(first ? 1 : 0).arg(question.anyRight() ? 1 : 0).toUtf8());
    }
}

bool readInto(std::vector<evaluation::GoldQuestion> &questions, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "cannot read %s\n", qPrintable(path));
        return false;
    }
    const QByteArray lines = file.readAll();
    auto read = evaluation::readGoldQuestions(std::string_view(lines.data(), size_t(lines.size())));
    if (!read) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(read.error().detail));
        return false;
    }
    std::ranges::move(*read, std::back_inserter(questions));
    return true;
}

bool write(const QString &path, const char *made, const ask::Forest &forest)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(made) > 0 && file.write(forest.toText()) > 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{u"questions"_s, u"Questions with gold queries, one JSON object a line; may be given several times."_s,
          u"FILE"_s},
         {u"db-dir"_s, u"Folder of their SQLite databases."_s, u"DIR"_s},
         {u"labels"_s, u"Keeps what was executed, to be quicker next time."_s, u"FILE"_s},
         {u"out"_s, u"Folder of the forests; without it nothing is written."_s, u"DIR"_s},
         {u"mistakes"_s, u"Writes where the right query came later than first."_s, u"FILE"_s},
         {u"outcomes"_s, u"Writes of each question whether its first candidate is right, unseen."_s, u"FILE"_s},
         {u"trees"_s, u"Trees of the ranking."_s, u"N"_s, u"320"_s},
         {u"depth"_s, u"Their depth."_s, u"N"_s, u"6"_s},
         {u"rate"_s, u"What each of them adds."_s, u"X"_s, u"0.06"_s}});
    parser.addHelpOption();
    parser.process(app);

    std::vector<evaluation::GoldQuestion> questions;
    for (const QString &path : parser.values(u"questions"_s)) {
        if (!readInto(questions, path))
            return 2;
    }
    const Harvest all = harvest(questions, {parser.value(u"db-dir"_s), parser.value(u"labels"_s), true});
    ForestOptions ranking;
    ranking.trees = parser.value(u"trees"_s).toInt();
    ranking.depth = parser.value(u"depth"_s).toInt();
    ranking.rate = parser.value(u"rate"_s).toDouble();
    const CrossValidation validation = crossValidate(all, ranking);
    print("by search", validation.bySearch);
    print("by ranking, unseen", validation.byRanking);
    for (const auto &[part, report] : validation.byPart)
        print(qPrintable(QString(u"  "_s + part)), report);
    print("short ones, unseen", validation.ofShort);
    if (parser.isSet(u"mistakes"_s))
        writeMistakes(parser.value(u"mistakes"_s), all, validation);
    if (parser.isSet(u"outcomes"_s))
        writeOutcomes(parser.value(u"outcomes"_s), all, validation);
    const ForestOptions sureness{.trees = 120, .depth = 4, .rate = 0.05, .leafPenalty = 5, .leastWeight = 5};
    const ConfidenceTraining confidence = trainConfidence(all, validation, sureness);
    print(confidence.report);
    for (const auto &[part, report] : confidence.byPart)
        std::printf("  %-20s %5.1f %% of the questions, %5.1f %% of them right\n", qPrintable(part),
                    percent(report.sure, report.questions), percent(report.sureRight, report.sure));
    if (!parser.isSet(u"out"_s))
        return 0;

    static constexpr const char *made =
        "# Learned from questions with gold queries by \"./dev train\"; not to be edited.\n";
    const QDir out(parser.value(u"out"_s));
    const bool written = write(out.filePath(u"ranking.forest"_s), made, trainRanking(all, ranking))
                         && write(out.filePath(u"confidence.forest"_s), made, confidence.forest);
    return written ? 0 : 1;
}
