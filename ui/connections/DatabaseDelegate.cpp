// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/DatabaseDelegate.h"

#include "ui/connections/DatabaseListModel.h"
#include "ui/connections/DatabaseState.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QIcon>
#include <QPainter>
#include <QStyle>

namespace tabletalk::ui {

namespace {

constexpr int iconSize = 18;
constexpr int dotSize = 8;
constexpr int corner = 6;

void paintBox(QPainter *painter, const QStyleOptionViewItem &option, const QRect &box)
{
    const Colors &c = currentColors();
    const bool selected = option.state & QStyle::State_Selected;
    painter->setPen(Qt::NoPen);
    if (selected || option.state & QStyle::State_MouseOver) {
        painter->setBrush(selected ? c.accentSoft : c.raised);
        painter->drawRoundedRect(box, corner, corner);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(c.accent, 2));
        painter->drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), corner, corner);
    }
}

/// Full when it is known, an empty ring when it is not, so that colour says it not alone.
void paintDot(QPainter *painter, const QRect &place, Health health)
{
    const Colors &c = currentColors();
    const QColor color = health == Health::Ok ? c.success : health == Health::Failing ? c.danger : c.mutedText;
    painter->setPen(QPen(color, 1.5));
    painter->setBrush(health == Health::Unknown ? QBrush(Qt::NoBrush) : QBrush(color));
    painter->drawEllipse(QRectF(place).adjusted(1, 1, -1, -1));
}

} // namespace

QSize DatabaseDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int lines =
        QFontMetrics(fontOf(TextStyle::Body)).height() + 2 * QFontMetrics(fontOf(TextStyle::Caption)).height();
    return {160, lines + 2 * space::small + space::tiny};
}

void DatabaseDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = currentColors();
    const bool selected = option.state & QStyle::State_Selected;
    const QRect box = option.rect.adjusted(space::tiny, 2, -space::tiny, -2);
    const QRect inner = box.adjusted(space::small, space::tiny, -space::small, -space::tiny);
    const auto mirrored = [&](const QRect &place) { return QStyle::visualRect(option.direction, inner, place); };
    const Qt::Alignment side = QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintBox(painter, option, box);

    const QFont titleFont = fontOf(TextStyle::Body);
    const QFont smallFont = fontOf(TextStyle::Caption);
    const QFontMetrics titleMetrics(titleFont);
    const QFontMetrics smallMetrics(smallFont);
    int top = inner.top() + (inner.height() - titleMetrics.height() - 2 * smallMetrics.height()) / 2;
    const QRect iconPlace(inner.left(), top + (titleMetrics.height() - iconSize) / 2, iconSize, iconSize);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, mirrored(iconPlace), Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);

    const int left = inner.left() + iconSize + space::small;
    const auto line = [&](int from, const QFont &font, const QColor &color, const QString &text) {
        const QFontMetrics metrics(font);
        const QRect place(from, top, inner.right() - from + 1, metrics.height());
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(mirrored(place), int(side), metrics.elidedText(text, Qt::ElideRight, place.width()));
    };
    const QColor quiet = selected ? c.onAccentSoft : c.mutedText;
    line(left, titleFont, selected ? c.onAccentSoft : c.text, index.data().toString());
    top += titleMetrics.height();
    line(left, smallFont, quiet, index.data(DatabaseListModel::StateRole).toString());
    top += smallMetrics.height();
    const auto health = Health(index.data(DatabaseListModel::HealthRole).toInt());
    const QRect dot(left, top + (smallMetrics.height() - dotSize) / 2, dotSize, dotSize);
    line(left + dotSize + space::tiny + 2, smallFont, quiet, healthText(health));
    paintDot(painter, mirrored(dot), health);
    painter->restore();
}

} // namespace tabletalk::ui
