// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vocabulary/VocabularyDraft.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;

namespace tabletalk::ui {

class EntryForm;
class Session;

/// One entry of a list while it is filled in. What the server finds wrong with it is said
/// below the fields as they change. What is accepted goes into the draft.
class EntryDialog : public QDialog
{
    Q_OBJECT

public:
    /// row: the entry to change; the number of entries for a new one.
    EntryDialog(Session &session, VocabularyDraft &draft, VocabularySection section, size_t row, QWidget *parent);

    EntryForm &form() { return *m_form; }

    void accept() override;

private:
    void check();
    void say(const QString &problem);

    VocabularyDraft &m_draft;
    VocabularySection m_section;
    size_t m_row;
    EntryForm *m_form;
    QLabel *m_problem;
    QPushButton *m_done;
    QTimer m_checkTimer;
    bool m_touched = false;
};

} // namespace tabletalk::ui
