// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/signon/ProvidedPeople.h"

#include "core/base/Uuid7.h"
#include "core/signon/GroupRoles.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountStore.h"
#include "server/limits/Limits.h"
#include "server/platform/Transaction.h"
#include "server/signon/SignOnRules.h"
#include "server/signon/SignOnStore.h"
#include "server/tenants/MemberStore.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SignOn", text);
}

Problem refusal(const QString &why, const QString &hint = tr("Ask the administrator of your organisation."))
{
    return Problem::of(ProblemCode::Forbidden, why, hint);
}

/// The same for an account that there is and one that there is not: who has an account elsewhere is
/// nothing that this organisation is told.
Problem notAMember(const QString &email)
{
    return refusal(tr("%1 does not belong to this organisation.").arg(email),
                   tr("Ask its administrator to invite you, and accept the invitation first."));
}

/// The address, when the provider vouches for it and the organisation takes its domain.
QString vouchedAddress(const signon::IdToken::Claims &claims, const api::SignOnProvider &provider)
{
    const QString email = accounts::normalizeEmail(claims.email);
    accounts::Errors errors;
    accounts::checkEmail(email, u"email"_s, errors);
    if (!errors.empty())
        throw refusal(tr("The identity provider does not tell your e-mail address."),
                      tr("Its administrator has to let this server have the scope email."));
    if (!claims.emailVerified)
        throw refusal(tr("The identity provider does not say that your e-mail address is verified."));
    const QString domain = email.section(u'@', -1);
    if (!provider.domains.empty() && std::ranges::find(provider.domains, domain) == provider.domains.end())
        throw refusal(tr("Addresses of %1 do not sign in to this organisation.").arg(domain));
    return email;
}

std::vector<signon::GroupRole> mappingOf(const api::SignOnProvider &provider)
{
    std::vector<signon::GroupRole> mapping;
    for (const api::SignOnGroupRole &each : provider.groupRoles) {
        if (const auto role = roleFromName(each.role))
            mapping.push_back({each.group, *role});
    }
    return mapping;
}

Role roleFor(const api::SignOnProvider &provider, const signon::IdToken::Claims &claims)
{
    return signon::roleOf(claims.groups, mappingOf(provider),
                          roleFromName(provider.defaultRole).value_or(Role::Viewer));
}

UserId makeMember(Transaction &transaction, const TenantScope &scope, const QString &email, Role role,
                  const Voucher &voucher, Instant now)
{
    Limits(transaction, scope, now).requireRoom(Owned::Users);
    AccountStore accounts(transaction);
    const QString name = voucher.claims.name.trimmed();
    accounts::Errors errors;
    accounts::checkName(name, u"name"_s, errors);
    const api::User user{makeId<UserId>(now), email, errors.empty() ? name : email.section(u'@', 0, 0)};
    accounts.insertUser(user, voucher.passwordHash, now);
    accounts.insertMembership(scope, user.id, role, now);
    emitWebhookEvent(transaction, scope, webhook_events::memberJoined,
                     {{"userId", user.id.toString().toStdString()}, {"role", roleName(role).toStdString()}}, now);
    return user.id;
}

ProvidedPerson firstTime(Transaction &transaction, const TenantScope &scope, const api::SignOnProvider &provider,
                         const Voucher &voucher, Instant now)
{
    const QString email = vouchedAddress(voucher.claims, provider);
    AccountStore accounts(transaction);
    const auto account = accounts.findByEmail(email);
    if (account && accounts.isMember(scope, account->user.id))
        return {account->user.id, u"signOn.link"_s};
    if (account || !provider.makesAccounts || !voucher.mayMakeAccount)
        throw notAMember(email);
    return {makeMember(transaction, scope, email, roleFor(provider, voucher.claims), voucher, now),
            u"signOn.makeAccount"_s};
}

} // namespace

ProvidedPerson personOf(Transaction &transaction, const TenantScope &scope, const Voucher &voucher, Instant now)
{
    SignOnStore store(transaction, scope);
    const auto found = store.find(voucher.provider);
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    const api::SignOnProvider &provider = found->provider;
    const SignOnStore::Identity identity{voucher.provider, voucher.claims.issuer, voucher.claims.subject};
    // What is refused to everybody is so before anybody is looked for.
    if (auto why = signon::refusalOfProvider(transaction, scope, voucher.provider, Role::Guest, now))
        throw *std::move(why);

    const auto known = store.userOf(identity);
    const ProvidedPerson person =
        known ? ProvidedPerson{*known, u"signOn.finish"_s} : firstTime(transaction, scope, provider, voucher, now);
    const auto grants = MemberStore(transaction, scope).grantsOf(person.user);
    if (!grants) // whoever was removed stays out until they are invited anew
        throw refusal(tr("You do not belong to this organisation any more."));
    if (auto why = signon::refusalOfProvider(transaction, scope, voucher.provider, grants->role, now))
        throw *std::move(why);
    if (known)
        store.touch(identity, now);
    else
        store.link(identity, person.user, now);
    if (!provider.groupsClaim.isEmpty() && !provider.groupRoles.empty())
        store.setRole(person.user, roleName(roleFor(provider, voucher.claims)));
    return person;
}

} // namespace tabletalk
