// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/signon/ProviderDocument.h"
#include "tests/support/ScriptedServer.h"
#include "tests/support/SigningKey.h"

#include <QDateTime>
#include <QUrlQuery>

#include <functional>
#include <mutex>

namespace tabletalk::test {

/// An identity provider on loopback that holds to the protocol as strictly as a good one does, with
/// real keys; what it says wrongly, a test tells it.
class FakeProvider
{
public:
    using Claims = boost::json::object;

    FakeProvider()
        : m_key(SigningKey::rsa(QStringLiteral("first")))
    {
        m_published = {m_key.jwk()};
        m_server = std::make_unique<ScriptedServer>([this](const auto &request) { return answer(request); });
    }

    QString issuer() const { return m_server->url().toString(); }
    int asked(const QByteArray &path) const
    {
        const auto all = m_server->requests();
        return int(std::ranges::count_if(all, [&](const auto &each) { return each.path.startsWith(path); }));
    }

    /// Somebody signs in at the page that a server sent them to. The address that their browser
    /// goes back to.
    QUrl signIn(const QUrl &page, const Claims &person)
    {
        const std::scoped_lock lock(m_mutex);
        const QUrlQuery query(page);
        const auto value = [&](const char *name) {
            return query.queryItemValue(QLatin1StringView(name), QUrl::FullyDecoded);
        };
        const QString code = QStringLiteral("code-%1").arg(++m_codes);
        Claims claims{{"iss", issuer().toStdString()},
                      {"aud", value("client_id").toStdString()},
                      {"nonce", value("nonce").toStdString()}};
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        claims["iat"] = now;
        claims["exp"] = now + 300;
        for (const auto &each : person)
            claims[each.key()] = each.value();
        m_grants[code] = {value("client_id"), value("redirect_uri"), value("code_challenge"), claims};
        QUrl back(value("redirect_uri"));
        QUrlQuery answer;
        answer.addQueryItem(QStringLiteral("code"), code);
        answer.addQueryItem(QStringLiteral("state"), value("state"));
        back.setQuery(answer);
        return back;
    }

    /// How the next tokens are made, instead of rightly.
    void says(std::function<QByteArray(const SigningKey &, Claims)> token)
    {
        const std::scoped_lock lock(m_mutex);
        m_token = std::move(token);
    }
    /// Signs with another key from now on. published: and shows it.
    void changeKey(const QString &id, bool published)
    {
        const std::scoped_lock lock(m_mutex);
        m_key = SigningKey::rsa(id);
        if (published)
            m_published = {m_key.jwk()};
    }
    SigningKey key() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_key;
    }
    void setSecret(const QString &secret)
    {
        const std::scoped_lock lock(m_mutex);
        m_secret = secret;
    }
    /// Takes requests and never answers, or nonsense.
    void fails(std::function<ScriptedServer::Reply()> how)
    {
        const std::scoped_lock lock(m_mutex);
        m_failure = std::move(how);
    }

private:
    struct Grant
    {
        QString client;
        QString redirectUri;
        QString challenge;
        Claims claims;
    };

    ScriptedServer::Reply answer(const ScriptedServer::Request &request)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_failure)
            return m_failure();
        if (request.path == "/.well-known/openid-configuration")
            return reply(200, document());
        if (request.path == "/keys")
            return reply(200, SigningKey::keySet(m_published));
        if (request.path == "/token" && request.method == "POST")
            return exchange(request);
        return reply(404, "{}");
    }

    QByteArray document() const
    {
        const std::string base = issuer().toStdString();
        return jsonBytes(boost::json::object{{"issuer", base},
                                             {"authorization_endpoint", base + "/authorize"},
                                             {"token_endpoint", base + "/token"},
                                             {"jwks_uri", base + "/keys"},
                                             {"response_types_supported", boost::json::array{"code"}}});
    }

    ScriptedServer::Reply exchange(const ScriptedServer::Request &request)
    {
        const QUrlQuery form(QString::fromLatin1(request.body));
        const auto value = [&](const char *name) {
            return form.queryItemValue(QLatin1StringView(name), QUrl::FullyDecoded);
        };
        const auto found = m_grants.find(value("code"));
        if (found == m_grants.end()) // each code works once
            return reply(400, R"({"error":"invalid_grant"})");
        const Grant grant = found.value();
        m_grants.erase(found);
        const QByteArray both = QUrl::toPercentEncoding(grant.client) + ':' + QUrl::toPercentEncoding(m_secret);
        const QByteArray basic = both.toBase64();
        const bool isClient = m_secret.isEmpty()
                                  ? value("client_id") == grant.client
                                  : request.headers.value("authorization") == QByteArray("Basic " + basic);
        if (!isClient)
            return reply(401, R"({"error":"invalid_client"})");
        if (value("redirect_uri") != grant.redirectUri
            || signon::challengeOf(value("code_verifier")) != grant.challenge)
            return reply(400, R"({"error":"invalid_grant"})");
        const QByteArray token = m_token ? m_token(m_key, grant.claims) : m_key.token(grant.claims);
        return reply(200,
                     jsonBytes(boost::json::object{
                         {"access_token", "unused"}, {"token_type", "Bearer"}, {"id_token", token.toStdString()}}));
    }

    mutable std::mutex m_mutex;
    SigningKey m_key;
    std::vector<boost::json::object> m_published;
    QHash<QString, Grant> m_grants;
    int m_codes = 0;
    QString m_secret;
    std::function<QByteArray(const SigningKey &, Claims)> m_token;
    std::function<ScriptedServer::Reply()> m_failure;
    std::unique_ptr<ScriptedServer> m_server; ///< last: its thread uses the others
};

} // namespace tabletalk::test
