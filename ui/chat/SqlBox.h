// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "ui/sql/SqlCompletion.h"

#include <QFrame>
#include <QPointer>

class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class SqlEditor;
class SqlSchema;

/// A statement: shown in colours, copied, or edited and run again. The editor is made when
/// editing begins, and offers the names of the database where it is told which one that is.
class SqlBox : public QFrame
{
    Q_OBJECT

public:
    explicit SqlBox(QWidget *parent = nullptr);

    void setSql(const QString &sql);
    /// What is shown or being written.
    QString sql() const;
    bool isEditing() const;
    /// Whose names are offered while editing; the schema outlives this.
    void setDatabase(ConnectionId id, Dialect dialect, SqlSchema *schema);
    /// What was said against the statement: what it names is underlined.
    void setComplaint(const QString &complaint);

Q_SIGNALS:
    /// The user changed the statement and wants its result.
    void runWanted(const QString &sql);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setEditing(bool editing);
    void makeEditor();
    void run();
    SqlCompletion complete(const QString &sql, int cursor, bool askedFor);
    void markComplaint();
    void fit();
    int heightOf(double lines) const;

    QVBoxLayout *m_column;
    QPlainTextEdit *m_text;
    SqlEditor *m_editor = nullptr;
    QPushButton *m_copy;
    QPushButton *m_edit;
    QPushButton *m_run;
    QPushButton *m_cancel;
    QString m_sql;
    QString m_complaint;
    ConnectionId m_database;
    Dialect m_dialect = Dialect::SQLite;
    QPointer<SqlSchema> m_schema;
};

} // namespace tabletalk::ui
