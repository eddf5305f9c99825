// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/FileIdentity.h"

#ifdef Q_OS_WIN
#include <QDir>

#include <windows.h>
#else
#include <QFile>

#include <sys/stat.h>
#endif

namespace tabletalk {

#ifdef Q_OS_WIN
std::optional<FileIdentity> identityOf(const QString &path)
{
    QString name = QDir::toNativeSeparators(path);
    if (name.endsWith(u':')) // the drive itself, not the folder that is current on it
        name += u'\\';
    const HANDLE file = CreateFileW(reinterpret_cast<const wchar_t *>(name.utf16()), FILE_READ_ATTRIBUTES,
                                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                                    FILE_FLAG_BACKUP_SEMANTICS, nullptr); // which folders want
    if (file == INVALID_HANDLE_VALUE)
        return std::nullopt;
    BY_HANDLE_FILE_INFORMATION information{};
    const bool known = GetFileInformationByHandle(file, &information);
    CloseHandle(file);
    if (!known)
        return std::nullopt;
    return FileIdentity{information.dwVolumeSerialNumber,
                        (quint64(information.nFileIndexHigh) << 32) | information.nFileIndexLow,
                        information.nNumberOfLinks};
}
#else
std::optional<FileIdentity> identityOf(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return std::nullopt;
    return FileIdentity{static_cast<quint64>(status.st_dev), static_cast<quint64>(status.st_ino),
                        static_cast<quint64>(status.st_nlink)};
}
#endif

} // namespace tabletalk
