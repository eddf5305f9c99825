// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Administration.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<NamedCount>;
template struct Instantiate<ServerNode>;
template struct Instantiate<ServerHealth>;
template struct Instantiate<AdminStats>;
template struct Instantiate<AdminSearchRequest>;
template struct Instantiate<AdminUser>;
template struct Instantiate<AdminUserList>;
template struct Instantiate<AdminConnection>;
template struct Instantiate<AdminConnectionList>;
template struct Instantiate<AdminAgentRequest>;
template struct Instantiate<AdminAgent>;
template struct Instantiate<AdminAgentList>;
template struct Instantiate<TenantUsage>;
template struct Instantiate<TenantUsageList>;
template struct Instantiate<AdminMember>;
template struct Instantiate<AdminWorkspace>;
template struct Instantiate<AdminTenantDetails>;

} // namespace tabletalk::api
