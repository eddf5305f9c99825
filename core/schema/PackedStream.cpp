// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/PackedStream.h"

#include <QtEndian>

#include <bit>
#include <limits>

namespace tabletalk {

namespace {

constexpr qsizetype blockSize = 1024 * 1024;
constexpr qsizetype mostOfOneBlock = 96 * 1024 * 1024; ///< a block ends behind the text that fills it
constexpr qint64 mostInAll = qint64{4} * 1024 * 1024 * 1024;
constexpr qsizetype longestShared = 200; ///< longer texts hardly repeat
constexpr size_t mostShared = 4'000'000;
constexpr int compression = 3;

// How a text begins: null, one that is not shared, a new shared one, or a shared one again.
constexpr quint64 nullText = 0;
constexpr quint64 plainText = 1;
constexpr quint64 newText = 2;
constexpr quint64 firstKnown = 3;

} // namespace

void PackedWriter::number(quint64 value)
{
    while (value >= 0x80) {
        m_block.append(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    m_block.append(static_cast<char>(value));
    if (m_block.size() >= blockSize)
        endBlock();
}

void PackedWriter::integer(qint64 value)
{
    number((static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63));
}

void PackedWriter::real(double value)
{
    number(std::bit_cast<quint64>(value));
}

void PackedWriter::text(const QString &value)
{
    if (value.isNull())
        return number(nullText);
    const bool shared = value.size() <= longestShared;
    if (shared) {
        if (const auto known = m_texts.constFind(value); known != m_texts.constEnd())
            return number(firstKnown + *known);
    }
    const bool learns = shared && size_t(m_texts.size()) < mostShared;
    if (learns)
        m_texts.insert(value, quint64(m_texts.size()));
    number(learns ? newText : plainText);
    const QByteArray utf8 = value.toUtf8();
    number(quint64(utf8.size()));
    m_block.append(utf8);
    if (m_block.size() >= blockSize)
        endBlock();
}

void PackedWriter::endBlock()
{
    if (m_block.isEmpty())
        return;
    const QByteArray packed = qCompress(m_block, compression);
    QByteArray size(4, Qt::Uninitialized);
    qToBigEndian(quint32(packed.size()), size.data());
    m_packed += size;
    m_packed += packed;
    m_block.clear();
}

QByteArray PackedWriter::take()
{
    endBlock();
    m_texts.clear();
    return std::exchange(m_packed, {});
}

PackedReader::PackedReader(const QByteArray &bytes)
    : m_packed(bytes)
{}

bool PackedReader::nextBlock()
{
    if (m_bad || m_packedAt + 8 > m_packed.size())
        return false;
    const auto size = qsizetype(qFromBigEndian<quint32>(m_packed.constData() + m_packedAt));
    m_packedAt += 4;
    // qCompress begins with the length that it will have again.
    const auto plain = qsizetype(qFromBigEndian<quint32>(m_packed.constData() + m_packedAt));
    m_total += plain;
    if (size < 4 || size > m_packed.size() - m_packedAt || plain > mostOfOneBlock || m_total > mostInAll)
        return false;
    m_block = qUncompress(reinterpret_cast<const uchar *>(m_packed.constData() + m_packedAt), size);
    m_packedAt += size;
    m_at = 0;
    return !m_block.isEmpty();
}

/// Whether so many bytes of one thing are here; things never cross the end of a block.
bool PackedReader::need(qsizetype bytes)
{
    if (m_at >= m_block.size() && !nextBlock())
        m_bad = true;
    if (!m_bad && m_block.size() - m_at < bytes)
        m_bad = true;
    return !m_bad;
}

quint64 PackedReader::number()
{
    quint64 value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (!need(1))
            return 0;
        const auto byte = static_cast<quint8>(m_block.at(m_at++));
        value |= quint64(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    m_bad = true;
    return 0;
}

qint64 PackedReader::integer()
{
    const quint64 value = number();
    return static_cast<qint64>(value >> 1) ^ -static_cast<qint64>(value & 1);
}

double PackedReader::real()
{
    return std::bit_cast<double>(number());
}

QString PackedReader::text()
{
    const quint64 kind = number();
    if (m_bad || kind == nullText)
        return {};
    if (kind >= firstKnown) {
        if (kind - firstKnown < m_texts.size())
            return m_texts[kind - firstKnown];
        m_bad = true;
        return {};
    }
    const quint64 size = number();
    // An empty text at the end of a block has nothing behind it.
    if (size > quint64(std::numeric_limits<qint32>::max()) || (size > 0 && !need(qsizetype(size)))) {
        m_bad = true;
        return {};
    }
    QString value = QString::fromUtf8(m_block.constData() + m_at, qsizetype(size));
    if (value.isNull())
        value = QStringLiteral("");
    m_at += qsizetype(size);
    if (kind == newText)
        m_texts.push_back(value);
    return value;
}

bool PackedReader::atEnd() const
{
    return m_at >= m_block.size() && m_packedAt >= m_packed.size();
}

} // namespace tabletalk
