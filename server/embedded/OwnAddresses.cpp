// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/embedded/OwnAddresses.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkInterface>
#include <QSysInfo>

namespace tabletalk {

QStringList ownAddresses()
{
    QStringList four;
    QStringList six;
    const auto interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &each : interfaces) {
        const auto flags = each.flags();
        if (!flags.testFlag(QNetworkInterface::IsUp) || flags.testFlag(QNetworkInterface::IsLoopBack))
            continue;
        const auto entries = each.addressEntries();
        for (const QNetworkAddressEntry &entry : entries) {
            const QHostAddress address = entry.ip();
            // One that the system gives up is not told to others, who would keep it.
            const bool isGoing = entry.isLifetimeKnown() && entry.preferredLifetime().hasExpired();
            if (address.isLoopback() || address.isLinkLocal() || isGoing)
                continue;
            (address.protocol() == QAbstractSocket::IPv4Protocol ? four : six).append(address.toString());
        }
    }
    return four + six;
}

QStringList ownHostNames()
{
    const QString name = QSysInfo::machineHostName().toLower();
    if (name.isEmpty())
        return {};
    if (name.contains(u'.'))
        return {name};
    QStringList names{name, QString(name + QStringLiteral(".local"))};
    if (const QString domain = QHostInfo::localDomainName().toLower(); !domain.isEmpty())
        names.append(QString(name + u'.' + domain));
    return names;
}

} // namespace tabletalk
