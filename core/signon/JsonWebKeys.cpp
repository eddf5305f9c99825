// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/signon/JsonWebKeys.h"

#include "core/api/Codec.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <QCoreApplication>

namespace tabletalk::signon {

namespace {

constexpr size_t mostKeys = 100;
constexpr size_t longestDocument = 512 * 1024;

std::string_view textIn(const boost::json::object &object, std::string_view field)
{
    const auto *value = object.if_contains(field);
    return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

QByteArray decoded(std::string_view text)
{
    const auto result =
        QByteArray::fromBase64Encoding(QByteArray(text.data(), qsizetype(text.size())),
                                       QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return result ? *result : QByteArray();
}

std::optional<JsonWebKey> keyIn(const boost::json::object &object)
{
    if (const std::string_view use = textIn(object, "use"); !use.empty() && use != "sig")
        return std::nullopt;
    std::optional<crypto::SignatureKind> only;
    if (const std::string_view named = textIn(object, "alg"); !named.empty()) {
        only = signatureKindFromName(named);
        if (!only)
            return std::nullopt;
    }
    const std::string_view kind = textIn(object, "kty");
    const bool isRsa = kind == "RSA";
    if (!isRsa && (kind != "EC" || textIn(object, "crv") != "P-256"))
        return std::nullopt;
    auto key = isRsa ? crypto::PublicKey::rsa(decoded(textIn(object, "n")), decoded(textIn(object, "e")))
                     : crypto::PublicKey::p256(decoded(textIn(object, "x")), decoded(textIn(object, "y")));
    if (!key)
        return std::nullopt;
    const std::string_view id = textIn(object, "kid");
    return JsonWebKey{QString::fromUtf8(id.data(), qsizetype(id.size())), only, isRsa, *std::move(key)};
}

} // namespace

std::optional<crypto::SignatureKind> signatureKindFromName(std::string_view name)
{
    if (name == "RS256")
        return crypto::SignatureKind::Rs256;
    if (name == "PS256")
        return crypto::SignatureKind::Ps256;
    return name == "ES256" ? std::optional(crypto::SignatureKind::Es256) : std::nullopt;
}

Result<std::vector<JsonWebKey>> readKeys(QByteArrayView document)
{
    const auto json = api::parseJson(std::string_view(document.data(), size_t(document.size())),
                                     {.maxBytes = longestDocument, .maxDepth = 16});
    const auto *object = json ? json->if_object() : nullptr;
    const auto *list = object ? object->if_contains("keys") : nullptr;
    if (!list || !list->is_array())
        return failure(ProblemCode::InvalidRequest,
                       QCoreApplication::translate("SignOn", "The identity provider's keys cannot be read."));
    std::vector<JsonWebKey> keys;
    for (const auto &each : list->get_array()) {
        if (keys.size() >= mostKeys)
            break;
        if (!each.is_object())
            continue;
        if (auto key = keyIn(each.get_object()))
            keys.push_back(*std::move(key));
    }
    return keys;
}

} // namespace tabletalk::signon
