// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/UploadReport.h"

#include "core/text/Counted.h"
#include "ui/knowledge/UploadQueue.h"

namespace tabletalk::ui {

namespace {

using End = UploadReport::End;

QString reasonOf(const Problem &why)
{
    return why.detail.isEmpty() ? why.title : why.detail;
}

QString leftText(const UploadReport &report)
{
    if (report.end == End::WindowLeft)
        return counted(report.left, UploadQueue::tr("One file was not sent, because the window went elsewhere."),
                       UploadQueue::tr("%1 files were not sent, because the window went elsewhere."));
    return counted(report.left, UploadQueue::tr("One file was not sent."), UploadQueue::tr("%1 files were not sent."));
}

QString addedText(const UploadReport &report)
{
    const QString added =
        counted(report.sent, UploadQueue::tr("One file was added."), UploadQueue::tr("%1 files were added."));
    if (report.duplicates == 0)
        return added;
    return added + u' '
           + counted(report.duplicates, UploadQueue::tr("One file was there already."),
                     UploadQueue::tr("%1 files were there already."));
}

/// What was given up, and why.
QStringList endLines(const UploadReport &report)
{
    QStringList lines;
    if (report.refusal)
        lines << reasonOf(*report.refusal);
    if (report.left > 0)
        lines << leftText(report);
    if (report.isUnread)
        lines << UploadQueue::tr("What was added had not been looked through to its end; more may be missing.");
    return lines;
}

QStringList failureLines(const UploadReport &report)
{
    QStringList lines;
    for (const UploadFailure &each : report.failures)
        lines << QString(each.file + u": " + reasonOf(each.why));
    const int unnamed = report.failed - int(report.failures.size());
    if (unnamed > 0)
        lines << counted(unnamed, UploadQueue::tr("One more file could not be added."),
                         UploadQueue::tr("%1 more files could not be added."));
    if (report.beyond > 0)
        lines << counted(report.beyond,
                         UploadQueue::tr("One file was left out, because at most %2 are added together."),
                         UploadQueue::tr("%1 files were left out, because at most %2 are added together."))
                     .arg(QLocale().toString(UploadQueue::mostFiles));
    return lines;
}

QString hintOf(const UploadReport &report)
{
    if (report.refusal)
        return report.refusal->hint;
    if (report.end == End::WindowLeft)
        return UploadQueue::tr("Go back and add them again; what is there already is not added twice.");
    if (!report.failures.empty())
        return report.failures.front().why.hint;
    return report.end == End::Done ? UploadQueue::tr("Add the rest once these are there.") : QString();
}

} // namespace

void UploadReport::fail(const QString &file, const Problem &why)
{
    ++failed;
    if (failures.size() < mostNamed)
        failures.push_back({file, why});
}

std::optional<Problem> problemOf(const UploadReport &report)
{
    const bool isGivenUp = report.end == End::WindowLeft || report.end == End::Refused;
    if (report.failed == 0 && report.beyond == 0 && !isGivenUp)
        return {};
    QStringList lines = endLines(report) + failureLines(report);
    if (report.sent + report.duplicates > 0)
        lines << addedText(report);
    Problem why = Problem::of(report.refusal ? report.refusal->code : ProblemCode::InvalidRequest, lines.join(u'\n'),
                              hintOf(report));
    why.title = UploadQueue::tr("Not all files were added");
    return why;
}

QString noteOf(const UploadReport &report)
{
    QStringList lines;
    if (report.end == End::Stopped)
        lines << UploadQueue::tr("Sending was stopped.") << endLines(report);
    if (report.duplicates > 0 || (report.end == End::Stopped && report.sent > 0))
        lines << addedText(report);
    return lines.join(u' ');
}

} // namespace tabletalk::ui
