// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/wizard/TableChoice.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace tabletalk::ui {

class CatalogueModel;
class Notice;
class SchemaChoiceModel;
class Session;

/// What is read of a database: schemas at the left, their tables at the right, a tick each.
class TablesPage : public QWidget
{
    Q_OBJECT

public:
    TablesPage(Session &session, QWidget *parent);

    /// Looks what there is, by URL or by id; `before` is what was chosen earlier.
    void load(const api::CatalogueRequest &source, const api::SchemaSelection &before = {});
    bool hasChoice() const { return m_loaded && m_choice.state() != TableChoice::State::None; }
    void showProblem(const Problem &problem);
    /// "All 1,000 tables", "312 of 1,000 tables"
    QString summary() const;
    /// The choice as the wire says it; asks for a schema's tables where it needs them.
    void resolve(QObject *context, std::function<void(Result<api::SchemaSelection>)> done);

Q_SIGNALS:
    void changed();

private:
    QWidget *makeChooser();
    QWidget *makeLists();
    void onLoaded(const api::DatabaseCatalogue &catalogue);
    void onFailed(const Problem &why);
    void onTicked();
    void refresh();
    void chooseSchema(int row);

    Session &m_session;
    api::CatalogueRequest m_source;
    TableChoice m_choice;
    CatalogueModel *m_tables;
    SchemaChoiceModel *m_schemas;
    QStackedWidget *m_pages;
    Notice *m_notice;
    Notice *m_choiceNotice;
    QPushButton *m_retry;
    QListView *m_schemaView;
    QTreeView *m_tableView;
    QLineEdit *m_search;
    QLabel *m_listed;
    QLabel *m_summary;
    QPushButton *m_tick;
    QPushButton *m_untick;
    QTimer m_searchTimer;
    bool m_loaded = false;
};

} // namespace tabletalk::ui
