// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/HostGuard.h"

#include <QHostAddress>

namespace tabletalk {

namespace {

/// Without the port, and without the brackets of an IPv6 address.
QString nameOf(std::string_view host)
{
    QString text = QString::fromUtf8(host.data(), qsizetype(host.size())).toLower();
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        const bool portOrNothing = end + 1 == text.size() || (end > 0 && text[end + 1] == u':');
        return end < 0 || !portOrNothing ? QString() : text.mid(1, end - 1);
    }
    const qsizetype colon = text.lastIndexOf(u':');
    return colon < 0 ? text : text.left(colon);
}

bool isLoopback(const QString &name)
{
    // "127.evil.example.org" is a name that anybody can register, not an address.
    const bool isAddress = !name.isEmpty() && (name.count(u'.') == 3 || name.contains(u':'));
    return name == u"localhost" || name.endsWith(u".localhost") || (isAddress && QHostAddress(name).isLoopback());
}

} // namespace

HostGuard::HostGuard(const QString &listenAddress, QStringList allowedHosts, QStringList allowedOrigins)
    : m_listenAddress(listenAddress.toLower())
    , m_onLoopback(isLoopback(m_listenAddress))
    , m_allowedHosts(std::move(allowedHosts))
    , m_allowedOrigins(std::move(allowedOrigins))
{}

bool HostGuard::hostAllowed(std::string_view host) const
{
    const QString name = nameOf(host);
    if (name.isEmpty())
        return false;
    if (isLoopback(name) || name == m_listenAddress || m_allowedHosts.contains(name, Qt::CaseInsensitive))
        return true;
    return !m_onLoopback && m_allowedHosts.isEmpty();
}

bool HostGuard::originAllowed(std::string_view origin, std::string_view host) const
{
    if (origin.empty())
        return true;
    const QString text = QString::fromUtf8(origin.data(), qsizetype(origin.size()));
    if (m_allowedOrigins.contains(text, Qt::CaseInsensitive))
        return true;
    const qsizetype scheme = text.indexOf(u"://");
    const QString ours = QString::fromUtf8(host.data(), qsizetype(host.size()));
    return scheme > 0 && QStringView(text).mid(scheme + 3).compare(ours, Qt::CaseInsensitive) == 0;
}

} // namespace tabletalk
