// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QByteArrayView>
#include <QUrl>

namespace tabletalk::signon {

/// What an identity provider says of itself (OpenID Connect Discovery 1.0), as far as it is needed.
struct ProviderDocument
{
    QUrl authorization;
    QUrl token;
    QUrl keys;
    bool takesBasic = true;   ///< the client's secret in a header; otherwise in the body
    bool namesItself = false; ///< says in its answers who it is (RFC 9207)
};

/// Where the document of an issuer is.
QUrl documentUrl(const QString &issuer);

/// The address of a provider, or of a page of it: https, without password and fragment. http only
/// within one's own network, where the server may reach that at all.
bool isProviderUrl(const QUrl &url);

/// Reads it, and says in plain words what is missing. Issuer: as it was configured; the document
/// has to be of exactly that one.
Result<ProviderDocument> readProviderDocument(QByteArrayView document, const QString &issuer);

/// RFC 7636, S256: what is shown of a secret beforehand.
QString challengeOf(const QString &verifier);

/// What a sign-in asks of the provider.
struct AuthorizationRequest
{
    QString clientId;
    QString redirectUri;
    QStringList scopes; ///< openid is always among them
    QString state;
    QString nonce;
    QString challenge;
    QString loginHint; ///< may be empty
};

QUrl authorizationUrl(const ProviderDocument &provider, const AuthorizationRequest &request);

} // namespace tabletalk::signon
