// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/AesGcm.h"

#include "core/crypto/RandomToken.h"

#include <openssl/evp.h>

#include <QCoreApplication>

#include <limits>
#include <memory>

namespace tabletalk::crypto {

namespace {

constexpr char envelopeVersion = 1;
constexpr qsizetype nonceBytes = 12;
constexpr qsizetype tagBytes = 16;
constexpr qsizetype headBytes = 1 + nonceBytes;
/// OpenSSL counts in int; nothing of ours comes near.
constexpr qsizetype longestText = std::numeric_limits<int>::max() / 2;

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char *in(QByteArrayView data)
{
    return reinterpret_cast<const unsigned char *>(data.data());
}

unsigned char *out(QByteArray &data, qsizetype at)
{
    return reinterpret_cast<unsigned char *>(data.data()) + at;
}

void require(bool ok)
{
    if (!ok)
        throw Problem::of(ProblemCode::Internal);
}

QByteArray authenticated(QByteArrayView associatedData)
{
    QByteArray all(1, envelopeVersion);
    all.append(associatedData.data(), associatedData.size());
    return all;
}

Problem cannotOpen()
{
    return Problem::of(
        ProblemCode::Internal, QCoreApplication::translate("Crypto", "A stored secret cannot be decrypted."),
        QCoreApplication::translate("Crypto", "Check that the server runs with the master key it was set up with."));
}

} // namespace

QByteArray seal(QByteArrayView key, QByteArrayView associatedData, QByteArrayView plain)
{
    require(key.size() == aesKeyBytes && plain.size() <= longestText && associatedData.size() <= longestText);
    const QByteArray head = authenticated(associatedData);
    const QByteArray nonce = randomBytes(nonceBytes);
    QByteArray envelope(headBytes + plain.size() + tagBytes, Qt::Uninitialized);
    envelope[0] = envelopeVersion;
    std::copy(nonce.begin(), nonce.end(), envelope.begin() + 1);

    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    require(context && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, in(key), in(nonce)) == 1);
    require(EVP_EncryptUpdate(context.get(), nullptr, &length, in(head), static_cast<int>(head.size())) == 1);
    require(
        EVP_EncryptUpdate(context.get(), out(envelope, headBytes), &length, in(plain), static_cast<int>(plain.size()))
        == 1);
    require(EVP_EncryptFinal_ex(context.get(), out(envelope, headBytes + length), &length) == 1);
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagBytes, out(envelope, headBytes + plain.size()))
            == 1);
    return envelope;
}

Result<QByteArray> open(QByteArrayView key, QByteArrayView associatedData, QByteArrayView envelope)
{
    if (key.size() != aesKeyBytes || envelope.size() < headBytes + tagBytes || envelope.size() > longestText
        || envelope[0] != envelopeVersion)
        return std::unexpected(cannotOpen());
    const QByteArray head = authenticated(associatedData);
    const QByteArrayView nonce = envelope.sliced(1, nonceBytes);
    const QByteArrayView sealed = envelope.sliced(headBytes, envelope.size() - headBytes - tagBytes);
    QByteArray tag = envelope.last(tagBytes).toByteArray();
    QByteArray plain(sealed.size(), Qt::Uninitialized);

    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool opened =
        context && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, in(key), in(nonce)) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &length, in(head), static_cast<int>(head.size())) == 1
        && EVP_DecryptUpdate(context.get(), out(plain, 0), &length, in(sealed), static_cast<int>(sealed.size())) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tagBytes, out(tag, 0)) == 1
        && EVP_DecryptFinal_ex(context.get(), out(plain, 0) + plain.size(), &length) == 1;
    if (!opened)
        return std::unexpected(cannotOpen());
    return plain;
}

} // namespace tabletalk::crypto
