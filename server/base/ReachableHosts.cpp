// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/ReachableHosts.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

bool isPrivateAddress(const QHostAddress &address)
{
    static const std::vector<std::pair<QHostAddress, int>> ranges = [] {
        std::vector<std::pair<QHostAddress, int>> list;
        for (const char *range :
             {"0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
              "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
              "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",    "::/96",
              "64:ff9b::/96",  "64:ff9b:1::/48",  "100::/64",       "2001::/23",      "2001:db8::/32",
              "2002::/16",     "fc00::/7",        "fe80::/9",       "ff00::/8"})
            list.push_back(QHostAddress::parseSubnet(QString::fromLatin1(range)));
        return list;
    }();
    return std::ranges::any_of(ranges, [&](const auto &range) { return address.isInSubnet(range); });
}

QHostAddress unmappedAddress(const QHostAddress &address)
{
    bool mapped = false;
    const quint32 ipv4 = address.toIPv4Address(&mapped);
    return mapped ? QHostAddress(ipv4) : address;
}

Result<ReachableHosts> ReachableHosts::create(const QStringList &ranges, bool open, const QString &option)
{
    ReachableHosts hosts;
    hosts.m_open = open;
    for (const QString &range : ranges) {
        const auto parsed = QHostAddress::parseSubnet(range.trimmed());
        if (parsed.second < 0)
            return failure(ProblemCode::InvalidRequest,
                           QCoreApplication::translate("Connections", "\"%1\" is not a range of addresses.").arg(range),
                           QCoreApplication::translate("Connections", "Example: %1 10.1.0.0/16").arg(option));
        hosts.m_ranges.push_back(parsed);
    }
    return hosts;
}

bool ReachableHosts::allows(const QHostAddress &given) const
{
    if (m_open)
        return true;
    const QHostAddress address = unmappedAddress(given);
    if (address.isNull())
        return false;
    return !isPrivateAddress(address)
           || std::ranges::any_of(m_ranges, [&](const auto &range) { return address.isInSubnet(range); });
}

} // namespace tabletalk
