// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/StyleSheet.h"

#include "ui/theme/Colors.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <utility>
#include <vector>

namespace tabletalk::ui {

namespace {

// Names beginning with $ are colour roles, see Colors.
constexpr const char *sheet = R"(
QToolTip { background: $raised; color: $text; border: 1px solid $strongLine; padding: 4px 8px; }
QLabel[muted="true"] { color: $mutedText; }
QLabel[strong="true"] { font-weight: 600; }
QLabel[danger="true"] { color: $danger; }
QLabel[success="true"] { color: $success; }

QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[sidebar="true"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[header="true"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[rail="true"] { background: $rail; border: none; border-right: 1px solid $line; }
QFrame[helpPane="true"] { background: $surface; border: none; border-left: 1px solid $line; }
QTextBrowser[helpText="true"], QTextBrowser[helpText="true"]:focus { border: 2px solid $surface; border-radius: 0; padding: 0; }
QTextBrowser[helpText="true"]:focus { border: 2px solid $focus; }
QFrame[overlay="true"] { background: $surface; border: 1px solid $controlLine; border-radius: 12px; }
QFrame[emptyPicture="true"] { background: $accentSoft; border: none; border-radius: 32px; }
QFrame[separator="true"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QLabel[badge="neutral"] { background: $raised; color: $mutedText; border-radius: 9px; padding: 2px 8px; }
QLabel[badge="accent"] { background: $accentSoft; color: $onAccentSoft; border-radius: 9px; padding: 2px 8px; }
QLabel[badge="success"] { background: $successSoft; color: $success; border-radius: 9px; padding: 2px 8px; }
QLabel[badge="warning"] { background: $warningSoft; color: $warning; border-radius: 9px; padding: 2px 8px; }
QLabel[badge="danger"] { background: $dangerSoft; color: $danger; border-radius: 9px; padding: 2px 8px; }

QLabel[codeBox="true"] { background: $window; border: 1px solid $line; border-radius: 6px; padding: 8px; }

QFrame[notice="danger"] { background: $dangerSoft; border: 1px solid $danger; border-radius: 8px; }
QFrame[notice="warning"] { background: $warningSoft; border: 1px solid $warning; border-radius: 8px; }
QFrame[notice="success"] { background: $successSoft; border: 1px solid $success; border-radius: 8px; }
QFrame[notice="accent"] { background: $accentSoft; border: 1px solid $accent; border-radius: 8px; }

QPushButton, QToolButton[button="true"] { background: $surface; color: $text; border: 1px solid $strongLine;
  border-radius: 6px; padding: 6px 12px; min-height: 18px; }
QPushButton:hover, QToolButton[button="true"]:hover { background: $raised; }
QPushButton:pressed { background: $line; }
QPushButton:checked { background: $accentSoft; color: $onAccentSoft; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 5px 11px; }
QPushButton:disabled { color: $disabled; border-color: $line; background: $window; }
QPushButton[primary="true"] { background: $accent; color: $onAccent; border: 1px solid $accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: $accentHover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $raised; color: $disabled; border-color: $line; }
QPushButton[quiet="true"], QToolButton[quiet="true"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
  color: $mutedText; padding: 4px 8px; }
QPushButton[quiet="true"]:hover, QToolButton[quiet="true"]:hover { background: $raised; color: $text; }
QPushButton[quiet="true"]:checked, QToolButton[quiet="true"]:checked { background: $accentSoft; color: $onAccentSoft; }
QPushButton[quiet="true"]:focus, QToolButton[quiet="true"]:focus { border: 2px solid $focus; padding: 3px 7px; }
QPushButton[quiet="true"]:disabled, QToolButton[quiet="true"]:disabled { color: $disabled; }
QPushButton[danger="true"] { color: $danger; }
QPushButton[danger="true"]:disabled { color: $disabled; }
QPushButton[linkLike="true"], QPushButton[linkLike="true"]:hover { color: $accent; text-align: left; }
QPushButton[chip="true"] { background: $surface; color: $text; border: 1px solid $strongLine; border-radius: 14px;
  padding: 5px 14px; text-align: left; }
QPushButton[chip="true"]:hover { background: $accentSoft; border-color: $accent; color: $onAccentSoft; }
QPushButton[chip="true"]:focus { border: 2px solid $focus; padding: 4px 13px; }
QPushButton[bigCard="true"] { background: $surface; border: 1px solid $line; border-radius: 12px; text-align: left; padding: 0;
  min-height: 264px; }
QPushButton[bigCard="true"]:hover { border: 1px solid $accent; background: $surface; }
QPushButton[bigCard="true"]:focus { border: 2px solid $focus; padding: 0; }
QPushButton[bigCard="true"]:disabled { background: $window; }

QToolButton[rail="true"] { background: transparent; border: 2px solid transparent; border-radius: 7px; color: $mutedText;
  padding: 3px 8px; text-align: left; }
QToolButton[rail="true"]:hover { background: $raised; color: $text; }
QToolButton[rail="true"]:checked { background: $accentSoft; color: $onAccentSoft; }
QToolButton[rail="true"]:focus { border: 2px solid $focus; padding: 3px 8px; }
QToolButton[rail="true"][collapsed="true"], QToolButton[rail="true"][collapsed="true"]:focus { padding: 5px; }
QToolButton[railHeading="true"], QToolButton[railHeading="true"]:focus { padding: 1px 9px; }
QToolButton[railHeading="true"]:hover { background: transparent; }
QToolButton[inField="true"] { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 1px; }
QToolButton[inField="true"]:hover { background: $raised; }
QToolButton[inField="true"]:focus { border: 2px solid $focus; padding: 0; }
QToolButton[place="true"], QToolButton[place="true"]:focus { border: none; background: transparent; padding: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateTimeEdit { background: $surface; color: $text; border: 1px solid $controlLine;
  border-radius: 6px; padding: 6px 8px; selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit, QSpinBox, QDoubleSpinBox { min-height: 18px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QDateTimeEdit:focus { border: 2px solid $focus; padding: 5px 7px; }
QComboBox:focus, QDateTimeEdit:focus { padding-right: 23px; }
QComboBox:focus { padding-left: 9px; }
QLineEdit:read-only { background: $window; color: $mutedText; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { background: $window; color: $disabled; border-color: $line; }
QLineEdit[invalid="true"] { border: 1px solid $danger; }
QPlainTextEdit[code="true"] { background: $window; border: 1px solid $line; }
QPlainTextEdit[code="true"]:focus { border: 2px solid $focus; }
QFrame[composer="true"] { background: $surface; border: 1px solid $controlLine; border-radius: 12px; }
QFrame[composer="focus"] { background: $surface; border: 2px solid $focus; border-radius: 12px; }
QFrame[composer] QPlainTextEdit, QFrame[composer] QPlainTextEdit:focus { border: none; background: transparent; padding: 4px; }
QComboBox, QDateTimeEdit { padding-right: 24px; min-height: 18px; }
QComboBox { padding-left: 10px; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url(:/tabletalk/icons/$arrow); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $strongLine; padding: 4px; outline: none;
  selection-background-color: $accentSoft; selection-color: $onAccentSoft; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button { width: 0; border: none; }
QTimeEdit::up-arrow, QTimeEdit::down-arrow { image: none; width: 0; height: 0; }

QAbstractItemView { background: $surface; border: none; outline: none; alternate-background-color: $window;
  selection-background-color: $accentSoft; selection-color: $onAccentSoft; }
QTableView { border: 1px solid $line; border-radius: 6px; padding: 1px; gridline-color: $line; }
QTableView:focus, QTreeView:focus { border: 2px solid $focus; padding: 0; }
QTableView::item { border: none; padding: 2px 8px; }
QTreeView { border: 1px solid $line; border-radius: 6px; padding: 1px; }
QTreeView::item { padding: 3px 0; }
QListView:focus { border: none; }
QListView[plain="true"] { background: transparent; }
QListView[boxed="true"] { border: 1px solid $line; border-radius: 6px; padding: 1px; }
QListView[boxed="true"]:focus { border: 2px solid $focus; padding: 0; }
QListView[boxed="true"]::item { padding: 4px 0; }
QGraphicsView[boxed="true"] { border: 1px solid $line; border-radius: 6px; padding: 1px; }
QGraphicsView[boxed="true"]:focus { border: 2px solid $focus; padding: 0; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $raised; color: $mutedText; border: none; border-bottom: 1px solid $line;
  border-right: 1px solid $line; padding: 5px 11px; font-weight: 600; }
QTableCornerButton::section { background: $raised; border: none; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $strongLine; border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $mutedText; }
QFrame[rail="true"] QScrollBar:vertical { width: 8px; margin: 2px 0 2px 2px; }
QFrame[rail="true"] QScrollBar::handle { background: $line; border-radius: 3px; }
QFrame[rail="true"] QScrollBar::handle:hover { background: $strongLine; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $raised; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QStatusBar { background: $surface; border-top: 1px solid $line; color: $mutedText; }
QStatusBar::item { border: none; }
QMenuBar { background: $surface; border-bottom: 1px solid $line; padding: 2px 4px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $surface; border: 1px solid $strongLine; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accentSoft; color: $onAccentSoft; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 10px; }
QPushButton::menu-indicator { image: url(:/tabletalk/icons/$arrow); subcontrol-origin: padding; subcontrol-position: right center; right: 4px; width: 10px; height: 10px; }
QPushButton[menu="true"] { padding-right: 16px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter[plain="true"]::handle { background: transparent; }
QTabBar::tab { background: transparent; color: $mutedText; padding: 8px 16px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar, QPushButton, QToolButton { outline: none; }
QTabBar::scroller { width: 56px; }
QTabBar QToolButton { background: $surface; border: 1px solid $strongLine; border-radius: 6px; }
QTabBar::tab:focus { color: $accent; border: 2px solid $focus; border-radius: 6px; padding: 6px 14px 8px 14px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QRadioButton, QCheckBox { spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 4px; }
QRadioButton:focus, QCheckBox:focus { border: 1px solid $focus; }
QCheckBox::indicator, QListView::indicator, QTreeView::indicator { width: 14px; height: 14px; border: 1px solid $controlLine; border-radius: 4px;
  background: $surface; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked { background: $accent; border-color: $accent;
  image: url(:/tabletalk/icons/$tick); }
QCheckBox::indicator:indeterminate, QListView::indicator:indeterminate, QTreeView::indicator:indeterminate { background: $accent;
  border-color: $accent; image: url(:/tabletalk/icons/$part); }
QListView::indicator, QTreeView::indicator { width: 12px; height: 12px; margin-right: 4px; }
QCheckBox::indicator:disabled, QListView::indicator:disabled, QTreeView::indicator:disabled { border-color: $line; background: $window; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $controlLine; border-radius: 8px; background: $surface; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; background: $onAccent; }
QRadioButton::indicator:disabled { border-color: $line; background: $window; }
)";

} // namespace

QString styleSheetOf(const Colors &c)
{
    const QColor disabled = disabledText(c);
    std::vector<std::pair<const char *, QString>> values = {
        {"$window", c.window.name()},
        {"$surface", c.surface.name()},
        {"$raised", c.raised.name()},
        {"$rail", c.rail.name()},
        {"$line", c.line.name()},
        {"$strongLine", c.strongLine.name()},
        {"$controlLine", c.controlLine.name()},
        {"$focus", c.focus.name()},
        {"$text", c.text.name()},
        {"$mutedText", c.mutedText.name()},
        {"$accent", c.accent.name()},
        {"$accentHover", c.accentHover.name()},
        {"$onAccent", c.onAccent.name()},
        {"$accentSoft", c.accentSoft.name()},
        {"$onAccentSoft", c.onAccentSoft.name()},
        {"$danger", c.danger.name()},
        {"$dangerSoft", c.dangerSoft.name()},
        {"$warning", c.warning.name()},
        {"$warningSoft", c.warningSoft.name()},
        {"$success", c.success.name()},
        {"$successSoft", c.successSoft.name()},
        {"$disabled", disabled.name()},
        {"$part", c.dark ? QStringLiteral("part-dark.svg") : QStringLiteral("part-light.svg")},
        {"$tick", c.dark ? QStringLiteral("tick-dark.svg") : QStringLiteral("tick-light.svg")},
        {"$arrow", c.dark ? QStringLiteral("arrow-dark.svg") : QStringLiteral("arrow-light.svg")},
    };
    // $accentSoft must be replaced before $accent.
    std::sort(values.begin(), values.end(),
              [](const auto &a, const auto &b) { return qstrlen(a.first) > qstrlen(b.first); });
    QString text = QString::fromLatin1(sheet);
    for (const auto &[name, value] : values)
        text.replace(QLatin1StringView(name), value);
    return text;
}

} // namespace tabletalk::ui
