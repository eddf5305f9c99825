// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sql/SqlCompletion.h"

#include <QListWidget>

namespace tabletalk::ui {

/// Words to choose from below a cursor. Never takes the focus: whoever writes steers it.
class SuggestionPopup : public QListWidget
{
    Q_OBJECT

public:
    explicit SuggestionPopup(QWidget *parent);

    /// At a place of the screen; hides itself when there is nothing to offer.
    void offer(const std::vector<SqlSuggestion> &suggestions, const QRect &cursor);
    void step(int by);
    int chosen() const { return currentRow(); }

private:
    void say();
};

} // namespace tabletalk::ui
