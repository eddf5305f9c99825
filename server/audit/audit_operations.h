// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AuditService;
class Registry;

/// audit.list, audit.export, audit.verify
void addAuditOperations(Registry &registry, AuditService &audit);

} // namespace tabletalk
