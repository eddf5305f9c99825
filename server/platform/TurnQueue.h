// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <deque>
#include <map>
#include <utility>

namespace tabletalk {

/// Work that waits for the database. Organisations are served in turn, so that a burst of one
/// holds up nobody else; the work of one stays in its order. What belongs to no organisation
/// has a turn of its own. Not locked: its owner is.
template <class Work>
class TurnQueue
{
public:
    bool isEmpty() const { return m_size == 0; }
    size_t size() const { return m_size; }

    void push(TenantId whose, Work work)
    {
        std::deque<Work> &own = m_waiting[whose];
        if (own.empty())
            m_turns.push_back(whose);
        own.push_back(std::move(work));
        ++m_size;
    }

    /// Not to be called when empty.
    Work pop()
    {
        --m_size;
        if (!m_settled.empty()) {
            Work next = std::move(m_settled.front());
            m_settled.pop_front();
            return next;
        }
        return popInTurn();
    }

    /// From now on what waits goes before all that comes later, whoever it belongs to.
    void settle()
    {
        while (!m_turns.empty())
            m_settled.push_back(popInTurn());
    }

    /// All that waits, in the order in which it would have been served.
    std::deque<Work> takeAll()
    {
        settle();
        m_size = 0;
        return std::exchange(m_settled, {});
    }

private:
    Work popInTurn()
    {
        const TenantId whose = m_turns.front();
        m_turns.pop_front();
        const auto own = m_waiting.find(whose);
        Work next = std::move(own->second.front());
        own->second.pop_front();
        if (own->second.empty())
            m_waiting.erase(own);
        else
            m_turns.push_back(whose);
        return next;
    }

    std::deque<Work> m_settled;
    std::map<TenantId, std::deque<Work>> m_waiting;
    std::deque<TenantId> m_turns; ///< those with waiting work, the next one first
    size_t m_size = 0;
};

} // namespace tabletalk
