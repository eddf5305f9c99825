// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/LogoImage.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

int byteAt(QByteArrayView bytes, qsizetype at)
{
    return static_cast<unsigned char>(bytes[at]);
}

int shortAt(QByteArrayView bytes, qsizetype at)
{
    return byteAt(bytes, at) << 8 | byteAt(bytes, at + 1);
}

qint64 longAt(QByteArrayView bytes, qsizetype at)
{
    return qint64(shortAt(bytes, at)) << 16 | shortAt(bytes, at + 2);
}

/// Signature, then the chunk IHDR: length, name, width, height.
std::optional<LogoImage> asPng(QByteArrayView bytes)
{
    constexpr QByteArrayView signature("\x89PNG\r\n\x1a\n", 8);
    constexpr qsizetype headerEnd = 33;
    constexpr qint64 largest = 1 << 20;
    if (bytes.size() < headerEnd || !bytes.startsWith(signature) || bytes.sliced(12, 4) != QByteArrayView("IHDR", 4))
        return std::nullopt;
    const qint64 width = longAt(bytes, 16);
    const qint64 height = longAt(bytes, 20);
    if (width < 1 || height < 1 || width > largest || height > largest)
        return std::nullopt;
    return LogoImage{u"image/png"_s, int(width), int(height)};
}

bool isStartOfFrame(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Segments, each with a marker and a length, until the one that starts the frame.
std::optional<LogoImage> asJpeg(QByteArrayView bytes)
{
    constexpr QByteArrayView signature("\xFF\xD8\xFF", 3);
    constexpr qsizetype frameHeader = 9;
    if (!bytes.startsWith(signature))
        return std::nullopt;
    for (qsizetype at = 2; at + frameHeader <= bytes.size();) {
        if (byteAt(bytes, at) != 0xFF)
            return std::nullopt;
        const int marker = byteAt(bytes, at + 1);
        if (isStartOfFrame(marker)) {
            const LogoImage image{u"image/jpeg"_s, shortAt(bytes, at + 7), shortAt(bytes, at + 5)};
            return image.width > 0 && image.height > 0 ? std::optional(image) : std::nullopt;
        }
        const int length = shortAt(bytes, at + 2);
        if (length < 2)
            return std::nullopt;
        at += 2 + length;
    }
    return std::nullopt;
}

} // namespace

std::optional<LogoImage> LogoImage::of(QByteArrayView bytes)
{
    const auto png = asPng(bytes);
    return png ? png : asJpeg(bytes);
}

} // namespace tabletalk
