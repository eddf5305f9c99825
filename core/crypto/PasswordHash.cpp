// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/PasswordHash.h"

#include "core/base/Problem.h"
#include "core/crypto/Hash.h"
#include "core/crypto/RandomToken.h"
#include "core/crypto/Secret.h"

#include <openssl/evp.h>

#include <QStringList>

#include <optional>

namespace tabletalk::crypto {

namespace {

constexpr qsizetype saltBytes = 16;
constexpr qsizetype hashBytes = 32;
constexpr QByteArray::Base64Options phcBase64 = QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals;

struct Cost
{
    int log2N = 15;
    int r = 8;
    int p = 1;
};

struct Stored
{
    Cost cost;
    QByteArray salt;
    QByteArray hash;
};

QByteArray scrypt(const QString &password, QByteArrayView salt, Cost cost)
{
    const Secret text(password.normalized(QString::NormalizationForm_KC).toUtf8());
    QByteArray hash(hashBytes, Qt::Uninitialized);
    const quint64 n = quint64(1) << cost.log2N;
    const quint64 memory = 128ULL * static_cast<quint64>(cost.r) * (n + static_cast<quint64>(cost.p) + 2) * 2;
    if (EVP_PBE_scrypt(text.reveal().data(), static_cast<size_t>(text.reveal().size()),
                       reinterpret_cast<const unsigned char *>(salt.data()), static_cast<size_t>(salt.size()), n,
                       static_cast<quint64>(cost.r), static_cast<quint64>(cost.p), memory,
                       reinterpret_cast<unsigned char *>(hash.data()), static_cast<size_t>(hash.size()))
        != 1)
        throw Problem::of(ProblemCode::Internal);
    return hash;
}

QString print(const Stored &stored)
{
    const QString cost = QStringLiteral("ln=%1,r=%2,p=%3").arg(stored.cost.log2N).arg(stored.cost.r).arg(stored.cost.p);
    return QStringLiteral("$scrypt$") + cost + u'$' + QString::fromLatin1(stored.salt.toBase64(phcBase64)) + u'$'
           + QString::fromLatin1(stored.hash.toBase64(phcBase64));
}

std::optional<int> costOf(const QString &text, QLatin1StringView name, int most)
{
    bool ok = false;
    const int value = text.startsWith(name) ? text.mid(name.size()).toInt(&ok) : 0;
    return ok && value >= 1 && value <= most ? std::optional(value) : std::nullopt;
}

/// Bounds the cost, so that a damaged row cannot make the server take all memory.
std::optional<Stored> parse(const QString &text)
{
    const QStringList parts = text.split(u'$');
    constexpr int fields = 5;
    if (parts.size() != fields || !parts[0].isEmpty() || parts[1] != QStringLiteral("scrypt"))
        return std::nullopt;
    const QStringList costs = parts[2].split(u',');
    if (costs.size() != 3)
        return std::nullopt;
    const auto log2N = costOf(costs[0], QLatin1StringView("ln="), 20);
    const auto r = costOf(costs[1], QLatin1StringView("r="), 32);
    const auto p = costOf(costs[2], QLatin1StringView("p="), 16);
    Stored stored;
    stored.salt = QByteArray::fromBase64(parts[3].toLatin1());
    stored.hash = QByteArray::fromBase64(parts[4].toLatin1());
    if (!log2N || !r || !p || stored.salt.size() < saltBytes || stored.hash.size() != hashBytes)
        return std::nullopt;
    stored.cost = {*log2N, *r, *p};
    return stored;
}

} // namespace

QString hashPassword(const QString &password)
{
    Stored stored;
    stored.salt = randomBytes(saltBytes);
    stored.hash = scrypt(password, stored.salt, stored.cost);
    return print(stored);
}

bool verifyPassword(const QString &password, const QString &storedHash)
{
    const auto stored = parse(storedHash);
    return stored && equalInConstantTime(scrypt(password, stored->salt, stored->cost), stored->hash);
}

bool verifyNoPassword(const QString &password)
{
    const Stored nobody{Cost(), QByteArray(saltBytes, 0), QByteArray(hashBytes, 0)};
    return verifyPassword(password, print(nobody)) && false;
}

} // namespace tabletalk::crypto
