// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/base/Problem.h"

#include <QString>
#include <QUrl>

#include <memory>

namespace tabletalk {

class NetworkSharing;
class Server;

struct EmbeddedServerOptions
{
    QString dataDir;
    bool airGap = false;  ///< as the policy of this computer says
    QString outboundCa;   ///< PEM, for what the server asks of others; empty: the system's
    QByteArray masterKey; ///< from the system keychain; when empty a file in dataDir holds one
};

/// The same server inside the desktop program: a random loopback port, accounts by invitation alone,
/// and a local owner whose secret only this process gets. It runs in its own threads.
class EmbeddedServer
{
public:
    static Result<std::unique_ptr<EmbeddedServer>> start(const EmbeddedServerOptions &options);
    ~EmbeddedServer();

    /// ws://127.0.0.1:PORT/rpc
    QUrl rpcUrl() const;

    /// Signs the local owner in; makes the account and its organisation the first time.
    Result<api::SignedIn> signInOwner();

    /// Whether other computers reach it. Off until somebody switches it on.
    NetworkSharing &sharing() { return *m_sharing; }

private:
    explicit EmbeddedServer(std::unique_ptr<Server> server);
    std::unique_ptr<Server> m_server;
    std::unique_ptr<NetworkSharing> m_sharing;
};

} // namespace tabletalk
