// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Members.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// Invites people by a link that works once, and lists the links that are still good.
class InvitationsCard : public QWidget
{
    Q_OBJECT

public:
    InvitationsCard(WindowContext &context, QWidget *parent);

    void reload();

private:
    void buildForm(QBoxLayout *column);
    void buildList(QBoxLayout *column);
    void invite();
    void revoke();

    WindowContext &m_context;
    TextTableModel *m_invitations;
    QLineEdit *m_email;
    QComboBox *m_role;
    QWidget *m_linkRow;
    QLineEdit *m_link;
    QTableView *m_table;
    QPushButton *m_invite;
    QPushButton *m_revoke;
    Notice *m_notice;
};

} // namespace tabletalk::ui
