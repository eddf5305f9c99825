// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/HostName.h"

#include "core/text/Slug.h"

#include <QStringList>

#include <algorithm>

namespace tabletalk {

namespace {

constexpr qsizetype longestName = 253;
constexpr qsizetype longestLabel = 63;

bool isLabelCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
}

bool isLabel(QStringView label)
{
    return !label.isEmpty() && label.size() <= longestLabel && !label.startsWith(u'-') && !label.endsWith(u'-')
           && std::ranges::all_of(label, isLabelCharacter);
}

bool isDigits(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isPort(QStringView text)
{
    constexpr qsizetype longestPort = 5;
    return text.isEmpty() || (text.size() <= longestPort && isDigits(text));
}

} // namespace

QString hostNameOf(QStringView hostHeader)
{
    if (hostHeader.startsWith(u'[')) {
        const qsizetype end = hostHeader.indexOf(u']');
        const QStringView after = end < 0 ? QStringView() : hostHeader.sliced(end + 1);
        const bool isSound = end > 0 && (after.isEmpty() || (after.startsWith(u':') && isPort(after.sliced(1))));
        return isSound ? hostHeader.sliced(1, end - 1).toString().toLower() : QString();
    }
    const qsizetype colon = hostHeader.indexOf(u':');
    if (colon >= 0 && !isPort(hostHeader.sliced(colon + 1)))
        return {};
    QString name = hostHeader.first(colon < 0 ? hostHeader.size() : colon).toString();
    if (name.endsWith(u'.'))
        name.chop(1);
    // Letters of ASCII alone are folded: others have a lower case that is ASCII (K, the Kelvin sign).
    for (QChar &c : name) {
        if (c >= u'A' && c <= u'Z')
            c = c.toLower();
    }
    const bool isSound = std::ranges::all_of(name, [](QChar c) { return isLabelCharacter(c) || c == u'.'; });
    return isSound ? name : QString();
}

bool isDomainName(QStringView name)
{
    const auto labels = name.split(u'.');
    return name.size() <= longestName && labels.size() >= 2 && std::ranges::all_of(labels, isLabel)
           && !isDigits(labels.back());
}

std::optional<QString> slugOfHost(QStringView hostName, QStringView baseDomain)
{
    const qsizetype length = hostName.size() - baseDomain.size() - 1;
    if (baseDomain.isEmpty() || length < 1 || !hostName.endsWith(baseDomain) || hostName[length] != u'.')
        return std::nullopt;
    const QStringView slug = hostName.first(length);
    if (!isSlug(slug) || isReservedSlug(slug))
        return std::nullopt;
    return slug.toString();
}

} // namespace tabletalk
