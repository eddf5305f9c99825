// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/PublicKey.h"

#include <QString>

#include <vector>

namespace tabletalk::signon {

/// One key of an identity provider (RFC 7517), as far as tokens are checked with it.
struct JsonWebKey
{
    QString id;                                ///< "kid"; empty when it has none
    std::optional<crypto::SignatureKind> only; ///< what it may check, where it says so
    bool isRsa = false;
    crypto::PublicKey key;

    bool serves(crypto::SignatureKind kind) const
    {
        return isRsa == (kind != crypto::SignatureKind::Es256) && (!only || *only == kind);
    }
};

/// The name of an algorithm ("RS256"). Nothing for any other, above all not for "none" and for
/// those with a shared secret: a token must never choose how it is believed.
std::optional<crypto::SignatureKind> signatureKindFromName(std::string_view name);

/// The keys in a document that a provider publishes. What is for something else, or of a kind
/// that is not used here, is left out. InvalidRequest when it is no such document.
Result<std::vector<JsonWebKey>> readKeys(QByteArrayView document);

} // namespace tabletalk::signon
