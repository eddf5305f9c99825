// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionUrl.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLength = 4096;
constexpr quint16 postgresPort = 5432;

std::unexpected<Problem> invalid(const QString &detail, const QString &hint = {})
{
    Problem problem = Problem::of(ProblemCode::InvalidRequest, detail, hint);
    problem.where = u"params.url"_s;
    problem.errors.push_back({u"params.url"_s, detail});
    return std::unexpected(std::move(problem));
}

QString examples()
{
    return QCoreApplication::translate(
        "Connections", "Examples: postgresql://user:password@host:5432/database, sqlite:///path/to/file.db");
}

/// Decodes %xx; a percent sign that starts no such code stays, as people paste raw passwords.
QString decoded(QStringView text)
{
    static const QRegularExpression loneHash(u"%(?![0-9A-Fa-f]{2})"_s);
    QString safe = text.toString();
    safe.replace(loneHash, u"%25"_s);
    return QUrl::fromPercentEncoding(safe.toUtf8());
}

QString encoded(const QString &text, const QByteArray &keep = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, keep));
}

bool isPlainPath(QStringView text)
{
    static const QRegularExpression drive(u"^[A-Za-z]:[\\\\/]"_s);
    return !text.contains(u':') || drive.match(text.toString()).hasMatch() || text.startsWith(u'/')
           || text.startsWith(u'.');
}

Result<ConnectionUrl> parseFile(QString path)
{
    if (path.isEmpty() || path == u":memory:" || path.contains(QChar(u'\0')))
        return invalid(QCoreApplication::translate("Connections", "The URL names no database file."), examples());
    ConnectionUrl url;
    url.kind = ConnectionKind::Sqlite;
    url.path = std::move(path);
    return url;
}

/// sqlite:///path, sqlite:path and file:path; a query such as ?mode=ro means nothing to us,
/// since files are only ever opened for reading.
Result<ConnectionUrl> parseSqlite(QStringView rest)
{
    QString path = decoded(rest.left(rest.indexOf(u'?') < 0 ? rest.size() : rest.indexOf(u'?')));
    if (path.startsWith(u"//"_s))
        path = path.mid(2);
    static const QRegularExpression slashDrive(u"^/+([A-Za-z]:[\\\\/].*)$"_s);
    if (const auto match = slashDrive.match(path); match.hasMatch())
        path = match.captured(1);
    return parseFile(std::move(path));
}

Result<void> readOptions(QStringView query, ConnectionUrl &url)
{
    static const QStringList known = {u"sslmode"_s, u"connect_timeout"_s, u"application_name"_s, u"channel_binding"_s,
                                      u"gssencmode"_s};
    for (const QStringView option : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = option.indexOf(u'=');
        const QString name = decoded(equals < 0 ? option : option.left(equals));
        if (equals < 0 || !known.contains(name))
            return invalid(
                QCoreApplication::translate("Connections", "The URL has the option \"%1\", which is not supported.")
                    .arg(name.left(40)),
                QCoreApplication::translate("Connections", "Supported options: %1").arg(known.join(u", "_s)));
        const QString value = decoded(option.mid(equals + 1));
        static const QRegularExpression plain(u"^[A-Za-z0-9 ._-]{1,64}$"_s);
        if (!plain.match(value).hasMatch())
            return invalid(
                QCoreApplication::translate("Connections", "The option \"%1\" has a value that is not supported.")
                    .arg(name));
        url.options.emplace_back(name, value);
    }
    return {};
}

/// "host:port/database?options" behind the credentials; false when it does not look like it.
bool matchServer(QStringView text, QRegularExpressionMatch &match)
{
    static const QRegularExpression server(
        uR"(^(?<host>\[[0-9A-Fa-f:.%a-z]+\]|[\p{L}\p{N}._-]*)(?::(?<port>\d{1,5}))?(?:/(?<database>[^/?#@]*))?(?:\?(?<query>[^?#@]*))?$)"_s);
    match = server.match(text.toString());
    return match.hasMatch();
}

Result<ConnectionUrl> parsePostgres(QStringView rest)
{
    if (!rest.startsWith(u"//"))
        return invalid(QCoreApplication::translate("Connections", "The URL is not complete."), examples());
    rest = rest.mid(2);

    QRegularExpressionMatch server;
    QStringView credentials;
    bool found = false;
    // The last "@" that a server can follow; earlier ones belong to the password.
    for (qsizetype at = rest.lastIndexOf(u'@'); at >= 0; at = at == 0 ? -1 : rest.lastIndexOf(u'@', at - 1)) {
        if (matchServer(rest.mid(at + 1), server)) {
            credentials = rest.left(at);
            found = true;
            break;
        }
    }
    if (!found && (rest.contains(u'@') || !matchServer(rest, server)))
        return invalid(
            QCoreApplication::translate("Connections", "The URL does not say clearly which server is meant."),
            QCoreApplication::translate("Connections", "Write the characters @ / ? # : and % of the password as %40 "
                                                       "%2F %3F %23 %3A and %25."));

    ConnectionUrl url;
    url.kind = ConnectionKind::PostgreSql;
    const qsizetype colon = credentials.indexOf(u':');
    url.user = decoded(colon < 0 ? credentials : credentials.left(colon));
    url.password = colon < 0 ? QString() : decoded(credentials.mid(colon + 1));
    url.host = server.captured(u"host"_s);
    if (url.host.startsWith(u'['))
        url.host = url.host.mid(1, url.host.size() - 2);
    if (url.host.isEmpty())
        url.host = u"localhost"_s;
    const QString port = server.captured(u"port"_s);
    const uint number = port.isEmpty() ? postgresPort : port.toUInt();
    if (number == 0 || number > 65535)
        return invalid(QCoreApplication::translate("Connections", "%1 is not a port number.").arg(port));
    url.port = static_cast<quint16>(number);
    url.database = decoded(server.captured(u"database"_s));
    if (auto options = readOptions(server.captured(u"query"_s), url); !options)
        return std::unexpected(options.error());
    if (url.database.isEmpty())
        url.database = url.user;
    const QString all = url.user + url.password + url.database;
    if (std::ranges::any_of(all, [](QChar c) { return c.unicode() < 0x20; }))
        return invalid(QCoreApplication::translate("Connections", "The URL contains a control character."));
    if (url.database.isEmpty())
        return invalid(QCoreApplication::translate("Connections", "The URL names no database."), examples());
    return url;
}

Result<ConnectionUrl> parseSample(QStringView key)
{
    static const QRegularExpression plain(u"^[a-z][a-z0-9_-]{0,31}$"_s);
    if (!plain.match(key.toString()).hasMatch())
        return invalid(QCoreApplication::translate("Connections", "There is no such sample organisation."));
    ConnectionUrl url;
    url.kind = ConnectionKind::Sample;
    url.sampleKey = key.toString();
    return url;
}

std::unexpected<Problem> unsupported(const QString &scheme)
{
    return failure(
        ProblemCode::UnsupportedDatabase,
        QCoreApplication::translate("Connections", "There is no driver for \"%1\" databases in this version.")
            .arg(scheme.left(40)),
        QCoreApplication::translate("Connections", "SQLite and PostgreSQL can be connected. %1").arg(examples()));
}

} // namespace

Result<ConnectionUrl> ConnectionUrl::parse(QStringView text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return invalid(QCoreApplication::translate("Connections", "The URL is empty."), examples());
    if (text.size() > maxLength)
        return invalid(
            QCoreApplication::translate("Connections", "The URL is longer than %1 characters.").arg(maxLength));
    if (isPlainPath(text))
        return parseFile(text.toString());

    const qsizetype colon = text.indexOf(u':');
    QString scheme = text.left(colon).toString().toLower();
    QStringView rest = text.mid(colon + 1);
    if (scheme == u"jdbc") {
        const qsizetype next = rest.indexOf(u':');
        scheme = rest.left(std::max<qsizetype>(next, 0)).toString().toLower();
        rest = rest.mid(next + 1);
    }
    if (const qsizetype driver = scheme.indexOf(u'+'); driver > 0)
        scheme.truncate(driver); // "postgresql+psycopg2"
    if (scheme == u"sqlite" || scheme == u"sqlite3" || scheme == u"file")
        return parseSqlite(rest);
    if (scheme == u"postgresql" || scheme == u"postgres")
        return parsePostgres(rest);
    if (scheme == u"sample")
        return parseSample(rest);
    static const QRegularExpression word(u"^[a-z][a-z0-9.-]{0,39}$"_s);
    if (word.match(scheme).hasMatch())
        return unsupported(scheme);
    return invalid(QCoreApplication::translate("Connections", "The URL does not begin with the kind of database."),
                   examples());
}

QString ConnectionUrl::kindName() const
{
    switch (kind) {
    case ConnectionKind::Sqlite:
        return u"sqlite"_s;
    case ConnectionKind::PostgreSql:
        return u"postgresql"_s;
    case ConnectionKind::Sample:
        break;
    }
    return u"sample"_s;
}

Dialect ConnectionUrl::dialect() const
{
    return kind == ConnectionKind::PostgreSql ? Dialect::PostgreSQL : Dialect::SQLite;
}

QString ConnectionUrl::print(bool withPassword) const
{
    if (kind == ConnectionKind::Sample)
        return u"sample:"_s + sampleKey;
    if (kind == ConnectionKind::Sqlite)
        return u"sqlite://"_s + encoded(path, "/:\\");
    QString text = u"postgresql://"_s;
    if (!user.isEmpty() || !password.isEmpty()) {
        text += encoded(user);
        if (!password.isEmpty())
            text += u':' + (withPassword ? encoded(password) : u"***"_s);
        text += u'@';
    }
    const QString shownHost = host.contains(u':') ? QString(u'[' + host + u']') : host;
    text += shownHost + u':' + QString::number(port) + u'/' + encoded(database);
    QChar separator = u'?';
    for (const auto &[name, value] : options) {
        text += separator + name + u'=' + encoded(value);
        separator = u'&';
    }
    return text;
}

} // namespace tabletalk
