// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/daemon/ImportDocuments.h"
#include "core/access/Policy.h"
#include "core/base/Problem.h"

#include <vector>

namespace tabletalk::daemon {

struct ImportedUser
{
    QString email;
    QString fullName;
    Role role = Role::Member;
    QString password; ///< empty: one is made
};

struct ImportedDatabase
{
    QString name;
    QString url;
};

/// What a single-tenant set-up left in a folder, read whole and checked before anything of
/// it is used: users.jsonl {email, fullName?, role?, password?}, databases.jsonl {name, url},
/// documents/. Files that are missing are as empty ones, but for users.jsonl.
struct ImportFiles
{
    std::vector<ImportedUser> users;
    std::vector<ImportedDatabase> databases;
    std::vector<ImportedDocument> documents; ///< in order of their names

    /// InvalidRequest with file and line where something cannot be used.
    static Result<ImportFiles> read(const QString &directory);

    /// The first owner, else the first user: who owns the organisation.
    const ImportedUser &owner() const;
};

} // namespace tabletalk::daemon
