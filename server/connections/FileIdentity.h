// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace tabletalk {

/// What a file or folder is, whatever it is called: two names of the same have the same device and inode.
struct FileIdentity
{
    quint64 device = 0;
    quint64 inode = 0;
    quint64 links = 0; ///< names that it has
    bool sameAs(const FileIdentity &other) const { return device == other.device && inode == other.inode; }
};

/// Links are followed. Nothing when there is no such file, or it cannot be looked at.
std::optional<FileIdentity> identityOf(const QString &path);

} // namespace tabletalk
