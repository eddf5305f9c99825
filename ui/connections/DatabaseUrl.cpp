// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/DatabaseUrl.h"

#include <QFileInfo>
#include <QUrl>
#include <QUrlQuery>

namespace tabletalk::ui {

namespace {

constexpr int defaultPort = 5432;

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

/// A lone "%" is a character; "%41" is an encoded one.
QString decoded(const QString &text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

/// Paths keep their slashes and stay readable.
QString encodedPath(const QString &path)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(path, QByteArrayLiteral("/:\\ ")));
}

std::optional<DatabaseUrl> postgresFrom(const QString &rest)
{
    DatabaseUrl url;
    url.kind = DatabaseUrl::Kind::PostgreSQL;
    QString place = rest;
    // The last @ ends user and password: one in a password that nobody encoded comes before it.
    if (const qsizetype at = rest.lastIndexOf(u'@'); at >= 0) {
        const QString account = rest.left(at);
        const qsizetype colon = account.indexOf(u':');
        url.user = decoded(colon < 0 ? account : account.left(colon));
        url.password = colon < 0 ? QString() : decoded(account.mid(colon + 1));
        place = rest.mid(at + 1);
    }
    if (const qsizetype mark = place.indexOf(u'?'); mark >= 0) {
        url.sslMode = QUrlQuery(place.mid(mark + 1)).queryItemValue(QStringLiteral("sslmode"), QUrl::FullyDecoded);
        place.truncate(mark);
    }
    if (const qsizetype slash = place.indexOf(u'/'); slash >= 0) {
        url.database = decoded(place.mid(slash + 1));
        place.truncate(slash);
    }
    const qsizetype colon = place.lastIndexOf(u':');
    const bool hasPort = colon >= 0 && !place.endsWith(u']');
    bool ok = true;
    url.port = hasPort ? place.mid(colon + 1).toInt(&ok) : defaultPort;
    url.host = decoded(hasPort ? place.left(colon) : place);
    if (url.host.startsWith(u'[') && url.host.endsWith(u']'))
        url.host = url.host.mid(1, url.host.size() - 2);
    if (!ok || url.port < 1 || url.port > 65535)
        return {};
    return url;
}

QString textOf(const DatabaseUrl &url, const QString &password)
{
    if (url.kind == DatabaseUrl::Kind::SQLite)
        return QStringLiteral("sqlite:///") + encodedPath(url.file.startsWith(u'/') ? url.file.mid(1) : url.file);
    QString text = QStringLiteral("postgresql://");
    if (!url.user.isEmpty() || !password.isEmpty()) {
        text += encoded(url.user);
        if (!password.isEmpty())
            text += u':' + password;
        text += u'@';
    }
    const bool ipv6 = url.host.contains(u':');
    text += ipv6 ? QString(u'[' + url.host + u']') : encoded(url.host);
    text += u':' + QString::number(url.port) + u'/' + encoded(url.database);
    if (!url.sslMode.isEmpty())
        text += QStringLiteral("?sslmode=") + encoded(url.sslMode);
    return text;
}

} // namespace

QString DatabaseUrl::toUrl() const
{
    return textOf(*this, encoded(password));
}

QString DatabaseUrl::toDisplay() const
{
    return textOf(*this, password.isEmpty() ? QString() : QStringLiteral("***"));
}

std::optional<DatabaseUrl> DatabaseUrl::fromText(const QString &text)
{
    const QString trimmed = text.trimmed();
    const qsizetype mark = trimmed.indexOf(QLatin1StringView("://"));
    const QString scheme = mark < 0 ? QString() : trimmed.left(mark).toLower();
    const QString rest = mark < 0 ? trimmed : trimmed.mid(mark + 3);
    if (scheme == QLatin1StringView("postgresql") || scheme == QLatin1StringView("postgres"))
        return postgresFrom(rest);
    DatabaseUrl url;
    if (scheme == QLatin1StringView("sqlite"))
        url.file = decoded(rest);
    else if (scheme == QLatin1StringView("file"))
        url.file = QUrl(trimmed).toLocalFile();
    else if (scheme.isEmpty() && QFileInfo(trimmed).isAbsolute())
        url.file = trimmed;
    if (url.file.isEmpty())
        return {};
    return url;
}

QString DatabaseUrl::suggestedName() const
{
    const QString base = kind == Kind::SQLite ? QFileInfo(file).completeBaseName() : database;
    QString name = base;
    name.replace(u'_', u' ').replace(u'-', u' ');
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

bool DatabaseUrl::isComplete() const
{
    return kind == Kind::SQLite ? !file.isEmpty() : !host.isEmpty() && !database.isEmpty();
}

} // namespace tabletalk::ui
