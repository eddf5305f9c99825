// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/EmbeddedStart.h"

#include <exception>
#include <utility>

namespace tabletalk::desktop {

EmbeddedStart::EmbeddedStart(EmbeddedServerOptions options)
    : m_options(std::move(options))
{}

EmbeddedStart::~EmbeddedStart()
{
    if (m_thread.joinable())
        m_thread.join();
}

void EmbeddedStart::start()
{
    if (m_thread.joinable())
        return; // without the window at first, which then came
    m_thread = std::thread([this] {
        auto outcome = std::make_shared<Outcome>();
        try {
            *outcome = EmbeddedServer::start(m_options);
        } catch (const Problem &problem) {
            *outcome = std::unexpected(problem);
        } catch (const std::exception &error) {
            *outcome = failure(ProblemCode::Internal, QString::fromUtf8(error.what()));
        }
        QMetaObject::invokeMethod(this, [this, outcome] { take(outcome); }, Qt::QueuedConnection);
    });
}

void EmbeddedStart::take(std::shared_ptr<Outcome> outcome)
{
    if (!*outcome) {
        Q_EMIT failed(outcome->error());
        return;
    }
    m_server = std::move(**outcome);
    Q_EMIT started();
}

} // namespace tabletalk::desktop
