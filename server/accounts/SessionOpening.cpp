// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/SessionOpening.h"

#include "core/base/Uuid7.h"
#include "core/crypto/RandomToken.h"
#include "core/text/Slug.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/SessionStore.h"
#include "server/accounts/SignInStore.h"
#include "server/administration/ServerSettingsStore.h"
#include "server/billing/PlanStore.h"
#include "server/billing/SubscriptionBook.h"
#include "server/platform/Transaction.h"
#include "server/security/SecurityService.h"
#include "server/signon/SignOnRules.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

Problem slugTaken(const QString &slug, const QString &suggestion)
{
    Problem problem = Problem::of(ProblemCode::Conflict,
                                  QCoreApplication::translate("Accounts", "The short name \"%1\" is taken.").arg(slug),
                                  QCoreApplication::translate("Accounts", "\"%1\" is free.").arg(suggestion));
    problem.where = u"params.slug"_s;
    return problem;
}

Problem notAMember(const QString &organization)
{
    return Problem::of(
        ProblemCode::Forbidden,
        organization.isEmpty()
            ? QCoreApplication::translate("Accounts", "You do not belong to any organization.")
            : QCoreApplication::translate("Accounts", "You do not belong to an organization \"%1\".").arg(organization),
        QCoreApplication::translate("Accounts", "Ask its administrator to invite you."));
}

/// The base itself, or the first of base-2, base-3, … that nobody has.
QString freeSlug(AccountStore &store, const QString &wanted)
{
    const QString base = wanted.isEmpty() ? u"organization"_s : wanted;
    constexpr int mostTries = 50;
    for (int i = 1; i <= mostTries; ++i) {
        const QString slug = i == 1 ? base : QString(base + u'-' + QString::number(i));
        if (!isReservedSlug(slug) && !store.isSlugTaken(slug))
            return slug;
    }
    return base + u'-' + QString::fromLatin1(crypto::randomBytes(4).toHex());
}

QString slugFor(AccountStore &store, const QString &organization, const std::optional<QString> &wanted)
{
    if (!wanted)
        return freeSlug(store, accounts::slugFrom(organization));
    if (store.isSlugTaken(*wanted))
        throw slugTaken(*wanted, freeSlug(store, *wanted));
    return *wanted;
}

QString localTimeZone()
{
    const QByteArray id = QTimeZone::systemTimeZoneId();
    return id.isEmpty() ? u"UTC"_s : QString::fromLatin1(id);
}

/// Where organisations are not billed, what the operator has set holds for new ones.
void grantDefaultPlan(Transaction &transaction, const TenantScope &scope, Instant now)
{
    const std::optional<QString> plan = ServerSettingsStore(transaction).settings().defaultPlanId;
    if (!plan || PlanStore(transaction).settings().enabled)
        return;
    api::PlanGrant grant;
    grant.planId = plan;
    grant.reason = QCoreApplication::translate("Accounts", "The plan of new organisations on this server");
    SubscriptionStore(transaction, scope).saveGrant(grant, now);
}

/// Where an organisation wants its own provider to sign people in, passwords lead into the others.
void keepToPasswords(Transaction &transaction, std::vector<api::Organization> &organizations, Instant now)
{
    std::optional<Problem> refusal;
    std::erase_if(organizations, [&](const api::Organization &each) {
        const auto why = signon::refusalOfPassword(transaction, TenantScope::ofSignIn(each.id),
                                                   roleFromName(each.role).value_or(Role::Guest), now);
        if (why)
            refusal = why;
        return why.has_value();
    });
    if (organizations.empty() && refusal)
        throw *std::move(refusal);
}

/// The wished organisation (slug or id), or the last used one, or the oldest.
const api::Organization &chooseOrganization(const std::vector<api::Organization> &organizations,
                                            const std::optional<TenantId> &lastUsed,
                                            const std::optional<QString> &wished)
{
    const auto find = [&](const auto &matches) { return std::ranges::find_if(organizations, matches); };
    if (wished) {
        const QString wish = wished->trimmed().toLower();
        const auto found = find([&](const auto &o) { return o.slug == wish || o.id.toString() == wish; });
        if (found == organizations.end())
            throw notAMember(*wished);
        return *found;
    }
    if (organizations.empty())
        throw notAMember({});
    const auto last = find([&](const auto &o) { return lastUsed && o.id == *lastUsed; });
    return last == organizations.end() ? organizations.front() : *last;
}

} // namespace

Problem notSignedIn()
{
    return Problem::of(ProblemCode::NotSignedIn,
                       QCoreApplication::translate("Accounts", "The token is unknown, expired or revoked."),
                       QCoreApplication::translate("Accounts", "Sign in again."));
}

api::SignedIn describeSignIn(const Account &account, const api::Organization &organization,
                             std::vector<api::Organization> organizations, const SessionTokens &tokens, Instant now)
{
    api::SignedIn signedIn;
    signedIn.accessToken = tokens.access;
    signedIn.refreshToken = tokens.refresh;
    signedIn.expiresIn =
        static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(tokens.accessExpiresAt - now).count());
    signedIn.user = account.user;
    signedIn.organization = organization;
    signedIn.organizations = std::move(organizations);
    return signedIn;
}

api::Organization insertOrganization(Transaction &transaction, UserId owner, const QString &name,
                                     const std::optional<QString> &slug, Instant now)
{
    AccountStore store(transaction);
    const NewOrganization organization{makeId<TenantId>(now), name, slugFor(store, name, slug), localTimeZone()};
    store.insertOrganization(organization, now);
    store.insertMembership(TenantScope::ofSignIn(organization.id), owner, Role::Owner, now);
    SubscriptionBook(transaction, TenantScope::ofSignIn(organization.id), now).open();
    grantDefaultPlan(transaction, TenantScope::ofSignIn(organization.id), now);
    return {organization.id, organization.name, organization.slug, roleName(Role::Owner)};
}

api::Organization personalOrganizationOf(Transaction &transaction, const Account &account, Instant now)
{
    AccountStore store(transaction);
    const auto known = store.personalOrganization(account.user.id);
    if (!known) {
        auto made = insertOrganization(transaction, account.user.id, account.user.fullName, std::nullopt, now);
        store.setPersonal(TenantScope::ofSignIn(made.id), account.user.id);
        return made;
    }
    const auto all = store.organizationsOf(account.user.id);
    const auto found = std::ranges::find(all, *known, &api::Organization::id);
    if (found == all.end())
        throw Problem::of(ProblemCode::NotFound);
    return *found;
}

api::SignedIn openSession(Transaction &transaction, UserId user, const std::optional<QString> &organization,
                          const Origin &origin, Instant now, const Proof &proof)
{
    AccountStore store(transaction);
    const auto account = store.find(user);
    if (!account)
        throw notSignedIn();
    auto organizations = store.organizationsOf(user);
    if (organizations.empty() && !organization) // removed from all: their own is always there
        organizations.push_back(personalOrganizationOf(transaction, *account, now));
    const bool byPassword = proof.by == Proof::By::Password;
    std::vector<api::Organization> open = organizations;
    if (byPassword && !organization)
        keepToPasswords(transaction, open, now);
    const api::Organization chosen = chooseOrganization(open, account->lastTenant, organization);
    const TenantScope scope = TenantScope::ofSignIn(chosen.id);
    if (byPassword && organization) {
        const Role role = roleFromName(chosen.role).value_or(Role::Guest);
        if (auto refusal = signon::refusalOfPassword(transaction, scope, role, now))
            throw *std::move(refusal);
    }
    if (proof.by != Proof::By::OwnProcess) // whom nobody keeps out of their own computer
        SecurityService::admitWithin(transaction, scope, origin.address);
    const SessionTokens tokens = SessionTokens::make(now);
    SessionStore(transaction).insert(scope, user, tokens, origin, proof.provider, now);
    store.noteSignIn(scope, user, now);
    SignInStore(transaction).insert(user, chosen.id, u"ok"_s, origin, now);
    if (proof.provider) // tells of no others
        organizations = {chosen};
    return describeSignIn(*account, chosen, std::move(organizations), tokens, now);
}

} // namespace tabletalk
