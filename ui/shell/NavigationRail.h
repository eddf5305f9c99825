// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QHash>

class QButtonGroup;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace tabletalk::ui {

class Panel;

/// The column of panels at the window's edge. Arrow keys move, Ctrl+1… jump. Where they do not fit with their
/// words below the pictures, these stand beside them.
class NavigationRail : public QFrame
{
    Q_OBJECT

public:
    explicit NavigationRail(QWidget *parent = nullptr);

    void add(const ui::Panel &panel, int number); // QFrame has a Panel of its own
    void setCurrent(const QString &id);
    void setAvailable(const QString &id, bool available);

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void setCompact(bool compact);

    QScrollArea *m_scroll; ///< a very small window does not hold all of them
    QVBoxLayout *m_top;
    QVBoxLayout *m_bottom;
    QButtonGroup *m_group;
    QHash<QString, QToolButton *> m_buttons;
    bool m_compact = false;
    int m_tallHeight = 0; ///< of a button whose words stand below its picture
};

} // namespace tabletalk::ui
