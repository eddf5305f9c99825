// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/SystemLook.h"

#ifdef TABLETALK_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace tabletalk::desktop {

namespace {

constexpr auto service = "org.freedesktop.portal.Desktop";
constexpr auto path = "/org/freedesktop/portal/desktop";
constexpr auto interface = "org.freedesktop.portal.Settings";
constexpr auto appearance = "org.freedesktop.appearance";
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
