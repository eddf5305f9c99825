// SPDX-License-Identifier: GPL-3.0-or-later
//
// fuzz_questions: asks invented questions of invented databases until the time is over, and prints what must not be.
// Each database and its questions follow from its seed: "--seed N --rounds 1" makes one of them again.
#include "tests/fuzz/FuzzRun.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>

using namespace tabletalk::test;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption seconds(u"seconds"_s, u"how long"_s, u"n"_s, u"60"_s);
    const QCommandLineOption seed(u"seed"_s, u"of the first database"_s, u"n"_s, u"1"_s);
    const QCommandLineOption rounds(u"rounds"_s, u"databases at most"_s, u"n"_s, u"1000000"_s);
    const QCommandLineOption questions(u"questions"_s, u"of each database"_s, u"n"_s, u"300"_s);
    parser.addOptions({seconds, seed, rounds, questions});
    parser.addHelpOption();
    parser.process(application);

    QTextStream out(stdout);
    FuzzFigures all;
    QElapsedTimer timer;
    timer.start();
    const FuzzBounds bounds{.questions = parser.value(questions).toInt(), .candidates = 10};
    const quint64 first = parser.value(seed).toULongLong();
    quint64 round = 0;
    for (; round < parser.value(rounds).toULongLong() && timer.elapsed() < 1000 * parser.value(seconds).toLongLong();
         ++round) {
        out << "seed " << first + round << '\r' << Qt::flush; // stays in sight when the next one crashes
        const FuzzFigures figures = fuzzSqlite(first + round, bounds);
        for (const QString &finding : figures.findings)
            out << "seed " << first + round << ": " << finding << '\n' << Qt::flush;
        all += figures;
    }
    out << round << " databases, " << all.asked << " questions, " << all.answered << " answered, " << all.ran
        << " queries run, " << all.findings.size() << " findings; the slowest took "
        << QString::number(all.slowest, 'f', 0) << " ms: " << all.slowestQuestion << '\n';
    return all.findings.isEmpty() ? 0 : 1;
}
