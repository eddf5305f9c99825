// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>
#include <QStringList>

namespace tabletalk::desktop {

/// Whether the program starts with the desktop session, without its window: an entry of the freedesktop.org autostart
/// specification, on Windows a value of the person's own key "Run". Where there is neither, it cannot.
class Autostart
{
public:
    /// folder: of such entries, or that key; empty: the system has none. command: the program and its arguments.
    Autostart(QString folder, QStringList command);
    /// Of this program and this person; possible on Windows and on systems that follow the specification.
    static Autostart ofThisProgram(const QString &dataDir);

    bool isPossible() const { return !m_folder.isEmpty(); }
    bool isOn() const;
    Result<void> set(bool on) const;

private:
    QString path() const;
    Result<void> write(bool on) const;

    QString m_folder;
    QStringList m_command;
};

} // namespace tabletalk::desktop
