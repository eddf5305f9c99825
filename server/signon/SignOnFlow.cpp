// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/signon/SignOnFlow.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/crypto/Hash.h"
#include "core/crypto/RandomToken.h"
#include "core/signon/ProviderDocument.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountService.h"
#include "server/accounts/SessionOpening.h"
#include "server/accounts/SessionStore.h"
#include "server/base/WorkerPool.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/security/SecurityService.h"
#include "server/signon/ProvidedPeople.h"
#include "server/signon/ProviderClient.h"
#include "server/signon/SignOnRules.h"
#include "server/signon/SignOnSettings.h"
#include "server/signon/SignOnStore.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr auto attemptLives = 10min;
constexpr qint64 mostAttempts = 10'000; ///< of an organisation, under way
constexpr qsizetype longestCode = 4096;
constexpr qsizetype secretLength = 43; ///< 256 bits as base64url; its SHA-256 as well
constexpr int lowestPort = 1024;
constexpr int highestPort = 65535;

QString tr(const char *text)
{
    return QCoreApplication::translate("SignOn", text);
}

Problem attemptIsOver()
{
    return Problem::of(ProblemCode::Forbidden, tr("This sign-in is not known, was used already, or took too long."),
                       tr("Begin again in the window of Tabletalk."));
}

Problem noSuchSignOn()
{
    return Problem::of(ProblemCode::NotFound, tr("There is no single sign-on for that."),
                       tr("Check the organisation's short name, or sign in with your password."));
}

bool isSecret(const QString &text)
{
    return text.size() == secretLength && std::ranges::all_of(text, [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-'
                      || c == u'_';
           });
}

QByteArray written(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject objectIn(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QByteArray written(const signon::IdToken::Claims &claims)
{
    return written(QJsonObject{{u"issuer"_s, claims.issuer},
                               {u"subject"_s, claims.subject},
                               {u"email"_s, claims.email},
                               {u"emailVerified"_s, claims.emailVerified},
                               {u"name"_s, claims.name},
                               {u"groups"_s, QJsonArray::fromStringList(claims.groups)}});
}

signon::IdToken::Claims claimsIn(const QByteArray &json)
{
    const QJsonObject object = objectIn(json);
    signon::IdToken::Claims claims;
    claims.issuer = object[u"issuer"_s].toString();
    claims.subject = object[u"subject"_s].toString();
    claims.email = object[u"email"_s].toString();
    claims.emailVerified = object[u"emailVerified"_s].toBool();
    claims.name = object[u"name"_s].toString();
    const QJsonArray groups = object[u"groups"_s].toArray();
    for (const auto &group : groups)
        claims.groups << group.toString();
    return claims;
}

QString written(const Problem &problem)
{
    return QString::fromUtf8(written(
        QJsonObject{{u"code"_s, problem.codeName()}, {u"detail"_s, problem.detail}, {u"hint"_s, problem.hint}}));
}

Problem problemIn(const QString &json)
{
    const QJsonObject object = objectIn(json.toUtf8());
    return Problem::of(problemCodeFromName(object[u"code"_s].toString()).value_or(ProblemCode::Forbidden),
                       object[u"detail"_s].toString(), object[u"hint"_s].toString());
}

QByteArray placeOf(const SignOnAttempt &attempt)
{
    return "signon_attempts/" + attempt.id.toString().toUtf8();
}

/// To the window that began, on the machine of whoever sits at the browser.
api::SignOnReturn toWindow(const SignOnAttempt &attempt, const QString &code)
{
    QUrlQuery query;
    query.addQueryItem(u"attempt"_s, attempt.id.toString());
    if (!code.isEmpty())
        query.addQueryItem(u"code"_s, code);
    return {u"http://127.0.0.1:%1/?%2"_s.arg(attempt.port).arg(query.toString(QUrl::FullyEncoded))};
}

/// What the provider said instead of a code (RFC 6749, 4.1.2.1).
Problem refusedByProvider(const QString &error)
{
    if (error == u"access_denied")
        return Problem::of(ProblemCode::Forbidden, tr("The identity provider did not let you in, or you cancelled."),
                           tr("Try again, or ask the administrator of your organisation."));
    const QString word = error.left(60);
    return Problem::of(ProblemCode::Forbidden, tr("The identity provider refused: %1.").arg(word),
                       tr("Ask the administrator of your organisation."));
}

SignOnStore::Found requireProvider(Transaction &transaction, const TenantScope &scope, SignOnProviderId id, Instant now)
{
    auto found = SignOnStore(transaction, scope).find(id);
    if (!found)
        throw noSuchSignOn();
    if (auto why = signon::refusalOfProvider(transaction, scope, id, Role::Guest, now))
        throw *std::move(why);
    return *std::move(found);
}

} // namespace

Awaitable<api::FoundSignOn> SignOnFlow::find(PublicCall call, api::FindSignOnRequest request)
{
    const QString slug =
        request.organization.value_or(call.origin.organization.value_or(QString())).trimmed().toLower();
    const QString email = accounts::normalizeEmail(request.email.value_or(QString()));
    auto look = [slug, email, byAddress = m_parts.findsByAddress, now = m_parts.clock.now()](Transaction &transaction) {
        std::vector<SignOnStore::Organization> organizations;
        if (!slug.isEmpty()) {
            if (auto found = SignOnStore::organizationBySlug(transaction, slug))
                organizations.push_back(*std::move(found));
        } else if (byAddress && email.contains(u'@')) {
            organizations = SignOnStore::organizationsByDomain(transaction, email.section(u'@', -1));
        }
        if (organizations.size() != 1)
            throw noSuchSignOn();
        const TenantScope scope = TenantScope::ofSignIn(organizations.front().id);
        api::FoundSignOn answer{organizations.front().name, organizations.front().slug, {}};
        for (const SignOnStore::Found &each : SignOnStore(transaction, scope).list()) {
            if (!signon::refusalOfProvider(transaction, scope, each.provider.id, Role::Guest, now))
                answer.providers.push_back({each.provider.id, each.provider.name, QUrl(each.provider.issuer).host()});
        }
        if (answer.providers.empty())
            throw noSuchSignOn();
        return answer;
    };
    co_return co_await m_parts.database.read(std::move(look));
}

Awaitable<api::BegunSignOn> SignOnFlow::begin(PublicCall, api::BeginSignOnRequest request)
{
    if (!isSecret(request.challenge))
        throw Problem::invalid(u"params.challenge"_s, tr("expected 43 characters of base64url"));
    if (request.port < lowestPort || request.port > highestPort)
        throw Problem::invalid(u"params.port"_s, tr("expected %1 to %2").arg(lowestPort).arg(highestPort));
    const Instant now = m_parts.clock.now();
    auto look = [slug = request.organization.trimmed().toLower(), id = request.providerId,
                 now](Transaction &transaction) {
        const auto organization = SignOnStore::organizationBySlug(transaction, slug);
        if (!organization)
            throw noSuchSignOn();
        auto found = requireProvider(transaction, TenantScope::ofSignIn(organization->id), id, now);
        return std::pair(organization->id, std::move(found.provider));
    };
    const auto [tenant, provider] = co_await m_parts.database.read(std::move(look));
    const signon::ProviderDocument document = orThrow(co_await m_parts.client.document(provider.issuer));

    SignOnAttempt attempt;
    attempt.tenant = tenant;
    attempt.id = makeId<SignOnAttemptId>(now);
    attempt.provider = provider.id;
    attempt.challenge = request.challenge;
    attempt.port = request.port;
    const QString verifier = crypto::randomToken();
    signon::AuthorizationRequest asked;
    asked.clientId = provider.clientId;
    asked.redirectUri = signOnRedirectUri(m_parts.publicUrl(), provider.id);
    asked.scopes = QStringList(provider.scopes.begin(), provider.scopes.end());
    asked.state = crypto::randomToken();
    asked.nonce = crypto::randomToken();
    asked.challenge = signon::challengeOf(verifier);
    asked.loginHint = request.email.value_or(QString()).left(200);
    QJsonObject kept;
    kept[u"verifier"_s] = verifier;
    kept[u"nonce"_s] = asked.nonce;
    const QByteArray plain = written(kept);
    attempt.sealed = co_await seal(attempt, plain);
    auto insert = [attempt, hash = tokenHash(asked.state), now](Transaction &transaction) {
        AttemptStore store(transaction);
        if (store.countOf(attempt.scope(), now) >= mostAttempts) {
            Problem busy = Problem::of(ProblemCode::Busy, tr("Too many people are signing in at once."));
            busy.retryAfterSeconds = 60;
            throw busy;
        }
        store.insert(attempt, hash, now + attemptLives);
    };
    co_await m_parts.database.write(attempt.scope(), std::move(insert));
    const int lives = int(std::chrono::duration_cast<std::chrono::seconds>(attemptLives).count());
    co_return api::BegunSignOn{attempt.id, QString::fromLatin1(signon::authorizationUrl(document, asked).toEncoded()),
                               lives};
}

Awaitable<api::SignOnReturn> SignOnFlow::returned(PublicCall call, api::SignOnReturnRequest request)
{
    if (!isSecret(request.state) || request.code.value_or(QString()).size() > longestCode)
        throw attemptIsOver();
    auto take = [hash = tokenHash(request.state), provider = request.providerId,
                 now = m_parts.clock.now()](Transaction &transaction) {
        AttemptStore store(transaction);
        auto found = store.findByState(hash, now);
        // The address says which provider answered: an answer of another is not sent to this one.
        if (!found || found->provider != provider || found->step != SignOnStep::Begun
            || !store.advance(*found, SignOnStep::Returned))
            throw attemptIsOver();
        return *found;
    };
    SignOnAttempt attempt = co_await m_parts.database.write(std::move(take));
    const Result<signon::IdToken::Claims> claims = co_await vouchedFor(attempt, request);
    const QString code = crypto::randomToken();
    if (claims) {
        const QByteArray said = written(*claims);
        attempt.sealed = co_await seal(attempt, said);
        attempt.codeHash = tokenHash(code);
    } else {
        attempt.problem = written(claims.error());
        recordRefusal(call.origin, attempt, QString(), claims.error());
    }
    auto keep = [attempt, next = claims ? SignOnStep::Ready : SignOnStep::Failed](Transaction &transaction) {
        SignOnAttempt moved = attempt;
        if (!AttemptStore(transaction).advance(moved, next))
            throw attemptIsOver();
    };
    co_await m_parts.database.write(attempt.scope(), std::move(keep));
    co_return toWindow(attempt, claims ? code : QString());
}

Awaitable<Result<signon::IdToken::Claims>> SignOnFlow::vouchedFor(SignOnAttempt attempt,
                                                                  api::SignOnReturnRequest request)
{
    if (request.error || !request.code)
        co_return std::unexpected(refusedByProvider(request.error.value_or(u"no code"_s)));
    std::optional<Problem> failed;
    try {
        auto look = [attempt, now = m_parts.clock.now()](Transaction &transaction) {
            return requireProvider(transaction, attempt.scope(), attempt.provider, now);
        };
        const SignOnStore::Found found = co_await m_parts.database.read(attempt.scope(), std::move(look));
        const api::SignOnProvider &provider = found.provider;
        if (request.iss && *request.iss != provider.issuer)
            throw attemptIsOver();
        const signon::ProviderDocument document = orThrow(co_await m_parts.client.document(provider.issuer));
        if (document.namesItself && !request.iss)
            throw attemptIsOver();
        const QJsonObject kept = objectIn(co_await open(attempt));
        ProviderClient::Client client{provider.clientId, {}};
        if (!found.sealedSecret.isEmpty()) {
            auto reveal = [this, scope = attempt.scope(), id = provider.id, sealed = found.sealedSecret] {
                return orThrow(m_parts.vault.open(scope, placeOfSignOnSecret(id), sealed));
            };
            client.secret = QString::fromUtf8(co_await m_parts.controlPool.run(attempt.tenant, std::move(reveal)));
        }
        ProviderClient::Exchange exchange{*request.code, kept[u"verifier"_s].toString(),
                                          signOnRedirectUri(m_parts.publicUrl(), provider.id)};
        const QByteArray token =
            orThrow(co_await m_parts.client.exchange(document, std::move(client), std::move(exchange)));
        signon::IdToken::Expected expected{provider.issuer, provider.clientId, kept[u"nonce"_s].toString(),
                                           m_parts.clock.now()};
        auto claims = co_await m_parts.client.verify(document, token, std::move(expected), provider.groupsClaim);
        co_return claims;
    } catch (const Problem &problem) {
        failed = problem;
    }
    co_return std::unexpected(*std::move(failed));
}

Awaitable<api::SignedIn> SignOnFlow::finish(PublicCall call, api::FinishSignOnRequest request)
{
    if (!isSecret(request.secret) || request.code.value_or(QString()).size() > longestCode)
        throw attemptIsOver();
    auto take = [challenge = signon::challengeOf(request.secret), id = request.attemptId,
                 code = request.code ? tokenHash(*request.code) : QString(),
                 now = m_parts.clock.now()](Transaction &transaction) {
        AttemptStore store(transaction);
        auto found = store.findByChallenge(challenge, id, now);
        const SignOnStep step = found ? found->step : SignOnStep::Over;
        if ((step != SignOnStep::Ready && step != SignOnStep::Failed) || !store.advance(*found, SignOnStep::Over))
            return std::pair(std::optional<SignOnAttempt>(), step);
        // A wrong code ends it as well: nobody tries another.
        if (step == SignOnStep::Ready && !crypto::equalInConstantTime(found->codeHash.toLatin1(), code.toLatin1()))
            return std::pair(std::optional<SignOnAttempt>(), SignOnStep::Over);
        return std::pair(std::move(found), step);
    };
    const auto [attempt, step] = co_await m_parts.database.write(std::move(take));
    if (!attempt)
        throw attemptIsOver();
    if (step == SignOnStep::Failed)
        throw problemIn(attempt->problem);
    const signon::IdToken::Claims claims = claimsIn(co_await open(*attempt));
    std::optional<Problem> refused;
    try {
        api::SignedIn in = co_await signIn(call.origin, *attempt, claims);
        co_return in;
    } catch (const Problem &problem) {
        refused = problem;
    }
    recordRefusal(call.origin, *attempt, claims.email.isEmpty() ? claims.subject : claims.email, *refused);
    throw *std::move(refused);
}

Awaitable<api::SignedIn> SignOnFlow::signIn(Origin origin, SignOnAttempt attempt, signon::IdToken::Claims claims)
{
    Voucher voucher;
    voucher.provider = attempt.provider;
    voucher.claims = std::move(claims);
    voucher.mayMakeAccount = m_parts.makesAccounts;
    if (m_parts.makesAccounts) // a password that nobody knows, so that its person may choose one by mail
        voucher.passwordHash = co_await m_parts.accounts.hashPassword(crypto::randomToken());
    auto person = std::make_shared<ProvidedPerson>(); // for the records, and of a refusal too
    auto work = [person, voucher = std::move(voucher), attempt, origin,
                 now = m_parts.clock.now()](Transaction &transaction) {
        *person = personOf(transaction, attempt.scope(), voucher, now);
        return openSession(transaction, person->user, attempt.tenant.toString(), origin, now,
                           {Proof::By::Provider, attempt.provider});
    };
    api::SignedIn in = co_await m_parts.database.write(std::move(work));
    m_parts.accounts.forgetMember(in.user.id); // their role may be another now
    AuditRecord record;
    record.caller.user = in.user.id;
    record.caller.tenant = attempt.tenant;
    record.origin = std::move(origin);
    record.action = person->action;
    record.target = in.user.email;
    record.outcome = u"ok"_s;
    record.rule = u"public"_s;
    m_parts.audit.record(std::move(record));
    co_return in;
}

Awaitable<QByteArray> SignOnFlow::seal(SignOnAttempt attempt, QByteArray plain)
{
    auto work = [this, attempt, plain] { return m_parts.vault.seal(attempt.scope(), placeOf(attempt), plain); };
    co_return co_await m_parts.controlPool.run(attempt.tenant, std::move(work));
}

Awaitable<QByteArray> SignOnFlow::open(SignOnAttempt attempt)
{
    auto work = [this, attempt] {
        return orThrow(m_parts.vault.open(attempt.scope(), placeOf(attempt), attempt.sealed));
    };
    co_return co_await m_parts.controlPool.run(attempt.tenant, std::move(work));
}

void SignOnFlow::recordRefusal(const Origin &origin, const SignOnAttempt &attempt, const QString &who,
                               const Problem &why)
{
    AuditRecord record;
    record.caller.tenant = attempt.tenant;
    record.origin = origin;
    record.action = u"signOn.finish"_s;
    record.target = who;
    record.outcome = why.codeName();
    record.rule = u"public"_s;
    m_parts.audit.record(std::move(record));
}

void SignOnFlow::dropExpired()
{
    m_parts.database.writeNow(
        [now = m_parts.clock.now()](Transaction &transaction) { AttemptStore(transaction).dropExpired(now); });
}

} // namespace tabletalk
