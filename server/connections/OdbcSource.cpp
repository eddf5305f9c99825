// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcSource.h"

#include "server/connections/ConnectLayer.h"
#include "server/connections/OdbcKeywords.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;
using Use = OdbcKeyword::Use;

namespace {

/// Drivers copy values into buffers of a fixed size.
constexpr qsizetype longestValue = 250;
constexpr qsizetype longestPath = 1'000;

std::unexpected<Problem> refused(const QString &keyword, const QString &why)
{
    return failure(
        ProblemCode::ConnectionForbidden,
        QCoreApplication::translate("Connections", "The keyword \"%1\" is refused: %2.").arg(keyword.left(64), why),
        QCoreApplication::translate("Connections", "Leave it out of the URL."));
}

std::unexpected<Problem> badValue(const QString &keyword, const QString &hint = {})
{
    return failure(ProblemCode::InvalidRequest,
                   QCoreApplication::translate("Connections", "The value of \"%1\" cannot be used.").arg(keyword),
                   hint);
}

/// How a host may be written, and the parts of it.
struct HostParts
{
    QString host;
    QString instance; ///< of SQL Server: host\instance
    QString port;     ///< of SQL Server: host,port
};

std::optional<HostParts> splitHost(const QString &text, OdbcFamily family)
{
    static const QRegularExpression plain(uR"(^(?<host>[\p{L}\p{N}._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$)"_s);
    static const QRegularExpression sqlServer(
        uR"(^(?:tcp:)?(?<host>[\p{L}\p{N}._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:\\(?<instance>[A-Za-z0-9_$#]{1,16}))?(?:,(?<port>\d{1,5}))?$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const bool isSqlServer = family == OdbcFamily::SqlServer || family == OdbcFamily::FreeTds;
    const auto match = (isSqlServer ? sqlServer : plain).match(text);
    if (!match.hasMatch())
        return std::nullopt;
    HostParts parts{match.captured(u"host"_s), {}, {}};
    if (isSqlServer) {
        parts.instance = match.captured(u"instance"_s);
        parts.port = match.captured(u"port"_s);
    }
    return parts;
}

class SourceCheck
{
public:
    SourceCheck(const OdbcAttributes &given, const ConnectionPolicy &policy, const QStringList &installed)
        : m_given(given)
        , m_policy(policy)
        , m_installed(installed)
    {}

    Result<OdbcSource> check();

private:
    QString given(QStringView keyword) const;
    Result<OdbcSource> checkNamed(const QString &name);
    Result<void> checkDriver(const QString &driver);
    Result<void> take(const QString &written, const QString &value);
    Result<void> takeFile(const OdbcKeyword &keyword, const QString &value);
    Result<void> takePassword(const OdbcKeyword &keyword, const QString &value);
    Result<void> takeText(const OdbcKeyword &keyword, const QString &value);
    Result<void> checkHost();
    void addHost(const HostParts &parts, const QString &address);
    void addOurs();
    void set(const char *keyword, const QString &value);
    QString chosen(const char *keyword) const;
    QString demandedEncryption() const;

    const OdbcAttributes &m_given;
    const ConnectionPolicy &m_policy;
    const QStringList &m_installed;
    OdbcSource m_source;
    QString m_host;
    QString m_port;
    QString m_libpq; ///< what reaches libpq alone
    bool m_hasPassword = false;
    QStringList m_seen;
};

QString SourceCheck::given(QStringView keyword) const
{
    const auto found = std::ranges::find_if(
        m_given, [&](const auto &attribute) { return attribute.first.compare(keyword, Qt::CaseInsensitive) == 0; });
    return found == m_given.end() ? QString() : found->second;
}

void SourceCheck::set(const char *keyword, const QString &value)
{
    const QString name = QString::fromLatin1(keyword);
    const bool known = std::ranges::any_of(m_source.attributes, [&](const auto &a) { return a.first == name; });
    if (!known)
        m_source.attributes.emplace_back(name, value);
}

Result<OdbcSource> SourceCheck::check()
{
    const QString driver = given(u"Driver");
    const QString name = given(u"DSN");
    if (driver.isEmpty() == name.isEmpty())
        return failure(ProblemCode::InvalidRequest,
                       QCoreApplication::translate("Connections", "The URL must name a driver or a data source, and "
                                                                  "not both."));
    if (!name.isEmpty())
        return checkNamed(name);
    if (auto checked = checkDriver(driver); !checked)
        return std::unexpected(checked.error());
    const auto isDriver = [](const auto &a) { return a.first.compare(u"Driver"_s, Qt::CaseInsensitive) == 0; };
    for (const auto &attribute : m_given) {
        if (!isDriver(attribute) && !findOdbcKeyword(m_source.family, attribute.first))
            return refused(attribute.first, whyRefused(m_source.family, attribute.first));
    }
    for (const auto &attribute : m_given) {
        if (isDriver(attribute))
            continue;
        if (auto taken = take(attribute.first, attribute.second); !taken)
            return std::unexpected(taken.error());
    }
    if (m_source.family == OdbcFamily::Sqlite) {
        if (!m_source.file)
            return failure(ProblemCode::InvalidRequest,
                           QCoreApplication::translate("Connections", "The URL names no database file."));
    } else if (auto host = checkHost(); !host) {
        return std::unexpected(host.error());
    }
    addOurs();
    if (m_hasPassword)
        set("PWD", m_source.secret);
    return std::move(m_source);
}

/// A data source somebody set up on this machine: what it leads to was decided there.
Result<OdbcSource> SourceCheck::checkNamed(const QString &name)
{
    static const QRegularExpression plain(uR"(^[^\x00-\x1f\[\]{}(),;?*=!@\\/]{1,32}$)"_s);
    if (!plain.match(name).hasMatch())
        return badValue(u"DSN"_s);
    if (!m_policy.allowsOdbcSource(name))
        return failure(
            ProblemCode::ConnectionForbidden,
            QCoreApplication::translate("Connections", "This server does not allow the data source \"%1\".").arg(name),
            QCoreApplication::translate("Connections", "An operator can allow it with --allow-odbc."));
    m_source.isNamed = true;
    m_source.place = name;
    m_source.attributes.emplace_back(u"DSN"_s, name);
    for (const auto &[keyword, value] : m_given) {
        if (keyword.compare(u"DSN"_s, Qt::CaseInsensitive) == 0)
            continue;
        const OdbcKeyword *known = findOdbcKeyword(OdbcFamily::Unknown, keyword);
        if (!known || (known->use != Use::User && known->use != Use::Password))
            return refused(
                keyword, QCoreApplication::translate("Connections", "beside a data source only UID and PWD may stand"));
        if (auto taken = take(keyword, value); !taken)
            return std::unexpected(taken.error());
    }
    if (m_hasPassword)
        set("PWD", m_source.secret);
    return std::move(m_source);
}

Result<void> SourceCheck::checkDriver(const QString &driver)
{
    const auto found = std::ranges::find_if(
        m_installed, [&](const QString &name) { return name.compare(driver, Qt::CaseInsensitive) == 0; });
    if (found == m_installed.end()) {
        if (driver.contains(u'/') || driver.contains(u'\\') || driver.endsWith(u".so"_s) || driver.endsWith(u".dll"_s))
            return refused(u"Driver"_s,
                           QCoreApplication::translate("Connections", "it must be the name of an installed "
                                                                      "driver and not a file"));
        return failure(ProblemCode::UnsupportedDatabase,
                       QCoreApplication::translate("Connections", "The ODBC driver \"%1\" is not installed on the "
                                                                  "server.")
                           .arg(driver.left(80)),
                       QCoreApplication::translate("Connections", "Installed are: %1.").arg(shownDrivers(m_installed)));
    }
    m_source.family = odbcFamily(*found);
    if (m_source.family == OdbcFamily::PostgreSql && found->contains("ANSI"_L1, Qt::CaseInsensitive))
        return failure(
            ProblemCode::UnsupportedDatabase,
            QCoreApplication::translate("Connections", "The driver \"%1\" cannot pass on every character.").arg(*found),
            QCoreApplication::translate("Connections", "Use \"PostgreSQL Unicode\"."));
    m_source.attributes.emplace_back(u"Driver"_s, *found);
    if (m_policy.isOpen())
        return {};
    if (m_source.family == OdbcFamily::MySql)
        return failure(ProblemCode::ConnectionForbidden,
                       QCoreApplication::translate("Connections", "MySQL is not connected through ODBC here."),
                       QCoreApplication::translate("Connections", "Write mysql://user:password@host/database."));
    if (m_source.family == OdbcFamily::Unknown)
        return failure(ProblemCode::ConnectionForbidden,
                       QCoreApplication::translate("Connections", "What the driver \"%1\" can reach is not known, so "
                                                                  "this server does not allow it.")
                           .arg(*found),
                       QCoreApplication::translate("Connections", "An operator can set up a data source with it and "
                                                                  "allow that with --allow-odbc."));
    return {};
}

Result<void> SourceCheck::take(const QString &written, const QString &value)
{
    const OdbcKeyword *keyword = findOdbcKeyword(m_source.family, written);
    if (!keyword)
        return badValue(written);
    const QString name = QString::fromLatin1(keyword->name);
    if (m_seen.contains(name))
        return failure(ProblemCode::InvalidRequest,
                       QCoreApplication::translate("Connections", "The URL gives \"%1\" twice.").arg(name));
    m_seen += name;
    if (value.isEmpty())
        return {};
    const auto control = [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; };
    if (value.size() > longestPath || std::ranges::any_of(value, control))
        return badValue(written);
    switch (keyword->use) {
    case Use::File:
    case Use::RootCertificate:
        return takeFile(*keyword, value);
    case Use::Password:
        return takePassword(*keyword, value);
    case Use::Host:
        m_host = value;
        return {};
    default:
        return takeText(*keyword, value);
    }
}

Result<void> SourceCheck::takeText(const OdbcKeyword &keyword, const QString &value)
{
    static const QRegularExpression word(u"^[A-Za-z0-9._*-]{1,250}$"_s);
    // No driver agrees with another on how these are written inside a value.
    static const QRegularExpression breaking(u"[;{}]"_s);
    if (value.size() > longestValue || value.contains(breaking))
        return badValue(QString::fromLatin1(keyword.name),
                        QCoreApplication::translate("Connections", "Semicolons and braces cannot be passed on."));
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    switch (keyword.use) {
    case Use::Port:
        if (!isNumber || number < 1 || number > 65535)
            return badValue(QString::fromLatin1(keyword.name));
        m_port = QString::number(number);
        return {};
    case Use::Choice:
        if (!QString::fromLatin1(keyword.choices).split(u'|').contains(value.toLower()))
            return badValue(QString::fromLatin1(keyword.name),
                            QCoreApplication::translate("Connections", "It may be one of: %1.")
                                .arg(QString::fromLatin1(keyword.choices).replace(u'|', u", "_s)));
        break;
    case Use::Word:
        if (!word.match(value).hasMatch())
            return badValue(QString::fromLatin1(keyword.name));
        break;
    case Use::User:
        m_source.user = value;
        break;
    case Use::Database: {
        const bool isPath = value.contains(u'/') || value.contains(u'\\') || value.contains(u':');
        const bool mayBeFile = m_source.family == OdbcFamily::Unknown || m_source.family == OdbcFamily::MySql;
        if (isPath && mayBeFile)
            return takeFile(keyword, value);
        // libpq takes such a name for a connection string of its own.
        if (m_source.family == OdbcFamily::PostgreSql && (value.contains(u'=') || value.contains(u"://"_s)))
            return badValue(QString::fromLatin1(keyword.name));
        break;
    }
    default:
        break;
    }
    set(keyword.name, keyword.use == Use::Choice ? value.toLower() : value);
    return {};
}

Result<void> SourceCheck::takeFile(const OdbcKeyword &keyword, const QString &value)
{
    const Result<CheckedFile> file = m_policy.checkFile(value);
    if (!file)
        return std::unexpected(file.error());
    static const QRegularExpression breaking(u"[;{}'\\x00-\\x1f]"_s);
    if (file->path.size() > longestValue || file->path.contains(breaking))
        return badValue(QString::fromLatin1(keyword.name),
                        QCoreApplication::translate("Connections", "Paths with semicolons, braces or quotes, and those "
                                                                   "longer than %1 characters, cannot be passed on.")
                            .arg(longestValue));
    if (keyword.use == Use::RootCertificate) {
        m_libpq += u" sslrootcert='"_s + QString(file->path).replace(u'\\', u"\\\\"_s) + u'\'';
        return {};
    }
    set(keyword.name, file->path);
    if (QLatin1StringView(keyword.name) == "Database"_L1) {
        m_source.file = *file;
        m_source.place = file->path;
    }
    return {};
}

Result<void> SourceCheck::takePassword(const OdbcKeyword &keyword, const QString &value)
{
    // That "}}" means a brace is known of these drivers; others would take what follows for keywords.
    const bool knowsBraces = m_source.family == OdbcFamily::PostgreSql || m_source.family == OdbcFamily::SqlServer;
    if (value.size() > longestValue || (value.contains(u'}') && !knowsBraces))
        return badValue(QString::fromLatin1(keyword.name),
                        QCoreApplication::translate("Connections", "This driver cannot be given a password with a "
                                                                   "closing brace, or of more than %1 characters.")
                            .arg(longestValue));
    m_source.secret = value;
    m_hasPassword = true;
    return {};
}

Result<void> SourceCheck::checkHost()
{
    // Drivers of files have none; the others would fall back to a socket file of this machine.
    if (m_host.isEmpty()) {
        if (m_source.family == OdbcFamily::Unknown)
            return {};
        m_host = u"localhost"_s;
    }
    const std::optional<HostParts> parts = splitHost(m_host, m_source.family);
    if (!parts)
        return layerFailure(
            ConnectLayer::Name, ProblemCode::InvalidRequest,
            QCoreApplication::translate("Connections", "\"%1\" is no host that can be used here.").arg(m_host.left(80)),
            QCoreApplication::translate("Connections", "Write a name or an address; socket files, pipes and lists of "
                                                       "hosts cannot be used."));
    const Result<std::vector<QHostAddress>> addresses = m_policy.checkHost(parts->host);
    if (!addresses)
        return std::unexpected(addresses.error());
    addHost(*parts, addresses->front().toString());
    return {};
}

/// The address that was checked takes the place of the name, which could mean another one by the
/// time the driver looks it up.
void SourceCheck::addHost(const HostParts &parts, const QString &address)
{
    const QString port = parts.port.isEmpty() ? m_port : parts.port;
    const QString instance = parts.instance.isEmpty() ? QString() : QString(u'\\' + parts.instance);
    m_source.place = parts.host + instance + (port.isEmpty() ? QString() : QString(u':' + port));
    switch (m_source.family) {
    case OdbcFamily::PostgreSql:
        set("Server", parts.host); // for the certificate; libpq connects to hostaddr
        m_libpq += u" hostaddr="_s + address;
        break;
    case OdbcFamily::SqlServer: {
        const QString encrypt = chosen("Encrypt");
        const bool verifies = encrypt != u"no" && encrypt != u"optional" && chosen("TrustServerCertificate") != u"yes"
                              && chosen("HostnameInCertificate").isEmpty() && chosen("ServerCertificate").isEmpty();
        const bool needsName = verifies && parts.host != address;
        // Before version 18 the name can only be given as the server, which the driver looks up again.
        const bool takesName = microsoftVersion(m_source.attributes.front().second) >= 18;
        set("Server", u"tcp:"_s + (needsName && !takesName ? parts.host : address) + instance
                          + (port.isEmpty() ? QString() : QString(u',' + port)));
        if (needsName && takesName)
            set("HostnameInCertificate", parts.host);
        return;
    }
    case OdbcFamily::FreeTds:
        set("Server", address + instance);
        if (instance.isEmpty())
            set("Port", port.isEmpty() ? u"1433"_s : port);
        return;
    default:
        set("Server", address);
    }
    if (!port.isEmpty())
        set("Port", port);
}

QString SourceCheck::chosen(const char *keyword) const
{
    const QLatin1StringView name(keyword);
    const auto found = std::ranges::find_if(m_source.attributes, [&](const auto &a) { return a.first == name; });
    return found == m_source.attributes.end() ? QString() : found->second;
}

/// SQL Server cannot be asked by everybody, so it is what the driver was told to insist on.
QString SourceCheck::demandedEncryption() const
{
    const QString encrypt = m_source.family == OdbcFamily::FreeTds ? chosen("Encryption") : chosen("Encrypt");
    if (encrypt == u"no" || encrypt == u"optional" || encrypt == u"off" || encrypt == u"request")
        return {};
    const bool verifies = m_source.family == OdbcFamily::SqlServer && chosen("TrustServerCertificate") != u"yes";
    return verifies ? QCoreApplication::translate("Connections", "TLS, certificate verified")
                    : QCoreApplication::translate("Connections", "TLS, certificate not verified");
}

/// What we want of a driver: rows as they come, exact types, no logs.
void SourceCheck::addOurs()
{
    switch (m_source.family) {
    case OdbcFamily::Sqlite:
        set("StepAPI", u"1"_s);
        set("NoCreat", u"1"_s);
        set("BigInt", u"1"_s);
        set("Timeout", u"3000"_s);
        break;
    case OdbcFamily::PostgreSql:
        for (const auto &[keyword, value] : {std::pair("UseDeclareFetch", "1"),
                                             {"Fetch", "500"},
                                             {"UseServerSidePrepare", "1"},
                                             {"BoolsAsChar", "0"},
                                             {"ByteaAsLongVarBinary", "1"},
                                             {"LFConversion", "0"},
                                             {"Debug", "0"},
                                             {"CommLog", "0"}})
            set(keyword, QString::fromLatin1(value));
        // Without these libpq would sign in as the server itself.
        m_libpq += u" application_name=Tabletalk gssencmode=disable passfile=/dev/null"_s
                   // A host that vanished is noticed within a minute.
                   + u" keepalives_idle=30 keepalives_interval=10 keepalives_count=3 tcp_user_timeout=30000"_s;
        set("pqopt", m_libpq.trimmed());
        break;
    case OdbcFamily::SqlServer:
        set("Encrypt", u"yes"_s);
        set("ApplicationIntent", u"ReadOnly"_s);
        set("APP", u"Tabletalk"_s);
        m_source.encryption = demandedEncryption();
        break;
    case OdbcFamily::FreeTds:
        set("TDS_Version", u"7.4"_s);
        set("Encryption", u"require"_s);
        m_source.encryption = demandedEncryption();
        set("ApplicationIntent", u"ReadOnly"_s);
        set("ClientCharset", u"UTF-8"_s);
        set("APP", u"Tabletalk"_s);
        break;
    default:
        break;
    }
}

} // namespace

Result<OdbcSource> checkOdbcSource(const OdbcAttributes &given, const ConnectionPolicy &policy,
                                   const QStringList &installed)
{
    return SourceCheck(given, policy, installed).check();
}

QString odbcConnectionString(const OdbcSource &source)
{
    static const QRegularExpression plain(uR"(^[A-Za-z0-9_./:,\\-]+$)"_s);
    QString text;
    for (const auto &[keyword, value] : source.attributes) {
        // SQLite's driver takes braces for a part of the path; what would need them is refused there.
        const bool isBare =
            keyword != u"Driver" && (source.family == OdbcFamily::Sqlite || plain.match(value).hasMatch());
        text += keyword + u'=' + (isBare ? value : QString(u'{' + QString(value).replace(u'}', u"}}"_s) + u'}')) + u';';
    }
    return text;
}

} // namespace tabletalk
