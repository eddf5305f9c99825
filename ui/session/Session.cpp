// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Session.h"

#include "ui/session/SessionParts.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

Problem lost()
{
    return Problem::of(ProblemCode::Unavailable, Session::tr("The connection was lost before the answer came."),
                       Session::tr("Try again once the window is connected."));
}

} // namespace

Session::Session(std::unique_ptr<Transport> transport, SessionOptions options, QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_options(options)
    , m_nextRetry(options.firstRetry)
{
    connect(m_transport.get(), &Transport::opened, this, &Session::onOpened);
    connect(m_transport.get(), &Transport::received, this, &Session::onReceived);
    connect(m_transport.get(), &Transport::closed, this, &Session::onClosed);
    connect(m_transport.get(), &Transport::certificateChanged, this, &Session::certificateChanged);
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, [this] {
        setState(State::Connecting);
        m_transport->open(m_url);
    });
    m_refreshTimer.setSingleShot(true);
    connect(&m_refreshTimer, &QTimer::timeout, this, &Session::refresh);
    m_impersonationTimer.setSingleShot(true);
    connect(&m_impersonationTimer, &QTimer::timeout, this, &Session::returnToOwn);
}

Session::~Session()
{
    m_transport->disconnect(this);
}

void Session::open(const QUrl &url, const QString &refreshToken)
{
    api::SignedIn unknown;
    unknown.refreshToken = refreshToken;
    open(url, unknown);
}

void Session::open(const QUrl &url, const api::SignedIn &signedIn)
{
    // What was asked before the first server was there waits for it; what was asked of
    // another server must not reach this one.
    if (m_wantsConnection)
        close();
    m_url = url;
    m_signedIn = signedIn;
    m_own.reset();
    m_wantsConnection = true;
    m_nextRetry = m_options.firstRetry;
    setState(State::Connecting);
    m_transport->open(url);
}

void Session::retryNow()
{
    if (m_state != State::Waiting)
        return;
    m_nextRetry = m_options.firstRetry;
    m_retryTimer.start(std::chrono::milliseconds(0));
}

std::chrono::milliseconds Session::retryIn() const
{
    return m_retryTimer.isActive() ? m_retryTimer.remainingTimeAsDuration() : std::chrono::milliseconds(0);
}

void Session::close()
{
    m_wantsConnection = false;
    m_socketOpen = false;
    m_retryTimer.stop();
    m_refreshTimer.stop();
    m_transport->close();
    m_streams.clear();
    m_signedIn = {};
    forgetWho();
    setState(State::Idle);
    failAll(Problem::of(ProblemCode::Cancelled, tr("The window left the server.")), true);
}

void Session::onOpened()
{
    m_socketOpen = true;
    m_nextRetry = m_options.firstRetry;
    if (!m_signedIn.accessToken.isEmpty())
        attach();
    else if (!m_signedIn.refreshToken.isEmpty())
        refresh();
    else
        setState(State::SignedOut);
    transmitWaiting();
}

void Session::onClosed(const Problem &why)
{
    m_socketOpen = false;
    m_refreshTimer.stop();
    for (auto &[id, stream] : m_streams)
        stream->resuming = false;
    if (!m_wantsConnection)
        return;
    const double stretch = 1 + m_options.jitter * (2 * QRandomGenerator::global()->generateDouble() - 1);
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(m_nextRetry * stretch);
    m_nextRetry = std::min(m_nextRetry * 2, m_options.longestRetry);
    setState(State::Waiting);
    m_retryTimer.start(wait);
    Q_EMIT connectionLost(why, wait);
    failAll(lost(), false);
}

void Session::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace tabletalk::ui
