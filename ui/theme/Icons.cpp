// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Icons.h"

#include "ui/theme/Theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace tabletalk::ui {

namespace {

QColor colorOf(IconTint tint, QIcon::Mode mode, QIcon::State state)
{
    const Colors &c = currentColors();
    if (mode == QIcon::Disabled)
        return disabledText(c);
    if (state == QIcon::On || mode == QIcon::Selected)
        return c.onAccentSoft;
    switch (tint) {
    case IconTint::Text:
        return c.text;
    case IconTint::Muted:
        return c.mutedText;
    case IconTint::Accent:
        return c.accent;
    case IconTint::OnAccent:
        return c.onAccent;
    case IconTint::Danger:
        return c.danger;
    case IconTint::Success:
        return c.success;
    case IconTint::Warning:
        return c.warning;
    }
    return c.text;
}

/// Drawings are square; a wider place keeps its spare width between the drawing and the words that follow.
QRect drawingIn(const QRect &place)
{
    if (place.width() <= place.height())
        return place;
    QRect drawing(place.topLeft(), QSize(place.height(), place.height()));
    if (QGuiApplication::isRightToLeft())
        drawing.moveRight(place.right());
    return drawing;
}

/// Paints the drawing in the colour of the moment instead of keeping pictures.
class TintedEngine final : public QIconEngine
{
public:
    TintedEngine(QByteArray svg, IconTint tint)
        : m_svg(std::move(svg))
        , m_tint(tint)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        QByteArray svg = m_svg;
        svg.replace("currentColor", colorOf(m_tint, mode, state).name().toLatin1());
        QSvgRenderer renderer(svg);
        painter->setRenderHint(QPainter::Antialiasing);
        renderer.render(painter, QRectF(drawingIn(rect)));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine *clone() const override { return new TintedEngine(m_svg, m_tint); }

private:
    QByteArray m_svg;
    IconTint m_tint;
};

} // namespace

QIcon icon(const QString &name, IconTint tint)
{
    QFile file(QStringLiteral(":/tabletalk/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new TintedEngine(file.readAll(), tint));
}

QIcon programIcon()
{
    return QIcon(QStringLiteral(":/tabletalk/icons/tabletalk.svg"));
}

} // namespace tabletalk::ui
