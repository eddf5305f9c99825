// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Announcements.h"

namespace tabletalk {

class Transaction;

/// The statements on announcements, which are the platform's, and on who dismissed them.
class AnnouncementStore
{
public:
    explicit AnnouncementStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    void insert(const api::Announcement &announcement);
    /// Nobody has dismissed it afterwards.
    void update(const api::Announcement &announcement);
    /// False when there is none.
    bool remove(AnnouncementId id);
    std::optional<api::Announcement> find(AnnouncementId id);
    std::vector<api::Announcement> all();

    /// Those that somebody is to see at a moment.
    std::vector<api::Announcement> current(UserId user, Instant now, int limit);
    void dismiss(AnnouncementId id, UserId user, Instant now);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
