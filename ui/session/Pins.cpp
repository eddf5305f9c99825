// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Pins.h"

#include <QSettings>

namespace tabletalk::ui {

namespace {

QString keyOf(const QString &server)
{
    // ':' and '/' have a meaning in settings keys.
    return QStringLiteral("pins/") + QString::fromLatin1(server.toUtf8().toHex());
}

} // namespace

QByteArray Pins::fingerprint(const QString &server) const
{
    return QByteArray::fromHex(QSettings().value(keyOf(server)).toByteArray());
}

void Pins::pin(const QString &server, const QByteArray &fingerprint)
{
    QSettings().setValue(keyOf(server), fingerprint.toHex());
}

void Pins::forget(const QString &server)
{
    QSettings().remove(keyOf(server));
}

QString Pins::display(const QByteArray &fingerprint)
{
    return QString::fromLatin1(fingerprint.toHex(':').toUpper());
}

QString Pins::displayInLines(const QByteArray &fingerprint)
{
    constexpr qsizetype half = 48; // sixteen times "AB:"
    const QString all = display(fingerprint);
    return all.size() > half ? QString(all.left(half) + u'\n' + all.mid(half)) : all;
}

} // namespace tabletalk::ui
