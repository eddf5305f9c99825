// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QObject>
#include <QUrl>

#include <optional>
#include <string_view>

namespace tabletalk::ui {

/// A server that is not who it was, or not the same any more.
struct CertificateChange
{
    QString server;    ///< host:port
    QByteArray before; ///< SHA-256
    QByteArray now;
};

/// A way to carry texts to a server and back, so that a Session can be tested with a
/// scripted server. Everything happens in the window's thread. After open() exactly one of
/// opened() or closed() follows; after opened(), one closed().
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Only a server with this certificate (SHA-256) is the right one, whoever vouches for another. Holds until it is
    /// given anew; empty: what the transport trusts by itself.
    virtual void expectCertificate(const QByteArray &fingerprint) { Q_UNUSED(fingerprint) }

    /// Why an operation may not be asked of that server; nothing when it may.
    virtual std::optional<Problem> refusalOf(std::string_view operation) const
    {
        Q_UNUSED(operation)
        return std::nullopt;
    }

    virtual void open(const QUrl &url) = 0;
    virtual void send(const QByteArray &text) = 0;
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    void received(const QByteArray &text);
    /// The server shows another certificate than the one that was accepted for it; closed() follows.
    void certificateChanged(const tabletalk::ui::CertificateChange &change);
    /// The connection is gone, or never came about, and why.
    void closed(const tabletalk::Problem &why);
};

} // namespace tabletalk::ui
