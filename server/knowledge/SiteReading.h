// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/knowledge/DocumentReaders.h"
#include "server/knowledge/PassageWriter.h"

#include <set>

namespace tabletalk {

class Vault;

/// Walks through a web site and makes its pages documents of their own: new ones come to wait, those whose bytes
/// changed wait again, unchanged ones are left as they are, and those that are gone from the site are deleted. A walk
/// that a dying server cut off goes on where it was.
class SiteReading
{
public:
    /// All outlive it.
    struct Parts
    {
        PlatformDatabase &database;
        Vault &vault;
        const Clock &clock;
        const PassageFollowers &followers;
        const DocumentReaders &readers;
    };
    struct Claim
    {
        TenantScope scope;
        WorkspaceId workspace;
        QString claim; ///< of the site's document
    };

    SiteReading(Parts parts, Claim claim)
        : m_parts(parts)
        , m_claim(std::move(claim))
    {}

    /// How many pages it has. told is called after each. Throws Problem and ClaimLost.
    int read(const KeptDocument &site, const std::stop_token &stop, const std::function<void()> &told) const;

private:
    struct Walked;

    Walked walkedBefore(const KeptDocument &site, const QByteArray &key) const;
    void keepWalk(const KeptDocument &site, const QByteArray &key, const Walked &walked, int percent) const;
    void keep(const KeptDocument &site, const FetchedPage &page, int percent) const;
    void dropOthers(const KeptDocument &site, const std::set<QString> &found) const;

    Parts m_parts;
    Claim m_claim;
};

} // namespace tabletalk
