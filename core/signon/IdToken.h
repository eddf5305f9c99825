// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "core/signon/JsonWebKeys.h"

#include <QStringList>

namespace tabletalk::signon {

/// An ID token (OpenID Connect Core 1.0, section 2) taken apart, before anything of it is believed.
class IdToken
{
public:
    /// Fails for what is no signed token, and for each way to sign but RS256, PS256 and ES256.
    static Result<IdToken> parse(const QByteArray &text);

    /// Whether a key of the list may be meant. When not, the provider may have changed its keys.
    bool isKeyKnown(const std::vector<JsonWebKey> &keys) const;

    /// What a token has to say for one sign-in.
    struct Expected
    {
        QString issuer;
        QString clientId;
        QString nonce;
        Instant now;
    };
    /// The claims, when the signature is of one of the keys and the token is of this provider,
    /// for this client, this sign-in and this moment. Otherwise says which of these is not so.
    struct Claims;
    Result<Claims> verify(const std::vector<JsonWebKey> &keys, const Expected &expected,
                          const QString &groupsClaim) const;

private:
    crypto::SignatureKind m_kind = crypto::SignatureKind::Rs256;
    QString m_keyId;
    QByteArray m_signed; ///< head and payload as they were signed
    QByteArray m_payload;
    QByteArray m_signature;
};

/// What a provider says of somebody, verified.
struct IdToken::Claims
{
    QString issuer;
    QString subject; ///< never changes and is never given to another, unlike an address
    QString email;
    bool emailVerified = false;
    QString name;
    QStringList groups;
};

} // namespace tabletalk::signon
