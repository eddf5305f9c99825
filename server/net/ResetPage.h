// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/HttpMessage.h"

namespace tabletalk {

/// The page /reset-password, where a mailed link leads: takes the token from behind the "#"
/// and asks for a new password.
HttpReply resetPage();

} // namespace tabletalk
