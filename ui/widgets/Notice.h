// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QFrame>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace tabletalk::ui {

class IconLabel;

/// Says in place what happened, why, and what to do.
class Notice : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Danger, Warning, Success, Accent };

    explicit Notice(QWidget *parent = nullptr);

    void show(const Problem &problem);
    void show(Kind kind, const QString &title, const QString &detail = {});
    QString text() const;
    /// What can be done about it, at the right beside the first line.
    void addButton(QPushButton *button);

private:
    IconLabel *m_icon;
    QBoxLayout *m_lines;
    QLabel *m_title;
    QLabel *m_detail;
    QLabel *m_hint;
};

/// All of a problem in one text, for places with one line and for what is read aloud.
QString problemText(const Problem &problem);

} // namespace tabletalk::ui
