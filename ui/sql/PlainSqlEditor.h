// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sql/SqlEditor.h"

class QPlainTextEdit;

namespace tabletalk::ui {

/// The field where QScintilla is not at hand.
class PlainSqlEditor : public SqlEditor
{
    Q_OBJECT

public:
    explicit PlainSqlEditor(QWidget *parent);

    QString text() const override;
    void setText(const QString &text) override;
    void mark(const std::vector<SqlPlace> &places) override;
    QWidget *input() const override;
    int cursor() const override;

protected:
    void changeEvent(QEvent *event) override;
    void replace(int from, int to, const QString &text) override;
    QRect cursorRect() const override;

private:
    QPlainTextEdit *m_text;
};

} // namespace tabletalk::ui
