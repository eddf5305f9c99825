// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Tenants.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<TenantProfile>;
template struct Instantiate<UpdateTenantRequest>;
template struct Instantiate<TenantStats>;
template struct Instantiate<Workspace>;
template struct Instantiate<WorkspaceRequest>;
template struct Instantiate<UpdateWorkspaceRequest>;
template struct Instantiate<WorkspaceList>;
template struct Instantiate<WorkspaceListRequest>;
template struct Instantiate<CreateWorkspaceRequest>;
template struct Instantiate<OrganizationSummary>;
template struct Instantiate<OrganizationList>;

} // namespace tabletalk::api
