// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/ManagedSettings.h"
#include "ui/session/Pins.h"
#include "ui/session/Transport.h"

#include <QSslError>

#include <functional>

class QWebSocket;

namespace tabletalk::ui {

/// A server's certificate that no authority vouches for.
struct UnknownCertificate
{
    QString server; ///< host:port
    QString subject;
    QByteArray fingerprint; ///< SHA-256
};

/// The real transport. A certificate that the system does not trust is accepted only when
/// it is the one pinned for that server; the first time, the question goes to the
/// certificate judge, who may take any time: no connection waits for the answer.
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    /// True to pin the certificate.
    using CertificateJudge = std::function<bool(const UnknownCertificate &)>;

    explicit WebSocketTransport(CertificateJudge judge, ServerTrust trust = {}, QObject *parent = nullptr);
    ~WebSocketTransport() override;

    void expectCertificate(const QByteArray &fingerprint) override { m_expected = fingerprint; }
    void open(const QUrl &url) override;
    void send(const QByteArray &text) override;
    void close() override;

private:
    void start(const QUrl &url);
    void drop();
    void judgeErrors(const QList<QSslError> &errors);
    bool isAsExpected(const QByteArray &found);
    void askLater();
    void ask(const UnknownCertificate &unknown);
    void onConnected();
    void finish(const Problem &why);
    Problem reason() const;

    CertificateJudge m_judge;
    ServerTrust m_trust;
    Pins m_pins;
    QByteArray m_expected;
    QWebSocket *m_socket = nullptr;
    QUrl m_url;
    std::optional<Problem> m_refusal;
    std::optional<UnknownCertificate> m_unknown; ///< to be asked about when its connection has ended
    int m_attempt = 0;                           ///< so that an answer for an earlier one is dropped
};

} // namespace tabletalk::ui
