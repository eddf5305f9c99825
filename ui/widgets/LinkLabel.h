// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace tabletalk::ui {

/// Rich text with links that are followed by mouse and keyboard, in the link's colour of the theme that is in use. What
/// others wrote is escaped by whoever makes the text.
class LinkLabel : public QLabel
{
    Q_OBJECT

public:
    explicit LinkLabel(QWidget *parent);

protected:
    void changeEvent(QEvent *event) override;
};

} // namespace tabletalk::ui
