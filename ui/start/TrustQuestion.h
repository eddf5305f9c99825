// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/WebSocketTransport.h"

namespace tabletalk::ui {

/// Shows the fingerprint of a certificate that no authority vouches for and asks whether it
/// is the right one. The transport needs the answer within the handshake, so this waits.
bool askToTrust(const UnknownCertificate &certificate);

} // namespace tabletalk::ui
