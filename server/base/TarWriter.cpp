// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/TarWriter.h"

#include <numeric>

namespace tabletalk {

namespace {

constexpr qsizetype blockSize = 512;

/// Octal digits with a zero byte behind, as all numbers of a header are.
QByteArray octal(qint64 number, qsizetype width)
{
    return QByteArray::number(number, 8).rightJustified(width - 1, '0') + '\0';
}

QByteArray headerOf(const QString &name, qsizetype size, Instant at)
{
    QByteArray header = name.toUtf8().left(100).leftJustified(100, '\0');
    header += octal(0644, 8) + octal(0, 8) + octal(0, 8); // mode, owner, group
    header += octal(size, 12) + octal(at.msSinceEpoch / 1000, 12);
    header += QByteArray(8, ' '); // the checksum is taken with spaces in its place
    header += '0';                // a file
    header += QByteArray(100, '\0')
              + QByteArray("ustar\0"
                           "00",
                           8);
    header = header.leftJustified(blockSize, '\0');
    const int sum = std::accumulate(header.begin(), header.end(), 0,
                                    [](int total, char byte) { return total + static_cast<unsigned char>(byte); });
    const QByteArray checksum = octal(sum, 7) + ' ';
    return header.replace(148, checksum.size(), checksum);
}

} // namespace

void TarWriter::add(const QString &name, const QByteArray &content)
{
    m_bytes += headerOf(name, content.size(), m_at);
    m_bytes += content;
    const qsizetype rest = content.size() % blockSize;
    m_bytes += QByteArray(rest == 0 ? 0 : blockSize - rest, '\0');
}

QByteArray TarWriter::finish()
{
    return m_bytes + QByteArray(2 * blockSize, '\0');
}

} // namespace tabletalk
