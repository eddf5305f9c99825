// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AuditService;
class Registry;

/// audit.list
void addAuditOperations(Registry &registry, AuditService &audit);

} // namespace tabletalk
