// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class TenantService;

/// tenant.read, tenant.update, tenant.stats, users.list, users.read, organizations.list,
/// workspaces.list, workspaces.create, workspaces.read, workspaces.update
void addTenantOperations(Registry &registry, TenantService &tenants);

} // namespace tabletalk
