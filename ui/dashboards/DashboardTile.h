// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Dashboards.h"

#include <QFrame>

class QLabel;
class QMenu;
class QPushButton;

namespace tabletalk::ui {

class RunView;

/// One saved question on a dashboard: its title, its result, and what can be done with it. Is
/// moved by its head, sized by its lower right corner, and both with the keys while it has the focus.
class DashboardTile : public QFrame
{
    Q_OBJECT

public:
    DashboardTile(const api::DashboardItem &item, bool canChange, QWidget *parent);

    const api::DashboardItem &item() const { return m_item; }
    void setItem(const api::DashboardItem &item);
    RunView &result() { return *m_result; }
    /// What stands above the result.
    QString title() const;

Q_SIGNALS:
    void runWanted();
    void viewWanted(const QString &view);
    void renameWanted();
    void removeWanted();
    /// By so many cells, with the keys.
    void moveWanted(int right, int down);
    void growWanted(int wider, int taller);
    /// With the mouse; by so many pixels since it was pressed, and at the end.
    void dragged(QPoint by);
    void stretched(QPoint by);
    void dropped();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Grip { None, Head, Corner };

    void makeMenu();
    void applyView();
    Grip gripAt(QPoint position) const;

    api::DashboardItem m_item;
    bool m_canChange;
    Grip m_grip = Grip::None;
    QPoint m_pressedAt;
    bool m_moving = false; ///< far enough to be meant
    QLabel *m_title;
    QPushButton *m_refresh;
    QPushButton *m_more;
    QMenu *m_menu;
    RunView *m_result;
};

} // namespace tabletalk::ui
