// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/EvaluationReport.h"

#include <QCoreApplication>

namespace tabletalk::cli {

using namespace Qt::StringLiterals;
using evaluation::Calibration;
using evaluation::ConfidenceBin;
using evaluation::Report;
using evaluation::Scores;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Evaluation", text);
}

QString percent(double share)
{
    return QString::number(100 * share, 'f', 1);
}

QString line(const QString &name, const QStringList &cells)
{
    QString text = name.left(20).leftJustified(20);
    for (const QString &cell : cells)
        text += cell.rightJustified(9);
    return QString(text + u'\n');
}

QString scoresLine(const QString &name, const Scores &scores)
{
    QStringList cells{QString::number(scores.questions)};
    for (const double share : {scores.share(scores.answered), scores.share(scores.ran), scores.share(scores.exact),
                               scores.share(scores.inAnyColumns), scores.share(scores.withMoreColumns),
                               scores.precision(), scores.exactOfNotEmpty(), scores.share(scores.withinOne),
                               scores.share(scores.withinThree), scores.share(scores.withinTen)})
        cells << percent(share);
    return line(name, cells);
}

QString scoresTable(const Report &report)
{
    QString text = line(tr("hardness"), {tr("asked"), tr("answered"), tr("valid"), u"EX"_s, u"EXcol"_s, u"EXsup"_s,
                                         tr("precise"), u"EXne"_s, u"@1"_s, u"@3"_s, u"@10"_s});
    for (const evaluation::ScoredGroup &group : report.byHardness)
        text += scoresLine(group.name, group.scores);
    return text + scoresLine(tr("all"), report.overall);
}

QString calibrationTable(const Calibration &calibration)
{
    QString text = line(tr("confidence"), {tr("answers"), tr("said"), tr("right")});
    for (size_t i = 0; i < calibration.bins().size(); ++i) {
        const ConfidenceBin &bin = calibration.bins()[i];
        const QString range = u"%1 - %2"_s.arg(double(i) / Calibration::binCount, 0, 'f', 1)
                                  .arg(double(i + 1) / Calibration::binCount, 0, 'f', 1);
        if (bin.answers > 0)
            text +=
                line(range, {QString::number(bin.answers), percent(bin.meanConfidence()), percent(bin.shareRight())});
    }
    return text;
}

} // namespace

void printEvaluation(std::FILE *out, const Report &report)
{
    const ConfidenceBin &sure = report.calibration.sureOnes();
    const double coverage = report.overall.share(sure.answers);
    QString text = scoresTable(report) + u'\n' + calibrationTable(report.calibration) + u'\n';
    text += tr("Sure (%1 or more): %2 % of the questions, %3 % of them right. Expected calibration error: %4.")
                .arg(Calibration::sure)
                .arg(percent(coverage), percent(sure.shareRight()),
                     QString::number(report.calibration.expectedError(), 'f', 3))
            + u'\n';
    text += tr("Time of an answer: median %1 ms, 95 of 100 within %2 ms.")
                .arg(QString::number(report.medianMs, 'f', 1), QString::number(report.p95Ms, 'f', 1))
            + u'\n';
    if (report.leftOut > 0)
        text += tr("Left out because their own query cannot be run here: %1.").arg(report.leftOut) + u'\n';
    const QByteArray utf8 = text.toUtf8();
    std::fwrite(utf8.constData(), 1, size_t(utf8.size()), out);
}

} // namespace tabletalk::cli
