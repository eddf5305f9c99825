// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class AnswerView;
class Notice;
class TextTableModel;
struct WindowContext;

/// The agents of the workspace, and a place to try them: one question to one of them, or to two beside each other.
class AgentsWidget : public QWidget
{
    Q_OBJECT

public:
    AgentsWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QBoxLayout *buildButtons();
    void buildTrial(QBoxLayout *column);
    void reload();
    void list();
    void take(const api::AgentList &list);
    const api::Agent *chosen() const;
    void updateButtons();
    void edit(std::optional<api::Agent> agent);
    void remove();
    void ask();
    void ask(AnswerView *view, const QComboBox *box);

    WindowContext &m_context;
    std::optional<WorkspaceId> m_workspace;
    std::vector<api::Agent> m_agents;
    TextTableModel *m_model;
    Notice *m_notice;
    QLabel *m_none;
    QTableView *m_table;
    QPushButton *m_add = nullptr;
    QPushButton *m_change = nullptr;
    QPushButton *m_remove = nullptr;
    QLineEdit *m_question = nullptr;
    QPushButton *m_ask = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_fresh = nullptr;
    QCheckBox *m_compare = nullptr;
    QComboBox *m_first = nullptr;
    QComboBox *m_second = nullptr;
    AnswerView *m_left = nullptr;
    AnswerView *m_right = nullptr;
};

} // namespace tabletalk::ui
