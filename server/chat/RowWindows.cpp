// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/RowWindows.h"

#include <algorithm>

namespace tabletalk {

std::shared_ptr<const RowWindows::Window> RowWindows::find(ResultId result, const QByteArray &wanted, qint64 place,
                                                           Clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find_if(m_kept, [&](const Kept &kept) {
        return kept.result == result && kept.wanted == wanted && kept.window->from <= place
               && place < kept.window->end();
    });
    if (found == m_kept.end())
        return nullptr;
    found->usedAt = now;
    return found->window;
}

bool RowWindows::hasRoom(Clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    dropOld(now);
    return m_bytes + windowBytes <= mostBytes;
}

void RowWindows::keep(ResultId result, const QByteArray &wanted, std::shared_ptr<const Window> window,
                      Clock::time_point now)
{
    constexpr qint64 besides = 32; // of each row
    qint64 bytes = 0;
    for (const std::string &row : window->rows)
        bytes += qint64(row.size()) + besides;
    const std::lock_guard lock(m_mutex);
    dropThat(result, wanted);
    dropOld(now);
    if (m_bytes + bytes > mostBytes)
        return; // others were faster
    m_bytes += bytes;
    m_kept.push_back({result, wanted, std::move(window), bytes, now});
}

void RowWindows::drop(ResultId result, const QByteArray &wanted)
{
    const std::lock_guard lock(m_mutex);
    dropThat(result, wanted);
}

void RowWindows::dropOld(Clock::time_point now)
{
    std::erase_if(m_kept, [&](const Kept &kept) {
        const bool isOld = now - kept.usedAt > patience;
        m_bytes -= isOld ? kept.bytes : 0;
        return isOld;
    });
}

void RowWindows::dropThat(ResultId result, const QByteArray &wanted)
{
    std::erase_if(m_kept, [&](const Kept &kept) {
        const bool isThat = kept.result == result && kept.wanted == wanted;
        m_bytes -= isThat ? kept.bytes : 0;
        return isThat;
    });
}

} // namespace tabletalk
