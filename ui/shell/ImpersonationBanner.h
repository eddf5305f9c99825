// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Session;

/// Says all the time, above everything else, that an operator works as somebody else, who
/// both are and how long it lasts; and ends it.
class ImpersonationBanner : public QFrame
{
    Q_OBJECT

public:
    explicit ImpersonationBanner(Session &session, QWidget *parent = nullptr);

private:
    void refresh();

    Session &m_session;
    QLabel *m_text;
    QPushButton *m_end;
    QTimer m_clock;
};

} // namespace tabletalk::ui
