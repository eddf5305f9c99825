// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Members.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class MemberModel;
class Notice;
class TextTableModel;
class ConversationReason;
struct WindowContext;

/// The members, with their roles; of the one that is selected, what they may and by which
/// rule, and what to change about it.
class MembersCard : public QWidget
{
    Q_OBJECT

public:
    MembersCard(WindowContext &context, QWidget *parent);

    void reload();

Q_SIGNALS:
    /// They were read anew.
    void membersRead(const std::vector<tabletalk::api::Member> &members);

private:
    void buildList(QBoxLayout *column);
    void buildDetails(QBoxLayout *column);
    void buildAccess(QBoxLayout *column);
    bool mayManage() const;
    const api::Member *selected() const;
    void showSelected();
    void explain(UserId member);
    void takeExplanation(const api::AccessExplanation &explanation);
    void save();
    void remove();
    /// "allow", "deny" or "" for what the role says.
    void overridePermission(const QString &effect);
    void send(const api::UpdateMemberRequest &request);

    WindowContext &m_context;
    MemberModel *m_members;
    TextTableModel *m_access;
    QTableView *m_table;
    QTableView *m_accessTable;
    QLabel *m_count;
    QWidget *m_details;
    QLabel *m_accessTitle;
    QComboBox *m_role;
    QLineEdit *m_department;
    QLineEdit *m_jobTitle;
    QPushButton *m_save;
    QPushButton *m_remove;
    QWidget *m_overrides;
    ConversationReason *m_reason;
    Notice *m_notice;
};

} // namespace tabletalk::ui
