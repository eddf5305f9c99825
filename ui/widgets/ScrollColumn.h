// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace tabletalk::ui {

/// The inside of a scroll area whose height follows from its width. Without this, wrapped
/// labels are counted at their narrowest, and a bar appears where nothing needs scrolling.
class ScrollColumn : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    QSize minimumSizeHint() const override { return {QWidget::minimumSizeHint().width(), 0}; }
};

/// Fills a page with a column that scrolls when it is higher than the page, without a margin of its own. What goes
/// into the column is a child of what is given back.
QWidget *makeScrollColumn(QWidget *page, QVBoxLayout **column);

} // namespace tabletalk::ui
