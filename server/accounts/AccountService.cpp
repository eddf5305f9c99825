// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/crypto/Hash.h"
#include "core/crypto/PasswordHash.h"
#include "core/crypto/RandomToken.h"
#include "server/Server.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/ApiKeyStore.h"
#include "server/accounts/KeyScopes.h"
#include "server/accounts/PasswordResetStore.h"
#include "server/accounts/SessionOpening.h"
#include "server/accounts/SessionStore.h"
#include "server/accounts/SignInGuard.h"
#include "server/accounts/SignInStore.h"
#include "server/accounts/TokenCache.h"
#include "server/administration/ServerSettingsStore.h"
#include "server/api/Cursor.h"
#include "server/base/WorkerPool.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/security/SecurityService.h"
#include "server/signon/SignOnRules.h"
#include "server/tenants/InvitationStore.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr auto apiKeyPrefix = "tt_"_L1;
constexpr qsizetype longestToken = 100;
constexpr auto apiKeyVerifiedFor = 24h;
/// How long attempts to sign in are kept for their person.
constexpr auto historyKept = 24h * 180;
/// How exactly it is kept when a sign-in was last used.
constexpr auto notedEvery = 1min;
constexpr qint64 mostApiKeys = 20'000;
constexpr size_t mostOrganizations = 100;
constexpr int sessionsPrunedAtOnce = 200;
/// Nobody can register it: it is no address of the outside world.
constexpr auto localOwnerEmail = "owner@localhost";

Problem needsAPerson()
{
    return Problem::of(ProblemCode::Forbidden,
                       QCoreApplication::translate("Accounts", "An API key stands for a program, not for the account."),
                       QCoreApplication::translate("Accounts", "Sign in to do that."));
}

Problem wrongCredentials()
{
    return Problem::of(ProblemCode::WrongCredentials, {},
                       QCoreApplication::translate("Accounts", "Check both and try again."));
}

Problem emailTaken()
{
    Problem problem = Problem::of(
        ProblemCode::Conflict, QCoreApplication::translate("Accounts", "There is an account with this e-mail address."),
        QCoreApplication::translate("Accounts", "Sign in with it, or use another address."));
    problem.where = u"params.email"_s;
    return problem;
}

/// What a registration needs, checked and normalised.
struct NewAccount
{
    QString email;
    QString fullName;
    QString organization;
    std::optional<QString> slug;
    QString passwordHash;
};

NewAccount checked(const api::RegisterRequest &request)
{
    NewAccount account{accounts::normalizeEmail(request.email),
                       request.fullName.trimmed(),
                       request.organization.trimmed(),
                       request.slug,
                       {}};
    accounts::Errors errors;
    accounts::checkName(account.organization, u"params.organization"_s, errors);
    if (account.slug)
        accounts::checkSlug(*account.slug, u"params.slug"_s, errors);
    accounts::checkEmail(account.email, u"params.email"_s, errors);
    accounts::checkNewPassword(request.password, {{}, account.email, account.fullName}, account.organization,
                               u"params.password"_s, errors);
    accounts::checkName(account.fullName, u"params.fullName"_s, errors);
    accounts::throwIfAny(std::move(errors));
    return account;
}

/// Runs in the writer, one after another: what is looked up stays true until it is stored.
UserId insertAccount(Transaction &transaction, const NewAccount &account, Instant now)
{
    AccountStore store(transaction);
    if (store.findByEmail(account.email))
        throw emailTaken();
    const api::User user{makeId<UserId>(now), account.email, account.fullName};
    store.insertUser(user, account.passwordHash, now);
    insertOrganization(transaction, user.id, account.organization, account.slug, now);
    return user.id;
}

/// Whose invitation it is, and as what: a member at once. Throws NotFound for a token that is
/// not good, always in the same words.
TenantId joinBy(Transaction &transaction, const QString &token, const api::User &user, Instant now)
{
    const OpenInvitation invitation = requireInvitation(transaction, tokenHash(token), now);
    if (invitation.email && *invitation.email != user.email)
        throw invitationNotGood();
    AccountStore store(transaction);
    if (store.isMember(invitation.scope, user.id))
        throw Problem::of(ProblemCode::Conflict,
                          QCoreApplication::translate("Accounts", "You belong to this organisation already."));
    Limits(transaction, invitation.scope, now).requireRoom(Owned::Users);
    store.insertMembership(invitation.scope, user.id, invitation.role, now);
    emitWebhookEvent(transaction, invitation.scope, webhook_events::memberJoined,
                     {{"userId", user.id.toString().toStdString()}, {"role", roleName(invitation.role).toStdString()}},
                     now);
    InvitationStore(transaction, invitation.scope).accept(invitation, user.id, now);
    return invitation.scope.tenant();
}

struct CallerNames
{
    Account account;
    api::Organization organization;
    std::vector<api::Organization> organizations;
};

CallerNames namesOf(Transaction &transaction, const Identity &caller)
{
    AccountStore store(transaction);
    const auto account = store.find(caller.user);
    auto organizations = store.organizationsOf(caller.user);
    const auto current = std::ranges::find(organizations, caller.tenant, &api::Organization::id);
    if (!account || current == organizations.end())
        throw notSignedIn();
    api::Organization organization = *current;
    return {*account, std::move(organization), std::move(organizations)};
}

std::optional<api::Impersonation> impersonationOf(const Identity &caller)
{
    if (!caller.impersonator)
        return std::nullopt;
    return api::Impersonation{caller.impersonator->email, caller.impersonator->reason, caller.expiresAt};
}

/// Whoever acts as somebody does so in one organisation, and is not told of their others. The same
/// goes for whom an organisation's provider signed in.
api::Me meFrom(const CallerNames &names, const Identity &caller)
{
    const std::vector<api::Organization> one{names.organization};
    return {names.account.user, names.organization,
            caller.impersonator || isByProvider(caller.session) ? one : names.organizations, caller.isOperator,
            impersonationOf(caller)};
}

/// The one organisation that a caller may see of their account; nothing: all of them.
std::optional<TenantId> onlyOf(const Identity &caller)
{
    return isByProvider(caller.session) ? std::optional(caller.tenant) : std::nullopt;
}

void requireWholeAccount(const Identity &caller)
{
    if (isByProvider(caller.session))
        throw signon::notByProvider();
}

NewApiKey newKeyFrom(const api::CreateApiKeyRequest &request, const Identity &caller, Instant now)
{
    constexpr int highestRate = 100'000;
    accounts::Errors errors;
    accounts::checkName(request.name, u"params.name"_s, errors);
    const accounts::Scopes scopes = accounts::readScopes(request.scopes, caller.grants(), u"params.scopes"_s, errors);
    if (request.expiresAt && *request.expiresAt <= now)
        errors.push_back({u"params.expiresAt"_s, QCoreApplication::translate("Accounts", "expected a time to come")});
    if (request.requestsPerMinute && (*request.requestsPerMinute < 1 || *request.requestsPerMinute > highestRate))
        errors.push_back({u"params.requestsPerMinute"_s,
                          QCoreApplication::translate("Accounts", "expected 1 to %1").arg(highestRate)});
    accounts::throwIfAny(std::move(errors));
    return {.id = makeId<ApiKeyId>(now),
            .workspace = request.workspaceId,
            .user = caller.user,
            .name = request.name.trimmed(),
            .key = QString(apiKeyPrefix) + crypto::randomToken(),
            .scopes = accounts::textOfScopes(scopes),
            .expiresAt = request.expiresAt,
            .perMinute = request.requestsPerMinute};
}

/// What came of a refresh token: decided inside the writer, told outside, because a
/// thrown problem would undo the revocation.
struct Refreshed
{
    std::optional<api::SignedIn> signedIn;
    SessionRecord session;            ///< whose old access token must be forgotten
    std::optional<Problem> refusal{}; ///< why it does not go on, when nobody stole it
};

Refreshed refreshIn(Transaction &transaction, const QString &hash, Instant now)
{
    SessionStore sessions(transaction);
    const auto session = sessions.findByRefresh(hash, now);
    if (!session) {
        const auto stolen = sessions.findByUsedRefresh(hash);
        if (!stolen)
            return {};
        sessions.revoke(TenantScope::ofSignIn(stolen->tenant), stolen->id, now);
        return {std::nullopt, *stolen};
    }
    Identity caller;
    caller.user = session->user;
    caller.tenant = session->tenant;
    CallerNames names = namesOf(transaction, caller);
    const TenantScope scope = TenantScope::ofSignIn(session->tenant);
    const Role role = roleFromName(names.organization.role).value_or(Role::Guest);
    auto refusal = session->provider ? signon::refusalOfProvider(transaction, scope, *session->provider, role, now)
                                     : signon::refusalOfPassword(transaction, scope, role, now);
    if (refusal) {
        sessions.revoke(scope, session->id, now);
        return {std::nullopt, *session, std::move(refusal)};
    }
    const SessionTokens tokens = SessionTokens::make(now);
    sessions.rotate(*session, hash, tokens, now);
    if (session->provider)
        names.organizations = {names.organization};
    AccountStore(transaction).noteSignIn(TenantScope::ofSignIn(session->tenant), session->user, now);
    return {describeSignIn(names.account, names.organization, std::move(names.organizations), tokens, now), *session};
}

} // namespace

struct AccountService::State
{
    PlatformDatabase &database;
    const Clock &clock;
    WorkerPool &hashing;
    Registration registration;
    SignInGuard guard;
    AuditSink *audit;
    SecurityService *security;
    TokenCache cache;

    void record(const Origin &origin, UserId user, TenantId tenant, const QString &action, const QString &target,
                const QString &outcome) const
    {
        if (!audit || tenant.isNull())
            return;
        AuditRecord entry;
        entry.caller.user = user;
        entry.caller.tenant = tenant;
        entry.origin = origin;
        entry.action = action;
        entry.target = target;
        entry.outcome = outcome;
        entry.rule = u"public"_s;
        audit->record(std::move(entry));
    }

    /// May come in any number.
    void recordAddressRefusal(const Origin &origin, const Identity &caller, const AddressRefused &refused) const
    {
        if (!audit)
            return;
        AuditRecord entry;
        entry.caller = caller;
        entry.caller.tenant = refused.tenant;
        entry.origin = origin;
        entry.outcome = refused.codeName();
        entry.rule = u"allowed addresses"_s;
        audit->recordRefusal(std::move(entry));
    }

    /// Runs what opens a session for somebody who proved who they are.
    template <class Work>
    Awaitable<api::SignedIn> opened(Origin origin, UserId user, Work work)
    {
        try {
            co_return co_await database.write(std::move(work));
        } catch (const AddressRefused &refused) {
            Identity caller;
            caller.user = user;
            recordAddressRefusal(origin, caller, refused);
            throw;
        }
    }

    void recordSignIn(const Origin &origin, const QString &action, const api::SignedIn &in) const
    {
        record(origin, in.user.id, in.organization.id, action, in.user.email, u"ok"_s);
    }

    void noteUsed(const Identity &identity, Instant now) const
    {
        database.writeLater(
            [identity, now](Transaction &transaction) {
                ApiKeyStore(transaction).touch(TenantScope::ofSignedIn(identity.tenant), *identity.apiKeyId, now);
            },
            [](const std::exception_ptr &) { /* the next request notes it again */ });
    }

    void noteSeen(const Identity &identity, const QString &address, Instant now) const
    {
        database.writeLater(
            [identity, address, now](Transaction &transaction) {
                SessionStore(transaction)
                    .touch(TenantScope::ofSignedIn(identity.tenant), identity.session, address, now);
            },
            [](const std::exception_ptr &) { /* the next request notes it again */ });
    }

    /// Failures are told to the organisation that the account used last, and to its person.
    void recordRefusal(const Origin &origin, const QString &action, const Account &account) const
    {
        database.writeLater(
            [user = account.user.id, origin, now = clock.now()](Transaction &transaction) {
                SignInStore(transaction).insert(user, std::nullopt, wrongCredentials().codeName(), origin, now);
            },
            [](const std::exception_ptr &) { /* the audit record says it as well */ });
        record(origin, account.user.id, account.lastTenant.value_or(TenantId()), action, account.user.email,
               wrongCredentials().codeName());
    }

    /// As it was started, or as an operator has set it since.
    Awaitable<Registration> registrationNow()
    {
        auto find = [atStart = registration](Transaction &transaction) {
            return ServerSettingsStore(transaction).registration(atStart);
        };
        co_return co_await database.read(std::move(find));
    }

    /// Takes as long for an account that does not exist.
    Awaitable<bool> isPasswordOf(std::optional<Account> account, QString password)
    {
        auto check = [hash = account ? account->passwordHash : QString(), password] {
            if (password.size() > accounts::longestPassword)
                return false;
            return hash.isEmpty() ? crypto::verifyNoPassword(password) : crypto::verifyPassword(password, hash);
        };
        co_return co_await hashing.run(TenantId(), std::move(check));
    }

    Awaitable<QString> hashOf(QString password)
    {
        auto hash = [password] { return crypto::hashPassword(password); };
        co_return co_await hashing.run(TenantId(), std::move(hash));
    }
};

AccountService::AccountService(PlatformDatabase &database, const Clock &clock, WorkerPool &hashing,
                               Registration registration, AuditSink *audit, SecurityService *security,
                               QByteArray guardKey)
    : m_state(new State{database,
                        clock,
                        hashing,
                        registration,
                        SignInGuard(database, clock, std::move(guardKey)),
                        audit,
                        security,
                        {}})
{}

AccountService::~AccountService() = default;

Awaitable<Identity> AccountService::authenticate(QString token, QString address)
{
    State &state = *m_state;
    if (token.size() > longestToken)
        throw notSignedIn();
    const Identity identity = co_await identityOf(std::move(token), address);
    if (!state.security)
        co_return identity;
    try {
        co_await state.security->admit(identity.tenant, address);
    } catch (const AddressRefused &refused) {
        Origin origin;
        origin.address = address;
        state.recordAddressRefusal(origin, identity, refused);
        throw;
    }
    co_return identity;
}

/// Whose token it is, wherever it comes from.
Awaitable<Identity> AccountService::identityOf(QString token, QString address)
{
    State &state = *m_state;
    const Instant now = state.clock.now();
    const QString hash = tokenHash(token);
    const QByteArray key = hash.toLatin1();
    if (const auto known = state.cache.find(key, now))
        co_return *known;

    const quint64 generation = state.cache.generation();
    std::optional<Identity> identity;
    if (token.startsWith(apiKeyPrefix)) {
        auto find = [hash, now](Transaction &transaction) {
            auto found = ApiKeyStore(transaction).findByHash(hash, now);
            if (found) // keys that were made on a larger plan rest on a smaller one
                Limits(transaction, TenantScope::ofSignedIn(found->identity.tenant), now)
                    .requireFeature(billing::Feature::ApiAccess);
            return found;
        };
        const auto found = co_await state.database.read(std::move(find));
        if (found) {
            identity = found->identity;
            const Instant seenAgain = now + apiKeyVerifiedFor;
            identity->expiresAt = std::min(seenAgain, found->expiresAt.value_or(seenAgain));
            if (now - found->lastUsedAt > notedEvery)
                state.noteUsed(*identity, now);
        }
    } else {
        auto find = [hash, now](Transaction &transaction) { return SessionStore(transaction).findByAccess(hash, now); };
        const auto found = co_await state.database.read(std::move(find));
        if (found && now - found->lastSeenAt > notedEvery)
            state.noteSeen(found->identity, address, now);
        if (found)
            identity = found->identity;
    }
    if (!identity)
        throw notSignedIn();
    state.cache.insert(generation, key, *identity, now);
    co_return *identity;
}

Awaitable<api::AttachResponse> AccountService::describeCaller(Identity caller)
{
    auto work = [caller](Transaction &transaction) { return namesOf(transaction, caller); };
    const CallerNames names = co_await m_state->database.read(std::move(work));
    co_return api::AttachResponse{names.account.user, names.organization, caller.expiresAt, caller.isOperator,
                                  impersonationOf(caller)};
}

Awaitable<api::SignedIn> AccountService::registerAccount(Origin origin, api::RegisterRequest request)
{
    State &state = *m_state;
    if (co_await state.registrationNow() != Registration::Open)
        throw Problem::of(
            ProblemCode::RegistrationClosed, {},
            QCoreApplication::translate("Accounts", "Ask an administrator of the server for an account."));
    NewAccount account = checked(request);
    account.passwordHash = co_await state.hashOf(request.password);
    auto work = [account, origin, now = state.clock.now()](Transaction &transaction) {
        const UserId user = insertAccount(transaction, account, now);
        return openSession(transaction, user, std::nullopt, origin, now);
    };
    api::SignedIn in = co_await state.database.write(std::move(work));
    state.recordSignIn(origin, u"auth.register"_s, in);
    co_return in;
}

Awaitable<api::SignedIn> AccountService::signIn(Origin origin, api::LoginRequest request)
{
    State &state = *m_state;
    const QString email = accounts::normalizeEmail(request.email);
    co_await state.guard.begin(email, origin.address);
    auto find = [email](Transaction &transaction) { return AccountStore(transaction).findByEmail(email); };
    const std::optional<Account> account = co_await state.database.read(std::move(find));
    const bool right = co_await state.isPasswordOf(account, request.password);
    if (!right && account)
        state.recordRefusal(origin, u"auth.login"_s, *account);
    if (!right || !account)
        throw wrongCredentials();
    co_await state.guard.succeeded(email, origin.address);
    const auto wishedOrHere = request.organization ? request.organization : origin.organization;
    auto work = [user = account->user.id, origin, wished = wishedOrHere,
                 now = state.clock.now()](Transaction &transaction) {
        return openSession(transaction, user, wished, origin, now, {Proof::By::Password});
    };
    api::SignedIn in = co_await state.opened(origin, account->user.id, std::move(work));
    state.recordSignIn(origin, u"auth.login"_s, in);
    co_return in;
}

void AccountService::forgetMember(const UserId &user)
{
    m_state->cache.forgetUser(user);
}

void AccountService::forgetTenant(const TenantId &tenant)
{
    m_state->cache.forgetTenant(tenant);
}

Awaitable<api::SignedIn> AccountService::switchOrganization(Identity caller, Origin origin, api::SwitchRequest request)
{
    State &state = *m_state;
    if (caller.apiKeyId)
        throw Problem::of(ProblemCode::Forbidden,
                          QCoreApplication::translate("Accounts", "An API key is for one organisation."));
    requireWholeAccount(caller);
    auto work = [caller, origin, to = request.id, now = state.clock.now()](Transaction &transaction) {
        if (!AccountStore(transaction).isMember(TenantScope::ofSignIn(to), caller.user))
            throw Problem::of(ProblemCode::NotFound);
        return openSession(transaction, caller.user, to.toString(), origin, now, {Proof::By::Password});
    };
    api::SignedIn in = co_await state.opened(origin, caller.user, std::move(work));
    state.recordSignIn(origin, u"organizations.switch"_s, in);
    co_return in;
}

Awaitable<api::Organization> AccountService::createOrganization(Identity caller, api::CreateOrganizationRequest request)
{
    State &state = *m_state;
    if (caller.apiKeyId)
        throw Problem::of(ProblemCode::Forbidden,
                          QCoreApplication::translate("Accounts", "An API key is for one organisation."));
    requireWholeAccount(caller);
    if (!caller.isOperator && co_await state.registrationNow() != Registration::Open)
        throw Problem::of(ProblemCode::RegistrationClosed, {},
                          QCoreApplication::translate("Accounts", "Ask an operator of the server."));
    const QString name = request.name.trimmed();
    accounts::Errors errors;
    accounts::checkName(name, u"params.name"_s, errors);
    if (request.slug)
        accounts::checkSlug(*request.slug, u"params.slug"_s, errors);
    accounts::throwIfAny(std::move(errors));
    auto work = [user = caller.user, name, slug = request.slug, now = state.clock.now()](Transaction &transaction) {
        AccountStore store(transaction);
        if (store.organizationsOf(user).size() >= mostOrganizations)
            throw Problem::of(ProblemCode::LimitReached,
                              QCoreApplication::translate("Accounts", "An account belongs to at most %1 organisations.")
                                  .arg(mostOrganizations));
        return insertOrganization(transaction, user, name, slug, now);
    };
    co_return co_await state.database.write(std::move(work));
}

Awaitable<api::Organization> AccountService::personalOrganization(Identity caller)
{
    State &state = *m_state;
    if (caller.apiKeyId)
        throw Problem::of(ProblemCode::Forbidden,
                          QCoreApplication::translate("Accounts", "An API key is for one organisation."));
    requireWholeAccount(caller);
    auto work = [user = caller.user, now = state.clock.now()](Transaction &transaction) {
        AccountStore store(transaction);
        const auto account = store.find(user);
        if (!account)
            throw notSignedIn();
        return personalOrganizationOf(transaction, *account, now);
    };
    co_return co_await state.database.write(std::move(work));
}

Awaitable<api::SignedIn> AccountService::acceptInvitation(Origin origin, api::AcceptInvitationRequest request)
{
    State &state = *m_state;
    if (request.token.size() > longestToken)
        throw invitationNotGood();
    const Instant now = state.clock.now();
    auto look = [hash = tokenHash(request.token), now](Transaction &transaction) {
        return requireInvitation(transaction, hash, now);
    };
    const OpenInvitation invitation = co_await state.database.read(std::move(look));
    const QString email = invitation.email.value_or(accounts::normalizeEmail(request.email.value_or(QString())));
    auto find = [email](Transaction &transaction) { return AccountStore(transaction).findByEmail(email); };
    const std::optional<Account> account = co_await state.database.read(std::move(find));

    api::User user{makeId<UserId>(now), email, request.fullName.value_or(QString()).trimmed()};
    QString hash;
    if (account) {
        co_await state.guard.begin(email, origin.address);
        if (!co_await state.isPasswordOf(account, request.password))
            throw wrongCredentials();
        co_await state.guard.succeeded(email, origin.address);
        user = account->user;
    } else {
        if (co_await state.registrationNow() == Registration::Closed)
            throw Problem::of(ProblemCode::RegistrationClosed);
        accounts::Errors errors;
        accounts::checkEmail(email, u"params.email"_s, errors);
        accounts::checkNewPassword(request.password, user, {}, u"params.password"_s, errors);
        accounts::checkName(user.fullName, u"params.fullName"_s, errors);
        accounts::throwIfAny(std::move(errors));
        hash = co_await state.hashOf(request.password);
    }
    auto join = [user, hash, isNew = !account, token = request.token, origin, now](Transaction &transaction) {
        if (isNew) {
            AccountStore store(transaction);
            if (store.findByEmail(user.email))
                throw emailTaken();
            store.insertUser(user, hash, now);
        }
        const TenantId tenant = joinBy(transaction, token, user, now);
        return openSession(transaction, user.id, tenant.toString(), origin, now);
    };
    api::SignedIn in = co_await state.opened(origin, user.id, std::move(join));
    state.recordSignIn(origin, u"invitations.accept"_s, in);
    co_return in;
}

Awaitable<api::SignedIn> AccountService::joinOrganization(Identity caller, Origin origin, api::JoinRequest request)
{
    State &state = *m_state;
    if (caller.apiKeyId)
        throw Problem::of(ProblemCode::Forbidden,
                          QCoreApplication::translate("Accounts", "An API key is for one organisation."));
    requireWholeAccount(caller);
    if (request.token.size() > longestToken)
        throw invitationNotGood();
    auto join = [user = caller.user, token = request.token, origin, now = state.clock.now()](Transaction &transaction) {
        const auto account = AccountStore(transaction).find(user);
        if (!account)
            throw notSignedIn();
        const TenantId tenant = joinBy(transaction, token, account->user, now);
        return openSession(transaction, user, tenant.toString(), origin, now);
    };
    api::SignedIn in = co_await state.opened(origin, caller.user, std::move(join));
    state.recordSignIn(origin, u"invitations.join"_s, in);
    co_return in;
}

Awaitable<api::SignedIn> AccountService::refresh(Origin origin, api::RefreshRequest request)
{
    State &state = *m_state;
    if (request.refreshToken.size() > longestToken)
        throw notSignedIn();
    auto work = [hash = tokenHash(request.refreshToken), now = state.clock.now()](Transaction &transaction) {
        return refreshIn(transaction, hash, now);
    };
    const Refreshed refreshed = co_await state.database.write(std::move(work));
    const SessionRecord &session = refreshed.session;
    if (!session.id.isNull())
        state.cache.forgetSession(session.id);
    if (refreshed.refusal) {
        state.record(origin, session.user, session.tenant, u"auth.refresh"_s, session.id.toString(),
                     refreshed.refusal->codeName());
        Problem over = notSignedIn(); // by which a window knows that it has to sign in anew
        over.detail = refreshed.refusal->detail;
        over.hint = refreshed.refusal->hint;
        throw over;
    }
    if (!refreshed.signedIn) {
        // A refresh token that comes twice was stolen by one of the two who have it.
        state.record(origin, session.user, session.tenant, u"auth.refresh"_s, session.id.toString(),
                     notSignedIn().codeName());
        throw notSignedIn();
    }
    co_return *refreshed.signedIn;
}

Awaitable<api::Empty> AccountService::signOut(Identity caller)
{
    State &state = *m_state;
    if (caller.session.isNull())
        throw needsAPerson();
    auto work = [caller, now = state.clock.now()](Transaction &transaction) {
        SessionStore(transaction).revoke(TenantScope::ofSignedIn(caller.tenant), caller.session, now);
    };
    co_await state.database.write(std::move(work));
    state.cache.forgetSession(caller.session);
    co_return api::Empty{};
}

Awaitable<api::Me> AccountService::me(Identity caller)
{
    auto work = [caller](Transaction &transaction) { return meFrom(namesOf(transaction, caller), caller); };
    co_return co_await m_state->database.read(std::move(work));
}

Awaitable<api::Me> AccountService::updateMe(Identity caller, api::UpdateMeRequest request)
{
    accounts::Errors errors;
    if (request.fullName)
        accounts::checkName(*request.fullName, u"params.fullName"_s, errors);
    accounts::throwIfAny(std::move(errors));
    auto work = [caller, request](Transaction &transaction) {
        if (request.fullName)
            AccountStore(transaction).rename(caller.user, request.fullName->trimmed());
        return meFrom(namesOf(transaction, caller), caller);
    };
    co_return co_await m_state->database.write(std::move(work));
}

Awaitable<api::Empty> AccountService::changePassword(Identity caller, Origin origin, api::ChangePasswordRequest request)
{
    State &state = *m_state;
    if (caller.session.isNull())
        throw needsAPerson();
    requireWholeAccount(caller);
    auto find = [caller](Transaction &transaction) { return namesOf(transaction, caller); };
    const CallerNames names = co_await state.database.read(std::move(find));
    const QString email = names.account.user.email;
    accounts::Errors errors;
    accounts::checkNewPassword(request.newPassword, names.account.user, names.organization.name,
                               u"params.newPassword"_s, errors);
    accounts::throwIfAny(std::move(errors));

    co_await state.guard.begin(email, origin.address);
    const bool right = co_await state.isPasswordOf(names.account, request.currentPassword);
    if (!right)
        throw wrongCredentials();
    co_await state.guard.succeeded(email, origin.address);
    const QString hash = co_await state.hashOf(request.newPassword);
    auto work = [caller, hash, now = state.clock.now()](Transaction &transaction) {
        AccountStore(transaction).setPassword(caller.user, hash);
        SessionStore(transaction).revokeOthers(caller.user, caller.session, now);
        PasswordResetStore(transaction).endAll(caller.user, now);
    };
    co_await state.database.write(std::move(work));
    state.cache.forgetUser(caller.user);
    co_return api::Empty{};
}

Awaitable<api::SessionList> AccountService::listSessions(Identity caller)
{
    if (caller.session.isNull())
        throw needsAPerson();
    auto work = [caller, now = m_state->clock.now()](Transaction &transaction) {
        return SessionStore(transaction).list(caller.user, onlyOf(caller), now);
    };
    api::SessionList list;
    list.items = co_await m_state->database.read(std::move(work));
    for (api::SessionInfo &session : list.items)
        session.current = session.id == caller.session;
    co_return list;
}

Awaitable<api::Empty> AccountService::revokeSession(Identity caller, api::SessionRequest request)
{
    if (caller.session.isNull())
        throw needsAPerson();
    auto work = [caller, id = request.id, now = m_state->clock.now()](Transaction &transaction) {
        if (!SessionStore(transaction).revokeOwn(caller.user, id, onlyOf(caller), now))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_state->database.write(std::move(work));
    m_state->cache.forgetSession(request.id);
    co_return api::Empty{};
}

Awaitable<api::SignInHistory> AccountService::signInHistory(Identity caller, api::ListRequest request)
{
    if (caller.session.isNull())
        throw needsAPerson();
    const int limit = pageLimit(request.limit);
    const QString before = request.cursor ? decodeCursor(*request.cursor, 1).front() : QString();
    auto work = [caller, limit, before](Transaction &transaction) {
        return SignInStore(transaction).list(caller.user, onlyOf(caller), before, limit + 1);
    };
    std::vector<SignInStore::Kept> found = co_await m_state->database.read(std::move(work));
    api::SignInHistory page;
    if (found.size() > static_cast<size_t>(limit)) {
        found.pop_back();
        page.nextCursor = encodeCursor({found.back().id});
    }
    for (SignInStore::Kept &kept : found)
        page.items.push_back(std::move(kept.attempt));
    co_return page;
}

Awaitable<QString> AccountService::hashPassword(QString password)
{
    return m_state->hashOf(std::move(password));
}

void AccountService::passwordWasReset(const Origin &origin, const Account &account)
{
    m_state->cache.forgetUser(account.user.id);
    m_state->record(origin, account.user.id, account.lastTenant.value_or(TenantId()), u"auth.resetPassword"_s,
                    account.user.email, u"ok"_s);
}

Awaitable<api::CreatedApiKey> AccountService::createApiKey(Identity caller, api::CreateApiKeyRequest request)
{
    State &state = *m_state;
    if (caller.session.isNull())
        throw needsAPerson(); // otherwise a key could give itself a longer life or more rights
    const Instant now = state.clock.now();
    const NewApiKey key = newKeyFrom(request, caller, now);
    auto work = [scope = TenantScope::ofSignedIn(caller.tenant), key, now](Transaction &transaction) {
        ApiKeyStore store(transaction);
        if (!store.hasWorkspace(scope, key.workspace))
            throw Problem::of(ProblemCode::NotFound);
        if (store.count(scope) >= mostApiKeys)
            throw Problem::of(
                ProblemCode::LimitReached,
                QCoreApplication::translate("Accounts", "An organization can have %L1 API keys.").arg(mostApiKeys),
                QCoreApplication::translate("Accounts", "Revoke those that nobody uses."));
        Limits(transaction, scope, now).requireFeature(billing::Feature::ApiAccess);
        store.insert(scope, key, now);
    };
    co_await state.database.write(std::move(work));
    co_return api::CreatedApiKey{key.id, key.name, ApiKeyStore::prefixOf(key.key), key.key};
}

Awaitable<api::ApiKeyList> AccountService::listApiKeys(TenantScope scope, api::ApiKeyListRequest request)
{
    const int limit = pageLimit(request.limit);
    const QString before = request.cursor ? decodeCursor(*request.cursor, 1).front() : QString();
    auto work = [scope, workspace = request.workspaceId, before, limit](Transaction &transaction) {
        ApiKeyStore store(transaction);
        if (!store.hasWorkspace(scope, workspace))
            throw Problem::of(ProblemCode::NotFound);
        return store.list(scope, workspace, before, limit + 1);
    };
    api::ApiKeyList page;
    page.items = co_await m_state->database.read(std::move(work));
    if (page.items.size() > static_cast<size_t>(limit)) {
        page.items.pop_back();
        page.nextCursor = encodeCursor({page.items.back().id.toString()});
    }
    co_return page;
}

Awaitable<api::Empty> AccountService::revokeApiKey(TenantScope scope, api::ApiKeyRequest request)
{
    State &state = *m_state;
    auto work = [scope, request, now = state.clock.now()](Transaction &transaction) {
        if (!ApiKeyStore(transaction).revoke(scope, request.workspaceId, request.id, now))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await state.database.write(std::move(work));
    state.cache.forgetApiKey(request.id.toString());
    co_return api::Empty{};
}

api::SignedIn AccountService::signInOwner(const QString &organizationName)
{
    State &state = *m_state;
    const Instant now = state.clock.now();
    const Origin origin{{}, u"127.0.0.1"_s, u"Tabletalk"_s, {}};
    return state.database.writeNow([&](Transaction &transaction) {
        const QString email = QString::fromLatin1(localOwnerEmail);
        const auto owner = AccountStore(transaction).findByEmail(email);
        const NewAccount fresh{email, QCoreApplication::translate("Accounts", "Owner"), organizationName, {}, {}};
        const UserId user = owner ? owner->user.id : insertAccount(transaction, fresh, now);
        AccountStore(transaction).setOperator(user, true); // whose computer it is runs the server
        return openSession(transaction, user, std::nullopt, origin, now, {Proof::By::OwnProcess});
    });
}

api::SignedIn AccountService::createAccount(const api::RegisterRequest &request)
{
    State &state = *m_state;
    NewAccount account = checked(request);
    account.passwordHash = crypto::hashPassword(request.password);
    const Instant now = state.clock.now();
    return state.database.writeNow([&](Transaction &transaction) {
        const UserId user = insertAccount(transaction, account, now);
        return openSession(transaction, user, std::nullopt, {{}, {}, u"operator"_s, {}}, now);
    });
}

UserId AccountService::addMember(const TenantScope &scope, const QString &email, const QString &password,
                                 const QString &fullName, Role role)
{
    State &state = *m_state;
    const Instant now = state.clock.now();
    const api::User user{makeId<UserId>(now), accounts::normalizeEmail(email), fullName.trimmed()};
    accounts::Errors errors;
    accounts::checkEmail(user.email, u"params.email"_s, errors);
    accounts::checkNewPassword(password, user, {}, u"params.password"_s, errors);
    accounts::checkName(user.fullName, u"params.fullName"_s, errors);
    accounts::throwIfAny(std::move(errors));
    const QString hash = crypto::hashPassword(password);
    state.database.writeNow([&](Transaction &transaction) {
        AccountStore store(transaction);
        if (store.findByEmail(user.email))
            throw emailTaken();
        store.insertUser(user, hash, now);
        store.insertMembership(scope, user.id, role, now);
    });
    return user.id;
}

Joining AccountService::ensureMember(const TenantScope &scope, const QString &email, const QString &password,
                                     const QString &fullName, Role role)
{
    State &state = *m_state;
    const QString normalized = accounts::normalizeEmail(email);
    const Instant now = state.clock.now();
    const auto joined = state.database.writeNow([&](Transaction &transaction) -> std::optional<Joining> {
        AccountStore store(transaction);
        const auto account = store.findByEmail(normalized);
        if (!account)
            return std::nullopt;
        if (store.isMember(scope, account->user.id))
            return Joining::ThereAlready;
        store.insertMembership(scope, account->user.id, role, now);
        return Joining::Joined;
    });
    if (joined)
        return *joined;
    addMember(scope, email, password, fullName, role);
    return Joining::Made;
}

std::optional<api::SignedIn> AccountService::signInForOperator(const QString &email, const QString &organization)
{
    State &state = *m_state;
    const Instant now = state.clock.now();
    return state.database.writeNow([&](Transaction &transaction) -> std::optional<api::SignedIn> {
        AccountStore store(transaction);
        const auto account = store.findByEmail(accounts::normalizeEmail(email));
        if (!account)
            return std::nullopt;
        for (const api::Organization &each : store.organizationsOf(account->user.id)) {
            if (each.name == organization || each.slug == organization)
                return openSession(transaction, account->user.id, each.slug, {{}, {}, u"operator"_s, {}}, now);
        }
        return std::nullopt;
    });
}

bool AccountService::setOperator(const QString &email, bool isOperator)
{
    return m_state->database.writeNow([&](Transaction &transaction) {
        AccountStore store(transaction);
        const auto account = store.findByEmail(accounts::normalizeEmail(email));
        if (account)
            store.setOperator(account->user.id, isOperator);
        return account.has_value();
    });
}

void AccountService::pruneAttempts()
{
    m_state->guard.prune();
}

void AccountService::pruneSessions(std::chrono::milliseconds age)
{
    const Instant before = m_state->clock.now() - age;
    qint64 deleted = sessionsPrunedAtOnce;
    while (deleted == sessionsPrunedAtOnce) {
        deleted = m_state->database.writeNow(
            [&](Transaction &transaction) { return SessionStore(transaction).prune(before, sessionsPrunedAtOnce); });
    }
    m_state->database.writeNow([now = m_state->clock.now()](Transaction &transaction) {
        const auto days = ServerSettingsStore(transaction).settings().signInHistoryDays;
        SignInStore(transaction).prune(now - (days ? std::chrono::hours(24 * *days) : historyKept));
    });
}

} // namespace tabletalk
