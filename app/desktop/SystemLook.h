// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QObject>
#include <QVariant>

#ifdef TABLETALK_DBUS
#include <QDBusVariant>
#else
class QDBusVariant;
#endif

namespace tabletalk::desktop {

/// Asks the desktop whether it is dark and whether it wants high contrast, and passes each change on to the theme: by
/// the settings portal that GNOME, KDE and others have (org.freedesktop.appearance). Where there is none, nothing
/// changes.
class SystemLook : public QObject
{
    Q_OBJECT

public:
    explicit SystemLook(ui::Theme &theme, QObject *parent = nullptr);
    /// What the portal says of one key: color-scheme (1 dark) or contrast (1 higher).
    void take(const QString &key, const QVariant &value);

private Q_SLOTS:
    void onChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void read(const QString &key);

    ui::Theme &m_theme;
    ui::SystemAppearance m_appearance;
};

} // namespace tabletalk::desktop
