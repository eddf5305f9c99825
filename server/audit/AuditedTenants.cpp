// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditedTenants.h"

#include "server/platform/PlatformDatabase.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

std::vector<AuditedTenant> auditedTenants(PlatformDatabase &database)
{
    std::vector<AuditedTenant> tenants;
    for (;;) {
        const QString after = tenants.empty() ? u""_s : tenants.back().id.toString();
        const auto rows = database.readNow([&](Transaction &transaction) {
            return transaction.select(PlatformScope::ofOperator(), u"audit/list_tenants"_s, {{u"after"_s, after}});
        });
        if (rows.empty())
            return tenants;
        for (const Record &row : rows)
            tenants.push_back({row.id<TenantId>(u"id"_s), row.text(u"name"_s), row.text(u"slug"_s)});
    }
}

} // namespace tabletalk
