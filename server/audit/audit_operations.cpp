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
    registry.add<api::AuditListRequest, api::AuditList>(
        list, Permission::ReadAudit,
        [&audit](const Call &call, const api::AuditListRequest &request) { return audit.list(call.scope, request); });

    OperationInfo exporting;
    exporting.name = "audit.export";
    exporting.path = "usage/audit/export";
    exporting.summary = "All records that match, oldest first, as JSON lines or CSV";
    exporting.rate = RateClass::Write;
    exporting.audit = AuditRule::Always;
    registry.addStream<api::AuditExportRequest>(exporting, Permission::ReadAudit, {"application/jsonl", "text/csv"},
                                                [&audit](const Call &call, const api::AuditExportRequest &request) {
                                                    return audit.exportRecords(call.scope, request);
                                                });

    OperationInfo verify;
    verify.name = "audit.verify";
    verify.path = "usage/audit/verify";
    verify.summary = "Whether every record is as it was written, and which is the first that is not";
    verify.rate = RateClass::Write;
    registry.add<api::Empty, api::AuditVerification>(
        verify, Permission::ReadAudit,
        [&audit](const Call &call, const api::Empty &) { return audit.verify(call.scope); });
}

} // namespace tabletalk
