// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"
#include "ui/export/AnswerReport.h"
#include "ui/export/ExportChoice.h"

namespace tabletalk::ui {

/// Keeps the first rows of a result and draws them at the end: a document of pages, or a
/// picture of the chart and, without one, of the table.
class ReportWriter final : public RowWriter
{
public:
    /// More rows would be pages that nobody reads.
    static qint64 mostRows(ReportKind kind);

    ReportWriter(QIODevice &out, ReportKind kind, AnswerReport report)
        : m_out(out)
        , m_kind(kind)
        , m_report(std::move(report))
    {}

    Result<void> begin(const std::vector<ResultColumn> &columns) override;
    Result<void> row(const Row &row) override;
    Result<void> end() override;
    QString remark() const override;

private:
    Result<void> drawPicture();
    Result<void> drawPages();

    QIODevice &m_out;
    ReportKind m_kind;
    AnswerReport m_report;
    ReportTable m_table;
};

} // namespace tabletalk::ui
