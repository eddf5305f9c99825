// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TwoLineDelegate.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QIcon>
#include <QPainter>
#include <QPainterPath>

namespace tabletalk::ui {

namespace {

constexpr int iconSize = 18;

} // namespace

TwoLineDelegate::TwoLineDelegate(int secondRole, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_secondRole(secondRole)
{}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int lines =
        QFontMetrics(fontOf(TextStyle::Body)).height() + QFontMetrics(fontOf(TextStyle::Caption)).height();
    return {160, lines + 2 * space::small + space::tiny};
}

void TwoLineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = currentColors();
    const bool selected = option.state & QStyle::State_Selected;
    const QRect box = option.rect.adjusted(space::tiny, 2, -space::tiny, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (selected || option.state & QStyle::State_MouseOver) {
        painter->setBrush(selected ? c.accentSoft : c.raised);
        painter->drawRoundedRect(box, 6, 6);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(c.accent, 2));
        painter->drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6);
    }

    QRect inner = box.adjusted(space::small, space::tiny, -space::small, -space::tiny);
    const QVariant decoration = index.data(Qt::DecorationRole);
    if (decoration.canConvert<QIcon>() && !decoration.value<QIcon>().isNull()) {
        const QRect place(inner.left(), inner.center().y() - iconSize / 2, iconSize, iconSize);
        decoration.value<QIcon>().paint(painter, place, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        inner.setLeft(place.right() + space::small);
    }
    const QFont titleFont = fontOf(TextStyle::Body);
    const QFont secondFont = fontOf(TextStyle::Caption);
    const QFontMetrics titleMetrics(titleFont);
    const QFontMetrics secondMetrics(secondFont);
    const int top = inner.top() + (inner.height() - titleMetrics.height() - secondMetrics.height()) / 2;
    painter->setFont(titleFont);
    painter->setPen(selected ? c.onAccentSoft : c.text);
    painter->drawText(QRect(inner.left(), top, inner.width(), titleMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      titleMetrics.elidedText(index.data().toString(), Qt::ElideRight, inner.width()));
    painter->setFont(secondFont);
    painter->setPen(selected ? c.onAccentSoft : c.mutedText);
    painter->drawText(QRect(inner.left(), top + titleMetrics.height(), inner.width(), secondMetrics.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      secondMetrics.elidedText(index.data(m_secondRole).toString(), Qt::ElideRight, inner.width()));
    painter->restore();
}

} // namespace tabletalk::ui
