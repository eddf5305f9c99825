// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/embedded/EmbeddedServer.h"

#include "server/Server.h"
#include "server/accounts/AccountService.h"
#include "server/embedded/NetworkSharing.h"

#include <QCoreApplication>

namespace tabletalk {

Result<std::unique_ptr<EmbeddedServer>> EmbeddedServer::start(const EmbeddedServerOptions &options)
{
    ServerOptions server;
    server.dataDir = options.dataDir;
    server.masterKey = options.masterKey;
    server.port = 0;
    server.embedded = true;
    server.airGap = options.airGap;
    server.outboundCa = options.outboundCa;
    server.registration = Registration::Invite;
    auto started = Server::start(server);
    if (!started)
        return std::unexpected(std::move(started).error());
    return std::unique_ptr<EmbeddedServer>(new EmbeddedServer(*std::move(started)));
}

EmbeddedServer::EmbeddedServer(std::unique_ptr<Server> server)
    : m_server(std::move(server))
    , m_sharing(std::make_unique<NetworkSharing>(*m_server))
{
    m_sharing->resume();
}

EmbeddedServer::~EmbeddedServer() = default;

QUrl EmbeddedServer::rpcUrl() const
{
    QUrl url = m_server->url();
    url.setScheme(QStringLiteral("ws"));
    url.setPath(QStringLiteral("/rpc"));
    return url;
}

Result<api::SignedIn> EmbeddedServer::signInOwner()
{
    try {
        return m_server->accounts().signInOwner(QCoreApplication::translate("EmbeddedServer", "My organisation"));
    } catch (const Problem &problem) {
        return std::unexpected(problem);
    }
}

} // namespace tabletalk
