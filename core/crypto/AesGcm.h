// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QByteArray>
#include <QByteArrayView>

namespace tabletalk::crypto {

inline constexpr qsizetype aesKeyBytes = 32;

/// AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. The envelope is
/// version (1 byte, 1) | nonce (12) | ciphertext | tag (16), and the version is
/// authenticated together with associatedData: text opens only with the associated data
/// it was sealed with, so a sealed value cannot be moved to another row.
/// Throws Internal when the key has another length than 32 bytes.
QByteArray seal(QByteArrayView key, QByteArrayView associatedData, QByteArrayView plain);

/// The plain text; Internal when the envelope was changed, or key or associated data differ.
Result<QByteArray> open(QByteArrayView key, QByteArrayView associatedData, QByteArrayView envelope);

} // namespace tabletalk::crypto
