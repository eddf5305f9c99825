// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tabletalk::ui {

/// Where a window says what nobody asked for, such as an answer that arrived, to whoever does not see it: an alert to
/// screen readers, which read it without the focus moving there. Takes no room and shows nothing.
class Announcer : public QWidget
{
    Q_OBJECT

public:
    explicit Announcer(QWidget *window);
    void say(const QString &text);
    QString said() const { return accessibleName(); }
};

/// By the announcer of the widget's window; nothing where that has none.
void announce(const QWidget &about, const QString &text);

} // namespace tabletalk::ui
