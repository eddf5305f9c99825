// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SavedQuestions.h"
#include "server/access/Viewer.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// Saved questions: resources/sql/…/saved. One belongs to whoever made it, who alone changes it,
/// and may be shown in its workspace: to everybody there but guests.
class SavedQuestionStore
{
public:
    SavedQuestionStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(const api::SavedQuestion &saved);
    int countIn(WorkspaceId workspace);
    /// One that the viewer sees.
    std::optional<api::SavedQuestion> find(SavedQuestionId id, const Viewer &viewer);
    void update(const api::SavedQuestion &saved);
    void remove(SavedQuestionId id);

    struct Page
    {
        std::optional<WorkspaceId> within = std::nullopt;
        std::vector<QString> words = {}; ///< as searchWords() gives them, at most mostWords
        Instant beforeAt{};
        std::optional<SavedQuestionId> before = std::nullopt; ///< absent: from the beginning
        int limit = 50;
    };
    static constexpr size_t mostWords = 4;
    /// What the viewer sees, the last changed first.
    std::vector<api::SavedQuestion> list(const Viewer &viewer, const Page &page);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
