// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/diagram/DiagramPicture.h"

#include <QGraphicsView>

#include <optional>
#include <vector>

namespace tabletalk::ui {

class LinesItem;
class TableItem;

/// Shows a diagram that was arranged and lets it be walked along: a click or the arrow keys choose a table, a double
/// click or Enter opens it, + and - and the wheel change the size, 0 fits all into the view. Boxes can be pulled
/// elsewhere, with Shift and the arrow keys too.
class DiagramView : public QGraphicsView
{
    Q_OBJECT

public:
    explicit DiagramView(QWidget *parent);
    ~DiagramView() override;

    void show(DiagramPicture picture);
    const DiagramPicture &picture() const { return m_picture; }

    /// Tables are named by their numbers in the diagram; -1: none.
    int chosen() const { return m_chosen; }
    void choose(int table);
    /// Chooses it, brings it to the middle, and near enough to be read.
    void find(int table);
    /// Puts boxes where somebody had put them before.
    void moveTable(int table, QPointF place);

    void fit();
    /// What is in the middle stays there; at the mouse where that asks for it.
    void zoom(double factor, bool atMouse = false);
    double detail() const { return transform().m11(); }
    /// The part of the picture that is in view.
    QRectF shownArea() const;
    /// Where a table is in the view.
    QRect rectOf(int table) const;

Q_SIGNALS:
    void chosenChanged(int table);
    void openWanted(int table);
    /// Somebody pulled a box.
    void tableMoved(int table, QPointF place);
    void shownAreaChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;

private:
    std::optional<size_t> shapeOf(int table) const;
    TableItem *itemAt(QPoint place) const;
    void markStates();
    void onMoved(size_t shape);
    void walk(QPointF direction);
    void push(QPointF by);
    void setArea();

    QGraphicsScene *m_scene;
    DiagramPicture m_picture;
    DiagramFonts m_fonts;
    std::vector<TableItem *> m_items; ///< of each shape
    std::vector<std::vector<size_t>> m_linesOf;
    LinesItem *m_lines = nullptr;
    int m_chosen = -1;
    bool m_zoomed = false;  ///< by hand; else everything is kept in view
    bool m_placing = false; ///< boxes are put somewhere by the program
    std::optional<size_t> m_pulled;
};

} // namespace tabletalk::ui
