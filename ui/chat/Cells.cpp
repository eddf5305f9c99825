// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/Cells.h"

#include <boost/json.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace tabletalk::ui {

namespace {

/// More decimals than these say nothing to a reader.
constexpr int shownDecimals = 4;

QVariant cellOf(const boost::json::value &value)
{
    switch (value.kind()) {
    case boost::json::kind::bool_:
        return value.get_bool();
    case boost::json::kind::int64:
        return qlonglong(value.get_int64());
    case boost::json::kind::uint64:
        return qulonglong(value.get_uint64());
    case boost::json::kind::double_:
        return value.get_double();
    case boost::json::kind::string:
        return QString::fromUtf8(value.get_string().data(), qsizetype(value.get_string().size()));
    default:
        return {};
    }
}

bool isNumeric(ColumnType type)
{
    return type == ColumnType::Integer || type == ColumnType::Decimal || type == ColumnType::Real;
}

Cell exactCell(const QVariant &value, ColumnType type)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return std::monostate();
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::LongLong:
        return qint64(value.toLongLong());
    case QMetaType::Double:
        return value.toDouble();
    case QMetaType::ULongLong:
        return Decimal{value.toString()};
    default:
        break;
    }
    const QString text = value.toString();
    if (type == ColumnType::Binary)
        return QByteArray::fromBase64(text.toLatin1());
    // What a double would have spoilt came as a text.
    bool isNumber = false;
    text.toDouble(&isNumber);
    return isNumeric(type) && isNumber ? Cell(Decimal{text}) : Cell(text);
}

} // namespace

Row exactRow(const CellRow &cells, const std::vector<ResultColumn> &columns)
{
    Row row;
    row.reserve(cells.size());
    for (size_t i = 0; i < cells.size(); ++i)
        row.push_back(exactCell(cells[i], i < columns.size() ? columns[i].type : ColumnType::Other));
    return row;
}

CellRow cellsOf(const boost::json::value &row)
{
    CellRow cells;
    if (!row.is_array())
        return cells;
    cells.reserve(row.get_array().size());
    for (const auto &value : row.get_array())
        cells.push_back(cellOf(value));
    return cells;
}

QString exactText(const QVariant &cell)
{
    if (!cell.isValid())
        return {};
    if (cell.typeId() == QMetaType::Bool)
        return cell.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (cell.typeId() == QMetaType::Double)
        return QString::number(cell.toDouble(), 'g', QLocale::FloatingPointShortest);
    return cell.toString();
}

QString displayText(const QVariant &cell)
{
    if (cell.typeId() == QMetaType::Bool)
        return cell.toBool() ? QCoreApplication::translate("Cells", "yes") : QCoreApplication::translate("Cells", "no");
    if (cell.typeId() == QMetaType::Double) {
        const double number = cell.toDouble();
        const double least = std::pow(10.0, -shownDecimals);
        if (number != 0 && (std::fabs(number) < least || std::fabs(number) > 1e15))
            return exactText(cell);
        QString text = QString::number(number, 'f', shownDecimals);
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
        return text;
    }
    return exactText(cell);
}

std::optional<double> numberOf(const QVariant &cell)
{
    if (!cell.isValid() || cell.typeId() == QMetaType::Bool)
        return {};
    bool ok = false;
    const double number = cell.toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

bool isNumeric(const api::ColumnHeader &column)
{
    return column.type == QLatin1StringView("integer") || column.type == QLatin1StringView("decimal")
           || column.type == QLatin1StringView("real");
}

} // namespace tabletalk::ui
