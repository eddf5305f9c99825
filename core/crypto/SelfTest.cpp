// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/SelfTest.h"

#include "core/crypto/AesGcm.h"
#include "core/crypto/Hash.h"
#include "core/crypto/RandomToken.h"

#include <openssl/evp.h>

#include <QCoreApplication>

#include <array>

namespace tabletalk::crypto {

namespace {

bool sha256Answers() // FIPS 180-4, "abc"
{
    return sha256("abc").toHex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
}

bool hmacAnswers() // RFC 4231, test case 2
{
    return hmacSha256("Jefe", "what do ya want for nothing?").toHex()
           == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
}

bool scryptAnswers() // RFC 7914, 12: N = 16, r = 1, p = 1, empty password and salt
{
    std::array<unsigned char, 64> out{};
    return EVP_PBE_scrypt("", 0, nullptr, 0, 16, 1, 1, 0, out.data(), out.size()) == 1
           && QByteArray(reinterpret_cast<const char *>(out.data()), qsizetype(out.size())).toHex()
                  == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                     "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906";
}

/// An envelope made with another implementation: key 00…1f, nonce 12 zero bytes.
bool aesGcmAnswers()
{
    QByteArray key;
    for (int i = 0; i < aesKeyBytes; ++i)
        key.append(static_cast<char>(i));
    const QByteArray sealed = seal(key, "row", "secret");
    QByteArray changed = sealed;
    changed[changed.size() - 1] = static_cast<char>(changed.back() ^ 1);
    const auto known =
        open(key, "row", QByteArray::fromHex("010000000000000000000000007dd9d6acd058447a5410d117c98f7e553351503ad703"));
    return open(key, "row", sealed) == QByteArray("secret") && known == QByteArray("secret")
           && !open(key, "other row", sealed) && !open(key, "row", changed);
}

bool randomAnswers()
{
    return randomToken() != randomToken();
}

} // namespace

Result<void> selfTest()
{
    if (sha256Answers() && hmacAnswers() && scryptAnswers() && aesGcmAnswers() && randomAnswers())
        return {};
    return failure(ProblemCode::Internal,
                   QCoreApplication::translate("Crypto", "The cryptographic library gives wrong answers."),
                   QCoreApplication::translate("Crypto", "Reinstall OpenSSL and start again."));
}

} // namespace tabletalk::crypto
