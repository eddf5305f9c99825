// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SavedQuestions.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class Session;

/// Saves an answer as a question to be run again, under a name.
class SaveDialog : public QDialog
{
    Q_OBJECT

public:
    SaveDialog(Session &session, MessageId answer, const QString &name, QWidget *parent);

Q_SIGNALS:
    void saved(const tabletalk::api::SavedQuestion &question);

private:
    void save();

    Session &m_session;
    MessageId m_answer;
    QLineEdit *m_name;
    QCheckBox *m_shown;
    Notice *m_notice;
    QPushButton *m_save;
};

} // namespace tabletalk::ui
