// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <vector>

class QPushButton;
class QWidget;

namespace tabletalk::ui {

/// Buttons of a row that show their drawings alone where the row has no room for their words: the first of them first.
/// Without words each says by its tool tip what it is for; screen readers are told its name in any case.
class CompactButtons : public QObject
{
    Q_OBJECT

public:
    /// row: has a layout, in which the buttons are; each of them has an icon.
    CompactButtons(QWidget *row, const std::vector<QPushButton *> &buttons);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Each
    {
        QPushButton *button = nullptr;
        QString words;
        int width = 0; ///< of the words, once they were taken away
        bool isCompact = false;
    };

    void fit();
    static void setCompact(Each &each, bool compact);

    QWidget *m_row;
    std::vector<Each> m_buttons;
};

} // namespace tabletalk::ui
