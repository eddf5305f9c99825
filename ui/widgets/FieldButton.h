// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QLineEdit;

namespace tabletalk::ui {

/// A checkable action as a button within a field, at its end. Unlike the actions that QLineEdit itself shows, the Tab
/// key reaches it, after the field.
class FieldButton : public QToolButton
{
    Q_OBJECT

public:
    FieldButton(QLineEdit *field, QAction *action);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeAction();
    void place();

    QLineEdit *m_field;
    QAction *m_action;
};

} // namespace tabletalk::ui
