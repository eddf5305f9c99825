// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/MasterKey.h"

#include "core/crypto/AesGcm.h"
#include "core/crypto/RandomToken.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <filesystem>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr auto environmentName = "TABLETALK_MASTER_KEY";

Problem unusable(const QString &detail, const QString &hint)
{
    return Problem::of(ProblemCode::Unavailable, detail, hint);
}

Result<Secret> fromBase64(const QByteArray &text, const QString &origin)
{
    auto decoded = QByteArray::fromBase64Encoding(text.trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != crypto::aesKeyBytes)
        return std::unexpected(unusable(
            QCoreApplication::translate("Platform", "The master key in %1 is not 32 bytes of base64.").arg(origin),
            QCoreApplication::translate("Platform", "Make one with: openssl rand -base64 32")));
    return Secret(std::move(decoded.decoded));
}

Result<Secret> fromFile(QFile &file)
{
#ifdef Q_OS_WIN
    const bool forOthers = false; // who may read it is what the folder says: the user's own, or the service's
#else
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    const bool forOthers = bool(file.permissions() & others);
#endif
    if (forOthers)
        return std::unexpected(
            unusable(QCoreApplication::translate("Platform", "Other users of this machine can read \"%1\".")
                         .arg(file.fileName()),
                     QCoreApplication::translate("Platform", "Run: chmod 600 \"%1\"").arg(file.fileName())));
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(
            unusable(QCoreApplication::translate("Platform", "\"%1\" cannot be read.").arg(file.fileName()),
                     QCoreApplication::translate("Platform", "Check whom it belongs to.")));
    constexpr qint64 longestFile = 1024;
    const Secret text(file.read(longestFile));
    return fromBase64(text.reveal().toByteArray(), file.fileName());
}

Result<Secret> makeFile(const QString &directory, QFile &file)
{
    QByteArray key = crypto::randomBytes(crypto::aesKeyBytes);
    const QByteArray text = key.toBase64() + '\n';
    const bool written = QDir().mkpath(directory)
                         && file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
                         && file.write(text) == text.size() && file.flush();
    if (!written)
        return std::unexpected(
            unusable(QCoreApplication::translate("Platform", "\"%1\" cannot be written.").arg(file.fileName()),
                     QCoreApplication::translate("Platform", "Check that the data directory belongs to the user who "
                                                             "runs Tabletalk.")));
    return Secret(std::move(key));
}

} // namespace

Result<Secret> loadMasterKey(const QByteArray &given, const QString &dataDirectory)
{
    if (!given.isEmpty()) {
        if (given.size() == crypto::aesKeyBytes)
            return Secret(QByteArray(given));
        return std::unexpected(
            unusable(QCoreApplication::translate("Platform", "The master key is not 32 bytes long."), {}));
    }
    auto inEnvironment = masterKeyFromEnvironment(environmentName);
    if (!inEnvironment)
        return std::unexpected(std::move(inEnvironment).error());
    if (*inEnvironment)
        return *std::move(*inEnvironment);
    const QDir directory(dataDirectory);
    QFile file(directory.filePath(u"master.key"_s));
    if (file.exists())
        return fromFile(file);
    if (directory.exists(u"platform.db"_s))
        return std::unexpected(unusable(
            QCoreApplication::translate("Platform", "The master key of this data directory is missing."),
            QCoreApplication::translate("Platform", "Put \"%1\" back, or set %2: without it the stored connections "
                                                    "cannot be decrypted.")
                .arg(file.fileName(), QString::fromLatin1(environmentName))));
    return makeFile(dataDirectory, file);
}

bool isMasterKeyInFile(const QByteArray &given)
{
    return given.isEmpty() && qEnvironmentVariableIsEmpty(environmentName);
}

Result<std::optional<Secret>> masterKeyFromEnvironment(const char *name)
{
    const QByteArray text = qgetenv(name);
    if (text.isEmpty())
        return std::nullopt;
    auto key = fromBase64(text, QString::fromLatin1(name));
    if (!key)
        return std::unexpected(std::move(key).error());
    return *std::move(key);
}

Result<Secret> readMasterKey(const QString &path)
{
    QFile file(path);
    return fromFile(file);
}

namespace {

Problem cannotWrite(const QString &path)
{
    return unusable(QCoreApplication::translate("Platform", "\"%1\" cannot be written.").arg(path),
                    QCoreApplication::translate("Platform", "Check that the data directory belongs to the user who "
                                                            "runs Tabletalk."));
}

/// A new name is on the disk only when its folder is.
void syncFolderOf([[maybe_unused]] const QString &path)
{
#ifdef Q_OS_UNIX
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    if (const int handle = ::open(folder.constData(), O_RDONLY | O_DIRECTORY); handle >= 0) {
        ::fsync(handle);
        ::close(handle);
    }
#endif
}

} // namespace

Result<void> writeMasterKey(const QString &path, const Secret &key)
{
    QSaveFile file(path);
    const Secret text(key.reveal().toByteArray().toBase64() + '\n');
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                         && file.write(text.reveal().data(), text.reveal().size()) == text.reveal().size()
                         && file.commit();
    if (!written)
        return std::unexpected(cannotWrite(path));
    syncFolderOf(path);
    return {};
}

Result<void> replaceMasterKey(const QString &from, const QString &to)
{
    std::error_code failed;
    std::filesystem::rename(from.toStdU16String(), to.toStdU16String(), failed);
    if (failed)
        return std::unexpected(cannotWrite(to));
    syncFolderOf(to);
    return {};
}

} // namespace tabletalk
