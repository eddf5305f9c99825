// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QString>

#include <vector>

namespace tabletalk {

class PlatformDatabase;

struct AuditedTenant
{
    TenantId id;
    QString name;
    QString slug;
};

/// All organisations, for what an operator or retention does to each. For worker threads.
std::vector<AuditedTenant> auditedTenants(PlatformDatabase &database);

} // namespace tabletalk
