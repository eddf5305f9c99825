// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/webhooks/WebhookSignature.h"

#include "core/crypto/Hash.h"

namespace tabletalk {

QByteArray webhookSignature(const std::vector<QByteArray> &secrets, QByteArrayView body, Instant now)
{
    constexpr qint64 msInSecond = 1000;
    const QByteArray seconds = QByteArray::number(now.msSinceEpoch / msInSecond);
    const QByteArray signedText = seconds + '.' + body.toByteArray();
    QByteArray header = "t=" + seconds;
    for (const QByteArray &secret : secrets)
        header += ",v1=" + crypto::hmacSha256(secret, signedText).toHex();
    return header;
}

} // namespace tabletalk
