// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colors.h"

#include <QFont>
#include <QObject>
#include <QPalette>
#include <QVariant>

class QApplication;
class QLabel;
class QWidget;

namespace tabletalk::ui {

enum class ThemeMode { System, Light, Dark, ContrastLight, ContrastDark };

/// What the desktop asks of its programs.
struct SystemAppearance
{
    bool dark = false;
    bool highContrast = false;
    bool operator==(const SystemAppearance &) const = default;
};

/// Dresses the application: one palette and one style sheet, both made from the colour
/// roles. Follows the system's appearance until told otherwise. Lives in the window's
/// thread, as long as the application.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QApplication &application);

    void setMode(ThemeMode mode);
    ThemeMode mode() const { return m_mode; }
    /// The desktop changed its mind, or is known at last.
    void setSystem(SystemAppearance appearance);
    const Colors &colors() const;

Q_SIGNALS:
    /// After palette and style sheet were changed; what paints itself repaints.
    void changed();

private:
    void apply();

    QApplication &m_application;
    ThemeMode m_mode = ThemeMode::System;
    SystemAppearance m_system;
};

/// The steps of the type scale, relative to the system's font size.
enum class TextStyle { Display, Title, Heading, Strong, Body, Caption };

/// The font of a step.
QFont fontOf(TextStyle style);

/// A label in that step. muted: for text that explains rather than says.
QLabel *makeLabel(const QString &text, TextStyle style, bool muted = false, QWidget *parent = nullptr);

/// Sets a dynamic property that the style sheet selects by, and applies it at once.
void setStyleClass(QWidget *widget, const char *property, const QVariant &value = true);

/// The colours in use, told from the application's palette; for what paints itself.
const Colors &currentColors();

} // namespace tabletalk::ui
