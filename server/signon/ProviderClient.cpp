// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/signon/ProviderClient.h"

#include "core/api/Codec.h"
#include "core/base/Clock.h"
#include "server/outbound/HttpClient.h"

#include <boost/json/object.hpp>

#include <QCoreApplication>

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr auto documentsKept = 1h;
constexpr auto keysKept = 1h;
constexpr auto betweenRotations = 1min; ///< for tokens of keys that nobody knows
constexpr qint64 mostBytes = 512LL * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("SignOn", text);
}

WebRequest requestFor(const QUrl &url)
{
    WebRequest request;
    request.url = url;
    request.headers = {{"Accept", "application/json"}, {"User-Agent", "Tabletalk"}};
    request.connectTime = 5s;
    request.silence = 10s;
    request.wholeTime = 15s;
    request.mostBytes = mostBytes;
    request.attempts = 1;
    return request;
}

/// As application/x-www-form-urlencoded wants it; for the header of a client, too (RFC 6749, 2.3.1).
QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

/// What the provider says against it, in one word that has a meaning (RFC 6749, 5.2).
QString errorIn(const QByteArray &body)
{
    const auto json = api::parseJson(std::string_view(body.constData(), size_t(body.size())));
    const auto *object = json ? json->if_object() : nullptr;
    const auto *error = object ? object->if_contains("error") : nullptr;
    constexpr qsizetype longest = 60;
    return error && error->is_string()
               ? QString::fromUtf8(error->get_string().data(), qsizetype(error->get_string().size())).left(longest)
               : QString();
}

std::unexpected<Problem> refusedExchange(const WebAnswer &answer)
{
    const QString error = errorIn(answer.body);
    const bool isClient = error == u"invalid_client" || error == u"unauthorized_client";
    return failure(ProblemCode::Forbidden,
                   isClient ? tr("The identity provider does not accept this server's client id and secret.")
                            : tr("The identity provider refused the exchange (%1, %2).")
                                  .arg(answer.status)
                                  .arg(error.isEmpty() ? tr("no reason given") : error),
                   isClient ? tr("An administrator of your organisation has to enter them anew.")
                            : tr("Try again. If it stays, ask the administrator of your organisation."));
}

} // namespace

Awaitable<Result<QByteArray>> ProviderClient::get(QUrl url)
{
    const Result<WebAnswer> answer = co_await m_http.send(requestFor(url));
    if (!answer)
        co_return std::unexpected(answer.error());
    constexpr int good = 200;
    if (answer->status != good)
        co_return failure(
            ProblemCode::CannotConnect,
            tr("The identity provider answers %1 at %2.").arg(answer->status).arg(url.toString(QUrl::RemoveQuery)),
            tr("Check the issuer's address."));
    co_return answer->body;
}

Awaitable<Result<signon::ProviderDocument>> ProviderClient::document(QString issuer, bool fresh)
{
    const Instant now = m_clock.now();
    if (const auto kept = m_documents.find(issuer); kept && !fresh && kept->at + documentsKept > now)
        co_return kept->document;
    const QUrl url = signon::documentUrl(issuer);
    if (!signon::isProviderUrl(url))
        co_return failure(ProblemCode::InvalidRequest, tr("The issuer's address is none that can be asked."),
                          tr("It looks like https://login.example.org/realms/main"));
    const Result<QByteArray> body = co_await get(url);
    if (!body)
        co_return std::unexpected(body.error());
    Result<signon::ProviderDocument> document = signon::readProviderDocument(*body, issuer);
    if (document)
        m_documents.put(issuer, {*document, now});
    co_return document;
}

/// newerThan: asked for again when what is kept is not.
Awaitable<Result<ProviderClient::Keys>> ProviderClient::keysOf(QUrl url, std::optional<Instant> newerThan)
{
    const Instant now = m_clock.now();
    const QString name = url.toString(QUrl::FullyEncoded);
    const auto kept = m_keys.find(name);
    if (kept && kept->at + keysKept > now && (!newerThan || kept->at > *newerThan))
        co_return kept->keys;
    const Result<QByteArray> body = co_await get(url);
    if (!body)
        co_return std::unexpected(body.error());
    auto read = signon::readKeys(*body);
    if (!read)
        co_return std::unexpected(read.error());
    const Keys keys = std::make_shared<const std::vector<signon::JsonWebKey>>(*std::move(read));
    m_keys.put(name, {keys, now});
    co_return keys;
}

Awaitable<Result<size_t>> ProviderClient::countKeys(signon::ProviderDocument document)
{
    const Result<Keys> keys = co_await keysOf(document.keys, m_clock.now());
    if (!keys)
        co_return std::unexpected(keys.error());
    co_return (*keys)->size();
}

Awaitable<Result<QByteArray>> ProviderClient::exchange(signon::ProviderDocument document, Client client,
                                                       Exchange exchange)
{
    WebRequest request = requestFor(document.token);
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = "grant_type=authorization_code&code=" + encoded(exchange.code)
                   + "&redirect_uri=" + encoded(exchange.redirectUri) + "&code_verifier=" + encoded(exchange.verifier);
    if (!client.secret.isEmpty() && document.takesBasic) {
        const QByteArray both = encoded(client.id) + ':' + encoded(client.secret);
        request.headers.emplace_back("Authorization", "Basic " + both.toBase64());
    } else {
        request.body += "&client_id=" + encoded(client.id);
        if (!client.secret.isEmpty())
            request.body += "&client_secret=" + encoded(client.secret);
    }
    const Result<WebAnswer> answer = co_await m_http.send(std::move(request));
    if (!answer)
        co_return std::unexpected(answer.error());
    constexpr int good = 200;
    if (answer->status != good)
        co_return refusedExchange(*answer);
    const auto json = api::parseJson(std::string_view(answer->body.constData(), size_t(answer->body.size())));
    const auto *object = json ? json->if_object() : nullptr;
    const auto *token = object ? object->if_contains("id_token") : nullptr;
    if (!token || !token->is_string())
        co_return failure(ProblemCode::Forbidden, tr("The identity provider gave no ID token."),
                          tr("Its client has to be one of OpenID Connect, with the scope openid."));
    co_return QByteArray(token->get_string().data(), qsizetype(token->get_string().size()));
}

Awaitable<Result<signon::IdToken::Claims>> ProviderClient::verify(signon::ProviderDocument document, QByteArray token,
                                                                  signon::IdToken::Expected expected,
                                                                  QString groupsClaim)
{
    const Result<signon::IdToken> parsed = signon::IdToken::parse(token);
    if (!parsed)
        co_return std::unexpected(parsed.error());
    Result<Keys> keys = co_await keysOf(document.keys, std::nullopt);
    if (keys && !parsed->isKeyKnown(**keys)) // the provider may have changed its keys since
        keys = co_await keysOf(document.keys, m_clock.now() - betweenRotations);
    if (!keys)
        co_return std::unexpected(keys.error());
    co_return parsed->verify(**keys, expected, groupsClaim);
}

} // namespace tabletalk
