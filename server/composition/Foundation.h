// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Problem.h"
#include "server/base/ReachableHosts.h"
#include "server/chat/AnswerLimits.h"
#include "server/composition/LinkStart.h"
#include "server/onboarding/OnboardingOptions.h"
#include "server/platform/PostgresLogin.h"

#include <QString>

#include <chrono>
#include <memory>

namespace tabletalk {

class ConnectionPolicy;
class DataDirectory;
class HttpClient;
class Mailer;
class PlatformDatabase;
class Vault;
enum class Registration;
struct OfferedModel;
struct ServerOptions;

namespace ask {
class Translator;
}

} // namespace tabletalk

namespace tabletalk::composition {

/// What the parts stand on: how the server was started, where it keeps things and with which key, what tenants may
/// reach, and the ways out. All that can be wrong with the options is found here.
struct Foundation
{
    /// Locks the data directory and opens the platform database. Fails with what is wrong with one of the options, or
    /// with what says why directory, key or database cannot be used.
    static Result<std::unique_ptr<Foundation>> open(const ServerOptions &options);
    ~Foundation();

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
    std::unique_ptr<OfferedModel> offeredModel;
    std::unique_ptr<HttpClient> outbound;
    std::unique_ptr<ask::Translator> analyst;
    std::unique_ptr<Mailer> mailer; ///< none: no mail is sent

private:
    explicit Foundation(const ServerOptions &options);
    Result<void> openStorage(const ServerOptions &options);
    Result<void> makePolicy(const ServerOptions &options);
    Result<void> makeMailer(const ServerOptions &options);
    Result<void> makeOutbound(const ServerOptions &options);
    Result<void> offerModel(const ServerOptions &options);
};

} // namespace tabletalk::composition
