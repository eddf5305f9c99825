// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Access.h"
#include "server/api/Call.h"

namespace tabletalk {

class MemberStore;

/// One line without spaces around it; may be empty where that is allowed. Throws
/// InvalidRequest for a field of a request about members.
QString checkedText(const QString &given, const QString &path, bool mayBeEmpty);
Role checkedRole(const QString &name);

/// The caller's rights as they are now, which may be fewer than when they signed in.
Grants grantsNow(MemberStore &members, const Identity &caller);

} // namespace tabletalk
