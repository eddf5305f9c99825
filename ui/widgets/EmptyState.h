// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

/// Stands where there is nothing yet: a picture, what is not there, and what to do about it. Takes the middle of the
/// room it is given.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /// objectName: of the words below the title, by which tests find them.
    EmptyState(const QString &objectName, const QString &iconName, QWidget *parent);

    void say(const QString &title, const QString &text);
    /// What leads out of here, below the words.
    QPushButton *addAction(const QString &objectName, const QString &text, const QString &iconName);

private:
    QVBoxLayout *m_column;
    QLabel *m_title;
    QLabel *m_text;
    int m_actions = 0;
};

} // namespace tabletalk::ui
