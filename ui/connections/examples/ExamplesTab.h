// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace tabletalk::ui {

class FeedbackModel;
class KnownAnswerModel;
class Notice;
struct WindowContext;

/// The answers that became examples of a database, with who approved them, and what people
/// said of answers. Who does not manage databases sees the former only.
class ExamplesTab : public QWidget
{
    Q_OBJECT

public:
    ExamplesTab(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildExamples(QVBoxLayout *column);
    void buildFeedback(QVBoxLayout *column);
    void reload();
    void updateButtons();
    void approve();
    void remove();
    void testBy();

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    KnownAnswerModel *m_examples;
    FeedbackModel *m_feedback;
    Notice *m_problem;
    QTableView *m_table;
    QLabel *m_none;
    QLabel *m_sql; ///< of the chosen one, whole: it is read before it is approved
    QPushButton *m_approve;
    QPushButton *m_remove;
    QPushButton *m_test;
    QWidget *m_feedbackArea;
    QTableView *m_opinions;
};

} // namespace tabletalk::ui
