// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AccountService;
class OrganizationService;
class Registry;
class TenantArchive;
class TenantDeletion;

struct OrganizationServices
{
    OrganizationService &organizations;
    AccountService &accounts;
    TenantArchive &archive;
    TenantDeletion &deletion;
};

/// organizations.*, tenant.close and what follows it, the logo, admin.*
void addOrganizationOperations(Registry &registry, const OrganizationServices &services);

} // namespace tabletalk
