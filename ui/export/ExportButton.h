// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/Arrangement.h"
#include "ui/export/ExportChoice.h"

#include <QPushButton>

namespace tabletalk::ui {

/// Opens the list of everything that an answer can be exported as.
class ExportButton : public QPushButton
{
    Q_OBJECT

public:
    explicit ExportButton(QWidget *parent = nullptr);

    /// Which rows go out; the list says so where they are not simply all as they came.
    void setRows(const Arrangement &rows);

Q_SIGNALS:
    void chosen(const tabletalk::ui::ExportChoice &choice);

private:
    QAction *m_rows = nullptr; ///< while there is something to say of them
};

} // namespace tabletalk::ui
