// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedules/ScheduleParcel.h"

#include "core/export/RowWriter.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t rowsInMail = 30;
constexpr qsizetype longestMail = 100'000;
constexpr qsizetype longestName = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("Schedules", text);
}

Result<QByteArray> written(const SavedOutcome &outcome, ExportFormat format, size_t mostRows)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const auto writer = makeRowWriter(format, buffer);
    if (auto begun = writer->begin(outcome.columns); !begun)
        return std::unexpected(std::move(begun).error());
    for (size_t i = 0; i < std::min(mostRows, outcome.rows.size()); ++i) {
        if (auto put = writer->row(outcome.rows[i]); !put)
            return std::unexpected(std::move(put).error());
        if (bytes.size() > mostFileBytes)
            return failure(ProblemCode::TooLarge, tr("The result is too large for a file."),
                           tr("Let the question ask for fewer rows or columns."));
    }
    if (auto ended = writer->end(); !ended)
        return std::unexpected(std::move(ended).error());
    return bytes;
}

} // namespace

QString mailTextOf(const SavedOutcome &outcome, const QString &why, const QString &sentBy)
{
    QStringList parts;
    if (!outcome.text.isEmpty())
        parts << outcome.text;
    if (!why.isEmpty())
        parts << QString(why + u'.');
    if (!outcome.rows.empty()) {
        if (const auto table = written(outcome, ExportFormat::Markdown, rowsInMail))
            parts << QString::fromUtf8(*table).trimmed();
        if (outcome.rows.size() > rowsInMail)
            parts << tr("These are the first %1 of %2 rows.").arg(rowsInMail).arg(outcome.rows.size());
    }
    parts << sentBy;
    return parts.join(u"\n\n"_s).left(longestMail);
}

Result<QByteArray> fileOf(const SavedOutcome &outcome, const QString &format)
{
    const auto known = exportFormatFromName(format);
    if (!known)
        return failure(ProblemCode::Internal);
    return written(outcome, *known, outcome.rows.size());
}

QString fileNameOf(const SavedOutcome &outcome, const QString &format, const QTimeZone &zone)
{
    static const QRegularExpression other(u"[^\\p{L}\\p{N}]+"_s);
    QString name = outcome.saved.name.toLower().replace(other, u"-"_s).left(longestName);
    while (name.startsWith(u'-'))
        name.remove(0, 1);
    while (name.endsWith(u'-'))
        name.chop(1);
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(outcome.ranAt.msSinceEpoch, QTimeZone::utc());
    const QString when = utc.addSecs(zone.offsetFromUtc(utc)).toString(u"yyyy-MM-dd-HHmm"_s);
    return (name.isEmpty() ? u"answer"_s : name) + u'-' + when + u'.' + format;
}

} // namespace tabletalk
