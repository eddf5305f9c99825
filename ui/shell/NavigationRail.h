// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/Panel.h"

#include <QFrame>
#include <QHash>

#include <map>

class QButtonGroup;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace tabletalk::ui {

/// The column of panels at the window's edge, in groups that open and close, or as pictures alone. One stop of the
/// Tab key: arrow keys move within, Left and Right close and open a group, Ctrl+1… jump. What is open and how wide
/// it is is remembered.
class NavigationRail : public QFrame
{
    Q_OBJECT

public:
    explicit NavigationRail(QWidget *parent = nullptr);

    /// What stands above the panels; it is told with its property "collapsed" that there is little room.
    void setHeader(QWidget *header);
    void add(const ui::Panel &panel, int number); // QFrame has a Panel of its own
    void setCurrent(const QString &id);
    void setAvailable(const QString &id, bool available);
    bool isAvailable(const QString &id) const;

    /// Pictures alone. Remembered.
    void setCollapsed(bool collapsed);
    bool isCollapsed() const { return m_collapsed || m_narrow; }
    void toggle() { setCollapsed(!m_collapsed); }
    /// The window is too small for words; not remembered.
    void setNarrow(bool narrow);

Q_SIGNALS:
    void chosen(const QString &id);
    void collapsedChanged(bool collapsed);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Entry
    {
        QToolButton *button = nullptr;
        PanelGroup group = PanelGroup::Ask;
        bool atBottom = false;
        bool available = true;
        QString title;
        QString toolTip;
    };
    struct Group
    {
        QToolButton *heading = nullptr;
        QVBoxLayout *rows = nullptr;
        bool open = true;
    };

    QToolButton *makeRow(const QString &text, const QString &iconName);
    Group &groupOf(PanelGroup id);
    void openGroup(PanelGroup id, bool open);
    void arrange();
    void showWords(QToolButton *button, const QString &text, const QString &toolTip);
    bool moveFocus(QToolButton *from, int key);
    std::vector<QToolButton *> inOrder() const;

    QVBoxLayout *m_column;
    QScrollArea *m_scroll; ///< a very small window does not hold all of them
    QVBoxLayout *m_top;
    QVBoxLayout *m_bottom;
    QWidget *m_header = nullptr;
    QToolButton *m_toggle;
    QButtonGroup *m_group;
    QHash<QString, Entry> m_entries;
    std::map<PanelGroup, Group> m_groups;
    QString m_current;
    bool m_collapsed = false;
    bool m_narrow = false;
};

} // namespace tabletalk::ui
