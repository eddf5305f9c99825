// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/ProviderRules.h"

#include "server/accounts/SessionStore.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace tabletalk {

namespace {

/// Of one's own account. What lists tells of the one organisation only.
constexpr std::array<std::string_view, 9> ofTheAccount{
    "auth.me",    "auth.logout",        "auth.sessions", "auth.revokeSession", "auth.history",
    "plans.list", "announcements.list", "tenant.leave",  "organizations.list"};

} // namespace

bool isSignedInByProvider(const Identity &caller)
{
    return !caller.session.isNull() && isByProvider(caller.session);
}

bool mayWhenSignedInByProvider(const OperationInfo &info, std::optional<Permission> permission)
{
    if (!permission || info.forOperators)
        return false;
    return *permission != Permission::OwnAccount || std::ranges::find(ofTheAccount, info.name) != ofTheAccount.end();
}

Problem signon::notByProvider()
{
    return Problem::of(
        ProblemCode::Forbidden,
        QCoreApplication::translate("SignOn", "Your organisation's identity provider signed you in, which is good for "
                                              "that organisation only."),
        QCoreApplication::translate("SignOn", "Sign in with your password for what concerns your account."));
}

} // namespace tabletalk
