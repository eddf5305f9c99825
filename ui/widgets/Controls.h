// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFrame;
class QLabel;
class QPushButton;
class QVBoxLayout;
class QWidget;

namespace tabletalk::ui {

/// Buttons and frames made the same way everywhere; each gets its object name.
enum class ButtonKind { Primary, Plain, Quiet, Danger };
QPushButton *makeButton(const QString &objectName, const QString &text, ButtonKind kind, QWidget *parent,
                        const QString &iconName = {});

/// A card with its margins set.
QFrame *makeCard(QWidget *parent, QVBoxLayout **layout);

/// A small coloured word: neutral, accent, success, warning or danger.
QLabel *makeBadge(const QString &text, const char *kind, QWidget *parent);

QFrame *makeSeparator(QWidget *parent);

/// A page with a title that scrolls when the window is small; content goes to *layout.
QWidget *makePage(const QString &title, const QString &subtitle, QWidget *parent, QVBoxLayout **layout);

/// Asks before something is lost. A seam: tests answer without a window.
bool confirm(QWidget *parent, const QString &title, const QString &text, const QString &action);

} // namespace tabletalk::ui
