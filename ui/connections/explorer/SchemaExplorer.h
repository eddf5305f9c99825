// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QTimer>
#include <QWidget>

#include <utility>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;

namespace tabletalk::ui {

class DriftView;
class Notice;
class SchemaModel;
class TableView;
struct WindowContext;

/// The tables of a database: a list to search at the left, one table at the right, and what
/// changed since the last reading. While a reading goes on, what is in view follows it.
class SchemaExplorer : public QWidget
{
    Q_OBJECT

public:
    SchemaExplorer(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);
    /// Leads to a table, whether its row was loaded or not.
    void showTable(const QString &schema, const QString &name);

Q_SIGNALS:
    /// The table in view, in the picture of all.
    void diagramWanted(const QString &schema, const QString &name);

private:
    using TableName = std::pair<QString, QString>;

    QWidget *makeTabs();
    QWidget *makeTablesPage();
    QWidget *makeList();
    QWidget *makeRight();
    void addTableActions();
    void fetchSchemas();
    void fetchTable(const TableName &table, bool again);
    void onLoaded();
    void onFailed(const Problem &why);
    void onDatabaseChanged(ConnectionId id);
    void refreshVisible();
    void selectRow();
    void goBack();

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    SchemaModel *m_model;
    QStackedWidget *m_pages;
    QPushButton *m_tablesTab;
    QPushButton *m_driftTab;
    QLineEdit *m_search;
    QComboBox *m_schemas;
    QListView *m_list;
    QLabel *m_count;
    QStackedWidget *m_right;
    QLabel *m_empty;
    Notice *m_notice;
    TableView *m_table;
    QPushButton *m_back;
    DriftView *m_drift;
    QTimer m_searchTimer;
    QTimer m_refreshTimer;
    std::optional<TableName> m_shown;
    std::vector<TableName> m_history;
    bool m_wasWorking = false;
    bool m_selecting = false; ///< the list follows the table instead of leading to one
};

} // namespace tabletalk::ui
