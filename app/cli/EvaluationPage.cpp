// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/EvaluationReport.h"

#include <QCoreApplication>

namespace tabletalk::cli {

using namespace Qt::StringLiterals;
using evaluation::Calibration;
using evaluation::ConfidenceBin;
using evaluation::Outcome;
using evaluation::Report;
using evaluation::ScoredGroup;
using evaluation::Scores;

namespace {

constexpr auto style = R"(
:root { color-scheme: light dark; --page: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --band: #f6f8fa;
        --mark: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d1117; --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --band: #151b23; --mark: #4493f8; } }
body { background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto;
       max-width: 75rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } tr.all { font-weight: 600; } thead { background: var(--band); }
.wide { overflow-x: auto; }
article { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0; padding: .7rem 1rem; }
article p { margin: .2rem 0; } .soft { color: var(--soft); }
.pair { display: grid; gap: 1rem; grid-template-columns: 1fr 1fr; }
@media (max-width: 50rem) { .pair { grid-template-columns: 1fr; } }
pre { background: var(--band); margin: .3rem 0; padding: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
svg { max-width: 26rem; width: 100%; } svg text { fill: var(--soft); font-size: 11px; }
.axis { stroke: var(--line); fill: none; } .ideal { stroke: var(--soft); stroke-dasharray: 4 4; }
.curve { stroke: var(--mark); stroke-width: 2; fill: none; } .dot { fill: var(--mark); }
)"_L1;

QString tr(const char *text)
{
    return QCoreApplication::translate("Evaluation", text);
}

QString percent(double share)
{
    return QString::number(100 * share, 'f', 1);
}

QString element(QLatin1StringView tag, const QString &content)
{
    return u"<%1>%2</%1>"_s.arg(QString(tag), content);
}

QString row(const QStringList &cells, QLatin1StringView tag = "td"_L1, const QString &kind = {})
{
    QString text;
    for (const QString &cell : cells)
        text += element(tag, cell.toHtmlEscaped());
    const QString attribute = kind.isEmpty() ? QString() : QString(u" class=\""_s + kind + u'"');
    return QString(u"<tr"_s + attribute + u'>' + text + u"</tr>\n"_s);
}

QString scoresRow(const QString &name, const Scores &scores, const QString &kind = {})
{
    return row({name, QString::number(scores.questions), percent(scores.share(scores.answered)),
                percent(scores.share(scores.exact)), percent(scores.share(scores.inAnyColumns)),
                percent(scores.share(scores.withMoreColumns)), percent(scores.precision()),
                percent(scores.exactOfNotEmpty()), percent(scores.share(scores.withinOne)),
                percent(scores.share(scores.withinThree)), percent(scores.share(scores.withinTen))},
               "td"_L1, kind);
}

QString scoresTable(const QString &first, const std::vector<ScoredGroup> &groups, const Scores &overall)
{
    QString body;
    for (const ScoredGroup &group : groups)
        body += scoresRow(group.name, group.scores);
    body += scoresRow(tr("all"), overall, u"all"_s);
    const QString head = row({first, tr("asked"), tr("answered %"), u"EX %"_s, u"EXcol %"_s, u"EXsup %"_s,
                              tr("precise %"), u"EXne %"_s, u"@1 %"_s, u"@3 %"_s, u"@10 %"_s},
                             "th"_L1);
    return u"<div class=\"wide\"><table><thead>%1</thead><tbody>%2</tbody></table></div>\n"_s.arg(head, body);
}

/// Confidence to the right, share right upwards; each dot's size tells how many answers it stands for.
QString calibrationCurve(const Calibration &calibration)
{
    constexpr double size = 220;
    constexpr double edge = 40;
    const auto across = [](double share) { return QString::number(edge + share * size, 'f', 1); };
    const auto up = [](double share) { return QString::number(edge + (1 - share) * size, 'f', 1); };
    QString points;
    QString dots;
    for (const ConfidenceBin &bin : calibration.bins()) {
        if (bin.answers == 0)
            continue;
        const double weight = double(bin.answers) / calibration.all().answers;
        points += across(bin.meanConfidence()) + u',' + up(bin.shareRight()) + u' ';
        dots += u"<circle class=\"dot\" cx=\"%1\" cy=\"%2\" r=\"%3\"><title>%4</title></circle>"_s.arg(
            across(bin.meanConfidence()), up(bin.shareRight()), QString::number(3 + 9 * weight, 'f', 1),
            tr("%1 answers: said %2 %, right %3 %")
                .arg(QString::number(bin.answers), percent(bin.meanConfidence()), percent(bin.shareRight())));
    }
    QString axes =
        u"<rect class=\"axis\" x=\"%1\" y=\"%2\" width=\"%3\" height=\"%3\"/>"_s.arg(across(0), up(1)).arg(size);
    axes += u"<path class=\"ideal\" d=\"M%1 %2L%3 %4\"/>"_s.arg(across(0), up(0), across(1), up(1));
    for (const double share : {0.0, 0.5, 1.0}) {
        const QString label = QString::number(share, 'f', 1);
        axes += u"<text x=\"%1\" y=\"%2\" text-anchor=\"middle\">%3</text>"_s.arg(
            across(share), QString::number(edge + size + 16), label);
        axes +=
            u"<text x=\"%1\" y=\"%2\" text-anchor=\"end\">%3</text>"_s.arg(QString::number(edge - 6), up(share), label);
    }
    return u"<svg viewBox=\"0 0 300 290\" role=\"img\" aria-label=\"%1\">%2"
           "<polyline class=\"curve\" points=\"%3\"/>%4</svg>\n"_s.arg(tr("Share right by confidence").toHtmlEscaped(),
                                                                       axes, points, dots);
}

QString calibrationSection(const Calibration &calibration, const Scores &overall)
{
    const ConfidenceBin &sure = calibration.sureOnes();
    return element("h2"_L1, tr("Confidence against share right"))
           + element("p"_L1, tr("Sure (%1 or more): %2 % of the questions, %3 % of them right. Expected calibration "
                                "error: %4.")
                                 .arg(Calibration::sure)
                                 .arg(percent(overall.share(sure.answers)), percent(sure.shareRight()),
                                      QString::number(calibration.expectedError(), 'f', 3)))
           + calibrationCurve(calibration);
}

QString failureArticle(const Outcome &outcome)
{
    QStringList facts{outcome.question.id, outcome.question.databaseId, outcome.question.hardness};
    facts << (outcome.rank ? tr("the right query was candidate %1").arg(*outcome.rank)
                           : tr("the right query was not among the candidates"));
    if (outcome.isAnswered())
        facts << tr("confidence %1").arg(outcome.confidence, 0, 'f', 2);
    if (outcome.rows)
        facts << tr("%1 rows, expected %2").arg(QString::number(*outcome.rows), QString::number(*outcome.goldRows));
    if (outcome.match.withMoreColumns)
        facts << tr("right but for further columns");

    QString text = element("p"_L1, element("strong"_L1, outcome.question.text.toHtmlEscaped()));
    text += u"<p class=\"soft\">%1</p>"_s.arg(facts.join(u" · "_s).toHtmlEscaped());
    text += u"<div class=\"pair\"><div>%1<pre>%2</pre></div><div>%3<pre>%4</pre></div></div>"_s.arg(
        tr("Expected"), outcome.question.gold.front().toHtmlEscaped(), tr("Given"),
        (outcome.isAnswered() ? outcome.sql : outcome.problem).toHtmlEscaped());
    if (!outcome.explanation.isEmpty())
        text += element("p"_L1, tr("Understood: %1").arg(outcome.explanation).toHtmlEscaped());
    if (!outcome.unusedWords.empty()) {
        const QStringList words(outcome.unusedWords.begin(), outcome.unusedWords.end());
        text += element("p"_L1, tr("Not used: %1").arg(words.join(u", "_s)).toHtmlEscaped());
    }
    if (outcome.isAnswered() && !outcome.problem.isEmpty())
        text += element("p"_L1, outcome.problem.toHtmlEscaped());
    return QString(element("article"_L1, text) + u'\n');
}

QString failureSection(const Report &report)
{
    if (report.failures.empty())
        return {};
    QString text = element("h2"_L1, tr("Failures (%1)").arg(report.failures.size()));
    for (const Outcome &outcome : report.failures)
        text += failureArticle(outcome);
    return text;
}

QString legend()
{
    return tr("EX: the same rows, in the same order where the expected query orders them. EXcol: the same in any order "
              "of columns. EXsup: further columns allowed. Precise: EX among the answered. EXne: EX where rows are "
              "expected. @N: the right query is among the first N candidates.");
}

} // namespace

QByteArray evaluationPage(const Report &report, const EvaluationSource &source)
{
    QString body = element("h1"_L1, tr("Accuracy of answers"));
    body += u"<p class=\"soft\">%1</p>\n"_s.arg(
        tr("%1 questions of %2, answered by %3 at %4; median %5 ms, 95 of 100 within %6 ms")
            .arg(QString::number(report.overall.questions), source.questions, source.translator, source.when,
                 QString::number(report.medianMs, 'f', 1), QString::number(report.p95Ms, 'f', 1))
            .toHtmlEscaped());
    body += element("h2"_L1, tr("By hardness")) + scoresTable(tr("hardness"), report.byHardness, report.overall);
    body += u"<p class=\"soft\">%1</p>\n"_s.arg(legend().toHtmlEscaped());
    if (report.leftOut > 0)
        body += element("p"_L1, tr("Left out because their own query cannot be run here: %1.").arg(report.leftOut));
    body += calibrationSection(report.calibration, report.overall);
    body += element("h2"_L1, tr("By database")) + scoresTable(tr("database"), report.byDatabase, report.overall);
    body += failureSection(report);
    const QString page = u"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
                         "<meta name=\"viewport\" content=\"width=device-width\"><title>%1</title><style>%2</style>"
                         "</head>\n<body>\n%3</body></html>\n"_s;
    return page.arg(tr("Accuracy of answers"), QString(style), body).toUtf8();
}

} // namespace tabletalk::cli
