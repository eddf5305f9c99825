// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/embedded/SharingCertificate.h"

#include "core/base/Clock.h"
#include "core/crypto/SelfSigned.h"
#include "server/embedded/OwnAddresses.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSysInfo>

namespace tabletalk {

namespace {

constexpr qint64 mostBytes = 64 * 1024;
constexpr std::chrono::hours day{24};
constexpr int daysGood = 3650; // it is known by its fingerprint, which people compare once

QString tr(const char *text)
{
    return QCoreApplication::translate("NetworkSharing", text);
}

/// Closed to others before the first byte is in it.
Result<void> writeFile(const QString &path, QByteArrayView content, QFileDevice::Permissions permissions)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(permissions)
                         && file.write(content.data(), content.size()) == content.size() && file.commit();
    if (!written)
        return failure(ProblemCode::Unavailable, tr("%1 could not be written: %2.").arg(path, file.errorString()),
                       tr("Check that the data folder belongs to you and that the disk is not full."));
    return {};
}

Result<void> make(const SharingCertificate &files)
{
    const Instant now = SystemClock().now();
    crypto::SelfSignedRequest request;
    request.commonName = QSysInfo::machineHostName();
    request.hostNames = ownHostNames();
    request.addresses = ownAddresses();
    request.from = now - day; // clocks of others may be behind
    request.until = now + day * daysGood;
    const auto made = crypto::makeSelfSigned(request);
    if (!made)
        return std::unexpected(made.error());
    // The key first: a certificate without one would not be made anew.
    if (auto written = writeFile(files.key, made->key.reveal(), QFile::ReadOwner | QFile::WriteOwner); !written)
        return written;
    return writeFile(files.certificate, made->certificate, QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

Result<SharingCertificate> SharingCertificate::in(const QString &directory)
{
    SharingCertificate files{QDir(directory).filePath(QStringLiteral("sharing.crt")),
                             QDir(directory).filePath(QStringLiteral("sharing.key")),
                             {}};
    if (!QFile::exists(files.certificate) || !QFile::exists(files.key)) {
        if (auto made = make(files); !made)
            return std::unexpected(made.error());
    }
#ifdef Q_OS_WIN
    const bool isForOthers = false; // who may read it is what the folder says: the user's own
#else
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    const bool isForOthers = bool(QFile::permissions(files.key) & others);
#endif
    if (isForOthers)
        return failure(ProblemCode::Unavailable, tr("Other users of this computer can read %1.").arg(files.key),
                       tr("Delete it; another certificate is made, which others have to accept anew."));
    QFile file(files.certificate);
    if (file.open(QIODevice::ReadOnly))
        files.fingerprint = crypto::certificateFingerprint(file.read(mostBytes));
    if (files.fingerprint.isEmpty())
        return failure(ProblemCode::Unavailable, tr("%1 holds no certificate.").arg(files.certificate),
                       tr("Delete it; another certificate is made, which others have to accept anew."));
    return files;
}

} // namespace tabletalk
