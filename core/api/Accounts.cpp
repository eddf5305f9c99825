// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Accounts.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<User>;
template struct Instantiate<Organization>;
template struct Instantiate<RegisterRequest>;
template struct Instantiate<LoginRequest>;
template struct Instantiate<RefreshRequest>;
template struct Instantiate<SignedIn>;
template struct Instantiate<Impersonation>;
template struct Instantiate<AttachRequest>;
template struct Instantiate<AttachResponse>;
template struct Instantiate<Me>;
template struct Instantiate<UpdateMeRequest>;
template struct Instantiate<ChangePasswordRequest>;

} // namespace tabletalk::api
