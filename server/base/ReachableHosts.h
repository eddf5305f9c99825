// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace tabletalk {

/// Whether an address lies in a range that is not the public internet, after RFC 6890 and its successors.
bool isPrivateAddress(const QHostAddress &address);

/// ::ffff:10.0.0.1 is 10.0.0.1 in disguise.
QHostAddress unmappedAddress(const QHostAddress &address);

/// Which machines may be reached on a tenant's behalf: those of the public internet, and what an
/// operator adds. Immutable.
class ReachableHosts
{
public:
    ReachableHosts() = default;
    /// InvalidRequest, naming the option, when a range cannot be read. open: one's own machine, all hosts.
    static Result<ReachableHosts> create(const QStringList &ranges, bool open, const QString &option);

    bool allows(const QHostAddress &address) const;
    bool isOpen() const { return m_open; }

private:
    std::vector<std::pair<QHostAddress, int>> m_ranges;
    bool m_open = false;
};

} // namespace tabletalk
