// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Announcer.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace tabletalk::ui {

namespace {

QAccessibleInterface *alertOf(const QString &className, QObject *object)
{
    if (className != QLatin1StringView(Announcer::staticMetaObject.className()) || !object)
        return nullptr;
    return new QAccessibleWidget(static_cast<QWidget *>(object), QAccessible::AlertMessage);
}

} // namespace

Announcer::Announcer(QWidget *window)
    : QWidget(window)
{
    static const bool installed = [] {
        QAccessible::installFactory(alertOf);
        return true;
    }();
    Q_UNUSED(installed)
    setObjectName(QStringLiteral("announcer"));
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFixedSize(1, 1);
}

/// Until Qt has an event of its own for this (6.8), readers learn of an alert that shows itself under a new name.
void Announcer::say(const QString &text)
{
    if (text.isEmpty())
        return;
    setAccessibleName(text); // tells of the name by itself
    for (const QAccessible::Event kind : {QAccessible::ObjectShow, QAccessible::Alert}) {
        QAccessibleEvent event(this, kind);
        QAccessible::updateAccessibility(&event);
    }
}

void announce(const QWidget &about, const QString &text)
{
    if (auto *announcer = about.window()->findChild<Announcer *>())
        announcer->say(text);
}

} // namespace tabletalk::ui
