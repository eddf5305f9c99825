// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace tabletalk::crypto {

/// How something was signed. Each goes with one kind of key, which the verifier checks.
enum class SignatureKind {
    Rs256, ///< RSASSA-PKCS1-v1_5 with SHA-256
    Ps256, ///< RSASSA-PSS with SHA-256, salt as long as the hash
    Es256, ///< ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each (RFC 7518)
};

/// Somebody else's public key, which tells whether they signed something. Immutable; copies share it.
class PublicKey
{
public:
    /// Big-endian, as in a JSON Web Key. InvalidRequest below 2048 or above 8192 bits, and for
    /// an exponent that nobody uses.
    static Result<PublicKey> rsa(QByteArrayView modulus, QByteArrayView exponent);
    /// A point on P-256, 32 bytes each. InvalidRequest when it is not on the curve.
    static Result<PublicKey> p256(QByteArrayView x, QByteArrayView y);

    /// False also when the key is not of the kind that the signature needs.
    bool verifies(SignatureKind kind, QByteArrayView data, QByteArrayView signature) const;

private:
    struct State;
    explicit PublicKey(std::shared_ptr<const State> state);
    std::shared_ptr<const State> m_state;
};

} // namespace tabletalk::crypto
