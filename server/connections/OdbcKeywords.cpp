// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcKeywords.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;
using Use = OdbcKeyword::Use;

namespace {

QString shape(const QString &keyword)
{
    return keyword.toLower().remove(u' ').remove(u'_').remove(u'-');
}

bool isOneOf(const QString &written, const char *names)
{
    const QStringList list = QString::fromLatin1(names).split(u'|');
    return std::ranges::any_of(list, [&](const QString &name) { return shape(name) == shape(written); });
}

QStringList shownKeywords(OdbcFamily family)
{
    QStringList names{u"Driver"_s};
    for (const OdbcKeyword &keyword : odbcKeywords(family))
        names += QString::fromLatin1(keyword.name);
    return names;
}

} // namespace

const std::vector<OdbcKeyword> &odbcKeywords(OdbcFamily family)
{
    static const std::vector<OdbcKeyword> sqlite = {{"Database", Use::File}};
    static const std::vector<OdbcKeyword> postgres = {
        {"Server", Use::Host, "Servername"},
        {"Port", Use::Port},
        {"Database", Use::Database},
        {"UID", Use::User, "User|Username"},
        {"PWD", Use::Password, "Password"},
        {"SSLmode", Use::Choice, "", "disable|allow|prefer|require|verify-ca|verify-full"},
        {"sslrootcert", Use::RootCertificate},
    };
    static const std::vector<OdbcKeyword> sqlServer = {
        {"Server", Use::Host, "Address|Addr"},
        {"Database", Use::Database},
        {"UID", Use::User, "User"},
        {"PWD", Use::Password, "Password"},
        {"Encrypt", Use::Choice, "", "yes|no|mandatory|optional|strict"},
        {"TrustServerCertificate", Use::Choice, "", "yes|no"},
        {"HostnameInCertificate", Use::Word},
        {"ServerCertificate", Use::File},
    };
    static const std::vector<OdbcKeyword> freeTds = {
        {"Server", Use::Host, "Address"},
        {"Port", Use::Port},
        {"Database", Use::Database},
        {"UID", Use::User, "User"},
        {"PWD", Use::Password, "Password"},
        {"Encryption", Use::Choice, "", "off|request|require"},
        {"TDS_Version", Use::Choice, "", "7.2|7.3|7.4|auto"},
    };
    static const std::vector<OdbcKeyword> others = {
        {"Server", Use::Host, "Servername|Host|Hostname|Address"},
        {"Port", Use::Port},
        {"Database", Use::Database, "DBQ|DB|DatabaseName"},
        {"UID", Use::User, "User|Username"},
        {"PWD", Use::Password, "Password"},
    };
    switch (family) {
    case OdbcFamily::Sqlite:
        return sqlite;
    case OdbcFamily::PostgreSql:
        return postgres;
    case OdbcFamily::SqlServer:
        return sqlServer;
    case OdbcFamily::FreeTds:
        return freeTds;
    case OdbcFamily::MySql:
    case OdbcFamily::Unknown:
        break;
    }
    return others;
}

const OdbcKeyword *findOdbcKeyword(OdbcFamily family, const QString &written)
{
    const auto &all = odbcKeywords(family);
    const auto found = std::ranges::find_if(all, [&](const OdbcKeyword &keyword) {
        return isOneOf(written, keyword.name) || (*keyword.others && isOneOf(written, keyword.others));
    });
    return found == all.end() ? nullptr : &*found;
}

QString whyRefused(OdbcFamily family, const QString &written)
{
    struct Reason
    {
        const char *keywords;
        const char *why;
    };
    static const Reason reasons[] = {
        {"Trace|TraceFile|TraceDLL|LogFile|Log|LogLevel|LogDir|Debug|CommLog|DumpFile|DumpFileAppend|DebugFlags|"
         "QueryLog_On|QueryLogFile|StatsLog_On|StatsLogFile|B2|B3|A8",
         QT_TRANSLATE_NOOP("Connections", "it writes files on the server's disk")},
        {"TranslationDLL|TranslationName|TranslationOption|TranslationDriver|LoadExt|Plugin_Dir|PluginDir|"
         "Default_Auth|KeystoreAuthentication|KeystoreLocation|Setup|DriverLibrary",
         QT_TRANSLATE_NOOP("Connections", "it loads a library into the server")},
        {"ConnSettings|A6|INITSTRING|InitStmt|PWDInit|Optimizer|pqopt",
         QT_TRANSLATE_NOOP("Connections", "it changes settings behind the server's back")},
        {"FILEDSN|SAVEFILE|AttachDBFileName|AttachDB|Description|BI|LoadDataLocalDir|ENABLE_LOCAL_INFILE|WSID",
         QT_TRANSLATE_NOOP("Connections", "it reads or writes files of the server's disk")},
        {"Failover_Partner|FailoverPartner|Socket|Network|Net|Proxy|Service",
         QT_TRANSLATE_NOOP("Connections", "it leads to another place than the host that is checked")},
        {"Trusted_Connection|Authentication|Integrated Security|Krb|ServerSPN|REALM",
         QT_TRANSLATE_NOOP("Connections", "it would sign in with the server's own identity")},
    };
    for (const Reason &reason : reasons) {
        if (isOneOf(written, reason.keywords))
            return QCoreApplication::translate("Connections", reason.why);
    }
    if (family == OdbcFamily::FreeTds && isOneOf(written, "Servername"))
        return QCoreApplication::translate("Connections", "it is looked up in freetds.conf; write Server=host");
    return QCoreApplication::translate("Connections", "it is not among those known to do no harm: %1")
        .arg(shownKeywords(family).join(u", "_s));
}

} // namespace tabletalk
