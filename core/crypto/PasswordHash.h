// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk::crypto {

/// A password made slow and memory-hungry to guess: scrypt (RFC 7914) with N = 2^15,
/// r = 8, p = 1, which takes 32 MiB, and a random salt of 16 bytes. Written as
/// "$scrypt$ln=15,r=8,p=1$<salt>$<hash>", so that the cost can be raised later. The
/// password is normalised (NFKC) first, so that every keyboard spells it alike.
/// Takes tens of milliseconds: never call it on an I/O thread.
QString hashPassword(const QString &password);

/// Constant-time comparison. False also for text that is not a hash of ours.
bool verifyPassword(const QString &password, const QString &storedHash);

/// Takes as long as verifyPassword and is always false: for accounts that do not exist,
/// so that the time of an answer does not tell which do.
bool verifyNoPassword(const QString &password);

} // namespace tabletalk::crypto
