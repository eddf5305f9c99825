// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// Another password for one's own account. All other sign-ins end with the old one.
class PasswordCard : public QWidget
{
    Q_OBJECT

public:
    PasswordCard(WindowContext &context, QWidget *parent);

Q_SIGNALS:
    void changed();

private:
    void change();
    void updateButton();

    WindowContext &m_context;
    QLineEdit *m_current;
    QLineEdit *m_new;
    QLineEdit *m_again;
    QPushButton *m_change;
    Notice *m_notice;
};

} // namespace tabletalk::ui
