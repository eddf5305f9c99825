// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PostgresListener.h"

#include "server/platform/PostgresConnection.h"
#include "server/platform/PostgresRoles.h"

#include <QLoggingCategory>
#include <QSocketNotifier>
#include <QTimer>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

class PostgresListener::Worker : public QObject
{
public:
    Worker(const PostgresLogin &login, Options options)
        : m_login(login)
        , m_options(std::move(options))
        , m_retry(new QTimer(this))
    {
        m_retry->setSingleShot(true);
        connect(m_retry, &QTimer::timeout, this, &Worker::listen);
    }

    /// Connects where there is no connection, and lets the owner look for what it missed.
    void listen()
    {
        if (!m_connection && !open()) {
            m_retry->start(m_options.retryAfter);
            return;
        }
        guarded([this] { m_options.connected(); });
        hear(); // what came while nobody watched the socket
    }

private:
    bool open()
    {
        auto connection = PostgresConnection::open(m_login, m_none);
        if (!connection)
            return false;
        if (!(*connection)->execute(u"LISTEN "_s + quotedIdentifier(m_options.channel)))
            return false;
        m_connection = *std::move(connection);
        m_socket = std::make_unique<QSocketNotifier>(m_connection->socket(), QSocketNotifier::Read);
        connect(m_socket.get(), &QSocketNotifier::activated, this, &Worker::hear);
        return true;
    }

    void hear()
    {
        const std::vector<QString> said = m_connection->takeNotifications();
        if (!said.empty())
            guarded([&] { m_options.heard(said); });
        if (m_connection->isUsable())
            return;
        qCWarning(lcPlatform) << "the connection that hears of other servers broke";
        m_socket->setEnabled(false);
        m_socket.release()->deleteLater(); // it may be what called
        m_connection.reset();
        m_retry->start(std::chrono::milliseconds(0));
    }

    template <class Work>
    void guarded(Work work)
    {
        try {
            work();
        } catch (const Problem &problem) {
            qCWarning(lcPlatform).noquote() << "what other servers said has to wait:" << problem.title;
            m_retry->start(m_options.retryAfter);
        }
    }

    const PostgresLogin m_login;
    const Options m_options;
    const Statements m_none;
    QTimer *m_retry;
    std::unique_ptr<PostgresConnection> m_connection;
    std::unique_ptr<QSocketNotifier> m_socket;
};

PostgresListener::PostgresListener(const PostgresLogin &login, Options options)
    : m_worker(new Worker(login, std::move(options)))
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, &Worker::listen, Qt::BlockingQueuedConnection);
}

PostgresListener::~PostgresListener()
{
    stop();
}

void PostgresListener::stop()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace tabletalk
