// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>

namespace tabletalk::desktop {

/// One program for a data directory: whoever starts it again is led to the one that runs, also when its window is
/// closed. They talk by a socket that only this user can reach.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(const QString &dataDir);

    /// Asks the one that runs to show its window, or to quit; false when there is none.
    bool callOther(bool quit) const;
    /// From now on others are led here; false when that cannot be.
    bool listen();

Q_SIGNALS:
    void showWanted();
    void quitWanted();

private:
    void take();

    QString m_path;
    QLocalServer m_server;
};

} // namespace tabletalk::desktop
