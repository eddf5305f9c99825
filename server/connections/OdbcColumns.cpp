// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcColumns.h"

#include "server/connections/OdbcFunctions.h"
#include "server/connections/OdbcSession.h"
#include "server/connections/SqliteSession.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

/// Types of Microsoft's own, by their numbers.
enum MicrosoftType : short {
    VariantType = -150,
    UdtType = -151,
    XmlType = -152,
    Time2Type = -154,
    TimestampOffsetType = -155,
};

constexpr size_t textUnits = 16 * 1024;
constexpr qsizetype longestNumber = 40; ///< longer texts are no numbers

QString columnText(const OdbcHandle &statement, SQLUSMALLINT number, SQLUSMALLINT attribute)
{
    SQLSMALLINT bytes = 0;
    if (statement.speaksUtf8()) {
        std::array<char, 2048> text{};
        SQLColAttribute(statement.get(), number, attribute, text.data(), SQLSMALLINT(text.size()), &bytes, nullptr);
        return QString::fromUtf8(text.data(), std::clamp<qsizetype>(bytes, 0, qsizetype(text.size()) - 1));
    }
    std::array<SQLWCHAR, 1024> text{};
    SQLColAttributeW(statement.get(), number, attribute, text.data(), SQLSMALLINT(sizeof text), &bytes, nullptr);
    return odbcText(text.data(),
                    std::clamp<qsizetype>(bytes / qsizetype(sizeof(SQLWCHAR)), 0, qsizetype(text.size()) - 1));
}

SQLLEN columnNumber(SQLHSTMT statement, SQLUSMALLINT number, SQLUSMALLINT attribute)
{
    SQLLEN value = 0;
    SQLColAttributeW(statement, number, attribute, nullptr, 0, nullptr, &value);
    return value;
}

/// The value that a text stands for where a column may hold anything: a number if it is written exactly as
/// SQLite writes one, so that "007" and "1.50" stay the texts that they are.
Cell looseCell(QString text)
{
    static const QRegularExpression real(u"^-?(0|[1-9][0-9]*)\\.(0|[0-9]*[1-9])(e[+-][0-9]{2,3})?$"_s);
    const bool starts = !text.isEmpty() && (text.front() == u'-' || (text.front() >= u'0' && text.front() <= u'9'));
    if (!starts || text.size() > longestNumber)
        return text;
    bool ok = false;
    if (const qint64 integer = text.toLongLong(&ok); ok && QString::number(integer) == text)
        return integer;
    if (!real.match(text).hasMatch())
        return text;
    const double value = text.toDouble(&ok);
    return ok && std::isfinite(value) ? Cell(value) : Cell(std::move(text));
}

/// An exact number: an integer stays one where it fits.
Cell numberCell(QString text)
{
    const bool plain = std::ranges::all_of(
        text, [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.' || c == u'-' || c == u'+'; });
    if (!plain || text.isEmpty())
        return text; // "NaN"
    // Some drivers leave out the nought before the point.
    if (text.startsWith(u'.'))
        text.prepend(u'0');
    else if (text.startsWith(QStringLiteral("-.")))
        text.insert(1, u'0');
    return Decimal{text};
}

} // namespace

ColumnType odbcColumnType(short type)
{
    switch (type) {
    case SQL_BIT:
        return ColumnType::Boolean;
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
    case SQL_BIGINT:
        return ColumnType::Integer;
    case SQL_REAL:
    case SQL_FLOAT:
    case SQL_DOUBLE:
        return ColumnType::Real;
    case SQL_DECIMAL:
    case SQL_NUMERIC:
        return ColumnType::Decimal;
    case SQL_CHAR:
    case SQL_VARCHAR:
    case SQL_LONGVARCHAR:
    case SQL_WCHAR:
    case SQL_WVARCHAR:
    case SQL_WLONGVARCHAR:
    case SQL_GUID:
    case XmlType:
        return ColumnType::Text;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
    case UdtType:
        return ColumnType::Binary;
    case SQL_DATE:
    case SQL_TYPE_DATE:
        return ColumnType::Date;
    case SQL_TIME:
    case SQL_TYPE_TIME:
    case Time2Type:
        return ColumnType::Time;
    case SQL_TIMESTAMP:
    case SQL_TYPE_TIMESTAMP:
    case TimestampOffsetType:
        return ColumnType::Timestamp;
    default:
        return ColumnType::Other;
    }
}

OdbcColumns::OdbcColumns(const OdbcHandle &statement, bool typesAreLoose)
    : m_statement(statement)
    , m_loose(typesAreLoose)
    , m_text(textUnits)
{
    SQLSMALLINT count = 0;
    SQLNumResultCols(statement.get(), &count);
    for (SQLUSMALLINT i = 1; i <= SQLUSMALLINT(std::max<SQLSMALLINT>(count, 0)); ++i) {
        if (m_loose) {
            addLoose(i);
            continue;
        }
        const auto type = SQLSMALLINT(columnNumber(statement.get(), i, SQL_DESC_CONCISE_TYPE));
        const bool isUnsigned = columnNumber(statement.get(), i, SQL_DESC_UNSIGNED) == SQL_TRUE;
        m_columns.push_back({columnText(statement, i, SQL_DESC_LABEL), odbcColumnType(type)});
        m_readings.push_back(readingOf(type, isUnsigned));
    }
}

/// The driver calls every type a text, but gives the word that the table declares.
void OdbcColumns::addLoose(unsigned short number)
{
    const bool isExpression = columnText(m_statement, number, SQL_DESC_TABLE_NAME).isEmpty();
    const ColumnType type =
        isExpression ? ColumnType::Other : sqliteColumnType(columnText(m_statement, number, SQL_DESC_TYPE_NAME));
    m_columns.push_back({columnText(m_statement, number, SQL_DESC_LABEL), type});
    m_isExpression.push_back(isExpression);
    if (type == ColumnType::Binary)
        m_readings.push_back(Reading::Binary);
    else
        m_readings.push_back(type == ColumnType::Text || type == ColumnType::Json ? Reading::Text : Reading::Loose);
}

void OdbcColumns::settleTypes(const OdbcRow &first)
{
    for (size_t i = 0; i < m_isExpression.size() && i < first.cells.size(); ++i) {
        const Cell &cell = first.cells[i];
        if (!m_isExpression[i])
            continue;
        if (std::holds_alternative<qint64>(cell))
            m_columns[i].type = ColumnType::Integer;
        else if (std::holds_alternative<double>(cell))
            m_columns[i].type = ColumnType::Real;
        else if (std::holds_alternative<QString>(cell))
            m_columns[i].type = ColumnType::Text;
    }
}

OdbcColumns::Reading OdbcColumns::readingOf(short sqlType, bool isUnsigned)
{
    if (sqlType == SQL_GUID)
        return Reading::Guid;
    switch (odbcColumnType(sqlType)) {
    case ColumnType::Binary:
        return Reading::Binary;
    case ColumnType::Boolean:
        return Reading::Flag;
    case ColumnType::Integer:
        return sqlType == SQL_BIGINT && isUnsigned ? Reading::Number : Reading::Integer;
    case ColumnType::Real:
        return Reading::Real;
    case ColumnType::Decimal:
        return Reading::Number;
    default:
        return Reading::Text;
    }
}

template <class Value>
bool OdbcColumns::readFixed(size_t column, short type, Value &value, bool &isNull)
{
    SQLLEN length = 0;
    const SQLRETURN code =
        SQLGetData(m_statement.get(), SQLUSMALLINT(column + 1), type, &value, SQLLEN(sizeof value), &length);
    isNull = length == SQL_NULL_DATA;
    return SQL_SUCCEEDED(code);
}

bool OdbcColumns::readText(size_t column, Reading reading, OdbcRow &row, qint64 mostBytes)
{
    QString text;
    while (true) {
        SQLLEN length = 0;
        const auto room = SQLLEN(m_text.size() * sizeof(char16_t));
        const SQLRETURN code =
            SQLGetData(m_statement.get(), SQLUSMALLINT(column + 1), SQL_C_WCHAR, m_text.data(), room, &length);
        if (code == SQL_NO_DATA)
            break;
        if (!SQL_SUCCEEDED(code))
            return false;
        if (length == SQL_NULL_DATA) {
            row.cells.emplace_back();
            return true;
        }
        const bool more = length == SQL_NO_TOTAL || length > room - SQLLEN(sizeof(char16_t));
        const size_t units = more ? m_text.size() - 1 : size_t(std::max<SQLLEN>(length, 0)) / sizeof(char16_t);
        text += QStringView(m_text.data(), qsizetype(units));
        if (!more)
            break;
        if (text.size() * qsizetype(sizeof(char16_t)) >= mostBytes) {
            row.cut = true;
            break;
        }
    }
    row.bytes += text.size();
    if (reading == Reading::Loose)
        row.cells.push_back(looseCell(std::move(text)));
    else if (reading == Reading::Number)
        row.cells.push_back(numberCell(std::move(text)));
    else if (reading == Reading::Guid)
        row.cells.emplace_back(text.toLower()); // as its standard prints it; ODBC has capitals
    else
        row.cells.emplace_back(std::move(text));
    return true;
}

bool OdbcColumns::readBinary(size_t column, OdbcRow &row, qint64 mostBytes)
{
    QByteArray bytes;
    while (true) {
        SQLLEN length = 0;
        const auto room = SQLLEN(m_text.size() * sizeof(char16_t));
        const SQLRETURN code =
            SQLGetData(m_statement.get(), SQLUSMALLINT(column + 1), SQL_C_BINARY, m_text.data(), room, &length);
        if (code == SQL_NO_DATA)
            break;
        if (!SQL_SUCCEEDED(code))
            return false;
        if (length == SQL_NULL_DATA) {
            row.cells.emplace_back();
            return true;
        }
        const bool more = length == SQL_NO_TOTAL || length > room;
        bytes.append(reinterpret_cast<const char *>(m_text.data()), more ? room : std::max<SQLLEN>(length, 0));
        if (!more)
            break;
        if (bytes.size() >= mostBytes) {
            row.cut = true;
            break;
        }
    }
    row.bytes += bytes.size();
    row.cells.emplace_back(std::move(bytes));
    return true;
}

bool OdbcColumns::read(OdbcRow &row, qint64 mostCellBytes)
{
    row.cells.reserve(m_columns.size());
    for (size_t i = 0; i < m_columns.size(); ++i) {
        bool isNull = false;
        bool done = false;
        Cell cell;
        switch (m_readings[i]) {
        case Reading::Integer: {
            SQLBIGINT value = 0;
            done = readFixed(i, SQL_C_SBIGINT, value, isNull);
            cell = qint64(value);
            break;
        }
        case Reading::Real: {
            double value = 0;
            done = readFixed(i, SQL_C_DOUBLE, value, isNull);
            cell = std::isfinite(value) ? Cell(value) : Cell(QString::number(value));
            break;
        }
        case Reading::Flag: {
            unsigned char value = 0;
            done = readFixed(i, SQL_C_BIT, value, isNull);
            cell = value != 0;
            break;
        }
        case Reading::Binary:
            if (!readBinary(i, row, mostCellBytes))
                return false;
            continue;
        default:
            if (!readText(i, m_readings[i], row, mostCellBytes))
                return false;
            continue;
        }
        if (!done)
            return false;
        row.bytes += isNull ? 0 : 8;
        row.cells.push_back(isNull ? Cell() : std::move(cell));
    }
    return true;
}

} // namespace tabletalk
