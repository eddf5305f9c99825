// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tabletalk::ui {

/// The SHA-256 fingerprints of server certificates that the user once accepted, by
/// "host:port". Kept in the settings: they are no secret.
class Pins
{
public:
    /// Empty when the server is not pinned.
    QByteArray fingerprint(const QString &server) const;
    void pin(const QString &server, const QByteArray &fingerprint);
    void forget(const QString &server);

    /// "AB:CD:…", as people compare it.
    static QString display(const QByteArray &fingerprint);
    /// The same in two lines of sixteen bytes, where one would be cut off.
    static QString displayInLines(const QByteArray &fingerprint);
};

} // namespace tabletalk::ui
