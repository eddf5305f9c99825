// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"

#include <QString>

#include <string_view>
#include <vector>

struct st_mysql_field;
struct st_mysql_res;

namespace tabletalk {

/// A column of a result, and how its text is to be read.
struct MySqlColumn
{
    enum class Reading { Boolean, Integer, Bits, Real, Decimal, Text, Utc, Binary };

    QString name;
    ColumnType type = ColumnType::Other;
    Reading reading = Reading::Text;
};

MySqlColumn mySqlColumn(const st_mysql_field &field);
std::vector<MySqlColumn> mySqlColumns(st_mysql_res *result);

/// What a column of a table holds, by the catalogue's words for its type: "bigint" and
/// "bigint(20) unsigned", say.
ColumnType mySqlColumnType(const QString &dataType, const QString &columnType);

/// One row of a result as the server sent it, valid during the call that shows it.
class MySqlRow
{
public:
    MySqlRow(const std::vector<MySqlColumn> &columns, char **values, const unsigned long *lengths)
        : m_columns(columns)
        , m_values(values)
        , m_lengths(lengths)
    {}
    size_t columnCount() const { return m_columns.size(); }
    const MySqlColumn &column(size_t index) const { return m_columns[index]; }
    bool isNull(size_t index) const { return m_values[index] == nullptr; }
    std::string_view text(size_t index) const
    {
        return isNull(index) ? std::string_view() : std::string_view(m_values[index], m_lengths[index]);
    }
    QString string(size_t index) const;
    /// As the column's type has it. TIMESTAMP values say that they are UTC, "0000-00-00" and
    /// times beyond a day stay as they are, whole numbers beyond 64 bits are decimals.
    Cell cell(size_t index) const;
    qint64 bytes() const;

private:
    const std::vector<MySqlColumn> &m_columns;
    char **m_values;
    const unsigned long *m_lengths;
};

/// "0000-00-00", also with a time behind it: MySQL's date that is none.
bool isZeroDate(std::string_view text);

} // namespace tabletalk
