// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlRow.h"

#include <mysql.h>

#include <charconv>
#include <cmath>

namespace tabletalk {

using namespace Qt::StringLiterals;
using Reading = MySqlColumn::Reading;

namespace {

constexpr unsigned int binaryCollation = 63;

/// A text that MariaDB knows to be more than one, such as JSON, which it keeps as a text.
QLatin1StringView extendedName(const MYSQL_FIELD &field, mariadb_field_attr_t attribute)
{
    MARIADB_CONST_STRING name{nullptr, 0};
    if (mariadb_field_attr(&name, &field, attribute) != 0 || !name.str)
        return {};
    return QLatin1StringView(name.str, static_cast<qsizetype>(name.length));
}

std::pair<ColumnType, Reading> kindOfText(const MYSQL_FIELD &field)
{
    if (extendedName(field, MARIADB_FIELD_ATTR_FORMAT_NAME) == "json"_L1)
        return {ColumnType::Json, Reading::Text};
    // uuid, inet4, inet6 and xmltype come as texts whatever their collation says.
    if (!extendedName(field, MARIADB_FIELD_ATTR_DATA_TYPE_NAME).isEmpty())
        return {ColumnType::Text, Reading::Text};
    if (field.charsetnr == binaryCollation && !(field.flags & (ENUM_FLAG | SET_FLAG)))
        return {ColumnType::Binary, Reading::Binary};
    return {ColumnType::Text, Reading::Text};
}

std::pair<ColumnType, Reading> kindOf(const MYSQL_FIELD &field)
{
    switch (field.type) {
    case MYSQL_TYPE_TINY:
        // The only sign of a boolean that the engine keeps is the width: tinyint(1).
        if (field.length == 1)
            return {ColumnType::Boolean, Reading::Boolean};
        return {ColumnType::Integer, Reading::Integer};
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR:
        return {ColumnType::Integer, Reading::Integer};
    case MYSQL_TYPE_BIT:
        return {field.length == 1 ? ColumnType::Boolean : ColumnType::Integer, Reading::Bits};
    case MYSQL_TYPE_FLOAT:
    case MYSQL_TYPE_DOUBLE:
        return {ColumnType::Real, Reading::Real};
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL:
        return {ColumnType::Decimal, Reading::Decimal};
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
        return {ColumnType::Date, Reading::Text};
    case MYSQL_TYPE_TIME:
        return {ColumnType::Time, Reading::Text};
    case MYSQL_TYPE_DATETIME:
        return {ColumnType::Timestamp, Reading::Text};
    case MYSQL_TYPE_TIMESTAMP:
        return {ColumnType::Timestamp, Reading::Utc};
    case MYSQL_TYPE_JSON:
        return {ColumnType::Json, Reading::Text};
    case MYSQL_TYPE_GEOMETRY:
        return {ColumnType::Binary, Reading::Binary};
    case MYSQL_TYPE_NULL:
        return {ColumnType::Other, Reading::Text};
    default:
        return kindOfText(field);
    }
}

Cell wholeNumber(std::string_view text)
{
    qint64 number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc())
        return number;
    return Decimal{QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()))};
}

/// A bit field comes as its bytes, the highest first.
Cell bits(std::string_view bytes, bool isFlag)
{
    quint64 number = 0;
    for (const char byte : bytes)
        number = (number << 8) | static_cast<unsigned char>(byte);
    if (isFlag)
        return number != 0;
    if (number <= static_cast<quint64>(std::numeric_limits<qint64>::max()))
        return static_cast<qint64>(number);
    return Decimal{QString::number(number)};
}

} // namespace

MySqlColumn mySqlColumn(const MYSQL_FIELD &field)
{
    const auto [type, reading] = kindOf(field);
    return {QString::fromUtf8(field.name, static_cast<qsizetype>(field.name_length)), type, reading};
}

std::vector<MySqlColumn> mySqlColumns(MYSQL_RES *result)
{
    std::vector<MySqlColumn> columns;
    const MYSQL_FIELD *fields = mysql_fetch_fields(result);
    const unsigned int count = mysql_num_fields(result);
    columns.reserve(count);
    for (unsigned int i = 0; i < count; ++i)
        columns.push_back(mySqlColumn(fields[i]));
    return columns;
}

ColumnType mySqlColumnType(const QString &dataType, const QString &columnType)
{
    const auto isOneOf = [&](std::initializer_list<QLatin1StringView> names) {
        return std::ranges::any_of(
            names, [&](QLatin1StringView name) { return dataType.compare(name, Qt::CaseInsensitive) == 0; });
    };
    if (columnType.startsWith(u"tinyint(1)", Qt::CaseInsensitive)
        || columnType.compare(u"bit(1)", Qt::CaseInsensitive) == 0)
        return ColumnType::Boolean;
    if (isOneOf({"tinyint"_L1, "smallint"_L1, "mediumint"_L1, "int"_L1, "bigint"_L1, "year"_L1, "bit"_L1}))
        return ColumnType::Integer;
    if (isOneOf({"decimal"_L1, "numeric"_L1}))
        return ColumnType::Decimal;
    if (isOneOf({"float"_L1, "double"_L1, "real"_L1}))
        return ColumnType::Real;
    if (isOneOf({"date"_L1}))
        return ColumnType::Date;
    if (isOneOf({"time"_L1}))
        return ColumnType::Time;
    if (isOneOf({"datetime"_L1, "timestamp"_L1}))
        return ColumnType::Timestamp;
    if (isOneOf({"json"_L1}))
        return ColumnType::Json;
    if (isOneOf({"char"_L1, "varchar"_L1, "tinytext"_L1, "text"_L1, "mediumtext"_L1, "longtext"_L1, "enum"_L1, "set"_L1,
                 "uuid"_L1, "inet4"_L1, "inet6"_L1, "xmltype"_L1}))
        return ColumnType::Text;
    if (isOneOf({"binary"_L1, "varbinary"_L1, "tinyblob"_L1, "blob"_L1, "mediumblob"_L1, "longblob"_L1, "geometry"_L1,
                 "point"_L1, "linestring"_L1, "polygon"_L1, "multipoint"_L1, "multilinestring"_L1, "multipolygon"_L1,
                 "geometrycollection"_L1, "geomcollection"_L1, "vector"_L1}))
        return ColumnType::Binary;
    return ColumnType::Other;
}

bool isZeroDate(std::string_view text)
{
    return text.starts_with("0000-00-00");
}

QString MySqlRow::string(size_t index) const
{
    const std::string_view utf8 = text(index);
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

Cell MySqlRow::cell(size_t index) const
{
    if (isNull(index))
        return std::monostate();
    const std::string_view value = text(index);
    switch (m_columns[index].reading) {
    case Reading::Boolean:
        if (value == "0" || value == "1")
            return value == "1";
        return wholeNumber(value);
    case Reading::Integer:
        return wholeNumber(value);
    case Reading::Bits:
        return bits(value, m_columns[index].type == ColumnType::Boolean);
    case Reading::Real: {
        double number = 0;
        const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
        return read.ec == std::errc() && std::isfinite(number) ? Cell(number) : Cell(string(index));
    }
    case Reading::Decimal:
        return Decimal{string(index)};
    case Reading::Utc:
        return isZeroDate(value) ? string(index) : QString(string(index) + u"+00:00"_s);
    case Reading::Binary:
        return QByteArray(value.data(), static_cast<qsizetype>(value.size()));
    case Reading::Text:
        break;
    }
    return string(index);
}

qint64 MySqlRow::bytes() const
{
    qint64 sum = 0;
    for (size_t i = 0; i < columnCount(); ++i)
        sum += isNull(i) ? 0 : static_cast<qint64>(m_lengths[i]);
    return sum;
}

} // namespace tabletalk
