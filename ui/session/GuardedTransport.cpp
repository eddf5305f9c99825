// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/GuardedTransport.h"

namespace tabletalk::ui {

GuardedTransport::GuardedTransport(std::unique_ptr<Transport> inner, std::shared_ptr<const ManagedSettings> managed)
    : m_inner(std::move(inner))
    , m_managed(std::move(managed))
{
    connect(m_inner.get(), &Transport::opened, this, &Transport::opened);
    connect(m_inner.get(), &Transport::received, this, &Transport::received);
    connect(m_inner.get(), &Transport::closed, this, &Transport::closed);
    connect(m_inner.get(), &Transport::certificateChanged, this, &Transport::certificateChanged);
}

std::optional<Problem> GuardedTransport::refusalOf(std::string_view operation) const
{
    return m_managed->refusalOf(m_url, operation);
}

void GuardedTransport::open(const QUrl &url)
{
    m_url = url;
    ++m_attempt;
    const auto why = m_managed->refusalOf(url);
    if (!why) {
        m_isOpen = true;
        return m_inner->open(url);
    }
    close();
    // Later, as an answer from there would come.
    QMetaObject::invokeMethod(
        this,
        [this, problem = *why, attempt = m_attempt] {
            if (attempt == m_attempt)
                Q_EMIT closed(problem);
        },
        Qt::QueuedConnection);
}

void GuardedTransport::send(const QByteArray &text)
{
    if (m_isOpen)
        m_inner->send(text);
}

void GuardedTransport::close()
{
    if (std::exchange(m_isOpen, false))
        m_inner->close();
}

} // namespace tabletalk::ui
