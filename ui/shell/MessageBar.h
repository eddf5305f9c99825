// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QPushButton;

namespace tabletalk::ui {

class Messages;
class Notice;
class Session;

/// The strip above the panels that says what concerns the whole window, until it is closed
/// or, for good news, for a few seconds.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    /// session: while it has no connection, the bar of that says so, and nothing is said of what ended with it.
    MessageBar(Messages &messages, const Session &session, QWidget *parent = nullptr);

    QString text() const;

private:
    bool isSaidElsewhere(const Problem &problem) const;
    void say(const QString &text);
    void dismiss();

    Notice *m_notice;
    QPushButton *m_undo;
    QPushButton *m_close;
    std::function<void()> m_bringBack; ///< what was put away, while that is offered
    QTimer m_timer;
    const Session &m_session;
};

} // namespace tabletalk::ui
