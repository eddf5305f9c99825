// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/EmbeddedSharing.h"

#include "server/embedded/NetworkSharing.h"

#include <QMetaObject>

#include <chrono>

namespace tabletalk::desktop {

namespace {

constexpr std::chrono::seconds lookEvery{15};

} // namespace

EmbeddedSharing::EmbeddedSharing(NetworkSharing &sharing, QObject *parent)
    : Sharing(parent)
    , m_sharing(sharing)
    , m_state(sharing.state())
{
    m_thread.setMaxThreadCount(1);
    m_sharing.onChanged([this] { QMetaObject::invokeMethod(this, [this] { run([] {}, 0); }, Qt::QueuedConnection); });
    connect(&m_timer, &QTimer::timeout, this, [this] { run([this] { m_sharing.retry(); }, 0); });
    m_timer.start(lookEvery);
}

EmbeddedSharing::~EmbeddedSharing()
{
    m_sharing.onChanged({});
    m_thread.waitForDone();
}

void EmbeddedSharing::change(const api::SharingSettings &settings)
{
    ++m_changes;
    run([this, settings] { static_cast<void>(m_sharing.change(settings)); }, 1); // what fails is in the state
    Q_EMIT changed();
}

void EmbeddedSharing::run(const std::function<void()> &work, int changes)
{
    m_thread.start([this, work, changes] {
        work();
        const api::SharingState state = m_sharing.state();
        QMetaObject::invokeMethod(
            this,
            [this, state, changes] {
                m_state = state;
                m_changes -= changes;
                Q_EMIT changed();
            },
            Qt::QueuedConnection);
    });
}

} // namespace tabletalk::desktop
