// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk {

/// What a member is in an organisation, from most to least.
enum class Role { Owner, Admin, Manager, Member, Viewer, Guest };

/// What an operation asks of its caller.
enum class Permission {
    ReadOrganization,
    ManageOrganization,
    CloseOrganization, ///< close, export and delete it: what cannot be taken back
    ReadMembers,
    InviteMembers,
    ManageMembers, ///< roles, overrides, removal
    ManageTeams,
    ManageWorkspaces,
    ReadDatabases,
    ManageDatabases,
    Ask,
    RunStatements,
    ReadUsage,
    ReadAudit,
    ManageApiKeys,
    ReadBilling,     ///< plan, invoices, payments
    ManageBilling,   ///< change the plan, cancel
    ManageKnowledge, ///< add documents and web sites, and change them
    ManageAgents,    ///< agents, workflows, what they remember
    OwnAccount,      ///< one's own profile, password and sessions
};

/// What a role may do by itself; Access.h decides for a member.
bool allows(Role role, Permission permission);

QString roleName(Role role);
std::optional<Role> roleFromName(QStringView name);
QString permissionName(Permission permission);
std::optional<Permission> permissionFromName(QStringView name);
/// The weakest role that may.
Role leastRoleFor(Permission permission);

const std::vector<Role> &allRoles();
const std::vector<Permission> &allPermissions();

} // namespace tabletalk
