// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"

namespace tabletalk {

/// Who looks, as far as statements that know visibility need it.
struct Viewer
{
    UserId user;
    bool isGuest = false;

    static Viewer of(const Identity &caller) { return {caller.user, caller.role == Role::Guest}; }
};

} // namespace tabletalk
