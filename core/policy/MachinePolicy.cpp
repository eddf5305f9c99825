// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/MachinePolicy.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 64 * 1024;

[[maybe_unused]] bool isOthersToWrite(const QFileInfo &info)
{
    return info.permission(QFile::WriteGroup) || info.permission(QFile::WriteOther);
}

/// Values, and groups of "value" and "locked".
[[maybe_unused]] QVariantMap valuesOf(QSettings &settings)
{
    QVariantMap values;
    const QStringList keys = settings.childKeys();
    for (const QString &key : keys)
        values[key] = settings.value(key);
    const QStringList groups = settings.childGroups();
    for (const QString &group : groups) {
        settings.beginGroup(group);
        QVariantMap parts;
        const QStringList names = settings.childKeys();
        for (const QString &name : names)
            parts[name] = settings.value(name);
        settings.endGroup();
        values[group] = parts;
    }
    return values;
}

} // namespace

ManagedPolicy policyOfFile(const QString &path, unsigned int owner)
{
    const QFileInfo file(path);
    const QFileInfo folder(file.absolutePath());
    // Where the folder cannot be looked into, nobody knows that there is none.
    if (folder.exists() && !(folder.isExecutable() && folder.isDir()))
        return strictestPolicy(
            path, QCoreApplication::translate("ManagedPolicy", "%1 cannot be looked into.").arg(folder.filePath()));
    if (!file.exists() && !file.isSymLink())
        return {};
    if (!file.isFile())
        return strictestPolicy(path, QCoreApplication::translate("ManagedPolicy", "It is no file."));
#ifdef Q_OS_UNIX
    for (const QFileInfo &each : {file, folder}) {
        if (each.ownerId() != owner)
            return strictestPolicy(
                path, QCoreApplication::translate("ManagedPolicy", "%1 does not belong to the administrator.")
                          .arg(each.filePath()));
        if (isOthersToWrite(each))
            return strictestPolicy(
                path, QCoreApplication::translate("ManagedPolicy", "Others than the administrator may write to %1.")
                          .arg(each.filePath()));
    }
#else
    Q_UNUSED(owner)
#endif
    QFile opened(path);
    if (!opened.open(QIODevice::ReadOnly))
        return strictestPolicy(path, opened.errorString() + u'.');
    if (opened.size() > largestFile)
        return strictestPolicy(path, QCoreApplication::translate("ManagedPolicy", "It is too large."));
    return readPolicy(opened.read(largestFile), path);
}

ManagedPolicy machinePolicy()
{
#if defined(Q_OS_WIN)
    const QString place = u"HKEY_LOCAL_MACHINE\\Software\\Policies\\Tabletalk"_s;
    QSettings settings(place, QSettings::Registry64Format);
    if (settings.status() != QSettings::NoError)
        return strictestPolicy(place, QCoreApplication::translate("ManagedPolicy", "It cannot be read."));
    const QVariantMap values = valuesOf(settings);
    return values.isEmpty() ? ManagedPolicy() : readPolicy(values, place);
#elif defined(Q_OS_MACOS)
    const QString place = u"/Library/Managed Preferences/org.tabletalk.Tabletalk.plist"_s;
    if (!QFile::exists(place))
        return {};
    QSettings settings(place, QSettings::NativeFormat);
    if (settings.status() != QSettings::NoError)
        return strictestPolicy(place, QCoreApplication::translate("ManagedPolicy", "It cannot be read."));
    return readPolicy(valuesOf(settings), place);
#else
    constexpr unsigned int root = 0;
    return policyOfFile(u"/etc/tabletalk/policy.json"_s, root);
#endif
}

} // namespace tabletalk
