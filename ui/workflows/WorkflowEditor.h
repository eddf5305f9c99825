// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflows/Definition.h"
#include "ui/workflows/StepCard.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class InputRows;
class Notice;
class Session;
class StepResultView;
class TimesRows;

/// A workflow as a list of cards, one a step, from top to bottom. What is wrong is shown where it stands while somebody
/// types; only what is sound can be saved.
class WorkflowEditor : public QDialog
{
    Q_OBJECT

public:
    /// A new one in a workspace, or one to be changed.
    WorkflowEditor(Session &session, WorkspaceId workspace, const std::optional<api::Workflow> &workflow,
                   QWidget *parent);

Q_SIGNALS:
    void saved();

private:
    void build();
    void buildStart(QVBoxLayout *column);
    void buildSteps(QVBoxLayout *column);
    QWidget *buildEnd();
    void loadChoices();
    void fill(const api::Workflow &workflow);
    StepCard *addCard(const api::WorkflowStep &step);
    void move(StepCard *card, int by);
    void remove(StepCard *card);
    void placeCards();
    void check();
    workflow::Definition definition() const;
    QString freeKey(const QString &kind) const;
    void tryStep(StepCard *card);
    void save();

    Session &m_session;
    WorkspaceId m_workspace;
    std::optional<WorkflowId> m_id; ///< nothing: a new one
    StepChoices m_choices;
    QTimer m_checkTimer;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_description = nullptr;
    QFormLayout *m_startForm = nullptr;
    QComboBox *m_trigger = nullptr;
    TimesRows *m_times = nullptr;
    QComboBox *m_event = nullptr;
    QComboBox *m_field = nullptr;
    QComboBox *m_test = nullptr;
    QLineEdit *m_value = nullptr;
    QLabel *m_startMistake = nullptr;
    InputRows *m_inputs = nullptr;
    QVBoxLayout *m_cardColumn = nullptr;
    std::vector<StepCard *> m_cards;
    QLabel *m_none = nullptr;
    QComboBox *m_kind = nullptr;
    StepResultView *m_trial = nullptr;
    Notice *m_notice = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace tabletalk::ui
