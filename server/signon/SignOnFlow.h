// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"
#include "core/signon/IdToken.h"
#include "server/api/Authenticator.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/signon/AttemptStore.h"

#include <functional>

namespace tabletalk {

class AccountService;
class Clock;
class PlatformDatabase;
class ProviderClient;
class Vault;
class WorkerPool;

struct SignOnFlowParts
{
    PlatformDatabase &database;
    Vault &vault;
    WorkerPool &controlPool; ///< the vault may wait
    ProviderClient &client;
    AccountService &accounts;
    AuditSink &audit;
    const Clock &clock;
    std::function<QString()> publicUrl; ///< where browsers find this server
    bool makesAccounts = true;          ///< where the server is not closed to new ones
    bool findsByAddress = false;        ///< where organisations are made by who operates the server
};

/// A sign-in by an organisation's identity provider, from the window through the browser and back
/// (authorisation code flow with PKCE):
///
/// The window makes a secret and shows its hash (begin); the browser goes to the provider and comes
/// back (returned), which is asked for whom it vouches; the browser carries a code to the window, on
/// its own machine; the window shows code and secret and is signed in (finish).
///
/// The code goes to 127.0.0.1 of whoever sits at the browser. Somebody who lures another to the
/// provider's page with an attempt of their own has the secret and never the code; somebody who
/// sends a code of theirs to another's window does not have its secret. Thread-safe.
class SignOnFlow
{
public:
    explicit SignOnFlow(SignOnFlowParts parts)
        : m_parts(std::move(parts))
    {}

    Awaitable<api::FoundSignOn> find(PublicCall call, api::FindSignOnRequest request);
    Awaitable<api::BegunSignOn> begin(PublicCall call, api::BeginSignOnRequest request);
    Awaitable<api::SignOnReturn> returned(PublicCall call, api::SignOnReturnRequest request);
    Awaitable<api::SignedIn> finish(PublicCall call, api::FinishSignOnRequest request);

    /// Deletes attempts that nobody finished. For worker threads.
    void dropExpired();

private:
    Awaitable<Result<signon::IdToken::Claims>> vouchedFor(SignOnAttempt attempt, api::SignOnReturnRequest request);
    Awaitable<QByteArray> seal(SignOnAttempt attempt, QByteArray plain);
    Awaitable<QByteArray> open(SignOnAttempt attempt);
    Awaitable<api::SignedIn> signIn(Origin origin, SignOnAttempt attempt, signon::IdToken::Claims claims);
    void recordRefusal(const Origin &origin, const SignOnAttempt &attempt, const QString &who, const Problem &why);

    SignOnFlowParts m_parts;
};

} // namespace tabletalk
