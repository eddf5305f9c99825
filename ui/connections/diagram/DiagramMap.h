// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>

namespace tabletalk::ui {

class DiagramView;

/// A whole diagram in small, with the part that is in view; a click leads there. For the mouse: by keyboard the list
/// and the picture itself lead everywhere.
class DiagramMap : public QWidget
{
    Q_OBJECT

public:
    DiagramMap(DiagramView *view, QWidget *parent);

    /// The picture is another, or has moved.
    void reset();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QTransform toMap() const;
    void drawBoxes();

    DiagramView *m_view;
    QRectF m_area;
    QPixmap m_boxes; ///< so that panning costs no more than a rectangle
};

} // namespace tabletalk::ui
