// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <boost/json.hpp>

#include <QByteArray>
#include <QMessageAuthenticationCode>
#include <QString>

#include <memory>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace tabletalk::test {

inline QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

inline QByteArray jsonBytes(const boost::json::value &json)
{
    return QByteArray::fromStdString(boost::json::serialize(json));
}

/// A real key as an identity provider has it: made by OpenSSL, signs tokens, and shows its public half.
class SigningKey
{
public:
    static SigningKey rsa(const QString &id, unsigned bits = 2048) { return {id, "RS256", EVP_RSA_gen(bits)}; }
    static SigningKey ec(const QString &id) { return {id, "ES256", EVP_EC_gen("P-256")}; }

    const QString &id() const { return m_id; }

    /// As in a JSON Web Key Set.
    boost::json::object jwk() const
    {
        boost::json::object key{{"kid", m_id.toStdString()}, {"use", "sig"}};
        const auto add = [&](const char *field, const char *param, int bytes) {
            key[field] = base64Url(number(param, bytes)).toStdString();
        };
        if (m_algorithm == "ES256") {
            key["kty"] = "EC";
            key["crv"] = "P-256";
            add("x", OSSL_PKEY_PARAM_EC_PUB_X, 32);
            add("y", OSSL_PKEY_PARAM_EC_PUB_Y, 32);
        } else {
            key["kty"] = "RSA";
            add("n", OSSL_PKEY_PARAM_RSA_N, 0);
            add("e", OSSL_PKEY_PARAM_RSA_E, 0);
        }
        return key;
    }

    static QByteArray keySet(const std::vector<boost::json::object> &keys)
    {
        boost::json::array list;
        for (const auto &key : keys)
            list.push_back(key);
        return jsonBytes(boost::json::object{{"keys", list}});
    }

    /// algorithm: PS256 for an RSA key; its own when empty.
    QByteArray token(const boost::json::object &claims, const std::string &algorithm = {}) const
    {
        const std::string used = algorithm.empty() ? m_algorithm : algorithm;
        const QByteArray text =
            base64Url(jsonBytes(boost::json::object{{"alg", used}, {"kid", m_id.toStdString()}, {"typ", "JWT"}})) + '.'
            + base64Url(jsonBytes(claims));
        return text + '.' + base64Url(sign(text, used == "PS256"));
    }

    /// Signed in no way, and with the public half as if it were a shared secret: what must not be believed.
    QByteArray unsignedToken(const boost::json::object &claims) const
    {
        return base64Url(R"({"alg":"none"})") + '.' + base64Url(jsonBytes(claims)) + '.';
    }
    QByteArray confusedToken(const boost::json::object &claims) const
    {
        const QByteArray text = base64Url(jsonBytes(boost::json::object{{"alg", "HS256"}, {"kid", m_id.toStdString()}}))
                                + '.' + base64Url(jsonBytes(claims));
        return text + '.'
               + base64Url(QMessageAuthenticationCode::hash(text, jsonBytes(jwk()), QCryptographicHash::Sha256));
    }

private:
    SigningKey(QString id, std::string algorithm, EVP_PKEY *key)
        : m_id(std::move(id))
        , m_algorithm(std::move(algorithm))
        , m_key(key, EVP_PKEY_free)
    {}

    QByteArray number(const char *param, int bytes) const
    {
        BIGNUM *value = nullptr;
        if (EVP_PKEY_get_bn_param(m_key.get(), param, &value) != 1)
            return {};
        const std::unique_ptr<BIGNUM, void (*)(BIGNUM *)> owned(value, BN_free);
        QByteArray result(bytes > 0 ? bytes : BN_num_bytes(value), Qt::Uninitialized);
        BN_bn2binpad(value, reinterpret_cast<unsigned char *>(result.data()), int(result.size()));
        return result;
    }

    QByteArray sign(const QByteArray &text, bool pss) const
    {
        const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX *)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        EVP_PKEY_CTX *details = nullptr;
        EVP_DigestSignInit(context.get(), &details, EVP_sha256(), nullptr, m_key.get());
        if (pss) {
            EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING);
            EVP_PKEY_CTX_set_rsa_pss_saltlen(details, RSA_PSS_SALTLEN_DIGEST);
        }
        size_t length = 0;
        const auto *data = reinterpret_cast<const unsigned char *>(text.constData());
        EVP_DigestSign(context.get(), nullptr, &length, data, size_t(text.size()));
        QByteArray signature(qsizetype(length), Qt::Uninitialized);
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &length, data,
                       size_t(text.size()));
        signature.truncate(qsizetype(length));
        return m_algorithm == "ES256" ? raw(signature) : signature;
    }

    /// r and s, 32 bytes each, out of DER.
    static QByteArray raw(const QByteArray &der)
    {
        const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
        const std::unique_ptr<ECDSA_SIG, void (*)(ECDSA_SIG *)> both(d2i_ECDSA_SIG(nullptr, &at, long(der.size())),
                                                                     ECDSA_SIG_free);
        QByteArray result(64, Qt::Uninitialized);
        auto *out = reinterpret_cast<unsigned char *>(result.data());
        BN_bn2binpad(ECDSA_SIG_get0_r(both.get()), out, 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(both.get()), out + 32, 32);
        return result;
    }

    QString m_id;
    std::string m_algorithm;
    std::shared_ptr<EVP_PKEY> m_key;
};

} // namespace tabletalk::test
