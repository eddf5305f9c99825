// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QToolButton;
class QWidget;

namespace tabletalk::ui {

/// The "?" in the head of a panel: opens the guide at the panel in view, by the window's own action for that, which is
/// looked up by its name, so that what makes a page needs to know nothing else. Hidden in a window that has none.
QToolButton *makeHelpButton(QWidget *parent);

} // namespace tabletalk::ui
