// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

/// A statement: shown in colours, copied, or edited and run again.
class SqlBox : public QFrame
{
    Q_OBJECT

public:
    explicit SqlBox(QWidget *parent = nullptr);

    void setSql(const QString &sql);
    QString sql() const;

Q_SIGNALS:
    /// The user changed the statement and wants its result.
    void runWanted(const QString &sql);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setEditing(bool editing);
    void fit();

    QPlainTextEdit *m_text;
    QPushButton *m_copy;
    QPushButton *m_edit;
    QPushButton *m_run;
    QPushButton *m_cancel;
    QString m_sql;
};

} // namespace tabletalk::ui
