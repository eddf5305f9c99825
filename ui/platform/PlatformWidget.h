// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QStackedWidget;
class QTabBar;

namespace tabletalk::ui {

struct WindowContext;

/// The server as a whole, for those who operate it: a tab for each page of platformPages().
class PlatformWidget : public QWidget
{
    Q_OBJECT

public:
    PlatformWidget(WindowContext &context, QWidget *parent);

    /// By its id; nothing happens for one that there is not.
    void showPage(const QString &id);

private:
    void showIndex(int index);

    WindowContext &m_context;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    std::vector<QWidget *> m_pages; ///< null until first shown
};

} // namespace tabletalk::ui
