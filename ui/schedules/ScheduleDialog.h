// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SavedQuestions.h"
#include "core/api/Schedules.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class Session;
class TimesRows;

/// When a saved question runs by itself, on what condition, and where its result goes. For a new schedule,
/// or for one that is changed; says when it would run next, by the organisation's clocks.
class ScheduleDialog : public QDialog
{
    Q_OBJECT

public:
    /// For a new one: question preselected where it is known.
    ScheduleDialog(Session &session, std::optional<SavedQuestionId> question, QWidget *parent);
    /// To change that one.
    ScheduleDialog(Session &session, const api::Schedule &schedule, QWidget *parent);

Q_SIGNALS:
    void saved();

private:
    void build();
    void buildCondition(QFormLayout *form);
    void buildDelivery(QFormLayout *form);
    void loadQuestions();
    void fill(const api::Schedule &schedule);
    void refresh();
    void preview();
    void save();
    api::ScheduleCondition condition() const;
    api::ScheduleDelivery delivery() const;

    Session &m_session;
    std::optional<ScheduleId> m_id; ///< nothing: a new one
    std::optional<SavedQuestionId> m_question;
    QTimer m_previewTimer;
    QFormLayout *m_form = nullptr;
    QComboBox *m_questions = nullptr;
    QLabel *m_name = nullptr;
    TimesRows *m_times = nullptr;
    QComboBox *m_on = nullptr;
    QComboBox *m_test = nullptr;
    QLineEdit *m_column = nullptr;
    QLineEdit *m_value = nullptr;
    QLineEdit *m_mail = nullptr;
    QCheckBox *m_webhook = nullptr;
    QComboBox *m_file = nullptr;
    QLabel *m_next = nullptr;
    Notice *m_notice = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace tabletalk::ui
