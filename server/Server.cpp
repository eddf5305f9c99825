// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/Server.h"

#include "core/crypto/SelfTest.h"
#include "server/DataDirectory.h"
#include "server/accounts/AccountService.h"
#include "server/agents/AgentChat.h"
#include "server/api/Registry.h"
#include "server/audit/AuditService.h"
#include "server/chat/ChatService.h"
#include "server/composition/Clocks.h"
#include "server/composition/ServerParts.h"
#include "server/composition/operations.h"
#include "server/events/EventService.h"
#include "server/jobs/JobService.h"
#include "server/limits/PlanRates.h"
#include "server/net/HttpServer.h"
#include "server/nodes/NodeService.h"
#include "server/outbound/HttpClient.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/PostgresListener.h"
#include "server/saved/SavedQuestionRunner.h"
#include "server/tenants/OrganizationService.h"
#include "server/tenants/ThingWorkspaces.h"

namespace tabletalk {

namespace {

HttpServerOptions httpOptions(const ServerOptions &options)
{
    HttpServerOptions http;
    http.address = options.listenAddress;
    http.port = options.port;
    http.tlsCert = options.tlsCert;
    http.tlsKey = options.tlsKey;
    http.ioThreads = options.ioThreads;
    http.trustedProxies = options.trustedProxies;
    http.allowedHosts = options.allowedNames;
    http.publicHost = QUrl(options.publicUrl).host();
    http.rates = options.rates;
    http.baseDomain = options.baseDomain;
    return http;
}

} // namespace

/// The parts, and what lets them live: it is begun when all of them are there, and ended before the first goes.
struct Server::Parts
{
    explicit Parts(std::unique_ptr<composition::Foundation> foundation)
        : made(std::move(foundation))
    {}
    ~Parts();

    void begin();
    void joinOtherServers();
    Result<void> listen(const ServerOptions &options);
    HttpServerServices httpServices();

    composition::ServerParts made;
    std::unique_ptr<PostgresListener> listener; ///< where servers share a database
    std::unique_ptr<composition::Clocks> clocks;
    Registry registry;
    std::unique_ptr<HttpServer> http;
};

/// All but what listens. Jobs start when whatever runs them is there.
void Server::Parts::begin()
{
    joinOtherServers();
    made.backbone.jobs->start();
    clocks = std::make_unique<composition::Clocks>(made);
    composition::declareOperations(registry, made);
}

/// Ends what dead servers left, and hears what the living ones do.
void Server::Parts::joinOtherServers()
{
    ChatService &chat = *made.answers.chat;
    AgentChat &agentChat = *made.agents.chat;
    EventService &events = *made.backbone.events;
    chat.removeStrayFiles();
    made.backbone.nodes->start([&chat, &agentChat] {
        chat.endInterrupted();
        agentChat.endInterrupted();
    });
    if (made.foundation.sharesDatabase)
        listener = std::make_unique<PostgresListener>(
            made.foundation.login,
            PostgresListener::Options{.channel = EventService::channel(),
                                      .connected = [&events] { events.deliverMissed(); },
                                      .heard = [&events](const auto &said) { events.deliverAnnounced(said); }});
}

Result<void> Server::Parts::listen(const ServerOptions &options)
{
    auto started = HttpServer::start(httpOptions(options), httpServices());
    if (!started)
        return std::unexpected(std::move(started).error());
    http = *std::move(started);
    made.foundation.links.setOwn(http->url());
    return {};
}

HttpServerServices Server::Parts::httpServices()
{
    return {
        .registry = registry,
        .authenticator = *made.people.accounts,
        .workspaces = *made.tenancy.workspaces,
        .audit = *made.backbone.audit,
        .clock = made.foundation.clock,
        .allowance = made.trade.planRates.get(),
        .describeCaller = [this](Identity caller) { return made.people.accounts->describeCaller(std::move(caller)); },
        .readiness = [this]() -> Result<void> {
            if (made.foundation.database->isReady())
                return {};
            return failure(ProblemCode::Unavailable);
        },
        .gauges = [this] { return made.pools.gauges(); },
        .organizationOfDomain =
            [this](const QString &domain) { return made.people.organizations->domains().organizationOf(domain); }};
}

/// Transports first, then what runs on threads, then what those used. A coroutine that
/// still waits for a pool or the database ends with Unavailable before its services go.
Server::Parts::~Parts()
{
    made.backbone.jobs->askToStop(); // first, or they would take it for failures of theirs that what they use ends
    made.answers.chat->stopAll();
    made.answers.savedRunner->stopAll();
    made.agents.chat->stopAll();
    made.foundation.outbound->stop(); // whoever waits for a model gets its end
    if (http)
        http->stop();
    if (clocks)
        clocks->stop();
    made.backbone.jobs->stop();
    made.pools.stop();
    made.backbone.audit->recordCounts(true);
    if (listener)
        listener->stop();
    made.backbone.nodes->stop();
    made.foundation.database->stop();
    http.reset();
}

Result<std::unique_ptr<Server>> Server::start(const ServerOptions &options)
{
    if (auto sound = crypto::selfTest(); !sound)
        return std::unexpected(std::move(sound).error());
    auto foundation = composition::Foundation::open(options);
    if (!foundation)
        return std::unexpected(std::move(foundation).error());
    std::unique_ptr<Parts> parts;
    try {
        parts = std::make_unique<Parts>(*std::move(foundation));
        parts->begin();
    } catch (const Problem &problem) {
        return std::unexpected(problem);
    }
    if (auto listening = parts->listen(options); !listening)
        return std::unexpected(std::move(listening).error());
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{}

Server::~Server() = default;

QUrl Server::url() const
{
    return QUrl(m_parts->http->url());
}

Registration Server::registration() const
{
    return m_parts->made.foundation.registration;
}

AccountService &Server::accounts()
{
    return *m_parts->made.people.accounts;
}

PasswordResetService &Server::passwordResets()
{
    return *m_parts->made.people.passwordResets;
}

ConnectionService &Server::connections()
{
    return *m_parts->made.databases.connections;
}

OnboardingService &Server::onboarding()
{
    return *m_parts->made.databases.onboarding;
}

HttpServer &Server::transports()
{
    return *m_parts->http;
}

void Server::setLinks(const QString &url, const QString &fingerprint)
{
    m_parts->made.foundation.links.set(url, fingerprint);
}

QString Server::dataDirectory() const
{
    return m_parts->made.foundation.directory->path();
}

} // namespace tabletalk
