// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Members.h"
#include "server/outbound/Mailer.h"

namespace tabletalk {

/// To somebody who is invited; the invitation must name an address.
Mail invitationMail(const api::CreatedInvitation &created, const QString &organization);

/// To somebody for whom an account was made, with the link to choose a password by.
Mail welcomeMail(const api::CreatedMember &member, const QString &organization);

} // namespace tabletalk
