// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace tabletalk {

/// Addresses in CIDR notation, of IPv4 and IPv6. An IPv4 address is the same whether it comes
/// plain or inside an IPv6 one ("::ffff:192.0.2.1").
class AddressRanges
{
public:
    /// False when the text is neither an address nor a range.
    bool add(const QString &text);

    bool isEmpty() const { return m_ranges.empty(); }
    bool contains(const QString &address) const;
    /// As they are kept: "192.0.2.0/24", each once.
    QStringList texts() const;

private:
    using Range = std::pair<QHostAddress, int>;
    std::vector<Range> m_ranges;
};

} // namespace tabletalk
