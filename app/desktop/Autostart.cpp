// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/Autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>

#include <utility>

namespace tabletalk::desktop {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Autostart", text);
}

#ifdef Q_OS_WIN
/// As the system takes it apart again. No argument here holds a quotation mark or ends with a backslash.
QString asCommandLine(const QStringList &words)
{
    QStringList quotedWords;
    quotedWords.reserve(words.size());
    for (const QString &word : words)
        quotedWords.append(word.contains(u' ') ? QString(u'"' + word + u'"') : word);
    return quotedWords.join(u' ');
}
#else
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
#endif

} // namespace

Autostart::Autostart(QString folder, QStringList command)
    : m_folder(std::move(folder))
    , m_command(std::move(command))
{}

Autostart Autostart::ofThisProgram(const QString &dataDir)
{
#ifndef Q_OS_MACOS
    QStringList command{QDir::toNativeSeparators(QCoreApplication::applicationFilePath()),
                        QStringLiteral("--background")};
    if (dataDir != QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        command += {QStringLiteral("--data-dir"), QDir(dataDir).absolutePath()};
#ifdef Q_OS_WIN
    const QString folder = QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
#else
    const QString folder =
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/autostart");
#endif
    return {folder, command};
#else
    Q_UNUSED(dataDir)
    return {{}, {}};
#endif
}

Result<void> Autostart::set(bool on) const
{
    if (!isPossible())
        return failure(ProblemCode::Unavailable, tr("Tabletalk cannot start by itself on this system."));
    return write(on);
}

#ifdef Q_OS_WIN
/// The name of the value.
QString Autostart::path() const
{
    return QStringLiteral("Tabletalk");
}

bool Autostart::isOn() const
{
    return isPossible() && QSettings(m_folder, QSettings::NativeFormat).contains(path());
}

Result<void> Autostart::write(bool on) const
{
    QSettings run(m_folder, QSettings::NativeFormat);
    if (on)
        run.setValue(path(), asCommandLine(m_command));
    else
        run.remove(path());
    run.sync();
    if (run.status() != QSettings::NoError)
        return failure(ProblemCode::Unavailable,
                       tr("%1 could not be written: %2.").arg(m_folder, qt_error_string().trimmed()));
    return {};
}
#else
QString Autostart::path() const
{
    return QDir(m_folder).filePath(QStringLiteral("tabletalk.desktop"));
}

bool Autostart::isOn() const
{
    return isPossible() && QFile::exists(path());
}

Result<void> Autostart::write(bool on) const
{
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
#endif

} // namespace tabletalk::desktop
