// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace tabletalk::ui {

struct WindowContext;

/// The first screen: three ways to begin.
class StartWidget : public QWidget
{
    Q_OBJECT

public:
    StartWidget(WindowContext &context, QWidget *parent);

private:
    QPushButton *makeChoice(const QString &name, const QString &iconName, const QString &title, const QString &text,
                            const QString &action, bool first);
    void updateGreeting();

    WindowContext &m_context;
    QLabel *m_greeting;
    QLabel *m_text;
};

} // namespace tabletalk::ui
