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

/// Writes an answer as a person or a program wants it. Table and Markdown add the
/// sentence, and the SQL; CSV and JSON are for programs.
void printAnswer(std::FILE *out, Format format, const AnswerOutline &outline, const RowCollector &result);

} // namespace tabletalk::cli
