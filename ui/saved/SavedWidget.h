// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SavedQuestions.h"
#include "ui/shell/ItemPlace.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace tabletalk::ui {

class EmptyState;
class Notice;
class RunView;
class SavedQuestionModel;
class SqlBox;
class SqlSchema;
struct WindowContext;

/// The panel of saved questions: found, run, renamed, shown to others, pinned, edited and deleted.
class SavedWidget : public QWidget, public ItemPlace
{
    Q_OBJECT

public:
    SavedWidget(WindowContext &context, QWidget *parent);
    /// A saved question.
    void showItem(const QString &id) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildList();
    QWidget *buildQuestion();
    void buildButtons(QBoxLayout *column);
    void connectParts();
    const api::SavedQuestion *chosen() const;
    void showChosen();
    void updateEmpty();
    void run();
    void rename();
    void change(const api::UpdateSavedQuestionRequest &request, bool runAfter);
    void toggleShown();
    void pin();
    void schedule();
    void remove();

    WindowContext &m_context;
    SavedQuestionModel *m_model;
    QTimer m_searchTimer;
    SavedQuestionId m_shown; ///< whose result is in view
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_empty; ///< where a search finds nothing
    QWidget *m_question;
    EmptyState *m_nothing; ///< where nothing is chosen, or there is nothing
    QPushButton *m_toChat;
    QLineEdit *m_name;
    QLabel *m_about;
    QLabel *m_asked;
    QPushButton *m_run;
    QPushButton *m_pin;
    QPushButton *m_schedule;
    QPushButton *m_share;
    QPushButton *m_showSql;
    QPushButton *m_delete;
    Notice *m_notice;
    RunView *m_result;
    SqlBox *m_sql;
    SqlSchema *m_schema; ///< for whoever edits the statement
};

} // namespace tabletalk::ui
