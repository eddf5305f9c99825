// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/WebAddress.h"

#include <algorithm>

namespace tabletalk::knowledge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestAddress = 2'000;

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

bool isUsualPort(const QUrl &url)
{
    return portOf(url) == (url.scheme() == u"https" ? 443 : 80);
}

QString withoutWww(const QString &host)
{
    return host.startsWith("www."_L1) ? host.sliced(4) : host;
}

/// "%7E" says the same as "~", and "%3f" as "%3F" (RFC 3986, 6.2.2).
QByteArray withPlainEscapes(const QByteArray &encoded)
{
    QByteArray plain;
    plain.reserve(encoded.size());
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        const QByteArray code = QByteArray::fromHex(encoded.mid(i + 1, 2));
        if (encoded[i] != '%' || i + 2 >= encoded.size() || code.size() != 1) {
            plain += encoded[i];
            continue;
        }
        const char c = code[0];
        const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
                                || c == '.' || c == '_' || c == '~';
        plain += unreserved ? QByteArray(1, c) : encoded.mid(i, 3).toUpper();
        i += 2;
    }
    return plain;
}

} // namespace

std::optional<QUrl> webAddress(const QUrl &given)
{
    QUrl url = given.adjusted(QUrl::NormalizePathSegments | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty() || (scheme != u"http" && scheme != u"https"))
        return {};
    if (isUsualPort(url))
        url.setPort(-1);
    if (url.path().isEmpty())
        url.setPath(u"/"_s);
    const QByteArray encoded = withPlainEscapes(url.toEncoded());
    url = QUrl::fromEncoded(encoded, QUrl::StrictMode);
    if (!url.isValid() || encoded.size() > longestAddress)
        return {};
    return url;
}

bool isSameSite(const QUrl &one, const QUrl &other)
{
    const bool samePort = portOf(one) == portOf(other) || (isUsualPort(one) && isUsualPort(other));
    return samePort && withoutWww(one.host()) == withoutWww(other.host());
}

QString originOf(const QUrl &url)
{
    const QString origin = url.scheme() + u"://" + (url.host().contains(u':') ? u"[" + url.host() + u"]" : url.host());
    return isUsualPort(url) ? origin : QString(origin + u':' + QString::number(url.port()));
}

bool isBelow(const QUrl &url, const QString &pathPrefix)
{
    QString prefix = pathPrefix;
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    const QString path = url.path(QUrl::FullyEncoded);
    return path.startsWith(prefix) && (path.size() == prefix.size() || path.at(prefix.size()) == u'/');
}

} // namespace tabletalk::knowledge
