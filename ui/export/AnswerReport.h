// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "ui/export/PageWriter.h"

#include <QImage>
#include <QString>

#include <memory>
#include <vector>

class QTextDocument;

namespace tabletalk::ui {

/// What a report says of an answer besides its rows. Begun in the window's thread, for its fonts.
struct AnswerReport
{
    QString question;
    QString sentence;
    QString sql;
    QImage chart;        ///< null without one
    qint64 rowCount = 0; ///< of all that the table could show
    QString remark = {}; ///< on the rows, above them; may be empty
    DocumentFonts fonts = DocumentFonts::ofTheWindow();
};

/// Rows as a table for the eye, with numbers at the right.
struct ReportTable
{
    std::vector<ResultColumn> columns;
    std::vector<Row> rows;
};

/// Question, sentence, chart, table and SQL, black on white. The head of the table is
/// repeated on each page.
std::unique_ptr<QTextDocument> reportDocument(const AnswerReport &report, const ReportTable &table);

/// The table alone.
std::unique_ptr<QTextDocument> tableDocument(const AnswerReport &report, const ReportTable &table);

} // namespace tabletalk::ui
