// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sql/SqlEditor.h"

class QsciScintilla;

namespace tabletalk::ui {

/// The field as QScintilla makes it: colours, matching brackets, numbers of lines, several cursors.
class ScintillaSqlEditor : public SqlEditor
{
public:
    explicit ScintillaSqlEditor(QWidget *parent);

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
    class Field;
    void dress();
    int bytesBefore(int position) const;

    Field *m_field;
    bool m_setting = false;
};

} // namespace tabletalk::ui
