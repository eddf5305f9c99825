// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/HostGuard.h"

#include "core/text/HostName.h"

#include <QHostAddress>

namespace tabletalk {

namespace {

QString nameOf(std::string_view host)
{
    return hostNameOf(QString::fromUtf8(host.data(), qsizetype(host.size())));
}

/// By address, not by its looks: "127.0.0.evil" is somebody's name.
bool isLoopback(const QString &name)
{
    return name == u"localhost" || name.endsWith(u".localhost") || QHostAddress(name).isLoopback();
}

bool isAddress(const QString &name)
{
    return !QHostAddress(name).isNull();
}

} // namespace

HostGuard::HostGuard(HostNames names)
    : m_names(std::move(names))
    , m_onLoopback(isLoopback(m_names.listenAddress.toLower()))
{
    m_names.listenAddress = m_names.listenAddress.toLower();
    m_names.publicHost = m_names.publicHost.toLower();
    m_names.baseDomain = m_names.baseDomain.toLower();
}

std::optional<QString> HostGuard::organizationOfName(const QString &name) const
{
    if (auto slug = slugOfHost(name, m_names.baseDomain))
        return slug;
    if (!m_names.organizationOfDomain || !isDomainName(name))
        return std::nullopt;
    return m_names.organizationOfDomain(name);
}

std::optional<QString> HostGuard::organizationOf(std::string_view host) const
{
    return organizationOfName(nameOf(host));
}

bool HostGuard::hostAllowed(std::string_view host) const
{
    const QString name = nameOf(host);
    if (name.isEmpty())
        return false;
    if (!m_names.publicHost.isEmpty() && name == m_names.publicHost)
        return true;
    if (isLoopback(name) || name == m_names.listenAddress || m_names.allowedHosts.contains(name, Qt::CaseInsensitive))
        return true;
    if (!m_names.baseDomain.isEmpty() && (name == m_names.baseDomain || organizationOfName(name)))
        return true;
    if (m_names.addressesPass && isAddress(name))
        return true;
    if (m_onLoopback || !m_names.allowedHosts.isEmpty())
        return false;
    // Nobody's page can have a name resolve to what is an address already.
    return m_names.baseDomain.isEmpty() || isAddress(name);
}

bool HostGuard::originAllowed(std::string_view origin, std::string_view host) const
{
    if (origin.empty())
        return true;
    const QString text = QString::fromUtf8(origin.data(), qsizetype(origin.size()));
    if (m_names.allowedOrigins.contains(text, Qt::CaseInsensitive))
        return true;
    const qsizetype scheme = text.indexOf(u"://");
    const QString ours = QString::fromUtf8(host.data(), qsizetype(host.size()));
    return scheme > 0 && QStringView(text).mid(scheme + 3).compare(ours, Qt::CaseInsensitive) == 0;
}

} // namespace tabletalk
