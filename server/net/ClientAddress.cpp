// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/ClientAddress.h"

namespace tabletalk {

namespace {

/// "192.0.2.1", "192.0.2.1:4711", "[2001:db8::1]:4711"; empty for anything else.
QString addressOf(QString text)
{
    text = text.trimmed();
    if (text.startsWith(u'['))
        text = text.mid(1, text.indexOf(u']') - 1);
    else if (text.count(u':') == 1)
        text = text.left(text.indexOf(u':'));
    QHostAddress address;
    return address.setAddress(text) ? address.toString() : QString();
}

} // namespace

QString clientAddress(std::string_view peer, std::string_view forwardedFor, const AddressRanges &trustedProxies)
{
    QString client = QString::fromUtf8(peer.data(), qsizetype(peer.size()));
    const QStringList heard =
        QString::fromUtf8(forwardedFor.data(), qsizetype(forwardedFor.size())).split(u',', Qt::SkipEmptyParts);
    for (auto each = heard.crbegin(); each != heard.crend() && trustedProxies.contains(client); ++each) {
        const QString address = addressOf(*each);
        if (address.isEmpty())
            break; // the proxy does not know, or wrote something else: it stays the last one known
        client = address;
    }
    return client;
}

} // namespace tabletalk
