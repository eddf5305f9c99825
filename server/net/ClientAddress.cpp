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

boost::asio::ip::address peerAddress(const boost::asio::ip::address &ofSocket)
{
    namespace ip = boost::asio::ip;
    if (!ofSocket.is_v6() || !ofSocket.to_v6().is_v4_mapped())
        return ofSocket;
    return ip::make_address_v4(ip::v4_mapped, ofSocket.to_v6());
}

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
