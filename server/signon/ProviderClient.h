// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/signon/IdToken.h"
#include "core/signon/ProviderDocument.h"
#include "server/base/Async.h"
#include "server/base/LruCache.h"

#include <memory>
#include <vector>

namespace tabletalk {

class Clock;
class HttpClient;
struct WebRequest;

/// Asks identity providers: for their document, for their keys and, with a code, for a token. Keeps
/// documents and keys for a while. Every request is one of a tenant's, so that it reaches only what
/// tenants may reach; none is redirected. Thread-safe.
class ProviderClient
{
public:
    ProviderClient(HttpClient &http, const Clock &clock)
        : m_http(http)
        , m_clock(clock)
    {}

    /// fresh: asked for now, whatever is known.
    Awaitable<Result<signon::ProviderDocument>> document(QString issuer, bool fresh = false);
    /// Whether keys are there, for who checks a set-up.
    Awaitable<Result<size_t>> countKeys(signon::ProviderDocument document);

    /// Whom a provider knows a server as.
    struct Client
    {
        QString id;
        QString secret; ///< empty: it has none, and the proof of the exchange suffices
    };
    struct Exchange
    {
        QString code;
        QString verifier; ///< RFC 7636
        QString redirectUri;
    };
    /// The ID token, which is still to be verified.
    Awaitable<Result<QByteArray>> exchange(signon::ProviderDocument document, Client client, Exchange exchange);

    /// Verifies a token. Where its key is not known the keys are asked for once more, but not again
    /// and again: whoever sends tokens must not make us ask as often as they like.
    Awaitable<Result<signon::IdToken::Claims>> verify(signon::ProviderDocument document, QByteArray token,
                                                      signon::IdToken::Expected expected, QString groupsClaim);

private:
    using Keys = std::shared_ptr<const std::vector<signon::JsonWebKey>>;
    struct KeptKeys
    {
        Keys keys;
        Instant at;
    };
    struct KeptDocument
    {
        signon::ProviderDocument document;
        Instant at;
    };
    Awaitable<Result<QByteArray>> get(QUrl url);
    Awaitable<Result<Keys>> keysOf(QUrl url, std::optional<Instant> newerThan);

    HttpClient &m_http;
    const Clock &m_clock;
    LruCache<QString, KeptDocument> m_documents{500};
    LruCache<QString, KeptKeys> m_keys{500};
};

} // namespace tabletalk
