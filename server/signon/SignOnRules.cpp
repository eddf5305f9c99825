// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/signon/SignOnRules.h"

#include "core/access/MembershipRules.h"
#include "server/limits/Limits.h"
#include "server/signon/SignOnStore.h"

#include <QCoreApplication>

namespace tabletalk::signon {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SignOn", text);
}

std::optional<Problem> refusalOfPlan(Transaction &transaction, const TenantScope &scope, Instant now)
{
    try {
        Limits(transaction, scope, now).requireFeature(billing::Feature::SingleSignOn);
    } catch (const Problem &problem) { // no statement failed: the plan was read
        if (problem.code != ProblemCode::Forbidden)
            throw;
        return problem;
    }
    return std::nullopt;
}

} // namespace

std::optional<Problem> refusalOfPassword(Transaction &transaction, const TenantScope &scope, Role role, Instant now)
{
    if (role == Role::Owner)
        return std::nullopt;
    const auto provider = SignOnStore(transaction, scope).nameWithoutPasswords();
    if (!provider || refusalOfPlan(transaction, scope, now))
        return std::nullopt;
    return Problem::of(ProblemCode::Forbidden,
                       tr("This organisation takes no passwords: its people sign in with %1.").arg(*provider),
                       tr("Choose single sign-on and give the organisation's short name."));
}

std::optional<Problem> refusalOfProvider(Transaction &transaction, const TenantScope &scope, SignOnProviderId provider,
                                         Role role, Instant now)
{
    const auto found = SignOnStore(transaction, scope).find(provider);
    if (!found || !found->provider.active)
        return Problem::of(ProblemCode::Forbidden, tr("This way to sign in was switched off."),
                           tr("Ask the administrator of your organisation."));
    if (auto refusal = refusalOfPlan(transaction, scope, now))
        return refusal;
    if (!mayActOn(roleFromName(found->provider.highestRole).value_or(Role::Guest), role))
        return Problem::of(
            ProblemCode::Forbidden,
            tr("Whoever set up this way to sign in has fewer rights than you, so it does not sign you "
               "in."),
            tr("Sign in with your password, look at the provider in Security, and save it if you trust it."));
    return std::nullopt;
}

} // namespace tabletalk::signon
