// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/signon/ProviderDocument.h"

#include "core/api/Codec.h"
#include "core/crypto/Hash.h"
#include "core/signon/JsonWebKeys.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <QCoreApplication>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::signon {

namespace {

constexpr size_t longestDocument = 512 * 1024;
constexpr qsizetype longestUrl = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("SignOn", text);
}

std::unexpected<Problem> wrong(const QString &what)
{
    return failure(ProblemCode::InvalidRequest, what, tr("Compare the address with what the provider says of itself."));
}

QString textIn(const boost::json::object &object, std::string_view field)
{
    const auto *value = object.if_contains(field);
    return value && value->is_string()
               ? QString::fromUtf8(value->get_string().data(), qsizetype(value->get_string().size()))
               : QString();
}

/// Whether a list has one of the texts. absent: where the document has no such list.
bool hasAny(const boost::json::object &object, std::string_view field, std::initializer_list<std::string_view> texts,
            bool absent)
{
    const auto *value = object.if_contains(field);
    const auto *list = value ? value->if_array() : nullptr;
    if (!list)
        return absent;
    return std::ranges::any_of(*list, [&](const auto &each) {
        return each.is_string() && std::ranges::find(texts, std::string_view(each.get_string())) != texts.end();
    });
}

Result<QUrl> urlIn(const boost::json::object &object, std::string_view field, const QString &what)
{
    const QUrl url(textIn(object, field), QUrl::StrictMode);
    if (!isProviderUrl(url))
        return wrong(tr("The provider's document does not say where %1 is, or not with https.").arg(what));
    return url;
}

QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

} // namespace

QUrl documentUrl(const QString &issuer)
{
    const QString base = issuer.endsWith(u'/') ? issuer.chopped(1) : issuer;
    return QUrl(base + u"/.well-known/openid-configuration"_s, QUrl::StrictMode);
}

bool isProviderUrl(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || url.hasFragment() || !url.userInfo().isEmpty()
        || url.toEncoded().size() > longestUrl)
        return false;
    // An address with numbers, or a name without a dot: whether it may be reached is decided when it is.
    const bool isNear = url.host() == u"localhost" || !url.host().contains(u'.') || url.host().startsWith(u"127.")
                        || url.host().startsWith(u"10.") || url.host().startsWith(u"192.168.");
    return url.scheme() == u"https" || (url.scheme() == u"http" && isNear);
}

Result<ProviderDocument> readProviderDocument(QByteArrayView document, const QString &issuer)
{
    const auto json = api::parseJson(std::string_view(document.data(), size_t(document.size())),
                                     {.maxBytes = longestDocument, .maxDepth = 16});
    const auto *object = json ? json->if_object() : nullptr;
    if (!object)
        return wrong(tr("What is at that address is no document of an identity provider."));
    if (const QString said = textIn(*object, "issuer"); said != issuer)
        return wrong(said.isEmpty() ? tr("The document does not say whose it is.")
                                    : tr("The provider calls itself \"%1\". Enter exactly that.").arg(said.left(300)));
    const auto authorization = urlIn(*object, "authorization_endpoint", tr("its page for signing in"));
    const auto token = urlIn(*object, "token_endpoint", tr("its exchange for tokens"));
    const auto keys = urlIn(*object, "jwks_uri", tr("its list of keys"));
    for (const auto *url : {&authorization, &token, &keys}) {
        if (!*url)
            return std::unexpected(url->error());
    }
    if (!hasAny(*object, "response_types_supported", {"code"}, true))
        return wrong(tr("The provider does not offer the authorisation code flow."));
    if (!hasAny(*object, "id_token_signing_alg_values_supported", {"RS256", "PS256", "ES256"}, true))
        return wrong(tr("The provider signs in no way that is trusted; RS256, PS256 and ES256 are."));
    ProviderDocument result{*authorization, *token, *keys};
    result.takesBasic = hasAny(*object, "token_endpoint_auth_methods_supported", {"client_secret_basic"}, true);
    const auto *names = object->if_contains("authorization_response_iss_parameter_supported");
    result.namesItself = names && names->is_bool() && names->get_bool();
    return result;
}

QString challengeOf(const QString &verifier)
{
    return QString::fromLatin1(
        crypto::sha256(verifier.toLatin1()).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QUrl authorizationUrl(const ProviderDocument &provider, const AuthorizationRequest &request)
{
    QStringList scopes = request.scopes;
    if (!scopes.contains(u"openid"_s))
        scopes.prepend(u"openid"_s);
    QByteArray query = provider.authorization.query(QUrl::FullyEncoded).toLatin1();
    const auto add = [&query](const char *name, const QString &value) {
        if (!query.isEmpty())
            query += '&';
        query += name + ('=' + encoded(value));
    };
    add("response_type", u"code"_s);
    add("client_id", request.clientId);
    add("redirect_uri", request.redirectUri);
    add("scope", scopes.join(u' '));
    add("state", request.state);
    add("nonce", request.nonce);
    add("code_challenge", request.challenge);
    add("code_challenge_method", u"S256"_s);
    if (!request.loginHint.isEmpty())
        add("login_hint", request.loginHint);
    QUrl url = provider.authorization;
    url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return url;
}

} // namespace tabletalk::signon
