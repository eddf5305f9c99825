// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"
#include "server/platform/Scope.h"

#include <QByteArray>

namespace tabletalk {

class Transaction;

/// How far a sign-in by a provider has come. It goes forward only, each step once.
enum class SignOnStep {
    Begun,    ///< the browser is at the provider
    Returned, ///< it came back, and the provider is being asked
    Ready,    ///< the provider vouches for somebody; the window may fetch the sign-in
    Failed,   ///< the window may fetch why
    Over
};

/// A sign-in under way.
struct SignOnAttempt
{
    TenantId tenant;
    SignOnAttemptId id;
    SignOnProviderId provider;
    QString challenge; ///< of the window's secret
    int port = 0;
    SignOnStep step = SignOnStep::Begun;
    QByteArray sealed; ///< first what the exchange needs, then what the provider said
    QString codeHash;  ///< of the code that the browser carries to the window
    QString problem;   ///< as JSON

    TenantScope scope() const { return TenantScope::ofSignIn(tenant); }
};

/// The statements on sign-ins under way.
class AttemptStore
{
public:
    explicit AttemptStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    /// Drops what is over, and counts the rest.
    qint64 countOf(const TenantScope &scope, Instant now);
    void insert(const SignOnAttempt &attempt, const QString &stateHash, Instant expiresAt);
    std::optional<SignOnAttempt> findByState(const QString &stateHash, Instant now);
    std::optional<SignOnAttempt> findByChallenge(const QString &challenge, SignOnAttemptId id, Instant now);
    /// Stores the attempt with its next step. False when another took the step before.
    bool advance(SignOnAttempt &attempt, SignOnStep next);
    void dropExpired(Instant now);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
