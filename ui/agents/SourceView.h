// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AgentChat.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class SqlHighlighter;
class TextTableModel;
struct WindowContext;

/// What a claim of an answer rests on: the passage, with a way to where it stands, or the statement, with its rows as
/// far as the answer has them.
class SourceView : public QFrame
{
    Q_OBJECT

public:
    /// name: of its controls, as there may be two beside each other.
    SourceView(WindowContext &context, const QString &name, QWidget *parent);

    void show(const api::Citation &citation, const api::AgentAnswer &answer, WorkspaceId workspace,
              const QString &question);
    /// The passage in its document.
    static void open(WindowContext &context, const api::Citation &citation, WorkspaceId workspace);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showRows(const api::AgentAnswer &answer);
    void fitStatement();

    WindowContext &m_context;
    api::Citation m_citation;
    WorkspaceId m_workspace;
    QString m_question;
    TextTableModel *m_model = nullptr;
    QLabel *m_title;
    QLabel *m_text;
    QPlainTextEdit *m_sql;
    SqlHighlighter *m_highlighter = nullptr;
    QTableView *m_table = nullptr;
    QPushButton *m_open;
    QPushButton *m_ask;
    QPushButton *m_copy;
};

} // namespace tabletalk::ui
