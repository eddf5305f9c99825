// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class AnswerView;
class Notice;
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
    QBoxLayout *buildHead();
    void buildTrial(QBoxLayout *column);
    void reload();
    void list();
    void take(const api::AgentList &list);
    void showCards();
    bool mayChange() const;
    void choose(const api::Agent &agent);
    void updateButtons();
    void edit(std::optional<api::Agent> agent);
    void share(const api::Agent &agent);
    void remove(const api::Agent &agent);
    void ask();
    void ask(AnswerView *view, const QComboBox *box);

    WindowContext &m_context;
    std::optional<WorkspaceId> m_workspace;
    std::vector<api::Agent> m_agents;
    Notice *m_notice;
    QLabel *m_none;
    QGridLayout *m_cards;
    QPushButton *m_add = nullptr;
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
