// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/details/DatabaseDetails.h"

#include "ui/accuracy/AccuracyTab.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseState.h"
#include "ui/connections/details/OverviewTab.h"
#include "ui/connections/details/ReadingTab.h"
#include "ui/connections/diagram/DiagramTab.h"
#include "ui/connections/examples/ExamplesTab.h"
#include "ui/connections/explorer/SchemaExplorer.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/vocabulary/VocabularyWidget.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/FlowLayout.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

enum Tabs { OverviewIndex, SchemaIndex, DiagramIndex, ReadingIndex };

} // namespace

DatabaseDetails::DatabaseDetails(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_book(new QTabWidget(this))
{
    setObjectName(u"databaseDetails"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    column->setSpacing(space::medium);
    buildHeader(column);
    m_book->setObjectName(u"databaseTabs"_s);
    m_book->setAccessibleName(tr("Sides of the database"));
    m_book->tabBar()->setObjectName(u"databaseTabBar"_s);
    m_book->tabBar()->setAccessibleName(tr("Sides of the database"));
    m_book->tabBar()->setDrawBase(false);
    addTabs();
    connect(m_book, &QTabWidget::currentChanged, this, &DatabaseDetails::showTab);
    connect(m_book, &QTabWidget::tabBarClicked, this, [this] { m_waits = false; }); // who chose a side stays there
    column->addWidget(m_book, 1);
}

void DatabaseDetails::showTable(const QString &schema, const QString &name)
{
    m_book->setCurrentWidget(m_explorer->parentWidget()); // which tells the explorer of the database
    m_explorer->showTable(schema, name);
}

void DatabaseDetails::showDiagram()
{
    m_book->setCurrentIndex(DiagramIndex);
}

/// The one place where a tab is added: a widget with show(ConnectionId), its title, and the chapter that is about it.
void DatabaseDetails::addTabs()
{
    addTab(new OverviewTab(m_context, m_book), tr("Overview"), "user-guide#looking-around");
    m_explorer = new SchemaExplorer(m_context, m_book);
    addTab(m_explorer, tr("Schema"), "user-guide#looking-around");
    auto *diagram = new DiagramTab(m_context, m_book);
    addTab(diagram, tr("Diagram"), "user-guide#the-diagram");
    connect(diagram, &DiagramTab::tableWanted, this, &DatabaseDetails::showTable);
    connect(m_explorer, &SchemaExplorer::diagramWanted, this,
            [this, diagram](const QString &schema, const QString &name) {
                showDiagram(); // which tells it of the database
                diagram->find(schema, name);
            });
    addTab(new ReadingTab(m_context, m_book), tr("Reading"), "user-guide#reading");
    addTab(new VocabularyWidget(m_context, m_book), tr("Vocabulary"), "user-guide#your-own-words");
    addTab(new ExamplesTab(m_context, m_book), tr("Examples"), "user-guide#saying-whether-an-answer-is-good");
    addTab(new AccuracyTab(m_context, m_book), tr("Accuracy"), "user-guide#testing-how-often-answers-are-right");
}

void DatabaseDetails::insertTab(QWidget *tab, const QString &title, const char *help)
{
    auto *page = new QWidget(m_book);
    page->setProperty("helpPlace", QString::fromLatin1(help));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, space::large, 0, 0);
    column->addWidget(tab);
    m_book->addTab(page, title);
}

void DatabaseDetails::buildHeader(QVBoxLayout *column)
{
    m_name = makeLabel({}, TextStyle::Title, false, this);
    m_name->setObjectName(u"databaseName"_s);
    m_kind = makeBadge({}, "neutral", this);
    m_readOnly = makeBadge(tr("read-only"), "success", this);
    m_canWrite = makeBadge(tr("the account could write"), "warning", this);
    m_canWrite->setToolTip(tr("Tabletalk only reads. An account that can only read is safer still."));
    m_tests = makeBadge({}, "warning", this);
    m_tests->setObjectName(u"accuracyBadge"_s);
    m_state = makeLabel({}, TextStyle::Caption, true, this);
    m_state->setObjectName(u"databaseState"_s);
    m_state->setWordWrap(false);
    m_ask = makeButton(u"askDatabase"_s, tr("Ask"), ButtonKind::Primary, this, u"chat"_s);
    m_again = makeButton(u"readAgain"_s, tr("Read again"), ButtonKind::Plain, this, u"refresh"_s);
    m_remove = makeButton(u"removeDatabase"_s, tr("Remove"), ButtonKind::Danger, this, u"trash"_s);
    m_again->setToolTip(tr("Reads what changed in the database since the last time"));
    connect(m_ask, &QPushButton::clicked, this, [this] { m_context.navigator.ask(*m_id, {}); });
    connect(m_again, &QPushButton::clicked, this, [this] { m_context.catalog.onboardAgain(*m_id); });
    connect(m_remove, &QPushButton::clicked, this, &DatabaseDetails::remove);

    auto *badges = new FlowLayout(space::small);
    badges->addWidget(m_kind);
    badges->addWidget(m_readOnly);
    badges->addWidget(m_canWrite);
    badges->addWidget(m_tests);
    badges->addWidget(m_state);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_name, 1);
    for (QPushButton *button : {m_ask, m_again, m_remove})
        row->addWidget(button);
    auto *header = new QVBoxLayout;
    header->setSpacing(space::tiny);
    header->addLayout(row);
    header->addLayout(badges); // below both, for the buttons take half of the width
    column->addLayout(header);
}

void DatabaseDetails::show(ConnectionId id)
{
    const bool other = m_id != id;
    m_id = id;
    refresh();
    const api::Database *database = m_context.catalog.find(id);
    // What has not been read yet has nothing but its reading to be looked at.
    if (other && database) {
        m_waits = !DatabaseCatalog::isReady(*database);
        m_book->setCurrentIndex(m_waits ? ReadingIndex : OverviewIndex);
    }
    showTab(m_book->currentIndex());
}

void DatabaseDetails::showTab(int index)
{
    if (!m_id || index < 0 || size_t(index) >= m_tabs.size())
        return;
    Tab &tab = m_tabs[size_t(index)];
    if (tab.shown == m_id)
        return;
    tab.shown = m_id;
    tab.show(*m_id);
}

void DatabaseDetails::refresh()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (!database)
        return;
    m_name->setText(database->name);
    m_kind->setText(kindName(database->kind));
    m_readOnly->setVisible(database->readOnly);
    // Of a file everybody who may write it could: that says nothing about an account.
    m_canWrite->setVisible(database->accountCanWrite.value_or(false) && database->kind != u"sqlite"
                           && database->kind != u"sample");
    m_tests->setVisible(database->brokenTests || database->accuracyFell.value_or(false));
    m_tests->setText(database->brokenTests ? tr("accuracy tests broken: %n", nullptr, int(*database->brokenTests))
                                           : tr("less accurate than before"));
    m_state->setText(stateText(*database));
    const bool working = DatabaseCatalog::isWorking(*database);
    m_ask->setEnabled(DatabaseCatalog::isAskable(*database));
    m_again->setEnabled(!working && !DatabaseCatalog::isPaused(*database));
    if (!m_waits || !DatabaseCatalog::isReady(*database))
        return;
    // Whoever waited for the reading goes on with the questions that it found.
    m_waits = false;
    if (m_book->currentIndex() == ReadingIndex)
        m_book->setCurrentIndex(OverviewIndex);
}

void DatabaseDetails::remove()
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    if (!database)
        return;
    if (confirm(this, tr("Remove database"),
                tr("Remove \"%1\" from Tabletalk? The database itself is not touched; its conversations here are lost.")
                    .arg(database->name),
                tr("Remove"))) {
        m_context.catalog.remove(database->id);
    }
}

} // namespace tabletalk::ui
