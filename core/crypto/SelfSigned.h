// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "core/base/Problem.h"
#include "core/crypto/Secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

namespace tabletalk::crypto {

/// Whom a certificate that nobody vouches for is for, and how long it is good.
struct SelfSignedRequest
{
    QString commonName;    ///< at most 64 characters of it are used (RFC 5280)
    QStringList hostNames; ///< dNSName; what is no name of letters, digits, hyphens and dots is left out
    QStringList addresses; ///< iPAddress, numeric; what is none is left out
    Instant from;
    Instant until;
};

struct SelfSigned
{
    QByteArray certificate; ///< PEM
    Secret key;             ///< PEM (PKCS #8), not encrypted
};

/// A certificate for a server (RFC 5280, version 3) and its new key: ECDSA on P-256 with SHA-256. It signs itself and
/// nothing else. Internal when the library fails.
Result<SelfSigned> makeSelfSigned(const SelfSignedRequest &request);

/// SHA-256 of the first certificate of a PEM text, as windows show it: 32 bytes. Empty when there is none.
QByteArray certificateFingerprint(QByteArrayView pem);

} // namespace tabletalk::crypto
