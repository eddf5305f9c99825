// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/base/Problem.h"

namespace tabletalk::api {

/// Whether, and where, the server inside the window's program listens for other computers. Kept in its data directory.
struct SharingSettings
{
    bool on = false;
    QString address; ///< one of the computer's own, numeric; empty: all of them
    int port = 8765;
    friend bool operator==(const SharingSettings &, const SharingSettings &) = default;
};
BOOST_DESCRIBE_STRUCT(SharingSettings, (), (on, address, port))

/// Somebody who is connected from another computer now.
struct SharingGuest
{
    QString name; ///< empty: a program with an API key
    QString email;
    QString address;
    Instant since;
};

/// How sharing stands, for the window of the same program alone: this is told over no wire.
struct SharingState
{
    SharingSettings settings;
    bool listening = false;
    std::vector<QString> addresses;   ///< to type elsewhere: "https://192.168.1.20:8765"; the best first
    QByteArray fingerprint;           ///< SHA-256 of the certificate, 32 bytes; empty until there is one
    std::vector<SharingGuest> guests; ///< at most as many as the listener takes
    std::vector<QString> choices;     ///< the computer's own addresses
    std::optional<Problem> problem;   ///< why it does not listen although it should
};

} // namespace tabletalk::api
