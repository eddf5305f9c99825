// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"
#include "core/base/Problem.h"

#include <QObject>
#include <QTcpServer>
#include <QTimer>
#include <QUrl>

class QTcpSocket;

namespace tabletalk::ui {

class Session;

/// Signs somebody in by an organisation's identity provider, in the browser (RFC 8252): opens the
/// provider's page and listens on 127.0.0.1 for the browser to bring the code back. The code alone
/// is of no use to anybody: it counts together with the secret that never leaves this object. One
/// sign-in at a time; a new one ends the one before. Lives in the window's thread.
class BrowserSignIn : public QObject
{
    Q_OBJECT

public:
    /// session: asks the server; outlives this.
    explicit BrowserSignIn(Session &session, QObject *parent = nullptr);
    ~BrowserSignIn() override;

    /// organization: its short name. email: that the provider may fill in; may be empty.
    void begin(const QString &organization, SignOnProviderId provider, const QString &email);
    void cancel();
    bool isWaiting() const { return m_server.isListening(); }

Q_SIGNALS:
    /// The browser has the provider's page.
    void opened(const QUrl &page);
    void signedIn(const tabletalk::api::SignedIn &signedIn);
    void failed(const tabletalk::Problem &why);

private:
    void open(const Result<api::BegunSignOn> &answer);
    void attend(QTcpSocket *socket);
    void read(QTcpSocket *socket);
    void finish(const QString &code);
    void fail(const Problem &why);

    Session &m_session;
    QTcpServer m_server;
    QTimer m_patience;
    QString m_secret;
    SignOnAttemptId m_attempt;
    int m_turn = 0; ///< what was asked for one before is not taken for this one
};

} // namespace tabletalk::ui
