// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Members.h"
#include "core/base/Problem.h"

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

/// The teams of the organisation and, of the one that is selected, its people.
class TeamsCard : public QWidget
{
    Q_OBJECT

public:
    TeamsCard(WindowContext &context, QWidget *parent);

    void reload();
    /// Whom teams can be made of.
    void setMembers(const std::vector<api::Member> &members);

private:
    void buildList(QBoxLayout *column);
    void buildPeople(QBoxLayout *column);
    std::optional<TeamId> selectedTeam() const;
    void showSelected();
    void takeTeam(const Result<api::TeamDetails> &answer);
    void create();
    void rename();
    void remove();
    void add();
    void takeOut();

    WindowContext &m_context;
    TextTableModel *m_teams;
    TextTableModel *m_people;
    QTableView *m_table;
    QTableView *m_peopleTable;
    QLineEdit *m_name;
    QPushButton *m_make;
    QPushButton *m_rename;
    QPushButton *m_remove;
    QWidget *m_details;
    QComboBox *m_member;
    Notice *m_notice;
};

} // namespace tabletalk::ui
