// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/audit_operations.h"

#include "server/api/Registry.h"
#include "server/audit/AuditService.h"

namespace tabletalk {

void addAuditOperations(Registry &registry, AuditService &audit)
{
    OperationInfo list;
    list.name = "audit.list";
    list.path = "usage/audit";
    list.summary = "List who did what, when and from where, newest first";
    registry.add<api::ListRequest, api::AuditList>(
        list, Permission::ReadAudit,
        [&audit](const Call &call, const api::ListRequest &request) { return audit.list(call.scope, request); });
}

} // namespace tabletalk
