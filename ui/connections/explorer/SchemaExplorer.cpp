// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/explorer/SchemaExplorer.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseState.h"
#include "ui/connections/explorer/DriftView.h"
#include "ui/connections/explorer/SchemaModel.h"
#include "ui/connections/explorer/TableView.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/TwoLineDelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto searchDelay = std::chrono::milliseconds(200);
/// How often the rows in view are asked for again while a reading goes on.
constexpr auto refreshInterval = std::chrono::milliseconds(1000);
constexpr int listWidth = 264;
constexpr size_t mostHistory = 50;

enum Right { EmptyPage, TablePage };

} // namespace

SchemaExplorer::SchemaExplorer(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new SchemaModel(context.session, this))
    , m_pages(new QStackedWidget(this))
    , m_drift(new DriftView(context, this))
{
    setObjectName(u"schemaExplorer"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(makeTabs());
    m_pages->addWidget(makeTablesPage());
    m_pages->addWidget(m_drift);
    column->addWidget(m_pages, 1);
    addTableActions();

    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(searchDelay);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshInterval);
    connect(&m_searchTimer, &QTimer::timeout, this, [this] { m_model->setSearch(m_search->text().trimmed()); });
    connect(&m_refreshTimer, &QTimer::timeout, this, &SchemaExplorer::refreshVisible);
    connect(m_model, &SchemaModel::loaded, this, &SchemaExplorer::onLoaded);
    connect(m_model, &SchemaModel::failed, this, &SchemaExplorer::onFailed);
    connect(m_table, &TableView::tableWanted, this, &SchemaExplorer::showTable);
    connect(m_drift, &DriftView::tableWanted, this, [this](const QString &schema, const QString &name) {
        m_tablesTab->click();
        showTable(schema, name);
    });
    connect(m_drift, &DriftView::counted, this, [this](qint64 changes) {
        m_driftTab->setText(changes > 0 ? tr("What changed (%1)").arg(QLocale().toString(changes))
                                        : tr("What changed"));
        m_driftTab->setAccessibleName(m_driftTab->text());
    });
    connect(&context.catalog, &DatabaseCatalog::changed, this, &SchemaExplorer::onDatabaseChanged);
}

QWidget *SchemaExplorer::makeTabs()
{
    auto *tabs = new QWidget(this);
    auto *row = new QHBoxLayout(tabs);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::tiny);
    m_tablesTab = makeButton(u"showTables"_s, tr("Tables"), ButtonKind::Quiet, tabs, u"table"_s);
    m_driftTab = makeButton(u"showDrift"_s, tr("What changed"), ButtonKind::Quiet, tabs, u"refresh"_s);
    auto *group = new QButtonGroup(this);
    int number = 0;
    for (QPushButton *button : {m_tablesTab, m_driftTab}) {
        button->setCheckable(true);
        group->addButton(button, number++);
        row->addWidget(button);
    }
    row->addStretch();
    m_back = makeButton(u"tableBack"_s, tr("Back"), ButtonKind::Quiet, tabs, u"chevron-left"_s);
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    m_back->setToolTip(tr("The table before"));
    connect(m_back, &QPushButton::clicked, this, &SchemaExplorer::goBack);
    m_back->hide();
    row->addWidget(m_back);
    m_tablesTab->setChecked(true);
    connect(group, &QButtonGroup::idClicked, m_pages, &QStackedWidget::setCurrentIndex);
    return tabs;
}

QWidget *SchemaExplorer::makeTablesPage()
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"explorerSplitter"_s);
    splitter->setProperty("plain", true);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(space::large);
    splitter->addWidget(makeList());
    splitter->addWidget(makeRight());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({listWidth, 3 * listWidth});
    return splitter;
}

QWidget *SchemaExplorer::makeList()
{
    auto *left = new QWidget(this);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    m_search = makeField(u"schemaFilter"_s, tr("Find a table or column"), left);
    m_search->setPlaceholderText(tr("Find a table or column"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(u"search"_s, IconTint::Muted), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    m_schemas = new QComboBox(left);
    m_schemas->setObjectName(u"schemaChooser"_s);
    m_schemas->setAccessibleName(tr("Schema"));
    m_schemas->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_schemas, &QComboBox::activated, this, [this] {
        const QVariant schema = m_schemas->currentData();
        m_model->setSchema(schema.isValid() ? std::optional(schema.toString()) : std::nullopt);
    });
    m_list = new QListView(left);
    m_list->setObjectName(u"schemaTables"_s);
    m_list->setAccessibleName(tr("Tables"));
    m_list->setProperty("boxed", true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TwoLineDelegate(SchemaModel::DetailRole, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        const api::TableInfo *table = m_model->tableAt(current.row());
        if (table && !m_selecting)
            showTable(table->schema, table->name);
    });
    m_count = makeLabel({}, TextStyle::Caption, true, left);
    m_count->setObjectName(u"schemaCount"_s);
    column->addWidget(m_search);
    column->addWidget(m_schemas);
    column->addWidget(m_list, 1);
    column->addWidget(m_count);
    left->setMinimumWidth(180);
    return left;
}

QWidget *SchemaExplorer::makeRight()
{
    m_right = new QStackedWidget(this);
    auto *empty = new QWidget(m_right);
    auto *column = new QVBoxLayout(empty);
    m_notice = new Notice(empty);
    m_empty = makeLabel({}, TextStyle::Body, true, empty);
    m_empty->setObjectName(u"explorerEmpty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    column->addWidget(m_notice);
    column->addStretch();
    column->addWidget(m_empty);
    column->addStretch();
    m_right->addWidget(empty);
    m_table = new TableView(m_right);
    m_right->addWidget(m_table);
    return m_right;
}

/// In the menu of the list and of what is said of the table, and by their keys in both.
void SchemaExplorer::addTableActions()
{
    auto *diagram = new QAction(tr("Show in the &diagram"), this);
    diagram->setObjectName(u"showInDiagram"_s);
    diagram->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
    connect(diagram, &QAction::triggered, this, [this] {
        if (m_shown)
            Q_EMIT diagramWanted(m_shown->first, m_shown->second);
    });
    auto *ask = new QAction(tr("&Ask about this table"), this);
    ask->setObjectName(u"askAboutTable"_s);
    ask->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    connect(ask, &QAction::triggered, this, [this] {
        if (m_shown)
            m_context.navigator.draft(*m_id, questionAbout(m_shown->second));
    });
    for (QWidget *part : std::initializer_list<QWidget *>{m_list, m_table}) {
        part->setContextMenuPolicy(Qt::ActionsContextMenu);
        for (QAction *action : {diagram, ask}) {
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
            part->addAction(action);
        }
    }
}

// --- a database ----------------------------------------------------------------

void SchemaExplorer::show(ConnectionId id)
{
    const bool other = m_id != id;
    m_id = id;
    const api::Database *database = m_context.catalog.find(id);
    m_wasWorking = database && DatabaseCatalog::isWorking(*database);
    if (other) {
        m_shown.reset();
        m_history.clear();
        m_back->hide();
        m_searchTimer.stop();
        const QSignalBlocker quiet(m_search);
        m_search->clear();
        m_notice->hide();
        m_empty->setText(tr("One moment…"));
        m_right->setCurrentIndex(EmptyPage);
        m_count->clear();
        m_schemas->clear();
        m_schemas->hide();
        m_model->setDatabase(id);
        fetchSchemas();
    }
    m_drift->show(id);
}

/// The list of schemas is offered where there is more than one; without it one still searches.
void SchemaExplorer::fetchSchemas()
{
    api::CatalogueRequest request;
    request.id = m_id;
    request.limit = 1;
    m_context.session.call<api::DatabaseCatalogue>(
        "databases.catalogue", request, this, [this, id = *m_id](const Result<api::DatabaseCatalogue> &answer) {
            if (m_id != id || !answer || answer->schemas.size() < 2)
                return;
            m_schemas->clear();
            m_schemas->addItem(tr("All schemas"));
            for (const api::CatalogueSchema &schema : answer->schemas)
                m_schemas->addItem(tr("%1 (%2)").arg(schema.name, QLocale().toString(schema.tableCount)), schema.name);
            m_schemas->setVisible(true);
        });
}

void SchemaExplorer::onDatabaseChanged(ConnectionId id)
{
    const api::Database *database = m_id == id ? m_context.catalog.find(id) : nullptr;
    if (!database)
        return;
    const bool working = DatabaseCatalog::isWorking(*database);
    // The end of a reading may have changed everything that is in view.
    if (m_wasWorking && !working)
        m_drift->show(id);
    if ((working || m_wasWorking) && !m_refreshTimer.isActive())
        m_refreshTimer.start();
    m_wasWorking = working;
}

void SchemaExplorer::refreshVisible()
{
    const QModelIndex top = m_list->indexAt(QPoint(1, 1));
    const QModelIndex bottom = m_list->indexAt(QPoint(1, m_list->viewport()->height() - 1));
    m_model->refresh(top.isValid() ? top.row() : 0, bottom.isValid() ? bottom.row() : m_model->rowCount());
    if (m_shown)
        fetchTable(*m_shown, true);
}

void SchemaExplorer::onLoaded()
{
    m_notice->hide();
    const bool searching = !m_search->text().trimmed().isEmpty();
    const bool nothing = m_model->rowCount() == 0;
    const QString empty =
        searching ? tr("No table or column has this in its name or description.") : tr("No table has been read yet.");
    const QString tables = tableCountText(m_model->tableCount());
    QString count = nothing ? empty : searching ? tr("%1 found").arg(tables) : tables;
    if (!m_model->isComplete())
        count += u' ' + tr("(some are still being read)");
    m_count->setText(count);
    m_empty->setText(nothing ? empty : tr("Choose a table at the left."));
    selectRow();
    if (!m_shown && m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0));
}

void SchemaExplorer::onFailed(const Problem &why)
{
    // Before anything has been read there is nothing wrong.
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (why.code == ProblemCode::NotReady && database && DatabaseCatalog::isWorking(*database)) {
        m_empty->setText(tr("The tables appear here as soon as they are known."));
    } else {
        m_empty->clear();
        m_notice->show(why);
    }
    if (!m_shown)
        m_right->setCurrentIndex(EmptyPage);
}

// --- a table -------------------------------------------------------------------

void SchemaExplorer::showTable(const QString &schema, const QString &name)
{
    const TableName wanted(schema, name);
    if (m_shown == wanted)
        return;
    if (m_shown) {
        m_history.push_back(*m_shown);
        if (m_history.size() > mostHistory)
            m_history.erase(m_history.begin());
    }
    m_back->setVisible(!m_history.empty());
    m_shown = wanted;
    selectRow();
    fetchTable(wanted, false);
}

void SchemaExplorer::goBack()
{
    if (m_history.empty())
        return;
    m_shown = m_history.back();
    m_history.pop_back();
    m_back->setVisible(!m_history.empty());
    selectRow();
    fetchTable(*m_shown, false);
}

/// Puts the cursor of the list on the shown table, or nowhere when its row is not loaded.
void SchemaExplorer::selectRow()
{
    if (!m_shown)
        return;
    const int row = m_model->rowOf(m_shown->first, m_shown->second);
    if (row == m_list->currentIndex().row())
        return;
    m_selecting = true;
    if (row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
    else
        m_list->selectionModel()->clear();
    m_selecting = false;
}

void SchemaExplorer::fetchTable(const TableName &table, bool again)
{
    api::TableRequest request;
    request.id = *m_id;
    if (!table.first.isEmpty())
        request.schema = table.first;
    request.name = table.second;
    m_context.session.call<api::TableDetails>(
        "databases.table", request, this, [this, id = *m_id, table, again](const Result<api::TableDetails> &answer) {
            if (m_id != id || m_shown != table)
                return;
            if (answer) {
                m_table->show(*answer);
                m_right->setCurrentIndex(TablePage);
            } else if (!again) {
                m_empty->clear();
                m_notice->show(answer.error());
                m_right->setCurrentIndex(EmptyPage);
            }
        });
}

} // namespace tabletalk::ui
