// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Settings.h"

#include "core/policy/MachinePolicy.h"
#include "core/text/HostName.h"

#include <QFile>
#include <QTextStream>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

const Option *findOption(QStringView name)
{
    const auto &all = options();
    const auto found =
        std::ranges::find_if(all, [&](const Option &option) { return name == QLatin1StringView(option.name); });
    return found == all.end() ? nullptr : &*found;
}

bool belongsTo(const Option &option, const QString &command)
{
    return QString::fromLatin1(option.commands).split(u' ').contains(command);
}

/// What a word without a name means; null where a command takes none.
const char *unnamedOption(const QString &command)
{
    if (command == u"import")
        return "directory";
    return command == u"backup" || command == u"restore" ? "file" : nullptr;
}

QString environmentName(const Option &option)
{
    return u"TABLETALK_"_s + QString::fromLatin1(option.name).toUpper().replace(u'-', u'_');
}

std::unexpected<Problem> unusable(const QString &detail)
{
    return failure(ProblemCode::InvalidRequest, detail, u"See tabletalkd --help."_s);
}

/// "127.0.0.1:8765", "[::1]:0" or "localhost:9000".
Result<std::pair<QString, quint16>> splitListen(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool ok = false;
    const ushort port = text.mid(colon + 1).toUShort(&ok);
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (colon < 1 || !ok || host.isEmpty())
        return unusable(u"--listen is HOST:PORT, not %1."_s.arg(text));
    return std::pair(host, port);
}

Result<std::optional<Registration>> registrationFrom(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    if (text == u"open")
        return Registration::Open;
    if (text == u"invite")
        return Registration::Invite;
    if (text == u"closed")
        return Registration::Closed;
    return unusable(u"--registration is open, invite or closed, not %1."_s.arg(text));
}

/// Of a line of the configuration file. Everything means itself there; quotes around a value go, and keep the commas of
/// one that may be given several times.
QStringList valuesOf(const Option &option, const QString &text)
{
    if (text.size() >= 2 && text.startsWith(u'"') && text.endsWith(u'"'))
        return {text.mid(1, text.size() - 2)};
    if (!option.repeatable)
        return {text};
    QStringList values = text.split(u',', Qt::SkipEmptyParts);
    for (QString &each : values)
        each = each.trimmed();
    return values;
}

} // namespace

const std::vector<Option> &options()
{
    static const std::vector<Option> all = {
        {"data-dir", "DIR", "where everything is kept (required)",
         "serve init demo import move verify-audit reset-password rotate-key backup restore migrate"},
        {"listen", "HOST:PORT", "address to listen on; port 0 picks a free one (127.0.0.1:8765)", "serve demo"},
        {"allow-files", "DIR", "folder whose database files may be connected to; may be repeated", "serve demo import",
         true},
        {"allow-hosts", "CIDR", "private addresses that may be connected to; may be repeated", "serve demo import",
         true},
        {"allow-odbc", "NAME", "ODBC data source of this machine that may be used; may be repeated",
         "serve demo import", true},
        {"base-domain", "NAME", "organisations are found at their short name below this one", "serve demo"},
        {"platform-db", "URL", "postgresql://… for the platform database (a file in the data directory)",
         "serve init demo import verify-audit reset-password rotate-key backup migrate"},
        {"platform-url", "URL", "another name of --platform-db",
         "serve init demo import verify-audit reset-password rotate-key backup migrate"},
        {"platform-owner", "URL", "the same for the account that owns its tables, where that is another",
         "serve init demo import move verify-audit reset-password rotate-key migrate"},
        {"to", "URL", "postgresql://… of the empty database to move to", "move"},
        {"registration", "open|invite|closed",
         "who may make an account (open on loopback without a name or proxy, else invite)", "serve demo"},
        {"tls-cert", "FILE", "certificate chain, PEM; switches TLS on together with --tls-key", "serve demo"},
        {"tls-key", "FILE", "private key, PEM", "serve demo"},
        {"answer-rows", "N", "most rows of one answer (2000000)", "serve demo"},
        {"answer-megabytes", "N", "most text of one answer (512)", "serve demo"},
        {"answer-seconds", "N", "longest time of one statement in the database (30)", "serve demo"},
        {"kept-megabytes", "N", "disk for the kept rows of one organisation; the oldest go first (2048)", "serve demo"},
        {"trusted-proxy", "CIDR", "proxy whose X-Forwarded-For is believed; may be repeated", "serve demo", true},
        {"host-name", "NAME", "name under which the server is reached; others are refused; may be repeated",
         "serve demo", true},
        {"smtp", "URL", "mail server, as smtps://user:password@mail.example.org; without one no mail is sent",
         "serve demo"},
        {"mail-from", "ADDRESS", "sender of mail", "serve demo"},
        {"public-url", "URL", "what links to this server begin with (the address it listens on)",
         "serve demo reset-password"},
        {"air-gap", nullptr, "send nothing to other machines: no model is asked", "serve demo"},
        {"outbound-proxy", "URL", "proxy through which models are reached (what the environment says)", "serve demo"},
        {"outbound-ca", "FILE", "certificates, PEM, that are trusted besides the system's", "serve demo"},
        {"allow-model-hosts", "CIDR", "private machines whose models organisations may ask; may be repeated",
         "serve demo", true},
        {"model", "NAME", "language model that all organisations may use", "serve demo"},
        {"model-url", "URL", "where it is, such as http://127.0.0.1:11434", "serve demo"},
        {"model-protocol", "NAME", "openai, azure, anthropic, ollama or gemini (openai)", "serve demo"},
        {"model-key", "KEY", "its key; better in the environment, as TABLETALK_MODEL_KEY", "serve demo"},
        {"audit-days", "N", "how long audit records are kept, at least 30 (for ever)", "serve demo"},
        {"kept-heads", "FILE", "ends of the audit chains that an earlier verify-audit printed", "verify-audit"},
        {"config", "FILE", "a file with these settings, one name=value a line",
         "serve init demo import move verify-audit reset-password rotate-key backup restore migrate"},
        {"file", "FILE", "the backup; may stand without its name", "backup restore"},
        {"without-key", nullptr, "leave the master key out of the backup, to keep it elsewhere", "backup"},
        {"organization", "NAME", "name of the organisation", "init import"},
        {"email", "ADDRESS", "e-mail of its owner, or of the account", "init reset-password"},
        {"directory", "DIR", "folder to import; may stand without its name", "import"},
        {"serve", nullptr, "go on serving when the samples are ready", "demo"},
    };
    return all;
}

Result<Settings> Settings::read(const QString &command, const QStringList &arguments,
                                const QHash<QString, QString> &environment)
{
    Settings settings;
    if (auto read = settings.readArguments(command, arguments); !read)
        return std::unexpected(std::move(read).error());
    settings.readEnvironment(command, environment);
    if (settings.isSet("config")) {
        if (auto read = settings.readFile(settings.value("config")); !read)
            return std::unexpected(std::move(read).error());
    }
    if (auto settled = settings.settleFlags(); !settled)
        return std::unexpected(std::move(settled).error());
    if (!settings.isSet("data-dir"))
        return unusable(u"--data-dir says where everything is kept."_s);
    const bool isOnServer = settings.isSet("platform-db") || settings.isSet("platform-url") || settings.isSet("to");
    if (settings.isSet("platform-owner") && !isOnServer)
        return unusable(u"--platform-owner goes with --platform-db."_s);
    return settings;
}

Result<void> Settings::readArguments(const QString &command, const QStringList &arguments)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString name = arguments[i];
        std::optional<QString> value;
        if (const qsizetype equals = name.indexOf(u'='); equals > 0) {
            value = name.mid(equals + 1);
            name.truncate(equals);
        }
        if (const char *unnamed = unnamedOption(command); unnamed && !name.startsWith(u"--"_s)) {
            m_values[QString::fromLatin1(unnamed)] = {arguments[i]};
            continue;
        }
        const Option *option = name.startsWith(u"--"_s) ? findOption(QStringView(name).mid(2)) : nullptr;
        if (!option || !belongsTo(*option, command))
            return unusable(u"%1 takes no %2."_s.arg(command, name));
        if (option->value && !value && i + 1 < arguments.size())
            value = arguments[++i];
        if (option->value && (!value || value->isEmpty()))
            return unusable(u"%1 needs a value."_s.arg(name));
        QStringList &values = m_values[QString::fromLatin1(option->name)];
        if (!option->repeatable)
            values.clear();
        values.append(value.value_or(u"true"_s));
    }
    return {};
}

void Settings::readEnvironment(const QString &command, const QHash<QString, QString> &environment)
{
    for (const Option &option : options()) {
        const QString text = environment.value(environmentName(option));
        const QString name = QString::fromLatin1(option.name);
        if (text.isEmpty() || m_values.contains(name) || !belongsTo(option, command))
            continue;
        m_values.insert(name, option.repeatable ? text.split(u',', Qt::SkipEmptyParts) : QStringList(text));
    }
}

Result<void> Settings::readFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return unusable(u"The configuration file %1 is not there."_s.arg(path));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return unusable(u"The configuration file %1 cannot be read."_s.arg(path));
    QHash<QString, QStringList> found;
    QTextStream lines(&file);
    for (QString line = lines.readLine(); !line.isNull(); line = lines.readLine()) {
        const QString text = line.trimmed();
        if (text.isEmpty() || text.startsWith(u';') || text.startsWith(u'#') || text == u"[General]")
            continue;
        const QString key = text.section(u'=', 0, 0).trimmed();
        const Option *option = text.contains(u'=') ? findOption(key) : nullptr;
        if (!option)
            return unusable(u"The configuration file %1 holds %2, which is no setting."_s.arg(path, key));
        QStringList &values = found[key];
        if (!option->repeatable)
            values.clear();
        values.append(valuesOf(*option, text.section(u'=', 1).trimmed()));
    }
    for (auto each = found.cbegin(); each != found.cend(); ++each) {
        if (!m_values.contains(each.key()))
            m_values.insert(each.key(), each.value());
    }
    return {};
}

/// "air-gap = no" means what it says.
Result<void> Settings::settleFlags()
{
    for (const Option &option : options()) {
        const QString name = QString::fromLatin1(option.name);
        if (option.value || !m_values.contains(name))
            continue;
        const QString said = value(option.name).toLower();
        if (QStringList{u"false"_s, u"no"_s, u"off"_s, u"0"_s}.contains(said))
            m_values.remove(name);
        else if (!QStringList{u"true"_s, u"yes"_s, u"on"_s, u"1"_s}.contains(said))
            return unusable(u"--%1 is true or false, not %2."_s.arg(name, said));
    }
    return {};
}

QString Settings::value(const char *name, const QString &fallback) const
{
    const QStringList values = m_values.value(QString::fromLatin1(name));
    return values.isEmpty() ? fallback : values.last();
}

QStringList Settings::values(const char *name) const
{
    return m_values.value(QString::fromLatin1(name));
}

bool Settings::isSet(const char *name) const
{
    return m_values.contains(QString::fromLatin1(name));
}

Result<std::optional<qint64>> Settings::wholeNumber(const char *name, qint64 least, qint64 most) const
{
    if (!isSet(name))
        return std::nullopt;
    bool ok = false;
    const qint64 given = value(name).toLongLong(&ok);
    if (!ok || given < least || given > most)
        return unusable(u"--%1 is a whole number from %2 to %3, not %4."_s.arg(
            QLatin1StringView(name), QString::number(least), QString::number(most), value(name)));
    return given;
}

Result<AnswerLimits> Settings::answerLimits() const
{
    constexpr qint64 megabyte = 1024 * 1024;
    AnswerLimits limits;
    qint64 seconds = limits.time.count() / 1000;
    struct Number
    {
        const char *name;
        qint64 *value;
        qint64 unit;
        qint64 most;
    };
    for (const Number &number :
         {Number{"answer-rows", &limits.rows, 1, 100'000'000},
          Number{"answer-megabytes", &limits.bytes, megabyte, 1'000'000}, Number{"answer-seconds", &seconds, 1, 3'600},
          Number{"kept-megabytes", &limits.keptBytes, megabyte, 100'000'000}}) {
        if (!isSet(number.name))
            continue;
        bool ok = false;
        const qint64 given = value(number.name).toLongLong(&ok);
        if (!ok || given < 1 || given > number.most)
            return unusable(u"--%1 is a whole number from 1 to %2, not %3."_s.arg(
                QLatin1StringView(number.name), QString::number(number.most), value(number.name)));
        *number.value = given * number.unit;
    }
    limits.time = std::chrono::seconds(seconds);
    return limits;
}

PostgresAccounts Settings::platformAccounts() const
{
    return {.url = value("platform-db", value("platform-url")), .ownerUrl = value("platform-owner")};
}

Result<ServerOptions> Settings::serverOptions() const
{
    ServerOptions server;
    server.dataDir = value("data-dir");
    const PostgresAccounts platform = platformAccounts();
    server.platformUrl = platform.url;
    server.platformOwnerUrl = platform.ownerUrl;
    server.allowFiles = values("allow-files");
    server.allowHosts = values("allow-hosts");
    server.allowOdbcSources = values("allow-odbc");
    server.tlsCert = value("tls-cert");
    server.baseDomain = value("base-domain").toLower();
    if (!server.baseDomain.isEmpty() && !isDomainName(server.baseDomain))
        return unusable(u"--base-domain is a name such as tabletalk.example.org, not %1."_s.arg(server.baseDomain));
    server.tlsKey = value("tls-key");

    auto answers = answerLimits();
    if (!answers)
        return std::unexpected(std::move(answers).error());
    server.answers = *answers;

    server.trustedProxies = values("trusted-proxy");
    server.allowedNames = values("host-name");
    server.smtpUrl = value("smtp");
    // Nothing on the command line opens what whoever administers the computer has closed.
    server.airGap = isSet("air-gap") || machinePolicy().airGap.value.value_or(false);
    server.outboundProxy = value("outbound-proxy");
    server.outboundCa = value("outbound-ca");
    server.allowModelHosts = values("allow-model-hosts");
    server.modelName = value("model");
    server.modelUrl = value("model-url");
    server.modelProtocol = value("model-protocol");
    server.modelKey = value("model-key").toUtf8();
    server.mailFrom = value("mail-from");
    server.publicUrl = value("public-url");
    while (server.publicUrl.endsWith(u'/'))
        server.publicUrl.chop(1);

    auto days = wholeNumber("audit-days", 30, 36'500);
    if (!days)
        return std::unexpected(std::move(days).error());
    server.auditDays = int(days->value_or(0));

    const auto listen = splitListen(value("listen", u"127.0.0.1:8765"_s));
    if (!listen)
        return std::unexpected(listen.error());
    std::tie(server.listenAddress, server.port) = *listen;

    const auto registration = registrationFrom(value("registration"));
    if (!registration)
        return std::unexpected(registration.error());
    server.registration = *registration;
    return server;
}

} // namespace tabletalk::daemon
