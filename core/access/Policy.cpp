// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/Policy.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tabletalk {

namespace {

constexpr std::array<std::pair<Role, const char *>, 6> roleNames = {{{Role::Owner, "owner"},
                                                                     {Role::Admin, "admin"},
                                                                     {Role::Manager, "manager"},
                                                                     {Role::Member, "member"},
                                                                     {Role::Viewer, "viewer"},
                                                                     {Role::Guest, "guest"}}};

struct Rule
{
    Permission permission;
    const char *name;
    Role least; ///< the role from which on it is allowed
};

/// One row a permission; roles are ordered, so the weakest role that may is enough.
constexpr std::array<Rule, 20> rules = {{
    {Permission::ReadOrganization, "organization.read", Role::Guest},
    {Permission::ManageOrganization, "organization.manage", Role::Admin},
    {Permission::CloseOrganization, "organization.close", Role::Owner},
    {Permission::ReadMembers, "members.read", Role::Member},
    {Permission::InviteMembers, "members.invite", Role::Manager},
    {Permission::ManageMembers, "members.manage", Role::Admin},
    {Permission::ManageTeams, "teams.manage", Role::Manager},
    {Permission::ManageWorkspaces, "workspaces.manage", Role::Admin},
    {Permission::ReadDatabases, "databases.read", Role::Viewer},
    {Permission::ManageDatabases, "databases.manage", Role::Manager},
    {Permission::Ask, "chat.ask", Role::Viewer},
    {Permission::RunStatements, "chat.run", Role::Member},
    {Permission::ReadUsage, "usage.read", Role::Member},
    {Permission::ReadAudit, "audit.read", Role::Admin},
    {Permission::ManageApiKeys, "apiKeys.manage", Role::Admin},
    {Permission::ReadBilling, "billing.read", Role::Admin},
    {Permission::ManageBilling, "billing.manage", Role::Admin},
    {Permission::ManageKnowledge, "knowledge.manage", Role::Member},
    {Permission::ManageAgents, "agents.manage", Role::Manager},
    {Permission::OwnAccount, "account.own", Role::Guest},
}};

const Rule &ruleOf(Permission permission)
{
    return rules[static_cast<size_t>(permission)];
}

} // namespace

bool allows(Role role, Permission permission)
{
    return static_cast<int>(role) <= static_cast<int>(ruleOf(permission).least);
}

QString roleName(Role role)
{
    return QString::fromLatin1(roleNames[static_cast<size_t>(role)].second);
}

std::optional<Role> roleFromName(QStringView name)
{
    const auto found =
        std::ranges::find_if(roleNames, [&](const auto &row) { return name == QLatin1StringView(row.second); });
    return found == roleNames.end() ? std::nullopt : std::optional(found->first);
}

QString permissionName(Permission permission)
{
    return QString::fromLatin1(ruleOf(permission).name);
}

std::optional<Permission> permissionFromName(QStringView name)
{
    const auto found =
        std::ranges::find_if(rules, [&](const Rule &rule) { return name == QLatin1StringView(rule.name); });
    return found == rules.end() ? std::nullopt : std::optional(found->permission);
}

Role leastRoleFor(Permission permission)
{
    return ruleOf(permission).least;
}

const std::vector<Role> &allRoles()
{
    static const std::vector<Role> roles = [] {
        std::vector<Role> list;
        for (const auto &[role, name] : roleNames)
            list.push_back(role);
        return list;
    }();
    return roles;
}

const std::vector<Permission> &allPermissions()
{
    static const std::vector<Permission> permissions = [] {
        std::vector<Permission> list;
        for (const Rule &rule : rules)
            list.push_back(rule.permission);
        return list;
    }();
    return permissions;
}

} // namespace tabletalk
