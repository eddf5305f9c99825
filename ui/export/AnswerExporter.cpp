// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/AnswerExporter.h"

#include "core/connect/KindDialect.h"
#include "ui/charts/ChartWidget.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/export/ExportProgress.h"
#include "ui/export/ReportWriter.h"
#include "ui/export/ResultExport.h"
#include "ui/shell/Messages.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"

#include <QFileDialog>
#include <QLocale>
#include <QRegularExpression>

namespace tabletalk::ui {

namespace {

constexpr QSize chartSize(760, 380);

/// The question as the name of a file, as far as every system takes it.
QString fileNameOf(const QString &question)
{
    constexpr qsizetype longest = 60;
    static const QRegularExpression odd(QStringLiteral("[^\\w -]+"), QRegularExpression::UseUnicodePropertiesOption);
    QString name = question;
    name.remove(odd);
    name = name.simplified().left(longest).trimmed();
    return name.isEmpty() ? AnswerExporter::tr("answer") : name;
}

AnswerReport reportOf(const ExportableAnswer &answer, ReportKind kind)
{
    const AnswerState &state = answer.state;
    AnswerReport report{state.isStatement ? AnswerExporter::tr("Your own SQL") : state.question, state.text, state.sql,
                        QImage(), answer.arrangement.rowCount};
    if (!answer.arrangement.filters.empty())
        report.remark = AnswerExporter::tr("The table holds %1.").arg(rowsInWords(answer.arrangement));
    // Paper is white; a picture goes where the window is, and looks as it does there.
    if (answer.chart)
        report.chart =
            ChartWidget::picture(*answer.chart, chartSize, kind == ReportKind::Pdf ? lightColors() : currentColors());
    return report;
}

/// Which rows will be in the file.
QString rowsOf(const ExportChoice &choice, const ExportableAnswer &answer)
{
    const auto *kind = std::get_if<ReportKind>(&choice);
    if (kind && *kind == ReportKind::Png && answer.chart)
        return {};
    const qint64 most = kind ? ReportWriter::mostRows(*kind) : answer.arrangement.rowCount;
    QString rows = rowsInWords(answer.arrangement);
    if (answer.arrangement.rowCount <= most)
        return rows;
    const QString first = QLocale().toString(most);
    return answer.arrangement.isAsItCame() ? AnswerExporter::tr("the first %1 of %2 rows")
                                                 .arg(first, QLocale().toString(answer.arrangement.rowCount))
                                           : AnswerExporter::tr("the first %1 of these: %2").arg(first, rows);
}

/// rows: negative where they do not count.
QString whatWasWritten(const QString &path, const ExportableAnswer &answer, qint64 rows, const QString &remark)
{
    QStringList said{rows < 0 ? AnswerExporter::tr("The answer was written to %1.").arg(path)
                              : AnswerExporter::tr("%1 rows were written to %2.").arg(QLocale().toString(rows), path)};
    if (!answer.arrangement.isAsItCame() && rows >= 0)
        said += AnswerExporter::tr("They are %1.").arg(rowsInWords(answer.arrangement));
    if (answer.state.truncated && rows >= 0)
        said += AnswerExporter::tr("They are not all: the server's limit cut off the rest of the result.");
    if (!remark.isEmpty())
        said += remark;
    return said.join(u' ');
}

/// Said also while the window shows that the server is gone, from which it does not follow that there is no file.
Problem unfinished(Problem why)
{
    why.title = AnswerExporter::tr("The export was not finished");
    why.code = ProblemCode::InvalidRequest;
    return why;
}

} // namespace

AnswerExporter::AnswerExporter(WindowContext &context, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
{}

void AnswerExporter::askWhere(const ExportChoice &choice, const ExportableAnswer &answer)
{
    const QString suffix = choiceSuffix(choice);
    const QString rows = rowsOf(choice, answer);
    auto *dialog = new QFileDialog(m_window, rows.isEmpty() ? tr("Export as %1").arg(choiceTitle(choice))
                                                            : tr("Export as %1: %2").arg(choiceTitle(choice), rows));
    dialog->setObjectName(QStringLiteral("exportWhere"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(QStringLiteral("%1 (*.%2)").arg(choiceTitle(choice).remove(u'(').remove(u')'), suffix));
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(QString(fileNameOf(answer.state.question) + u'.' + suffix));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, choice, answer](const QString &path) { write(choice, answer, path); });
    dialog->open();
}

void AnswerExporter::write(const ExportChoice &choice, const ExportableAnswer &answer, const QString &path)
{
    if (!answer.state.resultId)
        return;
    ResultExport::Job job{*answer.state.resultId, path, {}};
    job.arrangement = answer.arrangement;
    if (const auto *kind = std::get_if<ReportKind>(&choice)) {
        job.mostRows = ReportWriter::mostRows(*kind);
        job.makeWriter = [kind = *kind, report = reportOf(answer, *kind)](QIODevice &out) {
            return std::make_unique<ReportWriter>(out, kind, report);
        };
    } else {
        ExportOptions options;
        if (const api::Database *database = m_context.catalog.find(answer.database))
            options.dialect = dialectOfKind(database->kind);
        job.makeWriter = [format = std::get<ExportFormat>(choice), options](QIODevice &out) {
            return makeRowWriter(format, out, options);
        };
    }
    const bool counts = std::holds_alternative<ExportFormat>(choice);
    // Another workspace has panels of its own; what is being written goes on. Hence the window, and not its panel.
    QWidget *window = m_window->window();
    auto *exporting = new ResultExport(m_context.session, std::move(job), window);
    auto *progress = new ExportProgress(*exporting, window);
    Messages &messages = m_context.messages;
    connect(exporting, &ResultExport::failed, &messages,
            [&messages](const Problem &why) { messages.report(unfinished(why)); });
    connect(exporting, &ResultExport::finished, &messages,
            [&messages, path, counts, answer](qint64 rows, const QString &remark) {
                messages.note(whatWasWritten(path, answer, counts ? rows : -1, remark));
            });
    progress->show();
    exporting->start();
}

} // namespace tabletalk::ui
