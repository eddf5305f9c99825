// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <string_view>

namespace tabletalk {

/// Keeps web pages of others away: a page that had its own name resolve to our address
/// sends a foreign Host, and a page elsewhere a foreign Origin. Programs that are no
/// browsers send no Origin and pass.
class HostGuard
{
public:
    /// listenAddress decides: on loopback only loopback's names pass, elsewhere any name
    /// does unless allowedHosts are given.
    HostGuard(const QString &listenAddress, QStringList allowedHosts, QStringList allowedOrigins);

    bool hostAllowed(std::string_view host) const;
    /// origin as sent; empty when there was none.
    bool originAllowed(std::string_view origin, std::string_view host) const;

private:
    QString m_listenAddress;
    bool m_onLoopback;
    QStringList m_allowedHosts;
    QStringList m_allowedOrigins;
};

} // namespace tabletalk
