// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/ServerAddress.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace tabletalk::ui {

namespace {

constexpr int defaultPort = 8765;

QString tr(const char *text)
{
    return QCoreApplication::translate("ServerAddress", text);
}

bool isNear(const QString &host)
{
    const QHostAddress address(host);
    if (host == QLatin1StringView("localhost") || address.isLoopback())
        return true;
    for (const QLatin1StringView subnet : {QLatin1StringView("10.0.0.0/8"), QLatin1StringView("172.16.0.0/12"),
                                           QLatin1StringView("192.168.0.0/16"), QLatin1StringView("fc00::/7")}) {
        if (address.isInSubnet(QHostAddress::parseSubnet(subnet)))
            return true;
    }
    return false;
}

std::unexpected<Problem> notAnAddress(const QString &typed)
{
    return failure(ProblemCode::InvalidRequest, tr("\"%1\" is not the address of a server.").arg(typed),
                   tr("Write it like example.org, 192.168.1.20:8765 or wss://example.org/rpc."));
}

} // namespace

Result<QUrl> serverAddress(const QString &typed)
{
    const QString trimmed = typed.trimmed();
    const bool hasScheme = trimmed.contains(QLatin1StringView("://"));
    const QString withScheme = hasScheme ? trimmed : QString(QStringLiteral("ws://") + trimmed);
    QUrl url(withScheme, QUrl::StrictMode);
    if (trimmed.isEmpty() || !url.isValid() || url.host().isEmpty())
        return notAnAddress(typed);

    const QString scheme = url.scheme().toLower();
    if (!hasScheme)
        url.setScheme(isNear(url.host()) ? QStringLiteral("ws") : QStringLiteral("wss"));
    else if (scheme == QLatin1StringView("http") || scheme == QLatin1StringView("ws"))
        url.setScheme(QStringLiteral("ws"));
    else if (scheme == QLatin1StringView("https") || scheme == QLatin1StringView("wss"))
        url.setScheme(QStringLiteral("wss"));
    else
        return notAnAddress(typed);

    // http(s) addresses mean their well-known ports; a bare name means ours.
    if (url.port() < 0 && !hasScheme)
        url.setPort(defaultPort);
    else if (url.port() < 0)
        url.setPort(url.scheme() == QLatin1StringView("wss") ? 443 : 80);
    url.setUserInfo({});
    url.setQuery(QString());
    url.setFragment({});
    url.setPath(QStringLiteral("/rpc"));
    return url;
}

} // namespace tabletalk::ui
