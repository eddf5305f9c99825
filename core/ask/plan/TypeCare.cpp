// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/plan/TypeCare.h"

#include <QDate>
#include <QTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

bool isPlainText(const Column &column)
{
    if (column.type != ColumnType::Text)
        return false;
    const QString &type = column.databaseType;
    return type == u"text" || type == u"citext" || type.startsWith(u"character") || type.startsWith(u"varchar")
           || type.startsWith(u"char(") || type == u"name";
}

bool isOpaque(const Column &column)
{
    return column.type == ColumnType::Other || column.type == ColumnType::Json || column.type == ColumnType::Binary
           || column.databaseType == u"xml";
}

bool canHold(const Column &column, const QString &value)
{
    switch (column.type) {
    case ColumnType::Integer:
    case ColumnType::Decimal:
    case ColumnType::Real: {
        bool ok = false;
        value.toDouble(&ok);
        return ok;
    }
    case ColumnType::Date:
    case ColumnType::Timestamp:
        return QDate::fromString(value.left(10), Qt::ISODate).isValid();
    case ColumnType::Time:
        return QTime::fromString(value, Qt::ISODate).isValid();
    case ColumnType::Boolean:
        return value.compare(u"true", Qt::CaseInsensitive) == 0 || value.compare(u"false", Qt::CaseInsensitive) == 0;
    default:
        return true;
    }
}

} // namespace tabletalk::ask
