// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/api/ApiKeys.h"
#include "core/api/Members.h"
#include "core/api/Organizations.h"
#include "core/api/Sessions.h"
#include "server/api/Authenticator.h"

#include <chrono>
#include <memory>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class SecurityService;
class WorkerPool;
enum class Registration; // server/Server.h
struct Account;          // server/accounts/AccountStore.h

/// What became of somebody who is to be a member.
enum class Joining { Made, Joined, ThereAlready };

/// Accounts, sign-in and what proves it. Access tokens live 15 minutes and refresh tokens
/// 30 days; both are random, kept as hashes only, and a refresh token works once: using
/// it again ends the whole sign-in, because one of the two users stole it. Thread-safe.
class AccountService final : public Authenticator
{
public:
    /// hashing: threads for passwords, which cost tens of milliseconds each.
    /// audit: hears of sign-ins, which the dispatcher cannot record because they have no
    /// caller before; may be null. security: says who may come from where; may be null.
    /// guardKey: see SignInGuard.
    AccountService(PlatformDatabase &database, const Clock &clock, WorkerPool &hashing, Registration registration,
                   AuditSink *audit = nullptr, SecurityService *security = nullptr, QByteArray guardKey = {});
    ~AccountService() override;

    /// Access tokens and API keys ("tt_…").
    Awaitable<Identity> authenticate(QString token, QString address) override;
    void forgetMember(const UserId &user) override;
    void forgetTenant(const TenantId &tenant) override;
    /// The people's names for a verified identity; for auth.attach.
    Awaitable<api::AttachResponse> describeCaller(Identity caller);

    /// User, organisation, its owner and its first workspace, all or nothing.
    Awaitable<api::SignedIn> registerAccount(Origin origin, api::RegisterRequest request);
    Awaitable<api::SignedIn> signIn(Origin origin, api::LoginRequest request);
    /// New tokens, for another organisation of the caller. NotFound when they are no member.
    Awaitable<api::SignedIn> switchOrganization(Identity caller, Origin origin, api::SwitchRequest request);
    /// A further organisation, whose owner the caller is.
    Awaitable<api::Organization> createOrganization(Identity caller, api::CreateOrganizationRequest request);
    /// The caller's personal organisation; made when it is asked for first.
    Awaitable<api::Organization> personalOrganization(Identity caller);
    /// Makes the account where there is none yet, and signs in to the organisation.
    Awaitable<api::SignedIn> acceptInvitation(Origin origin, api::AcceptInvitationRequest request);
    /// The same for whoever is signed in already.
    Awaitable<api::SignedIn> joinOrganization(Identity caller, Origin origin, api::JoinRequest request);
    Awaitable<api::SignedIn> refresh(Origin origin, api::RefreshRequest request);
    Awaitable<api::Empty> signOut(Identity caller);

    Awaitable<api::Me> me(Identity caller);
    Awaitable<api::Me> updateMe(Identity caller, api::UpdateMeRequest request);
    /// Ends all other sign-ins of the user.
    Awaitable<api::Empty> changePassword(Identity caller, Origin origin, api::ChangePasswordRequest request);

    // One's own sign-ins, in all organisations. Not for API keys.
    Awaitable<api::SessionList> listSessions(Identity caller);
    Awaitable<api::Empty> revokeSession(Identity caller, api::SessionRequest request);
    Awaitable<api::SignInHistory> signInHistory(Identity caller, api::ListRequest request);

    // For PasswordResetService.
    Awaitable<QString> hashPassword(QString password);
    void passwordWasReset(const Origin &origin, const Account &account);

    /// A key acts as its creator, with the creator's role at the moment of use.
    Awaitable<api::CreatedApiKey> createApiKey(Identity caller, api::CreateApiKeyRequest request);
    Awaitable<api::ApiKeyList> listApiKeys(TenantScope scope, api::ApiKeyListRequest request);
    Awaitable<api::Empty> revokeApiKey(TenantScope scope, api::ApiKeyRequest request);

    // For the process itself, whatever `registration` says. These block, and hash on the
    // calling thread.

    /// Signs the local owner in; makes the account and its organisation the first time. It
    /// has no password, so nobody can sign in to it from outside. Operates this server.
    api::SignedIn signInOwner(const QString &organizationName);
    /// As registerAccount, for operators.
    api::SignedIn createAccount(const api::RegisterRequest &request);
    /// A new account as a member of an organisation; Conflict when the e-mail is taken.
    UserId addMember(const TenantScope &scope, const QString &email, const QString &password, const QString &fullName,
                     Role role);

    /// As a member of an organisation: with the account of that e-mail, made when there is none.
    Joining ensureMember(const TenantScope &scope, const QString &email, const QString &password,
                         const QString &fullName, Role role);
    /// Signs somebody in to an organisation of theirs, by its name or short name; nothing when
    /// there is no such account or organisation.
    std::optional<api::SignedIn> signInForOperator(const QString &email, const QString &organization);
    /// Makes an account an operator of this server, or none any more. False when there is no such account.
    bool setOperator(const QString &email, bool isOperator);

    /// Deletes sign-ins that ended longer ago. For worker threads.
    void pruneSessions(std::chrono::milliseconds age);
    /// The same for attempts to sign in that are forgotten.
    void pruneAttempts();

private:
    Awaitable<Identity> identityOf(QString token, QString address);

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
