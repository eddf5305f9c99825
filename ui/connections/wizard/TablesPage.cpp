// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/TablesPage.h"

#include "ui/connections/DatabaseState.h"
#include "ui/connections/wizard/CatalogueModel.h"
#include "ui/connections/wizard/SchemaChoiceModel.h"
#include "ui/session/Session.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/BusyDots.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto searchDelay = std::chrono::milliseconds(200);
constexpr int schemaWidth = 220;

enum Pages { BusyPage, ProblemPage, ChooserPage };

} // namespace

TablesPage::TablesPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_tables(new CatalogueModel(session, m_choice, this))
    , m_schemas(new SchemaChoiceModel(m_choice, this))
    , m_pages(new QStackedWidget(this))
    , m_notice(new Notice(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);

    auto *busy = new QWidget(m_pages);
    auto *busyColumn = new QVBoxLayout(busy);
    auto *looking = makeLabel(tr("Looking what there is to read…"), TextStyle::Body, true, busy);
    looking->setAlignment(Qt::AlignCenter);
    busyColumn->addStretch();
    busyColumn->addWidget(new BusyDots(busy), 0, Qt::AlignHCenter);
    busyColumn->addWidget(looking);
    busyColumn->addStretch();
    m_pages->addWidget(busy);

    auto *problem = new QWidget(m_pages);
    auto *problemColumn = new QVBoxLayout(problem);
    problemColumn->setContentsMargins(0, 0, 0, 0);
    m_retry = makeButton(u"catalogueRetry"_s, tr("Try again"), ButtonKind::Plain, problem, u"refresh"_s);
    connect(m_retry, &QPushButton::clicked, this, [this] { load(m_source); });
    problemColumn->addWidget(m_notice);
    problemColumn->addWidget(m_retry, 0, Qt::AlignLeft);
    problemColumn->addStretch();
    m_pages->addWidget(problem);
    m_pages->addWidget(makeChooser());

    connect(m_tables, &CatalogueModel::loaded, this, &TablesPage::onLoaded);
    connect(m_tables, &CatalogueModel::failed, this, &TablesPage::onFailed);
    connect(m_tables, &CatalogueModel::ticked, this, &TablesPage::onTicked);
    connect(m_schemas, &SchemaChoiceModel::ticked, this, &TablesPage::onTicked);
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(searchDelay);
    connect(&m_searchTimer, &QTimer::timeout, this, [this] { m_tables->setSearch(m_search->text().trimmed()); });
}

QWidget *TablesPage::makeChooser()
{
    auto *chooser = new QWidget(m_pages);
    auto *column = new QVBoxLayout(chooser);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    m_search = makeField(u"tableSearch"_s, tr("Find a table"), chooser);
    m_search->setPlaceholderText(tr("Find a table"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(u"search"_s, IconTint::Muted), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    column->addWidget(m_search);
    column->addWidget(makeLists(), 1);

    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_listed = makeLabel({}, TextStyle::Caption, true, chooser);
    m_listed->setObjectName(u"tablesListed"_s);
    m_tick = makeButton(u"tickListed"_s, tr("Tick these"), ButtonKind::Quiet, chooser);
    m_untick = makeButton(u"untickListed"_s, tr("Untick these"), ButtonKind::Quiet, chooser);
    connect(m_tick, &QPushButton::clicked, this, [this] { m_tables->tickAll(true); });
    connect(m_untick, &QPushButton::clicked, this, [this] { m_tables->tickAll(false); });
    row->addWidget(m_listed, 1);
    row->addWidget(m_tick);
    row->addWidget(m_untick);
    column->addLayout(row);
    m_summary = makeLabel({}, TextStyle::Strong, false, chooser);
    m_summary->setObjectName(u"choiceSummary"_s);
    column->addWidget(m_summary);
    m_choiceNotice = new Notice(chooser);
    column->addWidget(m_choiceNotice);
    return chooser;
}

QWidget *TablesPage::makeLists()
{
    auto *lists = new QWidget(m_pages);
    auto *row = new QHBoxLayout(lists);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    m_schemaView = new QListView(lists);
    m_schemaView->setObjectName(u"schemaChoice"_s);
    m_schemaView->setAccessibleName(tr("Schemas"));
    m_schemaView->setProperty("boxed", true);
    m_schemaView->setModel(m_schemas);
    m_schemaView->setUniformItemSizes(true);
    m_schemaView->setFixedWidth(schemaWidth);
    m_schemaView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_schemaView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { chooseSchema(current.row()); });

    m_tableView = new QTreeView(lists);
    m_tableView->setObjectName(u"tableChoice"_s);
    m_tableView->setAccessibleName(tr("Tables"));
    m_tableView->setModel(m_tables);
    m_tableView->setRootIsDecorated(false);
    m_tableView->setUniformRowHeights(true);
    m_tableView->setAllColumnsShowFocus(true);
    m_tableView->header()->setStretchLastSection(false);
    m_tableView->header()->setSectionResizeMode(CatalogueModel::NameColumn, QHeaderView::Stretch);
    m_tableView->header()->setSectionResizeMode(CatalogueModel::KindColumn, QHeaderView::Fixed);
    m_tableView->header()->setSectionResizeMode(CatalogueModel::RowsColumn, QHeaderView::Fixed);
    m_tableView->header()->resizeSection(CatalogueModel::KindColumn, 80);
    m_tableView->header()->resizeSection(CatalogueModel::RowsColumn, 120);
    row->addWidget(m_schemaView);
    row->addWidget(m_tableView, 1);
    return lists;
}

void TablesPage::load(const api::CatalogueRequest &source, const api::SchemaSelection &before)
{
    m_source = source;
    if (!before.schemas.empty() || !before.tables.empty() || !before.excluded.empty())
        m_choice.start(before);
    m_loaded = false;
    m_pages->setCurrentIndex(BusyPage);
    m_tables->load(source);
    Q_EMIT changed();
}

void TablesPage::onLoaded(const api::DatabaseCatalogue &)
{
    m_schemas->reload();
    // One schema is no choice; neither is none.
    m_schemaView->setVisible(m_choice.schemas().size() > 1);
    if (!m_loaded) {
        m_loaded = true;
        m_pages->setCurrentIndex(ChooserPage);
        m_search->setFocus();
    }
    refresh();
    Q_EMIT changed();
}

void TablesPage::onFailed(const Problem &why)
{
    m_notice->show(why);
    m_pages->setCurrentIndex(ProblemPage);
    m_loaded = false;
    Q_EMIT changed();
}

void TablesPage::showProblem(const Problem &problem)
{
    m_choiceNotice->show(problem);
}

void TablesPage::onTicked()
{
    m_choiceNotice->hide();
    m_tables->choiceChanged();
    m_schemas->choiceChanged();
    refresh();
    Q_EMIT changed();
}

void TablesPage::chooseSchema(int row)
{
    m_tables->setSchema(m_schemas->schemaAt(row));
}

QString TablesPage::summary() const
{
    const qint64 chosen = m_choice.chosenCount();
    if (m_choice.isEverything())
        return m_choice.tableCount() == 1 ? tr("Everything is read: 1 table")
                                          : tr("Everything is read: %1").arg(tableCountText(m_choice.tableCount()));
    return tr("%1 of %2 are read").arg(QLocale().toString(chosen), tableCountText(m_choice.tableCount()));
}

void TablesPage::refresh()
{
    const QLocale locale;
    const qint64 listed = m_tables->rowCount();
    const bool searching = !m_search->text().trimmed().isEmpty();
    if (listed == 0)
        m_listed->setText(searching ? tr("No table has this in its name.") : tr("There are no tables here."));
    else if (listed < m_tables->matchCount())
        m_listed->setText(tr("The first %1 of %2 are listed; search to find others.")
                              .arg(locale.toString(listed), locale.toString(m_tables->matchCount())));
    else
        m_listed->setText(tr("%1 listed").arg(tableCountText(listed)));
    m_tick->setEnabled(listed > 0);
    m_untick->setEnabled(listed > 0);
    m_summary->setText(m_choice.state() == TableChoice::State::None ? tr("Nothing is ticked: tick what is to be read.")
                                                                    : summary());
}

void TablesPage::resolve(QObject *context, std::function<void(Result<api::SchemaSelection>)> done)
{
    const auto wanted = m_choice.wantedListing();
    if (!wanted)
        return done(m_choice.toSelection());
    api::CatalogueRequest request = m_source;
    request.schema = wanted;
    request.limit = CatalogueModel::mostListed;
    m_session.call<api::DatabaseCatalogue>(
        request.id ? "databases.catalogue" : "databases.catalogueUrl", request, context,
        [this, schema = *wanted, context, done = std::move(done)](const Result<api::DatabaseCatalogue> &answer) {
            if (!answer)
                return done(std::unexpected(answer.error()));
            if (answer->matchCount > qint64(answer->tables.size()))
                return done(failure(ProblemCode::InvalidRequest,
                                    tr("The schema \"%1\" has too many tables for single ones of it to be read "
                                       "together with other whole schemas.")
                                        .arg(schema),
                                    tr("Tick it as a whole, or only single tables everywhere.")));
            std::vector<QString> names;
            for (const api::CatalogueTable &table : answer->tables)
                names.push_back(table.name);
            m_choice.setListing(schema, names);
            resolve(context, done);
        });
}

} // namespace tabletalk::ui
