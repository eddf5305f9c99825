// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/RandomToken.h"

#include "core/base/Problem.h"

#include <openssl/rand.h>

namespace tabletalk::crypto {

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(count)) != 1)
        throw Problem::of(ProblemCode::Internal);
    return bytes;
}

QString randomToken()
{
    constexpr qsizetype tokenBytes = 32;
    return QString::fromLatin1(
        randomBytes(tokenBytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace tabletalk::crypto
