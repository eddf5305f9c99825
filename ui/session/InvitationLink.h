// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QUrl>

namespace tabletalk::ui {

/// What a link to join a server holds: "https://192.168.1.20:8765/join#ti_…&sha256=…".
struct InvitationLink
{
    QUrl server;            ///< of its WebSocket
    QString token;          ///< of the invitation; empty: the link only leads to the server
    QByteArray fingerprint; ///< SHA-256 of the server's certificate, 32 bytes; empty where authorities vouch for it

    /// Whether a text that somebody pasted wants to be such a link; it may still be a bad one.
    static bool looksLikeOne(const QString &text);
    /// InvalidRequest where it is none, or goes over a connection that everybody could read.
    static Result<InvitationLink> read(const QString &text);
    /// A link to the server without an invitation, with its certificate. server: "https://host:port".
    static QString toServer(const QString &server, const QByteArray &fingerprint);
};

} // namespace tabletalk::ui
