// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Slug.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestSlug = 40;

bool isSlugCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

QSet<QString> reservedSkeletons()
{
    QSet<QString> skeletons;
    for (const char *name :
         {"about",      "account",      "accounts", "admin",    "administrator", "api",     "app",        "assets",
          "auth",       "autodiscover", "billing",  "blog",     "cdn",           "console", "dashboard",  "dev",
          "docs",       "download",     "ftp",      "healthz",  "help",          "host",    "hostmaster", "imap",
          "info",       "internal",     "invite",   "join",     "localhost",     "login",   "logout",     "mail",
          "mcp",        "me",           "metrics",  "mx",       "new",           "news",    "ns",         "ns1",
          "ns2",        "official",     "openapi",  "operator", "owner",         "pay",     "platform",   "pop",
          "postmaster", "readyz",       "register", "root",     "rpc",           "secure",  "security",   "settings",
          "signin",     "signup",       "smtp",     "sso",      "staging",       "static",  "status",     "support",
          "system",     "tabletalk",    "team",     "test",     "webmaster",     "webmail", "widget",     "wpad",
          "www"})
        skeletons.insert(slugSkeleton(QString::fromLatin1(name)));
    return skeletons;
}

} // namespace

bool isSlug(QStringView text)
{
    if (text.isEmpty() || text.size() > longestSlug || text.startsWith(u'-') || text.endsWith(u'-')
        || text.contains(u"--"))
        return false;
    return std::ranges::all_of(text, [](QChar c) { return c == u'-' || isSlugCharacter(c); });
}

QString slugSkeleton(const QString &slug)
{
    QString skeleton = slug;
    skeleton.replace(u'0', u'o').replace(u'1', u'l').replace(u'i', u'l').replace(u'5', u's');
    return skeleton.replace(u"rn"_s, u"m"_s).replace(u"vv"_s, u"w"_s).replace(u"cl"_s, u"d"_s);
}

bool isReservedSlug(QStringView slug)
{
    static const QSet<QString> reserved = reservedSkeletons();
    return reserved.contains(slugSkeleton(slug.toString()));
}

} // namespace tabletalk
