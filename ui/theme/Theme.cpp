// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/StyleSheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QLabel>
#include <QResizeEvent>
#include <QStyle>
#include <QStyleFactory>
#include <QVariant>

#include <algorithm>

namespace tabletalk::ui {

namespace {

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QPalette paletteOf(const Colors &c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.surface);
    p.setColor(QPalette::AlternateBase, c.window);
    p.setColor(QPalette::ToolTipBase, c.raised);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::PlaceholderText, c.mutedText);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.raised);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.onAccent);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.strongLine);
    const QColor disabled = disabledText(c);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, disabled);
    return p;
}

/// The bare X server and offscreen platform give DejaVu Sans, which is very wide; where a
/// desktop chose a font, that one is kept.
void chooseFont(QApplication &application)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QString family = QFontInfo(font).family();
    if (family.startsWith(QLatin1StringView("DejaVu")) || family == QLatin1StringView("Sans Serif")) {
        const QStringList available = QFontDatabase::families();
        for (const QString &better : {QStringLiteral("Inter"), QStringLiteral("Noto Sans")}) {
            if (available.contains(better)) {
                font.setFamily(better);
                break;
            }
        }
    }
    if (font.pointSizeF() < 10)
        font.setPointSizeF(10);
    application.setFont(font);
}

/// A layout gives what does not grow no more than its size hint, which for text in lines is that of another width.
class TextLabel final : public QLabel
{
public:
    using QLabel::QLabel;
    QSize sizeHint() const override
    {
        QSize hint = QLabel::sizeHint();
        if (wordWrap() && isVisible())
            hint.setHeight(std::max(hint.height(), heightForWidth(width())));
        return hint;
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QLabel::resizeEvent(event);
        if (wordWrap() && event->oldSize().width() != event->size().width())
            updateGeometry();
    }
};

} // namespace

Theme::Theme(QApplication &application)
    : m_application(application)
    , m_system{isDark(QApplication::palette()), false}
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    chooseFont(application);
    apply();
}

void Theme::setMode(ThemeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::setSystem(SystemAppearance appearance)
{
    if (appearance == m_system)
        return;
    m_system = appearance;
    if (m_mode == ThemeMode::System)
        apply();
}

const Colors &Theme::colors() const
{
    switch (m_mode) {
    case ThemeMode::Light:
        return lightColors();
    case ThemeMode::Dark:
        return darkColors();
    case ThemeMode::ContrastLight:
        return contrastLightColors();
    case ThemeMode::ContrastDark:
        return contrastDarkColors();
    case ThemeMode::System:
        break;
    }
    if (m_system.highContrast)
        return m_system.dark ? contrastDarkColors() : contrastLightColors();
    return m_system.dark ? darkColors() : lightColors();
}

void Theme::apply()
{
    QApplication::setPalette(paletteOf(colors()));
    m_application.setStyleSheet(styleSheetOf(colors()));
    Q_EMIT changed();
}

QFont fontOf(TextStyle style)
{
    QFont font = QApplication::font();
    const double base = font.pointSizeF();
    switch (style) {
    case TextStyle::Display:
        font.setPointSizeF(base * 2.2);
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Title:
        font.setPointSizeF(base * 1.55);
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Heading:
        font.setPointSizeF(base * 1.2);
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Body:
        break;
    case TextStyle::Caption:
        font.setPointSizeF(base * 0.9);
        break;
    }
    return font;
}

QLabel *makeLabel(const QString &text, TextStyle style, bool muted, QWidget *parent)
{
    auto *label = new TextLabel(text, parent);
    label->setFont(fontOf(style));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    // As high as its lines and no higher: spare room belongs to others.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    if (muted)
        label->setProperty("muted", true);
    return label;
}

void setStyleClass(QWidget *widget, const char *property, const QVariant &value)
{
    if (widget->property(property) == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

const Colors &currentColors()
{
    const QPalette palette = QApplication::palette();
    for (const Colors *set : allColors()) {
        if (palette.color(QPalette::Window) == set->window && palette.color(QPalette::Link) == set->accent)
            return *set;
    }
    return isDark(palette) ? darkColors() : lightColors();
}

} // namespace tabletalk::ui
