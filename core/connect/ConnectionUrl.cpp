// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connect/ConnectionUrl.h"

#include "core/connect/OdbcAttributes.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLength = 4096;

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
        "Connections", "Examples: postgresql://user:password@host:5432/database, mysql://user:password@host/database, "
                       "sqlite:///path/to/file.db");
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

/// The options of each kind, under the names that we keep them by.
const QStringList &optionsOf(ConnectionKind kind)
{
    static const QStringList postgres = {u"sslmode"_s,         u"sslrootcert"_s,     u"sslcert"_s,
                                         u"sslkey"_s,          u"connect_timeout"_s, u"application_name"_s,
                                         u"channel_binding"_s, u"gssencmode"_s};
    static const QStringList mysql = {u"sslmode"_s, u"sslrootcert"_s, u"sslcert"_s, u"sslkey"_s, u"connect_timeout"_s};
    static const QStringList sqlServer = {u"sslmode"_s, u"sslrootcert"_s, u"connect_timeout"_s, u"driver"_s};
    static const QStringList none;
    switch (kind) {
    case ConnectionKind::PostgreSql:
        return postgres;
    case ConnectionKind::MySql:
        return mysql;
    case ConnectionKind::SqlServer:
        return sqlServer;
    default:
        return none;
    }
}

/// What other programs write for the same option.
QString optionName(const QString &written)
{
    QString name = written.toLower();
    name.replace(u'-', u'_');
    if (name == u"ssl_mode" || name == u"encrypt")
        return u"sslmode"_s;
    if (name == u"ssl_ca" || name == u"servercertificate")
        return u"sslrootcert"_s;
    if (name == u"ssl_cert")
        return u"sslcert"_s;
    if (name == u"ssl_key")
        return u"sslkey"_s;
    return name;
}

/// MySQL's and SQL Server's words for PostgreSQL's.
QString sslModeName(const QString &written)
{
    QString mode = written.toLower().replace(u'_', u'-');
    if (mode == u"disabled" || mode == u"no" || mode == u"false" || mode == u"optional")
        return u"disable"_s;
    if (mode == u"preferred")
        return u"prefer"_s;
    if (mode == u"required")
        return u"require"_s;
    if (mode == u"verify-identity" || mode == u"yes" || mode == u"true" || mode == u"mandatory" || mode == u"strict")
        return u"verify-full"_s;
    return mode;
}

std::unexpected<Problem> badOptionValue(const QString &name)
{
    return invalid(
        QCoreApplication::translate("Connections", "The option \"%1\" has a value that is not supported.").arg(name));
}

Result<void> takeOption(const QString &written, const QString &value, ConnectionUrl &url)
{
    const QString name = optionName(written);
    const QStringList &known = optionsOf(url.kind);
    if (!known.contains(name))
        return invalid(
            QCoreApplication::translate("Connections", "The URL has the option \"%1\", which is not supported.")
                .arg(written.left(40)),
            QCoreApplication::translate("Connections", "Supported options: %1").arg(known.join(u", "_s)));
    static const QRegularExpression plain(u"^[A-Za-z0-9 ._-]{1,64}$"_s);
    static const QRegularExpression file(uR"(^[^'";\x00-\x1f]{1,1024}$)"_s);
    const bool isFile = ConnectionUrl::isFileOption(name);
    if (!(isFile ? file : plain).match(value).hasMatch())
        return badOptionValue(written.left(40));
    if (name != u"sslmode") {
        url.options.emplace_back(name, value);
        return {};
    }
    static const QStringList modes = {u"disable"_s, u"allow"_s,     u"prefer"_s,
                                      u"require"_s, u"verify-ca"_s, u"verify-full"_s};
    const QString mode = sslModeName(value);
    if (!modes.contains(mode))
        return badOptionValue(written.left(40));
    url.options.emplace_back(name, mode);
    return {};
}

/// JDBC's way to name the account; what stands before the host goes first.
bool takeAccount(const QString &written, const QString &value, ConnectionUrl &url)
{
    const QString name = written.toLower();
    if (name == u"user" || name == u"username")
        url.user = url.user.isEmpty() ? value : url.user;
    else if (name == u"password")
        url.password = url.password.isEmpty() ? value : url.password;
    else
        return false;
    return true;
}

Result<void> readOptions(QStringView query, ConnectionUrl &url)
{
    std::optional<bool> trusts;
    for (const QStringView option : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = option.indexOf(u'=');
        const QString name = decoded(equals < 0 ? option : option.left(equals));
        const QString value = equals < 0 ? QString() : decoded(option.mid(equals + 1));
        if (takeAccount(name, value, url))
            continue;
        // SQL Server's own way to say "encrypted, whoever it is".
        if (url.kind == ConnectionKind::SqlServer && name.compare(u"trustServerCertificate", Qt::CaseInsensitive) == 0)
            trusts =
                value.compare(u"true", Qt::CaseInsensitive) == 0 || value.compare(u"yes", Qt::CaseInsensitive) == 0;
        else if (auto taken = takeOption(name, value, url); !taken)
            return taken;
    }
    if (trusts.value_or(false) && url.option(u"sslmode") != u"disable")
        url.setOption(u"sslmode"_s, u"require"_s);
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

/// SQL Server's "//host:1433;databaseName=shop;user=ada" as "//host:1433/shop?user=ada";
/// anything else as it is.
QString withoutProperties(QStringView rest)
{
    const qsizetype semicolon = rest.indexOf(u';');
    QRegularExpressionMatch server;
    if (semicolon < 2 || !matchServer(rest.left(semicolon).mid(2), server))
        return rest.toString();
    const auto properties = parseOdbcAttributes(rest.mid(semicolon + 1).toString());
    if (!properties)
        return rest.toString();
    QString database = server.captured(u"database"_s);
    QStringList options;
    for (const auto &[keyword, value] : *properties) {
        if (keyword.compare(u"databaseName", Qt::CaseInsensitive) == 0
            || keyword.compare(u"database", Qt::CaseInsensitive) == 0)
            database = encoded(value);
        else
            options.append(encoded(keyword) + u'=' + encoded(value));
    }
    const QString port = server.captured(u"port"_s);
    return u"//"_s + server.captured(u"host"_s) + (port.isEmpty() ? QString() : QString(u':' + port)) + u'/' + database
           + u'?' + options.join(u'&');
}

Result<ConnectionUrl> parseServer(ConnectionKind kind, QStringView rest)
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
    url.kind = kind;
    const qsizetype colon = credentials.indexOf(u':');
    url.user = decoded(colon < 0 ? credentials : credentials.left(colon));
    url.password = colon < 0 ? QString() : decoded(credentials.mid(colon + 1));
    url.host = server.captured(u"host"_s);
    if (url.host.startsWith(u'['))
        url.host = url.host.mid(1, url.host.size() - 2);
    if (url.host.isEmpty())
        url.host = u"localhost"_s;
    const QString port = server.captured(u"port"_s);
    const uint number = port.isEmpty() ? defaultPort(kind) : port.toUInt();
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

/// Everything after "odbc:": attributes, or the name of a data source alone.
Result<ConnectionUrl> parseOdbc(QStringView rest)
{
    ConnectionUrl url;
    url.kind = ConnectionKind::Odbc;
    const QString text = rest.startsWith(u"//") ? rest.mid(2).toString() : rest.toString();
    if (!text.contains(u'=') && !text.trimmed().isEmpty()) {
        url.attributes.emplace_back(u"DSN"_s, text.trimmed());
    } else {
        auto attributes = parseOdbcAttributes(text);
        if (!attributes)
            return invalid(attributes.error().detail, attributes.error().hint);
        url.attributes = *std::move(attributes);
    }
    if (url.attribute(u"Driver").isEmpty() && url.attribute(u"DSN").isEmpty())
        return invalid(QCoreApplication::translate("Connections", "The URL names neither a driver nor a data source."),
                       QCoreApplication::translate("Connections",
                                                   "Examples: odbc:Driver={SQLite3};Database=/path/to/file.db, "
                                                   "odbc:DSN=warehouse;UID=reader;PWD=password"));
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
        QCoreApplication::translate("Connections", "SQLite, PostgreSQL, MySQL, MariaDB, SQL Server and ODBC "
                                                   "sources can be connected. %1")
            .arg(examples()));
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
        return parseServer(ConnectionKind::PostgreSql, rest);
    if (scheme == u"mysql" || scheme == u"mariadb")
        return parseServer(ConnectionKind::MySql, rest);
    if (scheme == u"sqlserver" || scheme == u"mssql")
        return parseServer(ConnectionKind::SqlServer, withoutProperties(rest));
    if (scheme == u"odbc")
        return parseOdbc(rest);
    if (scheme == u"sample")
        return parseSample(rest);
    static const QRegularExpression word(u"^[a-z][a-z0-9.-]{0,39}$"_s);
    if (word.match(scheme).hasMatch())
        return unsupported(scheme);
    return invalid(QCoreApplication::translate("Connections", "The URL does not begin with the kind of database."),
                   examples());
}

bool isServerKind(ConnectionKind kind)
{
    return defaultPort(kind) != 0;
}

quint16 defaultPort(ConnectionKind kind)
{
    switch (kind) {
    case ConnectionKind::PostgreSql:
        return 5432;
    case ConnectionKind::MySql:
        return 3306;
    case ConnectionKind::SqlServer:
        return 1433;
    default:
        return 0;
    }
}

QString ConnectionUrl::kindName() const
{
    switch (kind) {
    case ConnectionKind::Sqlite:
        return u"sqlite"_s;
    case ConnectionKind::PostgreSql:
        return u"postgresql"_s;
    case ConnectionKind::MySql:
        return u"mysql"_s;
    case ConnectionKind::SqlServer:
        return u"sqlserver"_s;
    case ConnectionKind::Odbc:
        return u"odbc"_s;
    case ConnectionKind::Sample:
        break;
    }
    return u"sample"_s;
}

Dialect ConnectionUrl::dialect() const
{
    switch (kind) {
    case ConnectionKind::PostgreSql:
        return Dialect::PostgreSQL;
    case ConnectionKind::MySql:
        return Dialect::MySQL;
    case ConnectionKind::SqlServer:
        return Dialect::SqlServer;
    case ConnectionKind::Odbc:
        return Dialect::Odbc;
    default:
        return Dialect::SQLite;
    }
}

QString ConnectionUrl::option(QStringView name) const
{
    const auto found = std::ranges::find_if(options, [&](const auto &option) { return option.first == name; });
    return found == options.end() ? QString() : found->second;
}

void ConnectionUrl::setOption(const QString &name, const QString &value)
{
    const auto found = std::ranges::find_if(options, [&](const auto &option) { return option.first == name; });
    if (value.isEmpty() && found != options.end())
        options.erase(found);
    else if (found != options.end())
        found->second = value;
    else if (!value.isEmpty())
        options.emplace_back(name, value);
}

QString ConnectionUrl::attribute(QStringView keyword) const
{
    const auto found = std::ranges::find_if(
        attributes, [&](const auto &attribute) { return attribute.first.compare(keyword, Qt::CaseInsensitive) == 0; });
    return found == attributes.end() ? QString() : found->second;
}

bool ConnectionUrl::isFileOption(QStringView name)
{
    return name == u"sslrootcert" || name == u"sslcert" || name == u"sslkey";
}

bool ConnectionUrl::isComplete() const
{
    switch (kind) {
    case ConnectionKind::Sqlite:
        return !path.isEmpty();
    case ConnectionKind::Sample:
        return !sampleKey.isEmpty();
    case ConnectionKind::Odbc:
        return !attribute(u"Driver").isEmpty() || !attribute(u"DSN").isEmpty();
    default:
        return !host.isEmpty() && !database.isEmpty();
    }
}

QString ConnectionUrl::suggestedName() const
{
    QString name = database;
    if (kind == ConnectionKind::Sample)
        name = sampleKey;
    else if (kind == ConnectionKind::Odbc)
        name = attribute(u"Database").isEmpty() ? attribute(u"DSN") : attribute(u"Database");
    if (kind == ConnectionKind::Sqlite || (kind == ConnectionKind::Odbc && name.contains(u'/'))) {
        const QString file = kind == ConnectionKind::Sqlite ? path : name;
        const qsizetype slash = std::max(file.lastIndexOf(u'/'), file.lastIndexOf(u'\\'));
        name = file.mid(slash + 1);
        if (const qsizetype dot = name.lastIndexOf(u'.'); dot > 0)
            name.truncate(dot);
    }
    name.replace(u'_', u' ').replace(u'-', u' ');
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

QString ConnectionUrl::print(bool withPassword) const
{
    if (kind == ConnectionKind::Sample)
        return u"sample:"_s + sampleKey;
    if (kind == ConnectionKind::Sqlite)
        return u"sqlite://"_s + encoded(path, "/:\\");
    if (kind == ConnectionKind::Odbc)
        return u"odbc:"_s + printOdbcAttributes(attributes, withPassword);
    QString text = kindName() + u"://"_s;
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
        text += separator + name + u'=' + encoded(value, "/");
        separator = u'&';
    }
    return text;
}

} // namespace tabletalk
