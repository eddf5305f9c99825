// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ActionRegistry.h"

#include <QAction>
#include <QKeySequence>

namespace tabletalk::ui {

QAction *ActionRegistry::add(const QString &id, Menu menu, const QString &text, const QKeySequence &shortcut,
                             QObject *owner)
{
    Q_ASSERT(!action(id));
    auto *action = new QAction(text, owner);
    action->setObjectName(id);
    action->setShortcut(shortcut);
    m_entries.push_back({menu, action});
    connect(action, &QObject::destroyed, this, [this, action] {
        std::erase_if(m_entries, [action](const Entry &entry) { return entry.action == action; });
    });
    Q_EMIT changed();
    return action;
}

QAction *ActionRegistry::action(const QString &id) const
{
    for (const Entry &entry : m_entries) {
        if (entry.action->objectName() == id)
            return entry.action;
    }
    return nullptr;
}

std::vector<QAction *> ActionRegistry::actions(Menu menu) const
{
    std::vector<QAction *> found;
    for (const Entry &entry : m_entries) {
        if (entry.menu == menu)
            found.push_back(entry.action);
    }
    return found;
}

std::vector<QAction *> ActionRegistry::actions() const
{
    std::vector<QAction *> found;
    for (const Entry &entry : m_entries)
        found.push_back(entry.action);
    return found;
}

} // namespace tabletalk::ui
