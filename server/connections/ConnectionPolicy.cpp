// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionPolicy.h"

#include "server/connections/ConnectLayer.h"
#include "server/connections/FileIdentity.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHostInfo>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

#ifdef Q_OS_WIN
constexpr Qt::CaseSensitivity ofFileNames = Qt::CaseInsensitive;
#else
constexpr Qt::CaseSensitivity ofFileNames = Qt::CaseSensitive;
#endif

bool isInside(const QString &path, const QString &folder)
{
    return path.compare(folder, ofFileNames) == 0
           || path.startsWith(folder.endsWith(u'/') ? folder : QString(folder + u'/'), ofFileNames);
}

/// The deepest existing folder of a path with links followed, and the missing rest behind it.
QString canonicalAsFarAsItExists(const QString &absolute)
{
    QString missing;
    QString path = absolute;
    while (true) {
        const QString canonical = QFileInfo(path).canonicalFilePath();
        if (!canonical.isEmpty())
            return missing.isEmpty() ? canonical : QDir::cleanPath(canonical + u'/' + missing);
        const qsizetype slash = path.lastIndexOf(u'/');
        if (slash <= 0)
            return absolute;
        missing = missing.isEmpty() ? path.mid(slash + 1) : QString(path.mid(slash + 1) + u'/' + missing);
        path.truncate(slash);
    }
}

std::unexpected<Problem> forbiddenFile()
{
    return failure(ProblemCode::ConnectionForbidden,
                   QCoreApplication::translate("Connections", "This server does not allow connections to that file."),
                   QCoreApplication::translate("Connections", "An operator can allow a folder with --allow-files."));
}

} // namespace

bool CheckedFile::isStillThere() const
{
    const auto now = identityOf(path);
    return now && now->device == device && now->inode == inode;
}

Result<ConnectionPolicy> ConnectionPolicy::create(const ConnectionPolicyOptions &options)
{
    ConnectionPolicy policy;
    policy.m_open = options.open;
    policy.m_allowOdbcSources = options.allowOdbcSources;
    if (!options.dataDirectory.isEmpty())
        policy.m_dataDirectory = QFileInfo(options.dataDirectory).absoluteFilePath();
    for (const QString &folder : options.allowFiles) {
        const QString canonical = QFileInfo(folder).canonicalFilePath();
        policy.m_allowFiles += canonical.isEmpty() ? QDir::cleanPath(QFileInfo(folder).absoluteFilePath()) : canonical;
    }
    Result<ReachableHosts> hosts = ReachableHosts::create(options.allowHosts, options.open, u"--allow-hosts"_s);
    if (!hosts)
        return std::unexpected(std::move(hosts).error());
    policy.m_hosts = *std::move(hosts);
    return policy;
}

/// Whether one of the folders above the file, or another name of the file itself, is ours.
bool ConnectionPolicy::isOurs(const QString &canonicalPath) const
{
    if (m_dataDirectory.isEmpty())
        return false;
    const auto ours = identityOf(m_dataDirectory);
    if (!ours)
        return isInside(canonicalPath, m_dataDirectory);
    for (QString above = canonicalPath; !above.isEmpty();
         above.truncate(std::max<qsizetype>(above.lastIndexOf(u'/'), 0))) {
        const auto identity = identityOf(above);
        if (identity && identity->sameAs(*ours))
            return true;
    }
    const auto file = identityOf(canonicalPath);
    if (!file || file->links < 2)
        return false;
    QDirIterator all(m_dataDirectory, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const auto identity = identityOf(all.next());
        if (identity && identity->sameAs(*file))
            return true;
    }
    return false;
}

Result<CheckedFile> ConnectionPolicy::checkFile(const QString &path) const
{
    const QString absolute = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    const QString canonical = canonicalAsFarAsItExists(absolute);
    if (isOurs(canonical))
        return failure(ProblemCode::ConnectionForbidden,
                       QCoreApplication::translate("Connections", "That file belongs to this program's own data."),
                       QCoreApplication::translate("Connections", "Connect a database of your own."));
    // Whether a file outside the allowed folders exists is nobody's business.
    const bool allowed =
        m_open || std::ranges::any_of(m_allowFiles, [&](const QString &folder) { return isInside(canonical, folder); });
    if (!allowed)
        return forbiddenFile();
    const QFileInfo info(canonical);
    if (!info.exists())
        return failure(
            ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "There is no file %1.").arg(absolute),
            QCoreApplication::translate("Connections", "Check the path; the server reads its own disk, not yours."));
    if (info.isDir())
        return failure(ProblemCode::NotADatabase,
                       QCoreApplication::translate("Connections", "%1 is a folder.").arg(absolute),
                       QCoreApplication::translate("Connections", "Choose the database file inside it."));
    if (!info.isFile())
        return failure(ProblemCode::NotADatabase,
                       QCoreApplication::translate("Connections", "%1 is not a regular file.").arg(absolute));
    const auto identity = identityOf(canonical);
    if (!identity)
        return failure(ProblemCode::CannotConnect,
                       QCoreApplication::translate("Connections", "%1 cannot be read.").arg(absolute));
    return CheckedFile{canonical, identity->device, identity->inode};
}

bool ConnectionPolicy::allowsOdbcSource(const QString &name) const
{
    return m_open || m_allowOdbcSources.contains(name, Qt::CaseInsensitive);
}

bool ConnectionPolicy::isOwnData(const QString &path) const
{
    return isOurs(canonicalAsFarAsItExists(QDir::cleanPath(QFileInfo(path).absoluteFilePath())));
}

bool ConnectionPolicy::allowsAddress(const QHostAddress &address) const
{
    return m_hosts.allows(address);
}

Result<std::vector<QHostAddress>> ConnectionPolicy::checkHost(const QString &host) const
{
    std::vector<QHostAddress> addresses;
    QHostAddress literal;
    if (literal.setAddress(host)) {
        addresses.push_back(unmappedAddress(literal));
    } else {
        const QHostInfo info = QHostInfo::fromName(host);
        for (const QHostAddress &address : info.addresses())
            addresses.push_back(unmappedAddress(address));
    }
    if (addresses.empty())
        return layerFailure(
            ConnectLayer::Name, ProblemCode::CannotConnect,
            QCoreApplication::translate("Connections", "The name \"%1\" leads to no address.").arg(host.left(255)),
            QCoreApplication::translate("Connections", "Check the spelling of the host, and that the server can "
                                                       "resolve names."));
    for (const QHostAddress &address : addresses) {
        if (!allowsAddress(address))
            return failure(
                ProblemCode::ConnectionForbidden,
                QCoreApplication::translate("Connections", "This server does not allow connections to the host "
                                                           "\"%1\", which lies in a private network.")
                    .arg(host.left(255)),
                QCoreApplication::translate("Connections",
                                            "An operator can allow a range of addresses with --allow-hosts."));
    }
    std::ranges::stable_sort(addresses, {},
                             [](const QHostAddress &a) { return a.protocol() != QAbstractSocket::IPv4Protocol; });
    return addresses;
}

} // namespace tabletalk
