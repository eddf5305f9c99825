// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/WebSocketTransport.h"

#include <QCoreApplication>
#include <QNetworkRequest>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QWebSocket>

#include <utility>

namespace tabletalk::ui {

namespace {

/// The largest answer we are willing to hold: a page of rows is far smaller.
constexpr quint64 maxMessageBytes = 16 * 1024 * 1024;

constexpr int closeSignInAgain = 4401;
constexpr int closeNotShared = 4410;

QString serverOf(const QUrl &url)
{
    return url.host() + u':' + QString::number(url.port(url.scheme() == QLatin1StringView("wss") ? 443 : 80));
}

/// Its usual title speaks of databases.
Problem cannotConnect(const QString &title, const QString &detail, const QString &hint)
{
    Problem problem = Problem::of(ProblemCode::CannotConnect, detail, hint);
    problem.title = title;
    return problem;
}

} // namespace

WebSocketTransport::WebSocketTransport(CertificateJudge judge, ServerTrust trust, QObject *parent)
    : Transport(parent)
    , m_judge(std::move(judge))
    , m_trust(std::move(trust))
{}

WebSocketTransport::~WebSocketTransport()
{
    drop();
}

void WebSocketTransport::open(const QUrl &url)
{
    drop();
    ++m_attempt;
    m_refusal.reset();
    start(url);
}

void WebSocketTransport::start(const QUrl &url)
{
    m_url = url;
    m_unknown.reset();
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingMessageSize(maxMessageBytes);
    connect(m_socket, &QWebSocket::connected, this, &WebSocketTransport::onConnected);
    connect(m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { Q_EMIT received(text.toUtf8()); });
    connect(m_socket, &QWebSocket::disconnected, this, [this] { finish(reason()); });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto failed = &QWebSocket::errorOccurred;
#else
    const auto failed = QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif
    connect(m_socket, failed, this, [this](QAbstractSocket::SocketError) {
        // While connecting no "disconnected" follows.
        if (m_socket && m_socket->state() != QAbstractSocket::ConnectedState)
            finish(reason());
    });
    connect(m_socket, &QWebSocket::sslErrors, this, &WebSocketTransport::judgeErrors);
    if (!m_trust.authorities.isEmpty()) {
        QSslConfiguration configuration = m_socket->sslConfiguration();
        if (m_trust.onlyThese)
            configuration.setCaCertificates(m_trust.authorities);
        else
            configuration.addCaCertificates(m_trust.authorities);
        m_socket->setSslConfiguration(configuration);
    }
    QNetworkRequest request(url);
    // As lists of sign-ins and the audit log show it.
    const QString program = QCoreApplication::applicationName() + u'/' + QCoreApplication::applicationVersion();
    request.setRawHeader("User-Agent", program.toUtf8());
    m_socket->open(request);
}

/// Also where authorities vouch for the certificate: an invitation says which one is the right one.
void WebSocketTransport::onConnected()
{
    const QByteArray found = m_socket->sslConfiguration().peerCertificate().digest(QCryptographicHash::Sha256);
    if (isAsExpected(found))
        Q_EMIT opened();
    else
        finish(reason());
}

bool WebSocketTransport::isAsExpected(const QByteArray &found)
{
    if (m_expected.isEmpty() || m_expected == found)
        return true;
    m_refusal = cannotConnect(tr("This is not the server of the invitation"),
                              tr("%1 should show the certificate\n%2\nand shows\n%3")
                                  .arg(serverOf(m_url), Pins::displayInLines(m_expected), Pins::displayInLines(found)),
                              tr("Somebody may be in between, or the link is an old one. Do not enter a password; ask "
                                 "whoever invited you for "
                                 "a new link by another way than this network."));
    return false;
}

void WebSocketTransport::judgeErrors(const QList<QSslError> &errors)
{
    const QSslCertificate certificate = errors.isEmpty() ? QSslCertificate() : errors.first().certificate();
    if (certificate.isNull())
        return;
    const QByteArray found = certificate.digest(QCryptographicHash::Sha256);
    const QString server = serverOf(m_url);
    const QByteArray pinned = m_pins.fingerprint(server);
    if (!isAsExpected(found))
        return;
    if (!m_trust.mayAcceptNew) { // nor counts what was accepted before
        m_refusal = cannotConnect(
            tr("The server's certificate is not trusted"),
            tr("No authority that is trusted here vouches for the certificate of %1, and your organisation lets nobody "
               "accept others.")
                .arg(server),
            tr("Ask whoever administers this computer."));
        return;
    }
    if (pinned == found) {
        m_socket->ignoreSslErrors(errors);
        return;
    }
    if (!pinned.isEmpty()) {
        m_refusal = cannotConnect(
            tr("The server's certificate has changed"),
            tr("The certificate of %1 was\n%2\nand now is\n%3")
                .arg(server, Pins::displayInLines(pinned), Pins::displayInLines(found)),
            tr("If its administrator renewed the certificate, forget the old one in Settings and join again. "
               "If not, somebody may be listening in between."));
        Q_EMIT certificateChanged({server, pinned, found});
        return;
    }
    if (!m_expected.isEmpty()) { // whoever sent the invitation vouches for it
        m_pins.pin(server, found);
        m_socket->ignoreSslErrors(errors);
        return;
    }
    m_unknown = UnknownCertificate{server, certificate.subjectDisplayName(), found};
}

/// People compare fingerprints for minutes, and a server does not wait so long for a handshake: the socket that showed
/// the certificate is gone by then, and a new one is opened for it once it is accepted.
void WebSocketTransport::askLater()
{
    QMetaObject::invokeMethod(
        this,
        [this, attempt = m_attempt, unknown = *std::exchange(m_unknown, {})] {
            if (attempt == m_attempt)
                ask(unknown);
        },
        Qt::QueuedConnection);
}

void WebSocketTransport::ask(const UnknownCertificate &unknown)
{
    const int attempt = m_attempt;
    const QPointer<WebSocketTransport> still(this); // whoever is asked may leave meanwhile
    const bool isAccepted = m_judge && CertificateJudge(m_judge)(unknown);
    if (!still || attempt != m_attempt)
        return;
    if (isAccepted) {
        m_pins.pin(unknown.server, unknown.fingerprint);
        return start(m_url);
    }
    m_refusal = cannotConnect(tr("The server's certificate is not trusted"),
                              tr("The certificate of %1 was not accepted.").arg(unknown.server),
                              tr("Compare its fingerprint with the one its administrator gives you, then join again."));
    Q_EMIT closed(*m_refusal);
}

Problem WebSocketTransport::reason() const
{
    if (m_refusal)
        return *m_refusal;
    const int code = m_socket ? m_socket->closeCode() : 0; // Qt's type does not know those of our own
    if (code == closeSignInAgain)
        return Problem::of(ProblemCode::NotSignedIn, tr("The sign-in has expired."), tr("Sign in again."));
    const QString server = serverOf(m_url);
    if (code == closeNotShared)
        return Problem::of(ProblemCode::Unavailable, tr("%1 is not shared on the network any more.").arg(server),
                           tr("Ask whose computer it is to share it again; the window then connects by itself."));
    if (m_socket && m_socket->error() != QAbstractSocket::UnknownSocketError
        && m_socket->error() != QAbstractSocket::RemoteHostClosedError) {
        return cannotConnect(tr("The server cannot be reached"),
                             tr("%1 does not answer: %2.").arg(server, m_socket->errorString()),
                             tr("Check the address, and that the server is running and reachable from here."));
    }
    return Problem::of(ProblemCode::Unavailable, tr("The connection to %1 ended.").arg(server),
                       tr("The window connects again by itself as soon as the server answers."));
}

void WebSocketTransport::finish(const Problem &why)
{
    if (!m_socket)
        return;
    drop();
    if (m_unknown)
        return askLater();
    Q_EMIT closed(why);
}

void WebSocketTransport::send(const QByteArray &text)
{
    if (m_socket)
        m_socket->sendTextMessage(QString::fromUtf8(text));
}

void WebSocketTransport::close()
{
    ++m_attempt; // nobody waits for the answer of whoever is asked just now
    if (!m_socket)
        return;
    m_socket->disconnect(this); // closing on purpose is no news
    m_socket->close();
    drop();
}

void WebSocketTransport::drop()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater();
    m_socket = nullptr;
}

} // namespace tabletalk::ui
