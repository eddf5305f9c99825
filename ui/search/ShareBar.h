// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Search.h"

#include <QWidget>

namespace tabletalk::ui {

/// Which part of a hit's score each way of searching gave it: one bar, with the shares said beside it.
class ShareBar : public QWidget
{
    Q_OBJECT

public:
    ShareBar(const std::vector<api::SearchReason> &reasons, QWidget *parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Part
    {
        QString text;
        double share = 0;
        size_t series = 0;
    };
    std::vector<Part> m_parts;
};

} // namespace tabletalk::ui
