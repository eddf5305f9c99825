// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FlowLayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace tabletalk::ui {

FlowLayout::FlowLayout(int gap, QWidget *parent)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(gap);
}

FlowLayout::~FlowLayout()
{
    for (const QLayoutItem *item : m_items)
        delete item;
}

void FlowLayout::stretch()
{
    m_far = count();
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.push_back(item);
}

int FlowLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)] : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    QLayoutItem *taken = itemAt(index);
    if (!taken)
        return nullptr;
    m_items.erase(m_items.begin() + index);
    if (m_far > index)
        --m_far;
    return taken;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::sizeHint() const
{
    int width = 0;
    int height = 0;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        width += (width > 0 ? m_gap : 0) + item->sizeHint().width();
        height = std::max(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize FlowLayout::minimumSize() const
{
    QSize least;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            least = least.expandedTo(item->minimumSize());
    }
    return least;
}

void FlowLayout::setGeometry(const QRect &place)
{
    QLayout::setGeometry(place);
    arrange(place, true);
}

int FlowLayout::arrange(const QRect &place, bool move) const
{
    int top = place.top();
    int width = 0;
    std::vector<int> row;
    for (int i = 0; i < count(); ++i) {
        const QLayoutItem *item = m_items[size_t(i)];
        if (item->isEmpty())
            continue;
        const int needed = item->sizeHint().width();
        if (!row.empty() && width + m_gap + needed > place.width()) {
            top += placeRow(row, place, top, move) + m_gap;
            row.clear();
            width = 0;
        }
        width += (row.empty() ? 0 : m_gap) + needed;
        row.push_back(i);
    }
    if (!row.empty())
        top += placeRow(row, place, top, move);
    return top - place.top();
}

/// Gives the height of the row.
int FlowLayout::placeRow(const std::vector<int> &row, const QRect &place, int top, bool move) const
{
    int height = 0;
    int width = -m_gap;
    for (const int i : row) {
        height = std::max(height, m_items[size_t(i)]->sizeHint().height());
        width += m_gap + m_items[size_t(i)]->sizeHint().width();
    }
    if (!move)
        return height;
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    const auto far = m_far < 0 ? row.end() : std::ranges::find_if(row, [this](int i) { return i >= m_far; });
    int left = place.left();
    for (const int i : row) {
        QLayoutItem *item = m_items[size_t(i)];
        const QSize size(std::min(item->sizeHint().width(), place.width()), item->sizeHint().height());
        if (far != row.end() && i == *far)
            left = std::max(left, place.right() + 1 - width);
        const QRect at(QPoint(left, top + (height - size.height()) / 2), size);
        item->setGeometry(QStyle::visualRect(direction, place, at));
        left += size.width() + m_gap;
        width -= size.width() + m_gap;
    }
    return height;
}

} // namespace tabletalk::ui
