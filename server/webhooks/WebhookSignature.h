// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <QByteArray>

#include <vector>

namespace tabletalk {

/// "t=1767225600,v1=5f3c…": when it was sent, and HMAC-SHA256 (RFC 2104) over that number, a dot
/// and the body, once for each secret that counts. Whoever gets it refuses what is old, so that
/// nothing that was overheard can be sent again.
QByteArray webhookSignature(const std::vector<QByteArray> &secrets, QByteArrayView body, Instant now);

inline constexpr auto signatureHeader = "Tabletalk-Signature";

} // namespace tabletalk
