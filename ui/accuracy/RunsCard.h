// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AccuracyTests.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// The runs of a database's accuracy tests: one under way with how far it is, those before with how many
/// answers were right, and what came of each question of the chosen one.
class RunsCard : public QWidget
{
    Q_OBJECT

public:
    RunsCard(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);
    void take(const api::AccuracyState &state);
    bool isRunning() const;

Q_SIGNALS:
    void changed();

private:
    QBoxLayout *buildButtons();
    void buildReport(QBoxLayout *column);
    void updateButtons();
    const api::AccuracyRun *chosen() const;
    void start();
    void stop();
    void loadReport();
    void takeReport(const api::AccuracyReport &report);
    void showOutcome();

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    std::vector<api::AccuracyRun> m_runs;
    std::vector<api::AccuracyOutcome> m_outcomes;
    bool m_anyPairs = false;
    TextTableModel *m_model;
    TextTableModel *m_outcomeModel;
    QTableView *m_table;
    QLabel *m_none;
    Notice *m_notice;
    QPushButton *m_start;
    QPushButton *m_stop;
    QProgressBar *m_progress;
    QWidget *m_report;
    QTableView *m_outcomeTable;
    QPlainTextEdit *m_statements; ///< of the chosen outcome, expected and given
};

} // namespace tabletalk::ui
