// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/InsertWriter.h"

#include "core/export/CellText.h"
#include "core/export/Output.h"
#include "core/sql/Quoting.h"

#include <cmath>

namespace tabletalk {

namespace {

constexpr int rowsPerStatement = 100;

struct Literal
{
    Dialect dialect;

    QByteArray operator()(std::monostate) const { return "NULL"; }
    QByteArray operator()(bool value) const
    {
        if (dialect == Dialect::SqlServer)
            return value ? "1" : "0";
        return value ? "TRUE" : "FALSE";
    }
    QByteArray operator()(qint64 value) const { return QByteArray::number(value); }
    QByteArray operator()(double value) const
    {
        return std::isfinite(value) ? exactUtf8(value) : quoted(exactUtf8(value));
    }
    QByteArray operator()(const Decimal &value) const
    {
        bool isNumber = false;
        value.text.toDouble(&isNumber); // engines have words such as NaN, too
        const QByteArray text = value.text.toLatin1();
        return isNumber && QByteArrayView("+-.0123456789").contains(text.front()) ? text : quoted(text);
    }
    QByteArray operator()(const QString &value) const
    {
        const QByteArray text = sql::quoteText(value, dialect).toUtf8();
        return dialect == Dialect::SqlServer ? 'N' + text : text;
    }
    QByteArray operator()(const QByteArray &value) const
    {
        switch (dialect) {
        case Dialect::PostgreSQL:
            return "'\\x" + value.toHex() + '\'';
        case Dialect::SqlServer:
            return "0x" + value.toHex();
        default:
            return "X'" + value.toHex() + '\'';
        }
    }

private:
    QByteArray quoted(const QByteArray &text) const
    {
        return sql::quoteText(QString::fromLatin1(text), dialect).toUtf8();
    }
};

} // namespace

Result<void> InsertWriter::begin(const std::vector<ResultColumn> &columns)
{
    QString names;
    for (const ResultColumn &column : columns)
        names += (names.isEmpty() ? QString() : QStringLiteral(", ")) + sql::quoteName(column.name, m_dialect);
    const QString head = QStringLiteral("INSERT INTO ") + sql::quoteName(m_tableName, m_dialect) + QStringLiteral(" (")
                         + names + QStringLiteral(") VALUES");
    m_head = head.toUtf8();
    return {};
}

Result<void> InsertWriter::row(const Row &row)
{
    QByteArray line = m_rows == 0 ? m_head + "\n  (" : QByteArray(",\n  (");
    for (size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            line += ", ";
        line += literal(row[i]);
    }
    line += ')';
    if (++m_rows == rowsPerStatement) {
        m_rows = 0;
        line += ";\n";
    }
    return putBytes(m_out, line);
}

Result<void> InsertWriter::end()
{
    return m_rows > 0 ? putBytes(m_out, ";\n") : Result<void>();
}

QByteArray InsertWriter::literal(const Cell &cell) const
{
    return std::visit(Literal{m_dialect}, cell);
}

} // namespace tabletalk
