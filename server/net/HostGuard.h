// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tabletalk {

/// What a HostGuard goes by.
struct HostNames
{
    QString listenAddress; ///< on loopback only loopback's names pass besides those below
    QStringList allowedHosts;
    QString publicHost; ///< the name in the server's public address; passes, and shuts out no other
    QStringList allowedOrigins;
    QString baseDomain; ///< with it, names that are neither it nor an organisation's are refused
    /// Numeric addresses pass whatever names are allowed: nobody's page has one that leads here without being ours.
    bool addressesPass = false;
    std::function<std::optional<QString>(const QString &)> organizationOfDomain; ///< may be empty
};

/// Keeps web pages of others away: a page that had its own name resolve to our address
/// sends a foreign Host, and a page elsewhere a foreign Origin. Programs that are no
/// browsers send no Origin and pass. Tells whose host name it is, too.
class HostGuard
{
public:
    explicit HostGuard(HostNames names);

    bool hostAllowed(std::string_view host) const;
    /// origin as sent; empty when there was none.
    bool originAllowed(std::string_view origin, std::string_view host) const;
    /// The short name of the organisation that the host name is for, if it is for one: one
    /// label below the base domain, or a domain that an operator confirmed.
    std::optional<QString> organizationOf(std::string_view host) const;

private:
    std::optional<QString> organizationOfName(const QString &name) const;

    HostNames m_names;
    bool m_onLoopback;
};

} // namespace tabletalk
