// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/TargetFactory.h"

#include "server/connections/ConnectLayer.h"
#include "server/connections/OdbcTarget.h"
#include "server/connections/PostgresTarget.h"
#include "server/connections/SqlServerSource.h"
#include "server/connections/SqliteTarget.h"
#include "server/samples/SampleDatabase.h"
#ifdef TABLETALK_MARIADB
#include "server/connections/MySqlTarget.h"
#endif

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

/// The file of a sample organisation, written when it is asked for the first time.
Result<CheckedFile> sampleFile(const QString &key, const QString &directory)
{
    const std::optional<Sample> sample = sampleFromKey(key);
    if (!sample || directory.isEmpty())
        return failure(ProblemCode::CannotConnect,
                       QCoreApplication::translate("Connections", "There is no sample organisation \"%1\".").arg(key),
                       QCoreApplication::translate("Connections", "There are: university, hospital, retail, factory."));
    const QString path = QDir(directory).filePath(key + u".db"_s);
    if (!QFileInfo::exists(path)) {
        if (!QDir().mkpath(directory))
            return failure(ProblemCode::CannotConnect,
                           QCoreApplication::translate("Connections", "The folder for the samples cannot be made."));
        // Two threads that want the same sample write it once.
        QLockFile lock(path + u".lock"_s);
        lock.lock();
        if (!QFileInfo::exists(path)) {
            if (auto written = writeSample(*sample, path); !written)
                return std::unexpected(written.error());
        }
    }
    ConnectionPolicyOptions open;
    open.open = true;
    return ConnectionPolicy::create(open)->checkFile(path);
}

/// Certificates are files of this machine like any other: only what may be opened may be named.
Result<ConnectionUrl> withCheckedFiles(ConnectionUrl url, const ConnectionPolicy &policy)
{
    for (auto &[name, value] : url.options) {
        if (!ConnectionUrl::isFileOption(name))
            continue;
        const Result<CheckedFile> file = policy.checkFile(value);
        if (!file)
            return layerFailure(ConnectLayer::Tls, file.error().code, file.error().detail, file.error().hint);
        value = file->path;
    }
    return url;
}

} // namespace

Result<OdbcSource> odbcSourceOf(const ConnectionUrl &url, const ConnectionPolicy &policy)
{
    const QStringList installed = installedOdbcDrivers();
    OdbcAttributes attributes = url.attributes;
    if (url.kind == ConnectionKind::SqlServer) {
        auto given = sqlServerAttributes(url, installed);
        if (!given)
            return std::unexpected(given.error());
        attributes = *std::move(given);
    }
    auto source = checkOdbcSource(attributes, policy, installed);
    bool isNumber = false;
    if (const int seconds = url.option(u"connect_timeout").toInt(&isNumber); source && isNumber && seconds > 0)
        source->connectSeconds = std::min(seconds, 60);
    return source;
}

Result<std::unique_ptr<TargetDatabase>> openTarget(const ConnectionUrl &given, const ConnectionPolicy &policy,
                                                   const QString &samplesDirectory)
{
    const Result<ConnectionUrl> checked = withCheckedFiles(given, policy);
    if (!checked)
        return std::unexpected(checked.error());
    const ConnectionUrl &url = *checked;
    switch (url.kind) {
    case ConnectionKind::Sqlite:
    case ConnectionKind::Sample: {
        const Result<CheckedFile> file = url.kind == ConnectionKind::Sample
                                             ? sampleFile(url.sampleKey, samplesDirectory)
                                             : policy.checkFile(url.path);
        if (!file)
            return std::unexpected(file.error());
        return SqliteTarget::open(*file);
    }
    case ConnectionKind::PostgreSql: {
        const Result<std::vector<QHostAddress>> addresses = policy.checkHost(url.host);
        if (!addresses)
            return std::unexpected(addresses.error());
        return PostgresTarget::open(url, *addresses);
    }
    case ConnectionKind::MySql: {
        const Result<std::vector<QHostAddress>> addresses = policy.checkHost(url.host);
        if (!addresses)
            return std::unexpected(addresses.error());
#ifdef TABLETALK_MARIADB
        return MySqlTarget::open(url, *addresses);
#else
        return failure(ProblemCode::UnsupportedDatabase,
                       QCoreApplication::translate("Connections", "This build of Tabletalk does not speak to MySQL and "
                                                                  "MariaDB by itself."),
                       QCoreApplication::translate("Connections", "Install the database's ODBC driver, and connect "
                                                                  "through that (odbc://…)."));
#endif
    }
    case ConnectionKind::SqlServer:
    case ConnectionKind::Odbc: {
        const Result<OdbcSource> source = odbcSourceOf(url, policy);
        if (!source)
            return std::unexpected(source.error());
        return OdbcTarget::open(*source, policy);
    }
    }
    return failure(ProblemCode::UnsupportedDatabase);
}

} // namespace tabletalk
