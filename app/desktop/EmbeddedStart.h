// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/embedded/EmbeddedServer.h"

#include <QObject>

#include <memory>
#include <thread>

namespace tabletalk::desktop {

/// Starts the embedded server on a thread of its own, so that the window is there first,
/// and stops it when the program ends.
class EmbeddedStart : public QObject
{
    Q_OBJECT

public:
    explicit EmbeddedStart(EmbeddedServerOptions options);
    ~EmbeddedStart() override;

    /// Once; later calls do nothing.
    void start();
    /// Null until started() was emitted.
    EmbeddedServer *server() const { return m_server.get(); }

Q_SIGNALS:
    void started();
    void failed(const tabletalk::Problem &why);

private:
    using Outcome = Result<std::unique_ptr<EmbeddedServer>>;
    void take(std::shared_ptr<Outcome> outcome);

    EmbeddedServerOptions m_options;
    std::thread m_thread;
    std::unique_ptr<EmbeddedServer> m_server;
};

} // namespace tabletalk::desktop
