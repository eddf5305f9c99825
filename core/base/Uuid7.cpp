// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Uuid7.h"

#include <QRandomGenerator>

#include <array>

namespace tabletalk {

QUuid makeUuid7(Instant now)
{
    std::array<quint32, 3> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));

    const auto ms = static_cast<quint64>(now.msSinceEpoch);
    constexpr quint16 version = 0x7000;
    constexpr quint8 variant = 0x80;
    const auto byteOf = [](quint32 word, int index) { return static_cast<uchar>(word >> (8 * index)); };
    return QUuid(
        static_cast<uint>(ms >> 16), static_cast<ushort>(ms), static_cast<ushort>(version | (random[0] & 0x0fff)),
        static_cast<uchar>(variant | (byteOf(random[0], 2) & 0x3f)), byteOf(random[0], 3), byteOf(random[1], 0),
        byteOf(random[1], 1), byteOf(random[1], 2), byteOf(random[1], 3), byteOf(random[2], 0), byteOf(random[2], 1));
}

} // namespace tabletalk
