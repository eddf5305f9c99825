// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sharing.h"
#include "core/base/Problem.h"

#include <functional>
#include <memory>
#include <mutex>

namespace tabletalk {

class Server;
struct SharingCertificate;

/// Lets other computers of the network reach the server inside the desktop program, while it is switched on: over TLS,
/// with a certificate that it makes for itself once. What was chosen is in the data directory and is taken up at the
/// next start. Thread-safe; the calls wait for a moment, so a window makes them on another thread.
///
///     sharing.json   what was chosen
///     sharing.crt    the certificate, and
///     sharing.key    its key, readable by its owner alone
class NetworkSharing
{
public:
    explicit NetworkSharing(Server &server);
    ~NetworkSharing();
    NetworkSharing(const NetworkSharing &) = delete;
    NetworkSharing &operator=(const NetworkSharing &) = delete;

    /// As it was when the program ended. What fails is in the state.
    void resume();
    /// Switches on, off, or to another place. What fails is in the state as well.
    Result<void> change(const api::SharingSettings &settings);
    /// Tries again what should be on and is not: the network was not there, or the port was taken. Takes note of new
    /// addresses.
    void retry();
    /// Who is there now, and by which addresses others come; asks the system for the latter.
    api::SharingState state() const;

    /// Called on any thread when the state may be another; must not block. Empty: nobody listens any more.
    void onChanged(std::function<void()> changed);

private:
    struct Telling;
    Result<void> apply(const api::SharingSettings &settings);
    Result<void> open(const api::SharingSettings &settings);
    Result<void> listen(const api::SharingSettings &settings, const SharingCertificate &certificate);
    QStringList reachable(const api::SharingSettings &settings) const;
    void setLinks(const api::SharingSettings &settings);
    void note(const Result<void> &outcome);
    void read();
    Result<void> write(const api::SharingSettings &settings) const;

    Server &m_server;
    std::shared_ptr<Telling> m_telling; ///< connections may end after this
    std::mutex m_changeMutex;           ///< one change at a time
    mutable std::mutex m_mutex;
    api::SharingSettings m_settings;
    QByteArray m_fingerprint;
    bool m_bothFamilies = false; ///< listens for IPv6 as well as IPv4, where it listens everywhere
    std::optional<Problem> m_problem;
};

} // namespace tabletalk
