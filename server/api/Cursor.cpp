// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/Cursor.h"

#include "core/base/Problem.h"

#include <QCoreApplication>

namespace tabletalk {

namespace {
constexpr QChar separator = u'\x1f'; // ASCII unit separator: in no id, number or name
constexpr QByteArray::Base64Options urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
} // namespace

QString encodeCursor(const QStringList &parts)
{
    return QString::fromLatin1(parts.join(separator).toUtf8().toBase64(urlSafe));
}

QStringList decodeCursor(const QString &cursor, qsizetype parts)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        cursor.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const QStringList texts = QString::fromUtf8(decoded.decoded).split(separator);
    if (!decoded || texts.size() != parts)
        throw Problem::invalid(QStringLiteral("params.cursor"),
                               QCoreApplication::translate("Cursor", "expected the nextCursor of an earlier answer"));
    return texts;
}

int pageLimit(std::optional<int> requested)
{
    constexpr int usual = 50;
    constexpr int most = 200;
    if (requested && (*requested < 1 || *requested > most))
        throw Problem::invalid(QStringLiteral("params.limit"),
                               QCoreApplication::translate("Cursor", "expected a whole number from 1 to %1").arg(most));
    return requested.value_or(usual);
}

} // namespace tabletalk
