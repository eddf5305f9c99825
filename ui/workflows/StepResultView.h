// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Workflows.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class BusyDots;
class ElidedLabel;
class TextTableModel;

/// What a step got and gave: its question, its text, the first rows, its passages, or why it failed.
class StepResultView : public QFrame
{
    Q_OBJECT

public:
    explicit StepResultView(QWidget *parent);

    /// It is on its way.
    void begin(const api::WorkflowStep &step);
    void take(const api::WorkflowStepRun &run);

Q_SIGNALS:
    /// The file that it made.
    void fileWanted(const QString &key);
    /// Where something that it found stands.
    void passageWanted(tabletalk::DocumentId document, tabletalk::PassageId passage);

private:
    void showSources(const std::vector<api::Citation> &citations);
    void showRows(const api::WorkflowStepRun &run);

    QString m_key;
    ElidedLabel *m_title;
    QLabel *m_badge;
    QLabel *m_time;
    BusyDots *m_busy;
    QLabel *m_input;
    QLabel *m_text;
    QLabel *m_problem;
    QTableView *m_table = nullptr;
    TextTableModel *m_model = nullptr;
    QLabel *m_sources;
    QLabel *m_more;
    QPushButton *m_file;
};

} // namespace tabletalk::ui
