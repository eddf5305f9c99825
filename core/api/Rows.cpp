// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Rows.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cmath>

namespace tabletalk::api {

namespace {

/// Decimal digits that every double keeps (DBL_DIG).
constexpr qsizetype exactDigits = 15;

boost::json::value decimalToJson(const QString &text)
{
    const auto digits = std::ranges::count_if(text, [](QChar c) { return c.isDigit(); });
    bool ok = false;
    const double number = text.toDouble(&ok);
    if (!ok || digits > exactDigits)
        return boost::json::value(text.toStdString());
    if (std::floor(number) == number && !text.contains(u'.'))
        return boost::json::value(static_cast<qint64>(number));
    return boost::json::value(number);
}

struct CellWriter
{
    boost::json::value operator()(std::monostate) const { return nullptr; }
    boost::json::value operator()(bool value) const { return value; }
    boost::json::value operator()(qint64 value) const { return value; }
    boost::json::value operator()(double value) const
    {
        if (std::isfinite(value))
            return value;
        return nullptr; // JSON has no word for infinities
    }
    boost::json::value operator()(const Decimal &value) const { return decimalToJson(value.text); }
    boost::json::value operator()(const QString &value) const { return boost::json::value(value.toStdString()); }
    boost::json::value operator()(const QByteArray &value) const
    {
        return boost::json::value(value.toBase64().toStdString());
    }
};

} // namespace

boost::json::value toJson(const Cell &cell)
{
    return std::visit(CellWriter(), cell);
}

void appendJson(std::string &out, const Row &row)
{
    out += '[';
    bool first = true;
    for (const Cell &cell : row) {
        if (!first)
            out += ',';
        first = false;
        out += boost::json::serialize(toJson(cell));
    }
    out += ']';
}

QString columnTypeName(ColumnType type)
{
    switch (type) {
    case ColumnType::Boolean:
        return QStringLiteral("boolean");
    case ColumnType::Integer:
        return QStringLiteral("integer");
    case ColumnType::Decimal:
        return QStringLiteral("decimal");
    case ColumnType::Real:
        return QStringLiteral("real");
    case ColumnType::Text:
        return QStringLiteral("text");
    case ColumnType::Date:
        return QStringLiteral("date");
    case ColumnType::Time:
        return QStringLiteral("time");
    case ColumnType::Timestamp:
        return QStringLiteral("timestamp");
    case ColumnType::Binary:
        return QStringLiteral("binary");
    case ColumnType::Json:
        return QStringLiteral("json");
    case ColumnType::Other:
        break;
    }
    return QStringLiteral("other");
}

ColumnType columnTypeFromName(QStringView name)
{
    for (int type = int(ColumnType::Boolean); type < int(ColumnType::Other); ++type) {
        if (columnTypeName(ColumnType(type)) == name)
            return ColumnType(type);
    }
    return ColumnType::Other;
}

std::vector<ColumnHeader> toHeaders(const std::vector<ResultColumn> &columns)
{
    std::vector<ColumnHeader> headers;
    headers.reserve(columns.size());
    for (const ResultColumn &column : columns)
        headers.push_back({column.name, columnTypeName(column.type)});
    return headers;
}

std::vector<ResultColumn> toColumns(const std::vector<ColumnHeader> &headers)
{
    std::vector<ResultColumn> columns;
    columns.reserve(headers.size());
    for (const ColumnHeader &header : headers)
        columns.push_back({header.name, columnTypeFromName(header.type)});
    return columns;
}

} // namespace tabletalk::api
