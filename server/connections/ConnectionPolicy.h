// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/base/ReachableHosts.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <vector>

namespace tabletalk {

struct ConnectionPolicyOptions
{
    QString dataDirectory;        ///< ours; never reachable. May be empty where there is none (the terminal program)
    QStringList allowFiles;       ///< folders whose files may be opened
    QStringList allowHosts;       ///< CIDR ranges of private addresses that may be reached
    QStringList allowOdbcSources; ///< names of ODBC data sources of this machine that may be used
    bool open = false;            ///< one's own machine: all files but ours, all hosts
};

/// A file that may be opened, and which one it is: a path can change its meaning between
/// the check and the opening.
struct CheckedFile
{
    QString path; ///< canonical
    quint64 device = 0;
    quint64 inode = 0;

    /// True while the path still leads to the file that was checked.
    bool isStillThere() const;
};

/// What tenants may connect to, since a connection is a way into the operator's own house.
/// Immutable and shared between threads.
class ConnectionPolicy
{
public:
    /// InvalidRequest when a range of allowHosts cannot be read.
    static Result<ConnectionPolicy> create(const ConnectionPolicyOptions &options);

    /// Follows links, and refuses with ConnectionForbidden what lies in the data directory
    /// (told by inode, so that other names for it do not help, nor hard links) or outside
    /// the allowed folders. CannotConnect when there is no such file, NotADatabase for a folder.
    Result<CheckedFile> checkFile(const QString &path) const;

    /// Resolves the name (blocking) and checks every address it stands for; connect to the
    /// addresses given back and not to the name, which could mean something else by then.
    Result<std::vector<QHostAddress>> checkHost(const QString &host) const;

    bool allowsAddress(const QHostAddress &address) const;

    /// Whether an ODBC data source that was set up on this machine (DSN) may be used.
    bool allowsOdbcSource(const QString &name) const;

    /// One's own machine, where everything but our own data may be reached.
    bool isOpen() const { return m_open; }

    /// Whether a path leads into our own data, whatever it is called.
    bool isOwnData(const QString &path) const;

private:
    ConnectionPolicy() = default;
    bool isOurs(const QString &canonicalPath) const;

    QString m_dataDirectory;
    QStringList m_allowFiles; ///< canonical
    ReachableHosts m_hosts;
    QStringList m_allowOdbcSources;
    bool m_open = false;
};

} // namespace tabletalk
