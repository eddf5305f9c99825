// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace tabletalk {

/// The folder that holds all of a server's state, locked for as long as this lives, so
/// that two processes never write to the same platform database.
///
///     platform.db      the platform database (and its write-ahead log)
///     master.key       wraps the keys that encrypt secrets, unless it comes from elsewhere
///     master.key.next  the key that takes its place, while it is being changed
///     samples/         the sample organisations' databases, made when first used
///     node.id          the server that used the directory last; see NodeService
///     spool/           rows of answers, encrypted, expiring
///     reading/         bytes of documents while the reader opens them; emptied at each start
///     search/          graphs of passages' vectors, made again when they are gone
///     snapshots/       copies of platform.db from before migrations
class DataDirectory
{
public:
    /// Makes the folder if need be, readable by its owner alone. Conflict when another
    /// process uses it, Forbidden to root where it is another account's, Unavailable when it cannot be written.
    static Result<std::unique_ptr<DataDirectory>> open(const QString &path);

    /// Absolute and canonical.
    const QString &path() const { return m_path; }
    QString samples() const;
    QString spool() const;
    QString reading() const;
    QString search() const;
    QString nodeId() const;

private:
    DataDirectory(QString path, std::unique_ptr<QLockFile> lock)
        : m_path(std::move(path))
        , m_lock(std::move(lock))
    {}

    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace tabletalk
