// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/ExportChoice.h"

#include <QPushButton>

namespace tabletalk::ui {

/// Opens the list of everything that an answer can be exported as.
class ExportButton : public QPushButton
{
    Q_OBJECT

public:
    explicit ExportButton(QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const tabletalk::ui::ExportChoice &choice);
};

} // namespace tabletalk::ui
