// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Organizations.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<SlugCheckRequest>;
template struct Instantiate<SlugCheck>;
template struct Instantiate<Logo>;
template struct Instantiate<SetLogoRequest>;
template struct Instantiate<FoundOrganization>;
template struct Instantiate<CreateOrganizationRequest>;
template struct Instantiate<SwitchRequest>;
template struct Instantiate<CloseTenantRequest>;
template struct Instantiate<TenantState>;
template struct Instantiate<DeleteTenantRequest>;
template struct Instantiate<TenantArchiveFile>;
template struct Instantiate<AdminTenant>;
template struct Instantiate<AdminTenantsRequest>;
template struct Instantiate<AdminTenantList>;
template struct Instantiate<SuspendTenantRequest>;
template struct Instantiate<AdminTenantRequest>;
template struct Instantiate<ConfirmDomainRequest>;

} // namespace tabletalk::api
