// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/security/security_operations.h"

#include "server/api/Registry.h"
#include "server/security/SecurityService.h"

namespace tabletalk {

void addSecurityOperations(Registry &registry, SecurityService &security)
{
    OperationInfo read;
    read.name = "security.read";
    read.path = "tenant/security";
    read.summary = "From which addresses the organization lets people and keys in";
    registry.add<api::Empty, api::SecuritySettings>(
        read, Permission::ManageOrganization,
        [&security](const Call &call, const api::Empty &) { return security.read(call); });

    OperationInfo update;
    update.name = "security.update";
    update.method = HttpMethod::Put;
    update.path = "tenant/security";
    update.summary = "Say from which addresses people and keys may come; from everywhere when none is given";
    update.rate = RateClass::Write;
    update.audit = AuditRule::Always;
    registry.add<api::UpdateSecurityRequest, api::SecuritySettings>(
        update, Permission::ManageOrganization,
        [&security](const Call &call, const api::UpdateSecurityRequest &request) {
            return security.update(call, request);
        });
}

} // namespace tabletalk
