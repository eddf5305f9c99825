// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Audit.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<AuditEntry>;
template struct Instantiate<AuditList>;
template struct Instantiate<AuditListRequest>;
template struct Instantiate<AuditExportRequest>;
template struct Instantiate<AuditVerification>;

} // namespace tabletalk::api
