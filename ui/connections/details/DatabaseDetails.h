// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QTabWidget;
class QVBoxLayout;

namespace tabletalk::ui {

class SchemaExplorer;
struct WindowContext;

/// One database: its name, what can be done with it, and a tab for each side of it.
class DatabaseDetails : public QWidget
{
    Q_OBJECT

public:
    DatabaseDetails(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);
    void showTable(const QString &schema, const QString &name);
    void showDiagram();
    void refresh();
    std::optional<ConnectionId> shown() const { return m_id; }

private:
    /// A tab is told of a database when somebody looks at it, by its show(ConnectionId).
    struct Tab
    {
        std::function<void(ConnectionId)> show;
        std::optional<ConnectionId> shown;
    };

    void buildHeader(QVBoxLayout *column);
    void addTabs();
    template <class Widget>
    void addTab(Widget *tab, const QString &title, const char *help = "")
    {
        m_tabs.push_back({[tab](ConnectionId id) { tab->show(id); }, {}});
        insertTab(tab, title, help);
    }
    void insertTab(QWidget *tab, const QString &title, const char *help);
    void showTab(int index);
    void remove();

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    bool m_waits = false; ///< the reading is in view until it has succeeded
    QLabel *m_name;
    QLabel *m_kind;
    QLabel *m_readOnly;
    QLabel *m_canWrite;
    QLabel *m_tests; ///< what is to be warned of
    QLabel *m_state;
    QPushButton *m_ask;
    QPushButton *m_again;
    QPushButton *m_remove;
    QTabWidget *m_book;
    SchemaExplorer *m_explorer = nullptr;
    std::vector<Tab> m_tabs;
};

} // namespace tabletalk::ui
