// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

/// Where a question is written: Enter asks, Shift+Enter makes a new line.
class Composer : public QFrame
{
    Q_OBJECT

public:
    explicit Composer(QWidget *parent = nullptr);

    void setQuestion(const QString &text);
    /// Marked, so that it is written over or sent; what somebody wrote there stays instead.
    void propose(const QString &text);
    /// What stands there and was not asked yet.
    QString draft() const;
    void setReady(bool ready, const QString &placeholder);
    void focusInput();
    QWidget *input() const;

Q_SIGNALS:
    void asked(const QString &question);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void submit();
    void fit();

    QPlainTextEdit *m_text;
    QPushButton *m_send;
    bool m_ready = false;
};

} // namespace tabletalk::ui
