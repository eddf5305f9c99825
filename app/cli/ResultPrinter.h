// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chat/AskPipeline.h"
#include "server/connections/TargetDatabase.h"

#include <QString>

#include <cstdio>
#include <optional>

namespace tabletalk::cli {

enum class Format { Table, Json, Csv, Markdown };

std::optional<Format> formatFromName(const QString &name);

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

/// Prints rows as CSV as they arrive, so that a result of any size needs no memory. Throws
/// Problem Unavailable when standard output takes no more.
class CsvPrinter final : public RowSink
{
public:
    /// limit: rows printed at most; the rest is read and counted.
    CsvPrinter(std::FILE *out, qint64 limit)
        : m_out(out)
        , m_limit(limit)
    {}
    void begin(const std::vector<ResultColumn> &columns) override;
    void row(Row &&row) override;

    qint64 printed() const { return m_printed; }

private:
    void put(const QByteArray &line);

    std::FILE *m_out;
    qint64 m_limit;
    qint64 m_printed = 0;
};

/// Writes an answer as a person or a program wants it. Table and Markdown add the
/// sentence, and the SQL; JSON is for programs. CSV is printed by CsvPrinter.
void printAnswer(std::FILE *out, Format format, const AnswerOutline &outline, const RowCollector &result);

} // namespace tabletalk::cli
