// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Sessions.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<SessionInfo>;
template struct Instantiate<SessionList>;
template struct Instantiate<SessionRequest>;
template struct Instantiate<SignInAttempt>;
template struct Instantiate<SignInHistory>;
template struct Instantiate<ForgotPasswordRequest>;
template struct Instantiate<ResetPasswordRequest>;
template struct Instantiate<MakeResetLinkRequest>;
template struct Instantiate<ResetLink>;

} // namespace tabletalk::api
