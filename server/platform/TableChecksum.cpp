// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/TableChecksum.h"

#include "core/crypto/Hash.h"

#include <QtEndian>

#include <bit>

namespace tabletalk {

namespace {

void append(QByteArray &to, char kind, const QByteArray &bytes)
{
    to += kind;
    to += QByteArray::number(bytes.size());
    to += ':';
    to += bytes;
}

/// Its kind and length go first, so that no two rows look alike.
void appendValue(QByteArray &to, const QVariant &value)
{
    if (value.isNull())
        append(to, 'n', {});
    else if (value.typeId() == QMetaType::QByteArray)
        append(to, 'b', value.toByteArray());
    else if (value.typeId() == QMetaType::QString)
        append(to, 't', value.toString().toUtf8());
    else if (value.typeId() == QMetaType::Double)
        append(to, 'd', QByteArray::number(std::bit_cast<quint64>(value.toDouble()), 16));
    else
        append(to, 'i', QByteArray::number(value.toLongLong()));
}

} // namespace

void TableChecksum::add(const std::vector<QVariant> &row)
{
    QByteArray bytes;
    for (const QVariant &value : row)
        appendValue(bytes, value);
    const QByteArray hash = crypto::sha256(bytes);
    m_high += qFromBigEndian<quint64>(hash.constData());
    m_low += qFromBigEndian<quint64>(hash.constData() + sizeof(quint64));
    ++m_rows;
}

QString TableChecksum::text() const
{
    constexpr int digits = 16;
    const auto half = [](quint64 number) { return QString::number(number, 16).rightJustified(digits, u'0'); };
    return half(m_high) + half(m_low);
}

} // namespace tabletalk
