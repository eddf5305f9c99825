// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/PaletteDelegate.h"

#include "ui/palette/PaletteModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QIcon>
#include <QPainter>
#include <QTextLayout>

namespace tabletalk::ui {

namespace {

constexpr int iconSize = 16;
constexpr int radius = 6;

int rowHeight()
{
    return QFontMetrics(fontOf(TextStyle::Body)).height() + 2 * space::small;
}

int headingHeight()
{
    return QFontMetrics(fontOf(TextStyle::Caption)).height() + space::medium;
}

/// Draws one line with some letters strong; gives how wide it was.
int drawTitle(QPainter &painter, const QRect &place, const QString &title, const QVariantList &strong,
              const QColor &color, const QColor &accent)
{
    QTextLayout layout(title, fontOf(TextStyle::Body));
    QList<QTextLayout::FormatRange> formats;
    for (const QVariant &at : strong) {
        QTextLayout::FormatRange range;
        range.start = at.toInt();
        range.length = 1;
        range.format.setFontWeight(QFont::Bold);
        range.format.setForeground(accent);
        formats.append(range);
    }
    layout.setFormats(formats);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(place.width());
    layout.endLayout();
    painter.setPen(color);
    painter.save();
    painter.setClipRect(place);
    layout.draw(&painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2));
    painter.restore();
    return qMin(int(line.naturalTextWidth()) + 1, place.width());
}

} // namespace

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {200, rowHeight() + (index.data(PaletteModel::FirstOfKindRole).toBool() ? headingHeight() : 0)};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = currentColors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect row = option.rect;
    if (index.data(PaletteModel::FirstOfKindRole).toBool()) {
        painter->setFont(fontOf(TextStyle::Caption));
        painter->setPen(c.mutedText);
        painter->drawText(
            QRect(row.left() + space::medium, row.top() + space::tiny, row.width(), headingHeight() - space::tiny),
            Qt::AlignLeft | Qt::AlignVCenter,
            PaletteModel::kindTitle(PaletteKind(index.data(PaletteModel::KindRole).toInt())));
        row.setTop(row.top() + headingHeight());
    }
    const bool selected = option.state & QStyle::State_Selected;
    const QColor text = selected ? c.onAccentSoft : c.text;
    const QColor quiet = selected ? c.onAccentSoft : c.mutedText;
    if (selected) {
        painter->setPen(c.highContrast ? QPen(c.focus, 2) : QPen(Qt::NoPen));
        painter->setBrush(c.accentSoft);
        painter->drawRoundedRect(QRectF(row).adjusted(space::tiny, 1, -space::tiny, -1), radius, radius);
    }
    QRect inner = row.adjusted(space::medium, 0, -space::medium, 0);
    const QRect mark(inner.left(), inner.center().y() - iconSize / 2, iconSize, iconSize);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, mark, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
    inner.setLeft(mark.right() + space::medium);
    painter->setFont(fontOf(TextStyle::Caption));
    const QString keys = index.data(PaletteModel::ShortcutRole).toString();
    if (!keys.isEmpty()) {
        const int width = painter->fontMetrics().horizontalAdvance(keys);
        painter->setPen(quiet);
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, keys);
        inner.setRight(inner.right() - width - space::medium);
    }
    const int used = drawTitle(*painter, inner, index.data().toString(), index.data(PaletteModel::PlacesRole).toList(),
                               text, selected ? c.onAccentSoft : c.accent);
    inner.setLeft(inner.left() + used + space::medium);
    painter->setPen(quiet);
    painter->setFont(fontOf(TextStyle::Caption));
    if (inner.width() > 3 * space::huge)
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(PaletteModel::DetailRole).toString(),
                                                            Qt::ElideRight, inner.width()));
    painter->restore();
}

} // namespace tabletalk::ui
