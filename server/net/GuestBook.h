// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sharing.h"

#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace tabletalk {

/// Who is signed in by the WebSockets of one listener, while they are. Thread-safe.
class GuestBook
{
public:
    /// changed is called, on the thread that changed something, without a lock held; it must not block.
    explicit GuestBook(std::function<void()> changed);

    /// key: the socket's, which may arrive again as the same or with a name.
    void arrive(const void *key, api::SharingGuest guest);
    void leave(const void *key);
    /// Who came first stands first.
    std::vector<api::SharingGuest> guests() const;

private:
    const std::function<void()> m_changed;
    mutable std::mutex m_mutex;
    std::map<const void *, api::SharingGuest> m_guests;
};

} // namespace tabletalk
