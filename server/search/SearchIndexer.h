// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/knowledge/PassageFollower.h"

#include <functional>

namespace tabletalk {

/// Keeps the words of passages, in the transaction that stores these, so that what was acknowledged is found.
/// Thread-safe.
class SearchIndexer final : public PassageFollower
{
public:
    /// changed is told of workspaces whose passages may need vectors; it must return at once.
    using Changed = std::function<void(const TenantScope &, WorkspaceId)>;
    explicit SearchIndexer(Changed changed = {})
        : m_changed(std::move(changed))
    {}

    std::unique_ptr<PassageReading> passagesComing() override;
    void passagesLeaving(Transaction &transaction, const PassagePlace &place) override;
    void documentChanged(const PassagePlace &place) override;

private:
    Changed m_changed;
};

} // namespace tabletalk
