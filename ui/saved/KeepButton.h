// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace tabletalk::ui {

/// Opens the ways to keep an answer: as a saved question, or on a dashboard.
class KeepButton : public QPushButton
{
    Q_OBJECT

public:
    explicit KeepButton(QWidget *parent = nullptr);

Q_SIGNALS:
    void saveWanted();
    void pinWanted();
};

} // namespace tabletalk::ui
