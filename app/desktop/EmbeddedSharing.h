// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/Sharing.h"

#include <QThreadPool>
#include <QTimer>

#include <functional>

namespace tabletalk {
class NetworkSharing;
}

namespace tabletalk::desktop {

/// The window's switch for the embedded server: asks it on a thread of its own, and looks again now and then, because
/// a computer's addresses come and go.
class EmbeddedSharing final : public ui::Sharing
{
    Q_OBJECT

public:
    /// sharing outlives this.
    explicit EmbeddedSharing(NetworkSharing &sharing, QObject *parent = nullptr);
    ~EmbeddedSharing() override;

    const api::SharingState &state() const override { return m_state; }
    void change(const api::SharingSettings &settings) override;
    bool isBusy() const override { return m_changes > 0; }

private:
    /// Runs on the thread; then the state is taken from there, and a change, if it was one, is over.
    void run(const std::function<void()> &work, int changes);

    NetworkSharing &m_sharing;
    api::SharingState m_state;
    int m_changes = 0; ///< under way
    QTimer m_timer;
    QThreadPool m_thread; ///< of one: changes happen in their order
};

} // namespace tabletalk::desktop
