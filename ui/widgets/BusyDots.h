// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace tabletalk::ui {

/// Three dots that move while something is being waited for. Rests while invisible.
class BusyDots : public QWidget
{
    Q_OBJECT

public:
    explicit BusyDots(QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QTimer m_timer;
    int m_step = 0;
};

} // namespace tabletalk::ui
