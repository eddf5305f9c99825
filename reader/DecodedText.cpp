// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/DecodedText.h"

#include <QFile>

#include <array>

namespace tabletalk::reader {

namespace {

constexpr qint64 pieceBytes = 64 * 1024;

std::optional<QStringConverter::Encoding> markOf(QByteArrayView start)
{
    if (start.startsWith("\xef\xbb\xbf"))
        return QStringConverter::Utf8;
    if (start.startsWith(QByteArrayView("\xff\xfe\0\0", 4)))
        return QStringConverter::Utf32LE;
    if (start.startsWith("\xff\xfe"))
        return QStringConverter::Utf16LE;
    if (start.startsWith("\xfe\xff"))
        return QStringConverter::Utf16BE;
    return {};
}

bool isUtf8(QFile &file)
{
    QStringDecoder decoder(QStringConverter::Utf8);
    file.seek(0);
    while (!decoder.hasError()) {
        const QByteArray bytes = file.read(pieceBytes);
        if (bytes.isEmpty())
            break;
        const QString ignored = decoder.decode(bytes);
    }
    return !decoder.hasError();
}

} // namespace

QString fromWindows(QByteArrayView bytes)
{
    static constexpr std::array<char16_t, 32> high{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    QString text(bytes.size(), Qt::Uninitialized);
    QChar *to = text.data();
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        *to++ = code >= 0x80 && code < 0xa0 ? QChar(high.at(code - 0x80U)) : QChar(char16_t(code));
    }
    return text;
}

DecodedText::DecodedText(QFile &file)
    : m_file(file)
{
    file.seek(0);
    const std::optional<QStringConverter::Encoding> marked = markOf(file.peek(4));
    m_windows = !marked && !isUtf8(file);
    m_decoder = QStringDecoder(marked.value_or(QStringConverter::Utf8));
    file.seek(0);
}

QString DecodedText::nextPiece()
{
    QString text;
    while (text.isEmpty()) {
        const QByteArray bytes = m_file.read(pieceBytes);
        if (bytes.isEmpty())
            return {};
        text = m_windows ? fromWindows(bytes) : QString(m_decoder.decode(bytes));
        const bool startsBroken = m_afterReturn && text.startsWith(u'\n');
        m_afterReturn = text.endsWith(u'\r');
        if (startsBroken)
            text.remove(0, 1);
    }
    if (text.contains(u'\r'))
        text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    return text;
}

std::optional<QString> DecodedText::nextLine(qsizetype most)
{
    while (true) {
        const qsizetype end = m_kept.indexOf(u'\n', m_at);
        const qsizetype size = (end < 0 ? m_kept.size() : end) - m_at;
        if (size > most) {
            qsizetype cut = m_kept.lastIndexOf(u' ', m_at + most);
            cut = cut > m_at + most / 2 ? cut + 1 - m_at : most;
            const QString line = m_kept.sliced(m_at, cut);
            m_at += cut;
            return line;
        }
        if (end >= 0) {
            const QString line = m_kept.sliced(m_at, size);
            m_at = end + 1;
            return line;
        }
        m_kept.remove(0, m_at);
        m_at = 0;
        const QString piece = m_atEnd ? QString() : nextPiece();
        m_atEnd = piece.isEmpty();
        if (!m_atEnd)
            m_kept += piece;
        else if (m_kept.isEmpty())
            return {};
        else
            return std::exchange(m_kept, {});
    }
}

} // namespace tabletalk::reader
