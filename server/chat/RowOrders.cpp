// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/RowOrders.h"

#include <algorithm>

namespace tabletalk {

std::shared_ptr<const RowOrder> RowOrders::find(ResultId result, const QByteArray &wanted)
{
    const std::lock_guard lock(m_mutex);
    const auto found =
        std::ranges::find_if(m_kept, [&](const Kept &kept) { return kept.result == result && kept.wanted == wanted; });
    if (found == m_kept.end())
        return nullptr;
    m_kept.splice(m_kept.begin(), m_kept, found);
    return m_kept.front().order;
}

void RowOrders::keep(ResultId result, const QByteArray &wanted, std::shared_ptr<const RowOrder> order)
{
    const std::lock_guard lock(m_mutex);
    m_rows += order->size();
    m_kept.push_front({result, wanted, std::move(order)});
    while ((m_rows > mostRows || m_kept.size() > mostOrders) && m_kept.size() > 1) {
        m_rows -= m_kept.back().order->size();
        m_kept.pop_back();
    }
}

} // namespace tabletalk
