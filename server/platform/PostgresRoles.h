// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/PlatformConnection.h"
#include "server/platform/PostgresLogin.h"

namespace tabletalk {

/// The role that connections take on when one account is all there is.
QString sharedRuntimeRole();

/// Whether the account of the connection owns our schema, or can make it.
Result<bool> mayOwnTables(PlatformConnection &connection);

/// Makes the role where it is missing and lets the account take it on. When the account may
/// not, the Problem says which statements an administrator has to run.
Result<void> ensureRuntimeRole(PlatformConnection &connection, const QString &role);

/// Signs in as the server will, and refuses a role that row-level security does not hold:
/// a superuser, one that may bypass it, or one that owns our tables.
Result<void> checkRuntimeRole(const PostgresLogin &login);

/// A name as SQL has it.
QString quotedIdentifier(const QString &name);

} // namespace tabletalk
