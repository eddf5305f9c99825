// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/BrowserSignIn.h"

#include "core/crypto/RandomToken.h"
#include "core/signon/ProviderDocument.h"
#include "ui/session/Session.h"

#include <QDesktopServices>
#include <QHostAddress>
#include <QTcpSocket>
#include <QUrlQuery>

namespace tabletalk::ui {

namespace {

constexpr qint64 longestRequest = 16 * 1024;
constexpr int mostConnections = 20;
constexpr int msForRequest = 10'000;

/// A page without script, told to nobody else.
QByteArray answer(const QByteArray &status, const QString &title, const QString &text)
{
    const QString page = QStringLiteral("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                                        "<title>Tabletalk</title></head><body><main><h1>%1</h1><p>%2</p></main></body>"
                                        "</html>")
                             .arg(title.toHtmlEscaped(), text.toHtmlEscaped());
    const QByteArray body = page.toUtf8();
    return "HTTP/1.1 " + status
           + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
             "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nConnection: close\r\n\r\n"
           + body;
}

/// The address of "GET /?… HTTP/1.1" that was asked of this machine by its number; empty for anything
/// else, so that no name that a page of the web gave this machine leads here.
QUrl targetOf(const QByteArray &head, quint16 port)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.front().trimmed().split(' ');
    if (first.size() != 3 || first[0] != "GET")
        return {};
    const QByteArray here = "127.0.0.1:" + QByteArray::number(port);
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().toLower() == "host" && line.sliced(colon + 1).trimmed() == here)
            return QUrl::fromEncoded("http://" + here + first[1], QUrl::StrictMode);
    }
    return {};
}

} // namespace

BrowserSignIn::BrowserSignIn(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_server.setMaxPendingConnections(mostConnections);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            attend(socket);
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        fail(Problem::of(ProblemCode::Cancelled, tr("Nobody came back from the browser in time."),
                         tr("Begin again, and finish on the page that opens.")));
    });
}

BrowserSignIn::~BrowserSignIn() = default;

void BrowserSignIn::begin(const QString &organization, SignOnProviderId provider, const QString &email)
{
    cancel();
    if (!m_server.listen(QHostAddress::LocalHost)) {
        fail(Problem::of(
            ProblemCode::Unavailable,
            tr("This computer lets the window listen for its browser nowhere: %1.").arg(m_server.errorString()),
            tr("Sign in with a password, or look at the computer's firewall.")));
        return;
    }
    m_secret = crypto::randomToken();
    api::BeginSignOnRequest request;
    request.organization = organization;
    request.providerId = provider;
    request.challenge = signon::challengeOf(m_secret);
    request.port = m_server.serverPort();
    if (!email.isEmpty())
        request.email = email;
    m_session.call<api::BegunSignOn>("signOn.begin", request, this,
                                     [this, turn = m_turn](const Result<api::BegunSignOn> &begun) {
                                         if (turn == m_turn)
                                             open(begun);
                                     });
}

void BrowserSignIn::cancel()
{
    ++m_turn;
    m_patience.stop();
    m_server.close();
    m_secret.clear();
    m_attempt = {};
}

void BrowserSignIn::open(const Result<api::BegunSignOn> &answer)
{
    if (!answer)
        return fail(answer.error());
    const QUrl page(answer->url, QUrl::StrictMode);
    // A server may not have this computer open anything but a page of the web.
    const bool isWeb = page.scheme() == u"https" || page.scheme() == u"http";
    if (!page.isValid() || !isWeb)
        return fail(Problem::of(ProblemCode::Unavailable, tr("The server named no page to sign in at.")));
    m_attempt = answer->attemptId;
    m_patience.start(std::chrono::seconds(answer->expiresIn));
    if (!QDesktopServices::openUrl(page))
        return fail(Problem::of(ProblemCode::Unavailable, tr("No browser could be opened."),
                                tr("Set a browser for this computer, or sign in with a password.")));
    Q_EMIT opened(page);
}

void BrowserSignIn::attend(QTcpSocket *socket)
{
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    QTimer::singleShot(msForRequest, socket, [socket] { socket->abort(); });
}

void BrowserSignIn::read(QTcpSocket *socket)
{
    const QByteArray head = socket->peek(longestRequest);
    if (!head.contains("\r\n\r\n")) {
        if (head.size() >= longestRequest)
            socket->abort();
        return;
    }
    socket->readAll();
    const QUrlQuery query(targetOf(head, m_server.serverPort()));
    const bool isOurs = !m_attempt.isNull() && query.queryItemValue(QStringLiteral("attempt")) == m_attempt.toString();
    if (!isOurs) { // the icon of a page, or somebody who tries: the sign-in goes on
        socket->write(answer("404 Not Found", tr("Nothing is here"), tr("This is no sign-in of this window.")));
        socket->disconnectFromHost();
        return;
    }
    const QString code = query.queryItemValue(QStringLiteral("code"));
    socket->write(answer("200 OK", tr("You may return to Tabletalk"),
                         code.isEmpty() ? tr("Signing in did not work. The window says why.")
                                        : tr("The window signs you in. This page can be closed.")));
    socket->disconnectFromHost();
    finish(code);
}

void BrowserSignIn::finish(const QString &code)
{
    api::FinishSignOnRequest request;
    request.attemptId = m_attempt;
    request.secret = m_secret;
    if (!code.isEmpty())
        request.code = code;
    cancel(); // each code and secret count once
    m_session.call<api::SignedIn>("signOn.finish", request, this,
                                  [this, turn = m_turn](const Result<api::SignedIn> &answer) {
                                      if (turn != m_turn)
                                          return;
                                      if (!answer)
                                          return fail(answer.error());
                                      Q_EMIT signedIn(*answer);
                                  });
}

void BrowserSignIn::fail(const Problem &why)
{
    cancel();
    Q_EMIT failed(why);
}

} // namespace tabletalk::ui
