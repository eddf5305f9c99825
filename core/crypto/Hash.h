// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace tabletalk::crypto {

/// SHA-256 (FIPS 180-4): 32 bytes.
QByteArray sha256(QByteArrayView data);

/// HMAC-SHA-256 (RFC 2104): 32 bytes.
QByteArray hmacSha256(QByteArrayView key, QByteArrayView data);

/// Compares without telling by its duration where the difference is. Lengths are no secret.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

} // namespace tabletalk::crypto
