// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "server/chat/RowSorter.h"

#include <QByteArray>

#include <list>
#include <memory>
#include <mutex>

namespace tabletalk {

/// The orders that were made last, since who looks at one page will look at the next. A cache: what
/// is not here is made again. Thread-safe.
class RowOrders
{
public:
    static constexpr size_t mostRows = 16'000'000; ///< of all orders; four bytes each
    static constexpr size_t mostOrders = 200;      ///< a filter may leave no row at all, and is kept as well

    std::shared_ptr<const RowOrder> find(ResultId result, const QByteArray &wanted);
    void keep(ResultId result, const QByteArray &wanted, std::shared_ptr<const RowOrder> order);

private:
    struct Kept
    {
        ResultId result;
        QByteArray wanted;
        std::shared_ptr<const RowOrder> order;
    };
    std::mutex m_mutex;
    std::list<Kept> m_kept; ///< used last first
    size_t m_rows = 0;
};

} // namespace tabletalk
