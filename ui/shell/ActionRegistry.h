// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

class QAction;
class QKeySequence;

namespace tabletalk::ui {

/// All actions of the window by id ("chat.new"), added by whoever performs them. The shell
/// makes its menus and shortcuts from here, so a new action touches no other file.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    enum class Menu { File, Edit, View, Help, None }; ///< None: found by the palette alone

    using QObject::QObject;

    /// The action is owned by `owner` and leaves the registry with it.
    QAction *add(const QString &id, Menu menu, const QString &text, const QKeySequence &shortcut, QObject *owner);
    /// Null for an unknown id.
    QAction *action(const QString &id) const;
    std::vector<QAction *> actions(Menu menu) const;
    /// Of all menus, in the order in which they were added.
    std::vector<QAction *> actions() const;

Q_SIGNALS:
    void changed();

private:
    struct Entry
    {
        Menu menu;
        QAction *action;
    };
    std::vector<Entry> m_entries;
};

} // namespace tabletalk::ui
