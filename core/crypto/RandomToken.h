// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tabletalk::crypto {

/// Bytes from the system's cryptographic generator.
QByteArray randomBytes(qsizetype count);

/// 256 random bits as 43 characters of base64url: nobody guesses it, and it needs no
/// quoting in headers and addresses.
QString randomToken();

} // namespace tabletalk::crypto
