// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/RowHeights.h"

#include <algorithm>

namespace tabletalk::ui {

void RowHeights::reset(int count)
{
    m_rows.assign(size_t(count), m_guess);
    m_tops.assign(size_t(count) + 1, 0);
    m_stale = 0;
}

void RowHeights::append()
{
    m_rows.push_back(m_guess);
    m_tops.push_back(0);
    m_stale = std::min(m_stale, m_rows.size() - 1);
}

void RowHeights::set(int row, int height)
{
    int &known = m_rows[size_t(row)];
    if (known == height)
        return;
    known = height;
    m_stale = std::min(m_stale, size_t(row));
}

void RowHeights::addUp() const
{
    for (; m_stale < m_rows.size(); ++m_stale)
        m_tops[m_stale + 1] = m_tops[m_stale] + m_rows[m_stale];
}

qint64 RowHeights::top(int row) const
{
    addUp();
    return m_tops[size_t(row)];
}

int RowHeights::rowAt(qint64 y) const
{
    addUp();
    const auto after = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return std::clamp(int(after - m_tops.begin()) - 1, 0, count() - 1);
}

} // namespace tabletalk::ui
