// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <memory>
#include <string_view>
#include <vector>

namespace tabletalk {

/// Watches the rows of one table go by, once, and keeps figures of each column: how many
/// distinct values and nulls, the range, the most frequent values, and the distinct texts.
/// Memory is bounded whatever the table holds. Of columns that look secret (passwords, tokens,
/// card numbers; core/schema/SecretColumns) only figures are kept, neither range nor values. Fed by the dialects in
/// their own raw values, column by column, so that no cell is made for a value that is only counted.
class TableProfiler
{
public:
    explicit TableProfiler(const Table &table);
    ~TableProfiler();

    void addNull(size_t column);
    void addInteger(size_t column, qint64 value);
    void addReal(size_t column, double value);
    void addText(size_t column, std::string_view utf8);
    /// A number that came as text, exact.
    void addNumberText(size_t column, std::string_view text);
    void addBinary(size_t column);
    void endRow() { ++m_rows; }
    qint64 rows() const { return m_rows; }

    /// Writes what was seen into the table's profiles and appends the texts. allRows: every row went
    /// by. With typesFromData, columns whose declared type says little (as in SQLite) get the
    /// type that all their values have.
    void finish(Table &table, std::vector<ColumnValues> &values, bool allRows, bool typesFromData) const;

private:
    struct ColumnState;
    std::vector<std::unique_ptr<ColumnState>> m_columns;
    qint64 m_rows = 0;
};

/// "2026-06-30", or with a time behind it; nothing else is one of these.
bool looksLikeDate(std::string_view text);
bool looksLikeTimestamp(std::string_view text);

} // namespace tabletalk
