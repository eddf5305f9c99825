// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Audit.h"
#include "server/audit/AuditChain.h"

#include <string>

namespace tabletalk {

/// How records are written into a file.
enum class AuditFormat { JsonLines, Csv };

/// Throws InvalidRequest for what is neither "jsonl" nor "csv".
AuditFormat auditFormatFrom(const std::optional<QString> &name);
std::string contentTypeOf(AuditFormat format);
std::string fileNameOf(AuditFormat format);

api::AuditEntry auditEntry(const StoredAudit &stored);

/// What stands before the first record; empty for JSON lines.
std::string auditHeading(AuditFormat format);
/// One record with the end of its line.
std::string auditLine(AuditFormat format, const api::AuditEntry &entry);

} // namespace tabletalk
