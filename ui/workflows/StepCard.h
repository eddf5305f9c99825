// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Workflows.h"

#include <QFrame>

#include <map>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

/// What a step may name, by id.
struct StepChoices
{
    using List = std::vector<std::pair<QString, QString>>; ///< id and name
    List databases;
    List savedQuestions;
    List agents;
};

/// One step of a workflow in the editor: a form of its own for each kind, moved by its buttons or Alt with an arrow.
/// Shows what is wrong at the field.
class StepCard : public QFrame
{
    Q_OBJECT

public:
    StepCard(const api::WorkflowStep &step, const StepChoices &choices, QWidget *parent);

    api::WorkflowStep step() const;
    QString key() const;
    /// Where it stands; earlier: keys of the steps before that give a result, with their titles.
    void place(int number, int count, const StepChoices::List &earlier);
    /// By the member of the step; none clears all.
    void showMistakes(const std::map<QString, QString> &mistakes);
    void setChoices(const StepChoices &choices);
    void focusFirst();

Q_SIGNALS:
    void changed();
    void upWanted();
    void downWanted();
    void removalWanted();
    void trialWanted();

private:
    QBoxLayout *buildHead();
    void buildForm(const api::WorkflowStep &step);
    void buildAsking(const api::WorkflowStep &step);
    void buildCondition(const api::WorkflowStep &step);
    void buildDelivery(const api::WorkflowStep &step);
    void addField(const QString &label, QWidget *field, const QString &member);
    QComboBox *addChoice(const QString &name, const QString &label, const QString &member);
    QLineEdit *addLine(const QString &name, const QString &label, const QString &member, const QString &text);
    QPlainTextEdit *addText(const QString &name, const QString &label, const QString &member, const QString &text);
    void refresh();

    QString m_kind;
    QLabel *m_number = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    QFormLayout *m_form = nullptr;
    std::map<QString, QLabel *> m_mistakes; ///< by member
    QLineEdit *m_name = nullptr;
    QLineEdit *m_key = nullptr;
    QComboBox *m_target = nullptr; ///< database, saved question or agent
    QString m_wantedTarget;
    QComboBox *m_mode = nullptr; ///< question or statement
    QPlainTextEdit *m_question = nullptr;
    QPlainTextEdit *m_sql = nullptr;
    QComboBox *m_of = nullptr;
    QString m_wantedOf;
    QComboBox *m_on = nullptr;
    QComboBox *m_test = nullptr;
    QLineEdit *m_column = nullptr;
    QLineEdit *m_value = nullptr;
    QLineEdit *m_mail = nullptr;
    QCheckBox *m_webhook = nullptr;
    QComboBox *m_file = nullptr;
    QLineEdit *m_subject = nullptr;
    QPlainTextEdit *m_text = nullptr;
};

} // namespace tabletalk::ui
