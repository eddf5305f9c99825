// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/ImpersonationRules.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace tabletalk {

namespace {

/// Of one's own account: who one is, what is for sale, and leaving.
constexpr std::array<std::string_view, 4> ofTheAccount{"auth.me", "auth.logout", "auth.endImpersonation", "plans.list"};

/// To look is harmless, but at what is taken away whole.
bool mayLook(Permission permission)
{
    switch (permission) {
    case Permission::ReadOrganization:
    case Permission::ManageOrganization:
    case Permission::ReadMembers:
    case Permission::InviteMembers:
    case Permission::ManageMembers:
    case Permission::ManageTeams:
    case Permission::ManageWorkspaces:
    case Permission::ReadDatabases:
    case Permission::ManageDatabases:
    case Permission::ReadUsage:
    case Permission::ReadAudit:
    case Permission::ReadBilling:
    case Permission::ManageApiKeys:
    case Permission::Ask:
    case Permission::RunStatements:
        return true;
    default:
        return false;
    }
}

} // namespace

bool mayWhileImpersonating(const OperationInfo &info, std::optional<Permission> permission)
{
    if (!permission || info.forOperators || info.givesSecret || info.method == HttpMethod::Delete)
        return false;
    if (*permission == Permission::OwnAccount)
        return std::ranges::find(ofTheAccount, info.name) != ofTheAccount.end();
    if (info.method == HttpMethod::Get)
        return mayLook(*permission);
    const bool asks = *permission == Permission::Ask || *permission == Permission::RunStatements;
    return asks && info.method == HttpMethod::Post && info.name.starts_with("chat.");
}

Problem notWhileImpersonating()
{
    return Problem::of(
        ProblemCode::Forbidden,
        QCoreApplication::translate("Dispatcher", "An operator who works as somebody else may look and ask, no more."),
        QCoreApplication::translate("Dispatcher", "End it, and let a member of the organisation do that."));
}

} // namespace tabletalk
