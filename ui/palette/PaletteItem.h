// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace tabletalk::ui {

/// What an entry of the palette is; entries stand in this order where they fit alike.
enum class PaletteKind {
    Panel,
    Action,
    Setting,
    Place,
    Database,
    Table,
    Conversation,
    SavedQuestion,
    Dashboard,
    Document,
    Help
};

/// Something that the palette finds and does.
struct PaletteItem
{
    QString id; ///< stable over starts, so that recent use can be remembered
    PaletteKind kind = PaletteKind::Action;
    QString title;
    QString detail;   ///< where it belongs; may be empty
    QString keywords; ///< found by these too, but less well than by its title
    QString iconName;
    QString shortcut; ///< as it is shown
    std::function<void()> run;
};

} // namespace tabletalk::ui
