// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PostgresValues.h"

#include "server/platform/StatementBinding.h"

#include <libpq-fe.h>

#include <charconv>
#include <string_view>

namespace tabletalk {

namespace {

/// Object ids of built-in types, which never change.
enum TypeOid : unsigned {
    BoolOid = 16,
    ByteaOid = 17,
    Int8Oid = 20,
    Int2Oid = 21,
    Int4Oid = 23,
    Float4Oid = 700,
    Float8Oid = 701,
    NumericOid = 1700,
};

constexpr int asText = 0;
constexpr int asBytes = 1;

/// PostgreSQL keeps no zero character in a text.
QByteArray textOf(const QVariant &value)
{
    QString text = value.toString();
    text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    QByteArray utf8 = text.toUtf8();
    return utf8.isNull() ? QByteArray("") : utf8;
}

template <class Number>
QVariant numberOf(std::string_view text)
{
    Number number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size())
        return {};
    return QVariant::fromValue(number);
}

/// Sums of whole numbers are numeric to the server.
QVariant decimalOf(std::string_view text)
{
    const QVariant whole = numberOf<qint64>(text);
    return whole.isNull() ? numberOf<double>(text) : whole;
}

} // namespace

void PostgresArguments::add(const QVariant &given)
{
    const QVariant value = bindable(given);
    const bool bytes = value.typeId() == QMetaType::QByteArray;
    m_texts.push_back(value.isNull() ? QByteArray() : bytes ? value.toByteArray() : textOf(value));
    m_lengths.push_back(static_cast<int>(m_texts.back().size()));
    m_formats.push_back(bytes ? asBytes : asText);
}

const char *const *PostgresArguments::values()
{
    m_values.clear();
    for (const QByteArray &text : m_texts)
        m_values.push_back(text.isNull() ? nullptr : text.constData());
    return m_values.data();
}

QVariant postgresValue(const pg_result *result, int row, int column)
{
    if (PQgetisnull(result, row, column) != 0)
        return {};
    const std::string_view text(PQgetvalue(result, row, column), static_cast<size_t>(PQgetlength(result, row, column)));
    switch (PQftype(result, column)) {
    case BoolOid:
        return QVariant(qint64(text == "t" ? 1 : 0));
    case Int2Oid:
    case Int4Oid:
    case Int8Oid:
        return numberOf<qint64>(text);
    case Float4Oid:
    case Float8Oid:
        return numberOf<double>(text);
    case NumericOid:
        return decimalOf(text);
    case ByteaOid: // "\x" and two digits a byte
        return QByteArray::fromHex(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())).mid(2));
    default:
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
}

} // namespace tabletalk
