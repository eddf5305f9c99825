// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace tabletalk {

/// Where to listen, and as whom.
struct ListenOptions
{
    QString address; ///< numeric, or "localhost"
    /// At "::" also whoever comes by IPv4, whatever the system's own choice is.
    bool bothFamilies = false;
    quint16 port = 0;
    QString tlsCert; ///< PEM files; both or none
    QString tlsKey;
    int maxConnections = 0; ///< of this listener's own; 0: the server's bound alone
    /// Whoever comes in here is on another computer than the one that the server is part of: they may work with what
    /// is there, and not send the server to files and addresses of this one.
    bool forGuests = false;
    std::function<void()> guestsChanged; ///< called on an I/O thread; must not block. May be empty.
};

} // namespace tabletalk
