// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"
#include "server/chat/AskPipeline.h"
#include "server/connections/TargetDatabase.h"

#include <QString>

#include <cstdio>
#include <optional>

namespace tabletalk::cli {

/// Table, Json and Markdown are whole answers, with sentence and SQL; the others are rows alone.
enum class Format { Table, Json, Csv, Markdown, Xlsx, Insert };

std::optional<Format> formatFromName(const QString &name);

/// Of rows alone; nothing for the formats of whole answers.
std::optional<ExportFormat> rowFormat(Format format);

/// Keeps the first rows of a result for printing, however long the result is.
class RowCollector final : public RowSink
{
public:
    explicit RowCollector(qint64 limit)
        : m_limit(limit)
    {}
    void begin(const std::vector<ResultColumn> &columns) override;
    void row(Row &&row) override;

    const std::vector<ResultColumn> &columns() const { return m_columns; }
    const std::vector<Row> &rows() const { return m_rows; }

private:
    qint64 m_limit;
    std::vector<ResultColumn> m_columns;
    std::vector<Row> m_rows;
};

/// Hands rows on to a writer as they arrive, so that a result of any size needs no memory.
/// Throws the problem of a writer that cannot go on.
class RowPrinter final : public RowSink
{
public:
    /// limit: rows printed at most; the rest is read and counted.
    RowPrinter(RowWriter &writer, qint64 limit)
        : m_writer(writer)
        , m_limit(limit)
    {}
    void begin(const std::vector<ResultColumn> &columns) override;
    void row(Row &&row) override;
    /// After the last row.
    void end();

    qint64 printed() const { return m_printed; }

private:
    void start();

    RowWriter &m_writer;
    std::vector<ResultColumn> m_columns; ///< of the last query that was tried
    bool m_started = false;
    qint64 m_limit;
    qint64 m_printed = 0;
};

/// Writes an answer as a person or a program wants it. Table and Markdown add the
/// sentence, and the SQL; JSON is for programs. Rows alone are printed by RowPrinter.
void printAnswer(std::FILE *out, Format format, const AnswerOutline &outline, const RowCollector &result);

} // namespace tabletalk::cli
