// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/SystemLook.h"

#ifdef TABLETALK_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#elif defined(Q_OS_WIN)
#include <QGuiApplication>
#include <QSettings>
#endif

namespace tabletalk::desktop {

namespace {

#ifdef TABLETALK_DBUS
constexpr auto service = "org.freedesktop.portal.Desktop";
constexpr auto path = "/org/freedesktop/portal/desktop";
constexpr auto interface = "org.freedesktop.portal.Settings";
constexpr auto appearance = "org.freedesktop.appearance";
#endif
constexpr uint prefersDark = 1;
constexpr uint prefersHighContrast = 1;

} // namespace

#ifdef TABLETALK_DBUS

SystemLook::SystemLook(ui::Theme &theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_appearance{theme.colors().dark, false}
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(QString::fromLatin1(service), QString::fromLatin1(path), QString::fromLatin1(interface),
                QStringLiteral("SettingChanged"), this, SLOT(onChanged(QString, QString, QDBusVariant)));
    read(QStringLiteral("color-scheme"));
    read(QStringLiteral("contrast"));
}

void SystemLook::read(const QString &key)
{
    QDBusMessage question = QDBusMessage::createMethodCall(QString::fromLatin1(service), QString::fromLatin1(path),
                                                           QString::fromLatin1(interface), QStringLiteral("Read"));
    question << QString::fromLatin1(appearance) << key;
    auto *waiting = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(waiting, &QDBusPendingCallWatcher::finished, this, [this, waiting, key] {
        waiting->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *waiting;
        if (reply.isError())
            return; // no portal, or one that does not know the key
        QVariant value = reply.value().variant();
        if (value.canConvert<QDBusVariant>()) // it is wrapped twice
            value = value.value<QDBusVariant>().variant();
        take(key, value);
    });
}

void SystemLook::onChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space == QLatin1StringView(appearance))
        take(key, value.variant());
}

#elif defined(Q_OS_WIN)

/// Windows tells nobody in a way that Qt passes on, so it is asked again whenever people come back to the window.
SystemLook::SystemLook(ui::Theme &theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_appearance{theme.colors().dark, false}
{
    const auto readAll = [this] {
        read(QStringLiteral("color-scheme"));
        read(QStringLiteral("contrast"));
    };
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, readAll);
    readAll();
}

void SystemLook::read(const QString &key)
{
    if (key == QLatin1StringView("contrast")) {
        const QSettings accessibility(QStringLiteral("HKEY_CURRENT_USER\\Control Panel\\Accessibility\\HighContrast"),
                                      QSettings::NativeFormat);
        return take(key, accessibility.value(QStringLiteral("Flags")).toUInt() & prefersHighContrast);
    }
    const QSettings personal(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    const bool isLight = personal.value(QStringLiteral("AppsUseLightTheme"), 1).toUInt() != 0;
    take(key, isLight ? 0U : prefersDark);
}

void SystemLook::onChanged(const QString &, const QString &, const QDBusVariant &) {}

#else

SystemLook::SystemLook(ui::Theme &theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_appearance{theme.colors().dark, false}
{}

void SystemLook::read(const QString &) {}

void SystemLook::onChanged(const QString &, const QString &, const QDBusVariant &) {}

#endif

void SystemLook::take(const QString &key, const QVariant &value)
{
    if (key == QLatin1StringView("color-scheme"))
        m_appearance.dark = value.toUInt() == prefersDark;
    else if (key == QLatin1StringView("contrast"))
        m_appearance.highContrast = value.toUInt() == prefersHighContrast;
    else
        return;
    m_theme.setSystem(m_appearance);
}

} // namespace tabletalk::desktop
