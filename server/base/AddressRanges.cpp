// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/AddressRanges.h"

#include <algorithm>

namespace tabletalk {

namespace {

constexpr int bitsBeforeMapped = 96;
constexpr int bitsOf4 = 32;
constexpr int bitsOf6 = 128;

/// Only what is written in full: "10" would be an address for some and a typing mistake for most.
std::optional<QHostAddress> addressFrom(const QString &text)
{
    QHostAddress address;
    const bool plain4 = text.count(u'.') == 3 && !text.contains(u':');
    if ((!plain4 && !text.contains(u':')) || text.contains(u'%') || !address.setAddress(text))
        return std::nullopt;
    return address;
}

std::optional<QHostAddress> as4(const QHostAddress &address)
{
    bool is4 = false;
    const quint32 number = address.toIPv4Address(&is4);
    // "::1" and the like are no IPv4 addresses.
    if (!is4 || (address.protocol() == QAbstractSocket::IPv6Protocol && !address.toString().contains(u'.')))
        return std::nullopt;
    return QHostAddress(number);
}

QHostAddress masked(const QHostAddress &address, int bits)
{
    Q_IPV6ADDR bytes = address.toIPv6Address();
    const int kept = address.protocol() == QAbstractSocket::IPv4Protocol ? bits + bitsBeforeMapped : bits;
    for (int i = 0; i < 16; ++i) {
        const int left = std::clamp(kept - i * 8, 0, 8);
        bytes[i] = quint8(bytes[i] & ~(0xff >> left));
    }
    const QHostAddress plain(bytes);
    return address.protocol() == QAbstractSocket::IPv4Protocol ? QHostAddress(plain.toIPv4Address()) : plain;
}

} // namespace

bool AddressRanges::add(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    auto address = addressFrom(text.left(slash < 0 ? text.size() : slash).trimmed());
    if (!address)
        return false;
    int bits = address->protocol() == QAbstractSocket::IPv4Protocol ? bitsOf4 : bitsOf6;
    if (slash >= 0) {
        bool isNumber = false;
        const int given = text.mid(slash + 1).toInt(&isNumber);
        if (!isNumber || given < 0 || given > bits)
            return false;
        bits = given;
    }
    if (address->protocol() == QAbstractSocket::IPv6Protocol && bits >= bitsBeforeMapped) {
        if (const auto inside = as4(*address)) {
            address = inside;
            bits -= bitsBeforeMapped;
        }
    }
    const Range range(masked(*address, bits), bits);
    if (std::ranges::find(m_ranges, range) == m_ranges.end())
        m_ranges.push_back(range);
    return true;
}

bool AddressRanges::contains(const QString &text) const
{
    QHostAddress address;
    if (!address.setAddress(text))
        return false;
    address.setScopeId({});
    if (const auto inside = as4(address))
        address = *inside;
    return std::ranges::any_of(m_ranges, [&](const Range &range) {
        return range.first.protocol() == address.protocol() && masked(address, range.second) == range.first;
    });
}

QStringList AddressRanges::texts() const
{
    QStringList texts;
    for (const Range &range : m_ranges)
        texts << QString(range.first.toString() + u'/' + QString::number(range.second));
    return texts;
}

} // namespace tabletalk
