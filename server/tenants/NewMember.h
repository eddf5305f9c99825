// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Members.h"
#include "server/api/Call.h"

namespace tabletalk {

class Transaction;

/// The member that is wanted, checked but for what only the database knows.
api::CreatedMember newMember(const api::CreateMemberRequest &request, Instant now);

/// Stores account and membership, for somebody who has no account yet. linkHash: of the token
/// by which a password can be chosen; empty for none. The organisation's name.
QString insertMember(Transaction &transaction, const Identity &caller, const api::CreatedMember &member,
                     const QString &passwordHash, const QString &linkHash, Instant now);

} // namespace tabletalk
