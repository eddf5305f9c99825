// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "server/connections/OdbcDiagnostics.h"

#include <vector>

namespace tabletalk {

struct OdbcRow;

/// What a type of ODBC (SQL_VARCHAR, …) holds.
ColumnType odbcColumnType(short sqlType);

/// The columns of an open result: what they are, and the cells of the row at hand.
class OdbcColumns
{
public:
    /// typesAreLoose: a column may hold values of other types than its own.
    OdbcColumns(const OdbcHandle &statement, bool typesAreLoose);

    const std::vector<ResultColumn> &columns() const { return m_columns; }

    /// Gives columns that no table declares the types of the first row, where types are loose.
    void settleTypes(const OdbcRow &first);

    /// Reads all cells of the current row from left to right, none longer than mostCellBytes.
    /// False when the driver fails; see odbcDiagnostic().
    bool read(OdbcRow &row, qint64 mostCellBytes);

private:
    enum class Reading { Text, Integer, Real, Flag, Binary, Number, Guid, Loose };
    static Reading readingOf(short sqlType, bool isUnsigned);
    void addLoose(unsigned short number);
    bool readText(size_t column, Reading reading, OdbcRow &row, qint64 mostBytes);
    bool readBinary(size_t column, OdbcRow &row, qint64 mostBytes);
    template <class Value>
    bool readFixed(size_t column, short type, Value &value, bool &isNull);

    const OdbcHandle &m_statement;
    bool m_loose;
    std::vector<bool> m_isExpression; ///< where types are loose
    std::vector<ResultColumn> m_columns;
    std::vector<Reading> m_readings;
    std::vector<char16_t> m_text;
    QByteArray m_bytes;
};

} // namespace tabletalk
