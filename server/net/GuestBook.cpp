// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/GuestBook.h"

#include <algorithm>
#include <utility>

namespace tabletalk {

GuestBook::GuestBook(std::function<void()> changed)
    : m_changed(std::move(changed))
{}

void GuestBook::arrive(const void *key, api::SharingGuest guest)
{
    {
        const std::scoped_lock lock(m_mutex);
        const auto [place, isNew] = m_guests.try_emplace(key, guest);
        if (!isNew) {
            guest.since = place->second.since;
            place->second = std::move(guest);
        }
    }
    if (m_changed)
        m_changed();
}

void GuestBook::leave(const void *key)
{
    bool left = false;
    {
        const std::scoped_lock lock(m_mutex);
        left = m_guests.erase(key) > 0;
    }
    if (left && m_changed)
        m_changed();
}

std::vector<api::SharingGuest> GuestBook::guests() const
{
    std::vector<api::SharingGuest> all;
    {
        const std::scoped_lock lock(m_mutex);
        all.reserve(m_guests.size());
        for (const auto &[key, guest] : m_guests)
            all.push_back(guest);
    }
    std::ranges::sort(all, {}, &api::SharingGuest::since);
    return all;
}

} // namespace tabletalk
