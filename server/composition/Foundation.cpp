// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Foundation.h"

#include "core/ask/Translator.h"
#include "core/crypto/Secret.h"
#include "server/DataDirectory.h"
#include "server/Server.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/models/ModelService.h"
#include "server/outbound/HttpClient.h"
#include "server/outbound/SmtpMailer.h"
#include "server/platform/KeyRotation.h"
#include "server/platform/MasterKey.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/PostgresDatabase.h"
#include "server/platform/Vault.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

namespace tabletalk::composition {

namespace {

Registration registrationOf(const ServerOptions &options)
{
    if (options.registration)
        return *options.registration;
    const bool onLoopback =
        options.listenAddress == QStringLiteral("localhost") || QHostAddress(options.listenAddress).isLoopback();
    // A server that is known by a name, or stands behind a proxy, is reached from elsewhere all the same.
    const bool isPublished = !options.publicUrl.isEmpty() || !options.allowedNames.isEmpty()
                             || !options.trustedProxies.isEmpty() || !options.baseDomain.isEmpty();
    return onLoopback && !isPublished ? Registration::Open : Registration::Invite;
}

Result<std::unique_ptr<PlatformDatabase>> openPlatform(const ServerOptions &options, const QString &directory,
                                                       const Clock &clock, PostgresLogin *signedInAs)
{
    if (options.platformUrl.isEmpty())
        return PlatformDatabase::open({.directory = directory}, clock);
    return PostgresDatabase::open({.url = options.platformUrl, .ownerUrl = options.platformOwnerUrl}, clock,
                                  signedInAs);
}

} // namespace

Foundation::Foundation(const ServerOptions &options)
    : registration(registrationOf(options))
    , embedded(options.embedded)
    , baseDomain(options.baseDomain)
    , answerLimits(options.answers)
    , onboardingOptions(options.onboarding)
    , auditDays(options.auditDays)
    , nodeLease(options.nodeLease)
    , offeredModel(std::make_unique<OfferedModel>())
    , analyst(ask::makeAnalyst())
{
    links.set(options.publicUrl, {});
}

Foundation::~Foundation() = default;

Result<std::unique_ptr<Foundation>> Foundation::open(const ServerOptions &options)
{
    std::unique_ptr<Foundation> foundation(new Foundation(options));
    for (const auto step :
         {&Foundation::openStorage, &Foundation::makePolicy, &Foundation::makeMailer, &Foundation::makeOutbound}) {
        if (auto done = (foundation.get()->*step)(options); !done)
            return std::unexpected(std::move(done).error());
    }
    return foundation;
}

/// Data directory, platform database, and the key that opens what is sealed in it.
Result<void> Foundation::openStorage(const ServerOptions &options)
{
    auto opened = DataDirectory::open(options.dataDir);
    if (!opened)
        return std::unexpected(std::move(opened).error());
    directory = *std::move(opened);
    const QString path = directory->path();

    auto masterKey = loadMasterKey(options.masterKey, path);
    if (!masterKey)
        return std::unexpected(std::move(masterKey).error());
    auto platform = openPlatform(options, path, clock, &login);
    if (!platform)
        return std::unexpected(std::move(platform).error());
    database = *std::move(platform);
    sharesDatabase = !options.platformUrl.isEmpty();
    if (isMasterKeyInFile(options.masterKey)) {
        masterKey = settledMasterKey(*database, *std::move(masterKey), path);
        if (!masterKey)
            return std::unexpected(std::move(masterKey).error());
    }
    vault = std::make_unique<Vault>(*database, clock, *std::move(masterKey));
    return vault->verify();
}

Result<void> Foundation::makePolicy(const ServerOptions &options)
{
    auto made = ConnectionPolicy::create({.dataDirectory = directory->path(),
                                          .allowFiles = options.allowFiles,
                                          .allowHosts = options.allowHosts,
                                          .allowOdbcSources = options.allowOdbcSources,
                                          .open = options.embedded});
    if (!made)
        return std::unexpected(std::move(made).error());
    policy = std::make_unique<ConnectionPolicy>(*std::move(made));
    return {};
}

Result<void> Foundation::makeMailer(const ServerOptions &options)
{
    if (options.smtpUrl.isEmpty())
        return {};
    auto made = SmtpMailer::create({options.smtpUrl, options.mailFrom});
    if (!made)
        return std::unexpected(std::move(made).error());
    mailer = *std::move(made);
    return {};
}

/// What asks other machines, and the model that an operator offers.
Result<void> Foundation::makeOutbound(const ServerOptions &options)
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
    return offerModel(options);
}

Result<void> Foundation::offerModel(const ServerOptions &options)
{
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
    *offeredModel = {{*kind, base, {}}, options.modelName, nullptr};
    if (!options.modelKey.isEmpty())
        offeredModel->key = std::make_shared<const Secret>(QByteArray(options.modelKey));
    return {};
}

} // namespace tabletalk::composition
