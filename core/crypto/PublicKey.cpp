// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/PublicKey.h"

#include "core/crypto/Owned.h"

#include <QCoreApplication>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <tuple>

namespace tabletalk::crypto {

namespace {

using Number = Owned<BIGNUM, BN_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcSignature = Owned<ECDSA_SIG, ECDSA_SIG_free>;

constexpr int fewestRsaBits = 2048;
constexpr int mostRsaBits = 8192;
constexpr qsizetype mostExponentBytes = 4;
constexpr qsizetype coordinateBytes = 32;

const unsigned char *bytesOf(QByteArrayView data)
{
    return reinterpret_cast<const unsigned char *>(data.data());
}

Number numberFrom(QByteArrayView data)
{
    return Number(BN_bin2bn(bytesOf(data), int(data.size()), nullptr));
}

std::unexpected<Problem> notAKey()
{
    return failure(ProblemCode::InvalidRequest,
                   QCoreApplication::translate("Crypto", "A public key is none that can be used."));
}

Key keyFrom(const char *type, OSSL_PARAM_BLD *builder)
{
    const Params params(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return nullptr;
    return Key(key);
}

/// OpenSSL wants r and s as DER.
QByteArray derOf(QByteArrayView signature)
{
    if (signature.size() != 2 * coordinateBytes)
        return {};
    Number r = numberFrom(signature.first(coordinateBytes));
    Number s = numberFrom(signature.sliced(coordinateBytes));
    const EcSignature both(ECDSA_SIG_new());
    if (!r || !s || !both || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1)
        return {};
    std::ignore = r.release(); // the signature owns them now
    std::ignore = s.release();
    const int length = i2d_ECDSA_SIG(both.get(), nullptr);
    if (length <= 0)
        return {};
    QByteArray der(length, Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(der.data());
    return i2d_ECDSA_SIG(both.get(), &out) == length ? der : QByteArray();
}

bool fits(const EVP_PKEY *key, SignatureKind kind)
{
    return EVP_PKEY_get_base_id(key) == (kind == SignatureKind::Es256 ? EVP_PKEY_EC : EVP_PKEY_RSA);
}

} // namespace

struct PublicKey::State
{
    Key key;
};

PublicKey::PublicKey(std::shared_ptr<const State> state)
    : m_state(std::move(state))
{}

Result<PublicKey> PublicKey::rsa(QByteArrayView modulus, QByteArrayView exponent)
{
    if (modulus.size() > mostRsaBits / 8 + 1 || exponent.isEmpty() || exponent.size() > mostExponentBytes)
        return notAKey();
    const Number n = numberFrom(modulus);
    const Number e = numberFrom(exponent);
    if (!n || !e || BN_num_bits(n.get()) < fewestRsaBits || BN_num_bits(n.get()) > mostRsaBits || !BN_is_odd(n.get())
        || !BN_is_odd(e.get()) || BN_is_one(e.get()))
        return notAKey();
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return notAKey();
    Key key = keyFrom("RSA", builder.get());
    if (!key)
        return notAKey();
    return PublicKey(std::make_shared<const State>(std::move(key)));
}

Result<PublicKey> PublicKey::p256(QByteArrayView x, QByteArrayView y)
{
    if (x.size() != coordinateBytes || y.size() != coordinateBytes)
        return notAKey();
    constexpr char uncompressed = 4;
    const QByteArray point = uncompressed + x.toByteArray() + y.toByteArray();
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1
        || OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.constData(),
                                            size_t(point.size()))
               != 1)
        return notAKey();
    Key key = keyFrom("EC", builder.get()); // fails for a point that is not on the curve
    if (!key)
        return notAKey();
    return PublicKey(std::make_shared<const State>(std::move(key)));
}

bool PublicKey::verifies(SignatureKind kind, QByteArrayView data, QByteArrayView signature) const
{
    EVP_PKEY *key = m_state->key.get();
    if (!fits(key, kind))
        return false;
    const QByteArray form = kind == SignatureKind::Es256 ? derOf(signature) : signature.toByteArray();
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *details = nullptr; // of the context
    if (form.isEmpty() || !context || EVP_DigestVerifyInit(context.get(), &details, EVP_sha256(), nullptr, key) != 1)
        return false;
    if (kind == SignatureKind::Ps256
        && (EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING) != 1
            || EVP_PKEY_CTX_set_rsa_pss_saltlen(details, RSA_PSS_SALTLEN_DIGEST) != 1))
        return false;
    return EVP_DigestVerify(context.get(), bytesOf(form), size_t(form.size()), bytesOf(data), size_t(data.size())) == 1;
}

} // namespace tabletalk::crypto
