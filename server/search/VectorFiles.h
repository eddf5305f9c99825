// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "server/search/VectorIndex.h"

#include <QString>

#include <memory>
#include <optional>

namespace tabletalk {

/// Keeps graphs of vectors in files, so that they need not be made anew after a restart. A file is written beside the
/// one that is there, and a small head that names it, with its size and checksum, takes the place of the old head at
/// once: whenever the process is killed, the head names a whole file. What does not fit its head is not used. Blocking;
/// for one caller a workspace at a time.
class VectorFiles
{
public:
    /// Empty: nothing is kept.
    explicit VectorFiles(QString folder)
        : m_folder(std::move(folder))
    {}

    struct Place
    {
        TenantId tenant;
        WorkspaceId workspace;
    };
    struct Head
    {
        int generation = 0;
        int dimensions = 0;
        qint64 until = 0; ///< label up to which vectors are in it
    };

    bool write(const Place &place, const Head &head, const VectorIndex &vectors) const;
    struct Kept
    {
        Head head;
        std::unique_ptr<VectorIndex> vectors;
    };
    std::optional<Kept> read(const Place &place, int generation) const;
    void removeAll(TenantId tenant) const;

private:
    QString folderOf(const Place &place) const;

    QString m_folder;
};

} // namespace tabletalk
