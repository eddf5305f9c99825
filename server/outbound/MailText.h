// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/outbound/Mailer.h"

#include <QByteArray>

namespace tabletalk {

/// The mail as RFC 5322 writes it: headers, then base64 of the UTF-8 text. No value can end
/// its header: line breaks and other control characters are taken out.
QByteArray mailText(const Mail &mail, const QString &from, Instant now);

/// Whether it is one address and nothing else that a server could take for a command.
bool isMailAddress(const QString &address);

} // namespace tabletalk
