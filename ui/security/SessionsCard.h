// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sessions.h"

#include <QWidget>

class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class SessionModel;
struct WindowContext;

/// Where one is signed in, and a way to end what one does not know.
class SessionsCard : public QWidget
{
    Q_OBJECT

public:
    SessionsCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void revoke();
    void updateButton();

    WindowContext &m_context;
    SessionModel *m_model;
    QTableView *m_table;
    QPushButton *m_revoke;
    Notice *m_notice;
};

} // namespace tabletalk::ui
