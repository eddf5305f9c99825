// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/Autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <utility>

namespace tabletalk::desktop {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Autostart", text);
}

/// An argument as the desktop entry specification quotes it: once for the command, once for the string it is in.
QString quoted(const QString &argument)
{
    QString inside;
    for (const QChar c : argument) {
        if (c == u'"' || c == u'`' || c == u'$' || c == u'\\')
            inside += u"\\\\"; // one backslash, as the string has it
        if (c == u'\\')
            inside += u"\\\\";
        else if (c == u'%')
            inside += u"%%";
        else
            inside += c;
    }
    return u'"' + inside + u'"';
}

} // namespace

Autostart::Autostart(QString folder, QStringList command)
    : m_folder(std::move(folder))
    , m_command(std::move(command))
{}

Autostart Autostart::ofThisProgram(const QString &dataDir)
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    QStringList command{QCoreApplication::applicationFilePath(), QStringLiteral("--background")};
    if (dataDir != QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        command += {QStringLiteral("--data-dir"), QDir(dataDir).absolutePath()};
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/autostart"),
            command};
#else
    Q_UNUSED(dataDir)
    return {{}, {}};
#endif
}

QString Autostart::path() const
{
    return QDir(m_folder).filePath(QStringLiteral("tabletalk.desktop"));
}

bool Autostart::isOn() const
{
    return isPossible() && QFile::exists(path());
}

Result<void> Autostart::set(bool on) const
{
    if (!isPossible())
        return failure(ProblemCode::Unavailable, tr("Tabletalk cannot start by itself on this system."));
    const QString hint = tr("Check that the folder belongs to you.");
    if (!on) {
        QFile file(path());
        if (file.exists() && !file.remove())
            return failure(ProblemCode::Unavailable, tr("%1 could not be removed: %2.").arg(path(), file.errorString()),
                           hint);
        return {};
    }
    QStringList words;
    words.reserve(m_command.size());
    for (const QString &argument : m_command)
        words.append(quoted(argument));
    const QString entry =
        QStringLiteral("[Desktop Entry]\nType=Application\nName=Tabletalk\nIcon=org.tabletalk.Tabletalk\n"
                       "Exec=%1\nX-GNOME-Autostart-enabled=true\n")
            .arg(words.join(u' '));
    QDir().mkpath(m_folder);
    QSaveFile file(path());
    const QByteArray text = entry.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return failure(ProblemCode::Unavailable, tr("%1 could not be written: %2.").arg(path(), file.errorString()),
                       hint);
    return {};
}

} // namespace tabletalk::desktop
