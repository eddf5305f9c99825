// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/Server.h"

#include "core/ask/Translator.h"
#include "core/base/Clock.h"
#include "core/crypto/SelfTest.h"
#include "server/DataDirectory.h"
#include "server/accounts/AccountService.h"
#include "server/accounts/PasswordResetService.h"
#include "server/accounts/accounts_operations.h"
#include "server/accuracy/AccuracyService.h"
#include "server/accuracy/accuracy_operations.h"
#include "server/administration/AdministrationService.h"
#include "server/administration/ImpersonationService.h"
#include "server/administration/ServerSettingsService.h"
#include "server/administration/administration_operations.h"
#include "server/agents/AgentChat.h"
#include "server/agents/AgentRunner.h"
#include "server/agents/AgentService.h"
#include "server/agents/DocumentsTool.h"
#include "server/agents/SearchTool.h"
#include "server/agents/SqlTool.h"
#include "server/agents/ToolBox.h"
#include "server/agents/agents_operations.h"
#include "server/agents/memory/AgentMemory.h"
#include "server/agents/memory/RememberTool.h"
#include "server/agents/memory/memory_operations.h"
#include "server/announcements/AnnouncementService.h"
#include "server/announcements/announcements_operations.h"
#include "server/api/Registry.h"
#include "server/audit/AuditService.h"
#include "server/audit/audit_operations.h"
#include "server/automations/AutomationService.h"
#include "server/automations/automations_operations.h"
#include "server/base/AwaitNow.h"
#include "server/base/WorkerPool.h"
#include "server/billing/BillingService.h"
#include "server/billing/billing_operations.h"
#include "server/chat/ChatService.h"
#include "server/chat/Consultant.h"
#include "server/chat/ConversationService.h"
#include "server/chat/ModelHelp.h"
#include "server/chat/PreparedDatabases.h"
#include "server/chat/chat_operations.h"
#include "server/chat/conversation_operations.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/ConnectionService.h"
#include "server/connections/connections_operations.h"
#include "server/dashboards/DashboardService.h"
#include "server/dashboards/dashboards_operations.h"
#include "server/events/EventService.h"
#include "server/events/events_operations.h"
#include "server/examples/ExampleService.h"
#include "server/examples/examples_operations.h"
#include "server/graph/GraphBuilder.h"
#include "server/graph/GraphService.h"
#include "server/graph/GraphTool.h"
#include "server/graph/PassagesByGraph.h"
#include "server/graph/graph_operations.h"
#include "server/jobs/Housekeeping.h"
#include "server/jobs/JobService.h"
#include "server/knowledge/DocumentService.h"
#include "server/knowledge/StandardReaders.h"
#include "server/knowledge/WebSiteCrawler.h"
#include "server/knowledge/documents_operations.h"
#include "server/limits/AlertMailer.h"
#include "server/limits/PlanRates.h"
#include "server/mcp/DatabasesTool.h"
#include "server/mcp/ToolService.h"
#include "server/mcp/tools_operations.h"
#include "server/models/ModelEmbedder.h"
#include "server/models/ModelService.h"
#include "server/models/models_operations.h"
#include "server/net/HttpServer.h"
#include "server/nodes/NodeService.h"
#include "server/onboarding/OnboardingService.h"
#include "server/onboarding/SchemaService.h"
#include "server/onboarding/onboarding_operations.h"
#include "server/outbound/HttpClient.h"
#include "server/outbound/SmtpMailer.h"
#include "server/platform/KeyRotation.h"
#include "server/platform/MasterKey.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/PostgresDatabase.h"
#include "server/platform/PostgresListener.h"
#include "server/platform/Vault.h"
#include "server/saved/SavedQuestionRunner.h"
#include "server/saved/SavedQuestionService.h"
#include "server/saved/saved_operations.h"
#include "server/schedules/ScheduleService.h"
#include "server/schedules/schedules_operations.h"
#include "server/search/HybridSearch.h"
#include "server/search/PassageEmbedding.h"
#include "server/search/SearchIndexer.h"
#include "server/search/WorkspaceIndex.h"
#include "server/search/search_operations.h"
#include "server/security/SecurityService.h"
#include "server/security/security_operations.h"
#include "server/signon/ProviderClient.h"
#include "server/signon/SignOnFlow.h"
#include "server/signon/SignOnSettings.h"
#include "server/signon/signon_operations.h"
#include "server/support/SupportService.h"
#include "server/support/support_operations.h"
#include "server/tenants/MemberService.h"
#include "server/tenants/OrganizationService.h"
#include "server/tenants/TenantArchive.h"
#include "server/tenants/TenantDeletion.h"
#include "server/tenants/TenantService.h"
#include "server/tenants/ThingWorkspaces.h"
#include "server/tenants/members_operations.h"
#include "server/tenants/organizations_operations.h"
#include "server/tenants/tenants_operations.h"
#include "server/usage/UsageFollowers.h"
#include "server/usage/UsageService.h"
#include "server/usage/usage_operations.h"
#include "server/vocabulary/VocabularyService.h"
#include "server/vocabulary/vocabulary_operations.h"
#include "server/webhooks/WebhookSender.h"
#include "server/webhooks/WebhookService.h"
#include "server/webhooks/webhooks_operations.h"
#include "server/workflows/WorkflowService.h"
#include "server/workflows/workflows_operations.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QLoggingCategory>

#include <mutex>

namespace tabletalk {

Q_LOGGING_CATEGORY(lcServer, "tabletalk.server")

namespace {

/// How long what has ended is kept, and how often the rest is deleted.
constexpr std::chrono::hours keepEndedSessions{24 * 7};
constexpr std::chrono::hours keepEndedJobs{24 * 30};
constexpr std::chrono::hours keepEvents{24 * 90};
constexpr std::chrono::minutes firstHousekeeping{5};
constexpr std::chrono::hours housekeepingEvery{6};
constexpr std::chrono::seconds webhooksEvery{2};
constexpr std::chrono::seconds schedulesEvery{10};
constexpr std::chrono::seconds documentsEvery{5};
constexpr std::chrono::seconds workflowsEvery{3};
/// What a schedule reads of a result.
constexpr SavedRunBounds scheduledRows{.rows = 20'000, .bytes = 8LL * 1024 * 1024};
constexpr std::chrono::seconds firstBilling{10};
constexpr std::chrono::minutes billingEvery{1};

/// What may wait behind tenants' databases before callers are asked to come back.
constexpr int targetQueue = 5000;

Registration registrationOf(const ServerOptions &options)
{
    if (options.registration)
        return *options.registration;
    const bool onLoopback =
        options.listenAddress == QStringLiteral("localhost") || QHostAddress(options.listenAddress).isLoopback();
    return onLoopback ? Registration::Open : Registration::Invite;
}

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
    http.rates = options.rates;
    http.baseDomain = options.baseDomain;
    return http;
}

Result<std::unique_ptr<PlatformDatabase>> openPlatform(const ServerOptions &options, const QString &directory,
                                                       const Clock &clock, PostgresLogin *signedInAs)
{
    if (options.platformUrl.isEmpty())
        return PlatformDatabase::open({.directory = directory}, clock);
    return PostgresDatabase::open({.url = options.platformUrl, .ownerUrl = options.platformOwnerUrl}, clock,
                                  signedInAs);
}

/// What links to the server begin with; changes when the server is shared. Thread-safe.
class LinkStart
{
public:
    void set(const QString &url, const QString &fingerprint)
    {
        const std::scoped_lock lock(m_mutex);
        m_url = url;
        m_fingerprint = fingerprint;
    }
    /// Where it listens, for as long as nothing else is set.
    void setOwn(const QString &url)
    {
        const std::scoped_lock lock(m_mutex);
        m_own = url;
    }
    QString url() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_url.isEmpty() ? m_own : m_url;
    }
    QString fingerprint() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_fingerprint;
    }

private:
    mutable std::mutex m_mutex;
    QString m_own;
    QString m_url;
    QString m_fingerprint;
};

} // namespace

/// Everything a server is made of, in the order in which it is made.
struct Server::Parts
{
    Registration registration;
    bool embedded = false;
    QString baseDomain;
    AnswerLimits answerLimits;
    OnboardingOptions onboardingOptions;
    int auditDays = 0;
    LinkStart links;
    SystemClock clock;
    std::unique_ptr<DataDirectory> directory;
    std::unique_ptr<PlatformDatabase> database;
    bool sharesDatabase = false; ///< with other servers
    PostgresLogin login;         ///< where it is shared
    std::chrono::milliseconds nodeLease{};
    std::unique_ptr<Vault> vault;
    std::unique_ptr<ConnectionPolicy> policy;
    ReachableHosts modelHosts;
    OfferedModel offeredModel;
    std::unique_ptr<HttpClient> outbound;
    std::unique_ptr<ask::Translator> analyst = ask::makeAnalyst();

    std::unique_ptr<WorkerPool> hashingPool;
    std::unique_ptr<WorkerPool> targetPool;
    std::unique_ptr<WorkerPool> controlPool;
    std::unique_ptr<WorkerPool> deletionPool; ///< waits for what is under way
    std::unique_ptr<WorkerPool> searchPool;
    std::unique_ptr<WorkerPool> trialPool; ///< steps of workflows that are tried

    std::unique_ptr<NodeService> nodes;
    std::unique_ptr<AuditService> audit;
    std::unique_ptr<EventService> events;
    std::unique_ptr<JobService> jobs;
    std::unique_ptr<Mailer> mailer;
    std::unique_ptr<SecurityService> security;
    std::unique_ptr<AccountService> accounts;
    std::unique_ptr<PasswordResetService> passwordResets;
    std::unique_ptr<ProviderClient> providerClient;
    std::unique_ptr<SignOnSettings> signOnSettings;
    std::unique_ptr<SignOnFlow> signOn;
    std::unique_ptr<TenantService> tenants;
    std::unique_ptr<OrganizationService> organizations;
    std::unique_ptr<MemberService> members;
    std::unique_ptr<UsageService> usage;
    UsageFollowers usageFollowers;
    std::unique_ptr<AlertMailer> alertMailer;
    std::unique_ptr<PlanRates> planRates;
    std::unique_ptr<WebhookService> webhooks;
    std::unique_ptr<WebhookSender> webhookSender;
    std::unique_ptr<Housekeeping> webhookClock; ///< oftener than the rest
    std::unique_ptr<BillingService> billing;
    std::unique_ptr<SupportService> support;
    std::unique_ptr<AnnouncementService> announcements;
    std::unique_ptr<AdministrationService> administration;
    std::unique_ptr<ImpersonationService> impersonation;
    std::unique_ptr<ServerSettingsService> serverSettings;
    std::unique_ptr<ConnectionService> connections;
    std::unique_ptr<OnboardingService> onboarding;
    std::unique_ptr<SchemaService> schemas;
    std::unique_ptr<VocabularyService> vocabularies;
    std::unique_ptr<ExampleService> examples;
    std::unique_ptr<AccuracyService> accuracy;
    std::unique_ptr<ModelService> models;
    std::unique_ptr<ModelHelp> modelHelp;
    PreparedDatabases preparedDatabases{*analyst};
    std::unique_ptr<Consultant> consultant;
    ToolBox toolBox;
    std::unique_ptr<ChatService> chat;
    std::unique_ptr<ConversationService> conversations;
    std::unique_ptr<SavedQuestionRunner> savedRunner;
    std::unique_ptr<SavedQuestionService> savedQuestions;
    std::unique_ptr<DashboardService> dashboards;
    std::unique_ptr<AgentService> agents;
    GraphBuilder graphBuilder;
    std::unique_ptr<GraphService> graph;
    std::unique_ptr<PassagesByGraph> passagesByGraph;
    std::unique_ptr<AgentRunner> agentRunner;
    std::unique_ptr<AgentChat> agentChat;
    std::unique_ptr<DatabasesTool> databasesTool;
    std::unique_ptr<ToolService> tools;
    std::unique_ptr<ThingWorkspaces> workspaces;
    std::unique_ptr<PostgresListener> listener;
    std::unique_ptr<TenantArchive> archive;
    std::unique_ptr<TenantDeletion> deletion;
    std::unique_ptr<Housekeeping> housekeeping;
    std::unique_ptr<Housekeeping> billingClock; ///< oftener than the rest
    std::unique_ptr<AgentMemory> agentMemory;
    std::unique_ptr<WorkspaceIndexes> searchIndexes;
    std::unique_ptr<ModelEmbedder> modelEmbedder;
    std::unique_ptr<PassageEmbedding> passageEmbedding;
    std::unique_ptr<SearchIndexer> searchIndexer;
    std::unique_ptr<HybridSearch> search;
    std::unique_ptr<ScheduleService> schedules;
    std::unique_ptr<Housekeeping> scheduleClock; ///< oftener than the rest
    std::unique_ptr<FileReaderProcess> fileReader;
    std::unique_ptr<WebSiteCrawler> siteCrawler;
    PassageFollowers passageFollowers; ///< filled before jobs start
    std::unique_ptr<DocumentService> documents;
    std::unique_ptr<Housekeeping> documentClock; ///< oftener than the rest
    std::unique_ptr<WorkflowService> workflows;
    std::unique_ptr<AutomationService> automations;
    std::unique_ptr<Housekeeping> workflowClock; ///< oftener than the rest

    Registry registry;
    std::unique_ptr<HttpServer> http;

    void makePools();
    Result<void> makeOutbound(const ServerOptions &options);
    void makeServices();
    void makeSignOn();
    void makeKnowledge();
    void makeSearch();
    StepDoors stepDoors();
    void joinOtherServers();
    void endAuditRecords();
    void endWorkOf(TenantId tenant);
    void declareOperations();
    Result<void> listen(const ServerOptions &options);
    std::vector<Gauge> gauges() const;
    ~Parts();
};

void Server::Parts::makePools()
{
    hashingPool = std::make_unique<WorkerPool>(
        WorkerPoolOptions{.name = QStringLiteral("hashing"), .threads = 2, .queueLimit = 500});
    targetPool = std::make_unique<WorkerPool>(WorkerPoolOptions{.name = QStringLiteral("targets"),
                                                                .threads = 8,
                                                                .queueLimit = targetQueue,
                                                                .perTenant = 4,
                                                                .perTenantQueue = 500});
    controlPool = std::make_unique<WorkerPool>(
        WorkerPoolOptions{.name = QStringLiteral("control"), .threads = 2, .queueLimit = 5000});
    searchPool = std::make_unique<WorkerPool>(
        WorkerPoolOptions{.name = QStringLiteral("search"), .threads = 2, .queueLimit = 1000, .perTenantQueue = 200});
    deletionPool = std::make_unique<WorkerPool>(
        WorkerPoolOptions{.name = QStringLiteral("deletion"), .threads = 1, .queueLimit = 100});
    trialPool = std::make_unique<WorkerPool>(WorkerPoolOptions{
        .name = QStringLiteral("trials"), .threads = 2, .queueLimit = 100, .perTenant = 1, .perTenantQueue = 10});
}

/// What asks other machines, and the model that an operator offers.
Result<void> Server::Parts::makeOutbound(const ServerOptions &options)
{
    auto hosts =
        ReachableHosts::create(options.allowModelHosts, options.embedded, QStringLiteral("--allow-model-hosts"));
    if (!hosts)
        return std::unexpected(std::move(hosts).error());
    modelHosts = *std::move(hosts);
    auto client = HttpClient::create(
        {.airGap = options.airGap, .proxy = options.outboundProxy, .caFile = options.outboundCa, .hosts = modelHosts},
        clock);
    if (!client)
        return std::unexpected(std::move(client).error());
    outbound = *std::move(client);
    if (options.modelName.isEmpty())
        return {};
    const auto kind =
        model::protocolFromName(options.modelProtocol.isEmpty() ? QStringLiteral("openai") : options.modelProtocol);
    const QUrl base(options.modelUrl, QUrl::StrictMode);
    if (!kind || !base.isValid() || base.host().isEmpty())
        return failure(ProblemCode::InvalidRequest,
                       QCoreApplication::translate("Model", "The address or the protocol of the model is none."),
                       QCoreApplication::translate("Model", "Example: --model-protocol ollama --model-url "
                                                            "http://127.0.0.1:11434 --model qwen3:8b"));
    offeredModel = {{*kind, base, {}}, options.modelName, nullptr};
    if (!options.modelKey.isEmpty())
        offeredModel.key = std::make_shared<const Secret>(QByteArray(options.modelKey));
    return {};
}

void Server::Parts::makeServices()
{
    audit = std::make_unique<AuditService>(*database, *vault, clock);
    nodes = std::make_unique<NodeService>(
        *database, clock,
        NodeOptions{.idFile = directory->nodeId(), .sharesDatabase = sharesDatabase, .lease = nodeLease});
    events = std::make_unique<EventService>(*database, clock, EventServiceOptions{.announces = sharesDatabase});
    jobs = std::make_unique<JobService>(
        *database, clock,
        JobServiceOptions{.owner = nodes->id(), .deadOwner = nodes->predecessor(), .sharesDatabase = sharesDatabase});
    security = std::make_unique<SecurityService>(*database, clock, embedded);
    accounts = std::make_unique<AccountService>(*database, clock, *hashingPool, registration, audit.get(),
                                                security.get(), vault->keyFor("attempts to sign in"));
    passwordResets = std::make_unique<PasswordResetService>(PasswordResetParts{
        .database = *database, .clock = clock, .accounts = *accounts, .mailer = mailer.get(), .publicUrl = [this] {
            return links.url();
        }});
    makeSignOn();
    tenants = std::make_unique<TenantService>(*database, clock, baseDomain);
    organizations = std::make_unique<OrganizationService>(*database, *accounts, clock);
    members = std::make_unique<MemberService>(
        MemberParts{.database = *database,
                    .authenticator = *accounts,
                    .clock = clock,
                    .serverUrl = [this] { return links.url(); },
                    .hashPassword = [this](QString password) { return accounts->hashPassword(std::move(password)); },
                    .mailer = mailer.get(),
                    .makesAccounts = registration != Registration::Closed,
                    .fingerprint = [this] { return links.fingerprint(); }});
    usage = std::make_unique<UsageService>(*database, clock);
    alertMailer = std::make_unique<AlertMailer>(*database, mailer.get(), clock);
    planRates = std::make_unique<PlanRates>(*database, clock);
    webhooks = std::make_unique<WebhookService>(
        WebhookParts{.database = *database, .vault = *vault, .controlPool = *controlPool, .clock = clock});
    webhookSender = std::make_unique<WebhookSender>(*database, *vault, *outbound, clock);
    billing = std::make_unique<BillingService>(*database, clock);
    support = std::make_unique<SupportService>(*database, clock, mailer.get());
    announcements = std::make_unique<AnnouncementService>(*database, clock);
    administration = std::make_unique<AdministrationService>(AdministrationParts{.database = *database,
                                                                                 .controlPool = *controlPool,
                                                                                 .clock = clock,
                                                                                 .dataDirectory = directory->path(),
                                                                                 .node = nodes->id(),
                                                                                 .sharesDatabase = sharesDatabase});
    impersonation = std::make_unique<ImpersonationService>(*database, *accounts, *audit, clock);
    serverSettings = std::make_unique<ServerSettingsService>(*database, clock, StartedWith{registration, auditDays});
    connections = std::make_unique<ConnectionService>(ConnectionParts{.database = *database,
                                                                      .vault = *vault,
                                                                      .policy = *policy,
                                                                      .pool = *targetPool,
                                                                      .clock = clock,
                                                                      .samplesDirectory = directory->samples()});
    onboarding = std::make_unique<OnboardingService>(*database, *connections, *jobs, *events, clock, onboardingOptions);
    schemas = std::make_unique<SchemaService>(*database, *connections, *targetPool);
    vocabularies = std::make_unique<VocabularyService>(
        VocabularyParts{.database = *database, .connections = *connections, .pool = *targetPool, .clock = clock});
    examples = std::make_unique<ExampleService>(
        ExampleParts{.database = *database, .connections = *connections, .pool = *targetPool, .clock = clock});
    accuracy = std::make_unique<AccuracyService>(AccuracyParts{.database = *database,
                                                               .connections = *connections,
                                                               .vocabularies = *vocabularies,
                                                               .examples = *examples,
                                                               .jobs = *jobs,
                                                               .translator = *analyst,
                                                               .clock = clock});
    onboarding->afterReading(
        [this](const TenantScope &scope, ConnectionId connection) { accuracy->checkNow(scope, connection); });
    models = std::make_unique<ModelService>(ModelParts{.database = *database,
                                                       .vault = *vault,
                                                       .controlPool = *controlPool,
                                                       .http = *outbound,
                                                       .hosts = modelHosts,
                                                       .clock = clock,
                                                       .offered = offeredModel});
    modelHelp = std::make_unique<ModelHelp>(*models, *analyst, *targetPool, clock);
    chat = std::make_unique<ChatService>(ChatParts{.database = *database,
                                                   .events = *events,
                                                   .connections = *connections,
                                                   .vocabularies = *vocabularies,
                                                   .examples = *examples,
                                                   .audit = *audit,
                                                   .vault = *vault,
                                                   .targetPool = *targetPool,
                                                   .controlPool = *controlPool,
                                                   .translator = *analyst,
                                                   .prepared = preparedDatabases,
                                                   .models = *modelHelp,
                                                   .usage = usageFollowers,
                                                   .clock = clock,
                                                   .node = nodes->id(),
                                                   .spoolDirectory = directory->spool(),
                                                   .limits = answerLimits});
    consultant = std::make_unique<Consultant>(ConsultantParts{.database = *database,
                                                              .connections = *connections,
                                                              .vocabularies = *vocabularies,
                                                              .examples = *examples,
                                                              .audit = *audit,
                                                              .targetPool = *targetPool,
                                                              .translator = *analyst,
                                                              .prepared = preparedDatabases,
                                                              .models = *modelHelp,
                                                              .clock = clock,
                                                              .limits = answerLimits});
    toolBox.add(std::make_unique<SqlTool>(*consultant));
    toolBox.add(std::make_unique<GraphTool>(*database));
    graph = std::make_unique<GraphService>(*database);
    passagesByGraph = std::make_unique<PassagesByGraph>(*database);
    conversations = std::make_unique<ConversationService>(ConversationParts{
        .database = *database,
        .controlPool = *controlPool,
        .clock = clock,
        .endConversation = [this](TenantId tenant, UserId user, ConversationId id, const auto &results) {
            chat->endConversation(tenant, user, id, results);
        }});
    savedRunner = std::make_unique<SavedQuestionRunner>(SavedRunnerParts{.database = *database,
                                                                         .connections = *connections,
                                                                         .audit = *audit,
                                                                         .targetPool = *targetPool,
                                                                         .clock = clock,
                                                                         .limits = answerLimits});
    savedQuestions = std::make_unique<SavedQuestionService>(
        SavedParts{.database = *database, .connections = *connections, .runner = *savedRunner, .clock = clock});
    dashboards = std::make_unique<DashboardService>(*database, clock);
    agentMemory = std::make_unique<AgentMemory>(*database, clock);
    toolBox.add(std::make_unique<RememberTool>(*agentMemory));
    makeSearch();
    makeKnowledge();
    agents = std::make_unique<AgentService>(*database, clock);
    agentRunner = std::make_unique<AgentRunner>(
        AgentRunnerParts{.consultant = *consultant, .tools = toolBox, .models = *models, .clock = clock});
    agentChat = std::make_unique<AgentChat>(AgentChatParts{.database = *database,
                                                           .events = *events,
                                                           .runner = *agentRunner,
                                                           .memory = *agentMemory,
                                                           .usage = usageFollowers,
                                                           .controlPool = *controlPool,
                                                           .clock = clock,
                                                           .node = nodes->id()});
    schedules = std::make_unique<ScheduleService>(
        ScheduleParts{.database = *database,
                      .vault = *vault,
                      .jobs = *jobs,
                      .mailer = mailer.get(),
                      .clock = clock,
                      .runSaved =
                          [this](const TenantScope &scope, UserId owner, SavedQuestionId id) {
                              const auto runner = SavedRunner::member(scope, owner, QStringLiteral("schedules.run"),
                                                                      QStringLiteral("schedule of the member"));
                              return savedRunner->runNow(scope, runner, id, scheduledRows);
                          }},
        *controlPool);
    databasesTool = std::make_unique<DatabasesTool>(*connections);
    std::vector<AgentTool *> offered{databasesTool.get()};
    for (const auto &tool : toolBox.tools()) {
        if (!tool->isForAgentsAlone())
            offered.push_back(tool.get());
    }
    tools = std::make_unique<ToolService>(*database, std::move(offered));
    automations = std::make_unique<AutomationService>(*database);
    workflows = std::make_unique<WorkflowService>(WorkflowParts{.database = *database,
                                                                .vault = *vault,
                                                                .jobs = *jobs,
                                                                .mailer = mailer.get(),
                                                                .clock = clock,
                                                                .doors = stepDoors()},
                                                  *controlPool, *trialPool);
    workspaces = std::make_unique<ThingWorkspaces>(
        *database, [this](TenantId tenant, ResultId result) { return chat->messageOfLiveResult(tenant, result); });
    archive = std::make_unique<TenantArchive>(*database, *controlPool, clock);
    deletion = std::make_unique<TenantDeletion>(TenantDeletionParts{
        .database = *database,
        .vault = *vault,
        .authenticator = *accounts,
        .pool = *deletionPool,
        .clock = clock,
        .endWork = [this](TenantId tenant) { endWorkOf(tenant); },
        .removeFiles = [this](const std::vector<ResultId> &results) { chat->removeResultFiles(results); }});
    joinOtherServers();
    jobs->start();
    housekeeping = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{
            {QStringLiteral("pruning sign-ins"), [this] { accounts->pruneSessions(keepEndedSessions); }},
            {QStringLiteral("pruning attempts to sign in"), [this] { accounts->pruneAttempts(); }},
            {QStringLiteral("pruning password links"), [this] { passwordResets->prune(keepEndedSessions); }},
            {QStringLiteral("dropping sign-ins that nobody finished"), [this] { signOn->dropExpired(); }},
            {QStringLiteral("pruning jobs"), [this] { jobs->pruneOlderThan(keepEndedJobs); }},
            {QStringLiteral("pruning events"), [this] { events->pruneOlderThan(keepEvents); }},
            {QStringLiteral("dropping expired rows"), [this] { chat->dropExpiredResults(); }},
            {QStringLiteral("dropping facts past their end"), [this] { agentMemory->dropExpired(); }},
            {QStringLiteral("dropping files of schedules"), [this] { schedules->runner().dropOldFiles(); }},
            {QStringLiteral("dropping webhook deliveries"), [this] { webhookSender->dropEnded(); }},
            {QStringLiteral("ending audit records"), [this] { endAuditRecords(); }}},
        firstHousekeeping, housekeepingEvery);
    webhookClock = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{{QStringLiteral("sending webhooks"), [this] { webhookSender->sendDue(); }},
                                      {QStringLiteral("mailing alerts"), [this] { alertMailer->sendDue(); }}},
        webhooksEvery, webhooksEvery);
    scheduleClock = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{{QStringLiteral("schedules"), [this] { schedules->runner().queueDue(); }}},
        schedulesEvery, schedulesEvery);
    documentClock = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{{QStringLiteral("documents"), [this] { documents->ingestion().queueDue(); }}},
        documentsEvery, documentsEvery);
    workflowClock = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{{QStringLiteral("workflows"), [this] { workflows->runner().queueDue(); }}},
        workflowsEvery, workflowsEvery);
    billingClock = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{{QStringLiteral("subscriptions"), [this] { billing->advanceDue(); }}},
        firstBilling, billingEvery);
}

/// By identity providers of organisations. Where anybody may make an organisation, anybody could claim the domain of
/// somebody's address; then people name their organisation.
void Server::Parts::makeSignOn()
{
    const auto url = [this] { return links.url(); };
    providerClient = std::make_unique<ProviderClient>(*outbound, clock);
    signOnSettings = std::make_unique<SignOnSettings>(SignOnSettingsParts{.database = *database,
                                                                          .vault = *vault,
                                                                          .controlPool = *controlPool,
                                                                          .client = *providerClient,
                                                                          .authenticator = *accounts,
                                                                          .clock = clock,
                                                                          .publicUrl = url});
    signOn = std::make_unique<SignOnFlow>(SignOnFlowParts{.database = *database,
                                                          .vault = *vault,
                                                          .controlPool = *controlPool,
                                                          .client = *providerClient,
                                                          .accounts = *accounts,
                                                          .audit = *audit,
                                                          .clock = clock,
                                                          .publicUrl = url,
                                                          .makesAccounts = registration != Registration::Closed,
                                                          .findsByAddress = registration != Registration::Open});
}

/// What is known besides databases. Whoever follows passages joins the list here.
void Server::Parts::makeKnowledge()
{
    FileReaderOptions reading;
    reading.scratch = directory->reading();
    fileReader = std::make_unique<FileReaderProcess>(reading);
    siteCrawler = std::make_unique<WebSiteCrawler>(*outbound, *fileReader, clock);
    passageFollowers.push_back(&graphBuilder);
    documents = std::make_unique<DocumentService>(DocumentParts{.database = *database,
                                                                .vault = *vault,
                                                                .jobs = *jobs,
                                                                .controlPool = *controlPool,
                                                                .clock = clock,
                                                                .followers = passageFollowers,
                                                                .readers = standardReaders(*fileReader, *siteCrawler)});
    toolBox.add(std::make_unique<DocumentsTool>(*documents));
}

void Server::Parts::makeSearch()
{
    searchIndexes = std::make_unique<WorkspaceIndexes>(*database, directory->search());
    modelEmbedder = std::make_unique<ModelEmbedder>(*models, clock);
    passageEmbedding = std::make_unique<PassageEmbedding>(EmbeddingParts{.database = *database,
                                                                         .jobs = *jobs,
                                                                         .indexes = *searchIndexes,
                                                                         .pool = *searchPool,
                                                                         .clock = clock,
                                                                         .provider = modelEmbedder.get()});
    searchIndexer = std::make_unique<SearchIndexer>(
        [this](const TenantScope &scope, WorkspaceId workspace) { passageEmbedding->wake(scope, workspace); });
    search = std::make_unique<HybridSearch>(HybridSearchParts{.database = *database,
                                                              .indexes = *searchIndexes,
                                                              .pool = *searchPool,
                                                              .embedding = passageEmbedding.get(),
                                                              .provider = modelEmbedder.get(),
                                                              .graph = passagesByGraph.get()});
    passageFollowers.push_back(searchIndexer.get());
    for (const auto way : {SearchTool::Way::Hybrid, SearchTool::Way::Vector})
        toolBox.add(std::make_unique<SearchTool>(*search, way));
}

/// What the steps of workflows ask.
StepDoors Server::Parts::stepDoors()
{
    StepDoors doors;
    doors.runSaved = [this](const StepSetting &setting, SavedQuestionId id) {
        return savedRunner->runNow(setting.call.scope, setting.runner, id, scheduledRows);
    };
    doors.runStatement = [this](const StepSetting &setting, ConnectionId connection, const QString &sql) {
        return savedRunner->runStatementNow(setting.call.scope, setting.runner, {connection, setting.workflowName, sql},
                                            scheduledRows);
    };
    doors.runTool = [this](const StepSetting &setting, const QString &tool, boost::json::object arguments) {
        ToolContext context{setting.call, setting.workspace, setting.stop};
        return orThrow(awaitNow(tools->run(std::move(context), tool, std::move(arguments))));
    };
    doors.askAgent = [this](const StepSetting &setting, AgentId agent, const QString &question) {
        api::AskAgentRequest request;
        request.workspaceId = setting.workspace;
        request.agentId = agent;
        request.query = question;
        const api::AgentAnswer answer = awaitNow(agentChat->askUntil(setting.stop, setting.call, std::move(request)));
        return ToolResult{answer.text, answer.citations, {{"text", answer.text.toStdString()}}};
    };
    return doors;
}

/// What does not end in time fails when it is to be stored.
void Server::Parts::endWorkOf(TenantId tenant)
{
    constexpr std::chrono::seconds patience{10};
    const bool answersEnded = chat->endTenant(tenant, patience);
    const bool runsEnded = savedRunner->endTenant(tenant, patience);
    const bool agentsEnded = agentChat->endTenant(tenant, patience);
    const bool jobsEnded = jobs->endTenantNow(tenant, patience);
    searchIndexes->forget(tenant);
    if (!answersEnded || !runsEnded || !agentsEnded || !jobsEnded)
        qCWarning(lcServer).noquote() << "work of organisation" << tenant.toString() << "goes on while it is deleted";
}

/// Ends what dead servers left, and hears what the living ones do.
void Server::Parts::joinOtherServers()
{
    chat->removeStrayFiles();
    nodes->start([this] {
        chat->endInterrupted();
        agentChat->endInterrupted();
    });
    if (sharesDatabase)
        listener = std::make_unique<PostgresListener>(
            login, PostgresListener::Options{.channel = EventService::channel(),
                                             .connected = [this] { events->deliverMissed(); },
                                             .heard = [this](const auto &said) { events->deliverAnnounced(said); }});
}

void Server::Parts::endAuditRecords()
{
    if (const qint64 days = serverSettings->auditDaysNow(); days > 0)
        audit->deleteOlderThan(std::chrono::days(days));
}

void Server::Parts::declareOperations()
{
    addAccountOperations(registry, *accounts, *passwordResets);
    addTenantOperations(registry, *tenants);
    addOrganizationOperations(registry, {*organizations, *accounts, *archive, *deletion});
    addMemberOperations(registry, *members, *accounts);
    addConnectionOperations(registry, *connections, *onboarding);
    addOnboardingOperations(registry, *onboarding, *schemas, *vocabularies);
    addVocabularyOperations(registry, *vocabularies);
    addChatOperations(registry, *chat);
    addConversationOperations(registry, *conversations);
    addExampleOperations(registry, *examples);
    addSavedQuestionOperations(registry, *savedQuestions);
    addAccuracyOperations(registry, *accuracy);
    addDashboardOperations(registry, *dashboards);
    addScheduleOperations(registry, *schedules);
    addAutomationOperations(registry, *automations);
    addMemoryOperations(registry, *agentMemory);
    addWorkflowOperations(registry, *workflows);
    addGraphOperations(registry, *graph);
    addAgentOperations(registry, *agents, *agentChat);
    addToolOperations(registry, *tools);
    addDocumentOperations(registry, *documents);
    addSearchOperations(registry, *search);
    addEventOperations(registry, *events);
    addUsageOperations(registry, *usage, usageFollowers);
    addWebhookOperations(registry, *webhooks);
    addBillingOperations(registry, *billing);
    addSupportOperations(registry, *support);
    addAnnouncementOperations(registry, *announcements);
    addAdministrationOperations(registry, {*administration, *impersonation, *serverSettings});
    addAuditOperations(registry, *audit);
    addSecurityOperations(registry, *security);
    addSignOnOperations(registry, *signOnSettings, *signOn);
    addModelOperations(registry, *models);
}

Result<void> Server::Parts::listen(const ServerOptions &options)
{
    HttpServerServices services{
        .registry = registry,
        .authenticator = *accounts,
        .workspaces = *workspaces,
        .audit = *audit,
        .clock = clock,
        .allowance = planRates.get(),
        .describeCaller = [this](Identity caller) { return accounts->describeCaller(std::move(caller)); },
        .readiness = [this]() -> Result<void> {
            if (database->isReady())
                return {};
            return failure(ProblemCode::Unavailable);
        },
        .gauges = [this] { return gauges(); },
        .organizationOfDomain =
            [this](const QString &domain) { return organizations->domains().organizationOf(domain); }};
    auto started = HttpServer::start(httpOptions(options), std::move(services));
    if (!started)
        return std::unexpected(std::move(started).error());
    http = *std::move(started);
    links.setOwn(http->url());
    return {};
}

std::vector<Gauge> Server::Parts::gauges() const
{
    std::vector<Gauge> gauges;
    const auto add = [&](const char *pool, const WorkerPool &workers) {
        const WorkerPoolFigures figures = workers.figures();
        const std::string label = std::string("pool=\"") + pool + '"';
        gauges.push_back({"tabletalk_pool_threads", label, double(figures.threads)});
        gauges.push_back({"tabletalk_pool_running", label, double(figures.running)});
        gauges.push_back({"tabletalk_pool_waiting", label, double(figures.waiting)});
    };
    add("targets", *targetPool);
    add("control", *controlPool);
    add("hashing", *hashingPool);
    return gauges;
}

/// Transports first, then what runs on threads, then what those used. A coroutine that
/// still waits for a pool or the database ends with Unavailable before its services go.
Server::Parts::~Parts()
{
    if (jobs) // first, or they would take it for failures of theirs that what they use ends
        jobs->askToStop();
    if (chat)
        chat->stopAll();
    if (savedRunner)
        savedRunner->stopAll();
    if (agentChat)
        agentChat->stopAll();
    if (outbound)
        outbound->stop(); // whoever waits for a model gets its end
    if (http)
        http->stop();
    if (housekeeping)
        housekeeping->stop();
    if (webhookClock)
        webhookClock->stop();
    if (billingClock)
        billingClock->stop();
    if (scheduleClock)
        scheduleClock->stop();
    if (documentClock)
        documentClock->stop();
    if (workflowClock)
        workflowClock->stop();
    if (jobs)
        jobs->stop();
    for (const auto &pool : {&targetPool, &controlPool, &searchPool, &deletionPool, &trialPool, &hashingPool}) {
        if (*pool)
            (*pool)->stop();
    }
    if (audit)
        audit->recordCounts(true);
    if (listener)
        listener->stop();
    if (nodes)
        nodes->stop();
    if (database)
        database->stop();
    http.reset();
}

Result<std::unique_ptr<Server>> Server::start(const ServerOptions &options)
{
    if (auto sound = crypto::selfTest(); !sound)
        return std::unexpected(std::move(sound).error());
    auto parts = std::make_unique<Parts>();
    parts->registration = registrationOf(options);
    parts->embedded = options.embedded;
    parts->answerLimits = options.answers;
    parts->baseDomain = options.baseDomain;
    parts->onboardingOptions = options.onboarding;
    parts->auditDays = options.auditDays;
    parts->links.set(options.publicUrl, {});

    auto directory = DataDirectory::open(options.dataDir);
    if (!directory)
        return std::unexpected(std::move(directory).error());
    parts->directory = *std::move(directory);
    const QString path = parts->directory->path();

    auto masterKey = loadMasterKey(options.masterKey, path);
    if (!masterKey)
        return std::unexpected(std::move(masterKey).error());
    auto database = openPlatform(options, path, parts->clock, &parts->login);
    if (!database)
        return std::unexpected(std::move(database).error());
    parts->database = *std::move(database);
    parts->sharesDatabase = !options.platformUrl.isEmpty();
    parts->nodeLease = options.nodeLease;
    if (isMasterKeyInFile(options.masterKey)) {
        masterKey = settledMasterKey(*parts->database, *std::move(masterKey), path);
        if (!masterKey)
            return std::unexpected(std::move(masterKey).error());
    }
    parts->vault = std::make_unique<Vault>(*parts->database, parts->clock, *std::move(masterKey));
    if (auto matching = parts->vault->verify(); !matching)
        return std::unexpected(std::move(matching).error());

    auto policy = ConnectionPolicy::create({.dataDirectory = path,
                                            .allowFiles = options.allowFiles,
                                            .allowHosts = options.allowHosts,
                                            .allowOdbcSources = options.allowOdbcSources,
                                            .open = options.embedded});
    if (!policy)
        return std::unexpected(std::move(policy).error());
    parts->policy = std::make_unique<ConnectionPolicy>(*std::move(policy));

    if (!options.smtpUrl.isEmpty()) {
        auto mailer = SmtpMailer::create({options.smtpUrl, options.mailFrom});
        if (!mailer)
            return std::unexpected(std::move(mailer).error());
        parts->mailer = *std::move(mailer);
    }
    if (auto made = parts->makeOutbound(options); !made)
        return std::unexpected(std::move(made).error());
    try {
        parts->makePools();
        parts->makeServices();
        parts->declareOperations();
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
    return m_parts->registration;
}

AccountService &Server::accounts()
{
    return *m_parts->accounts;
}

PasswordResetService &Server::passwordResets()
{
    return *m_parts->passwordResets;
}

ConnectionService &Server::connections()
{
    return *m_parts->connections;
}

OnboardingService &Server::onboarding()
{
    return *m_parts->onboarding;
}

HttpServer &Server::transports()
{
    return *m_parts->http;
}

void Server::setLinks(const QString &url, const QString &fingerprint)
{
    m_parts->links.set(url, fingerprint);
}

QString Server::dataDirectory() const
{
    return m_parts->directory->path();
}

} // namespace tabletalk
