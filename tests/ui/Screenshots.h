// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/CutText.h"

#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QPixmap>
#include <QWidget>

namespace tabletalk::test {

/// Saves what a widget looks like to build/screenshots/<name>.png. False, and said, where a text on it is cut off.
inline bool saveScreenshot(QWidget &widget, const QString &name)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const QDir directory(QStringLiteral(TABLETALK_BIN_DIR "/../../screenshots"));
    const bool isSaved =
        QDir().mkpath(directory.path()) && widget.grab().save(directory.filePath(name + QStringLiteral(".png")));
    const QStringList cut = cutTexts(widget);
    for (const QString &text : cut)
        qWarning("%s: cut off: %s", qPrintable(name), qPrintable(text));
    return isSaved && cut.isEmpty();
}

/// Every control that can take the focus and that nobody who cannot see it could tell.
inline QStringList namelessControls(const QWidget &root)
{
    QStringList nameless;
    const auto children = root.findChildren<QWidget *>();
    for (const QWidget *child : children) {
        const QVariant text = child->property("text");
        const bool named = !child->accessibleName().isEmpty() || !text.toString().isEmpty();
        // Labels speak by their text; the list of a combo box is Qt's own.
        const bool exempt = child->inherits("QLabel") || child->inherits("QComboBoxListView")
                            || child->objectName().startsWith(QLatin1String("qt_"));
        const bool focusable = child->focusPolicy() & Qt::TabFocus;
        if (focusable && !exempt && (!named || child->objectName().isEmpty())) {
            QString place;
            for (const QWidget *parent = child->parentWidget(); parent; parent = parent->parentWidget())
                place += QStringLiteral(" < %1 %2")
                             .arg(QString::fromLatin1(parent->metaObject()->className()), parent->objectName());
            nameless.append(QString::fromLatin1(child->metaObject()->className()) + place);
        }
    }
    return nameless;
}

} // namespace tabletalk::test
