// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/ConnectionsWidget.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseDelegate.h"
#include "ui/connections/DatabaseListModel.h"
#include "ui/connections/details/DatabaseDetails.h"
#include "ui/help/HelpButton.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/IconLabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace tabletalk::ui {

namespace {

constexpr int sidebarWidth = 248;
constexpr int emptyIconSize = 48;

} // namespace

ConnectionsWidget::ConnectionsWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new DatabaseListModel(context.catalog, this))
    , m_list(new QListView(this))
    , m_pages(new QStackedWidget(this))
    , m_details(new DatabaseDetails(context, this))
{
    setObjectName(QStringLiteral("connectionsPanel"));
    auto *side = new QFrame(this);
    side->setProperty("sidebar", true);
    side->setFixedWidth(sidebarWidth);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    sideColumn->setSpacing(space::small);
    auto *add = makeButton(QStringLiteral("addDatabase"), tr("Connect a database"), ButtonKind::Plain, side,
                           QStringLiteral("plus"));
    connect(add, &QPushButton::clicked, &context.navigator, &Navigator::connectDatabase);
    m_list->setObjectName(QStringLiteral("databases"));
    m_list->setAccessibleName(tr("Databases"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new DatabaseDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::tiny);
    head->addWidget(add, 1);
    head->addWidget(makeHelpButton(side));
    sideColumn->addLayout(head);
    sideColumn->addWidget(m_list, 1);

    m_pages->addWidget(makeEmptyPage());
    m_pages->addWidget(m_details);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(side);
    row->addWidget(m_pages, 1);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (const auto id = m_model->idAt(current.row()))
            m_details->show(*id);
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &ConnectionsWidget::updateSelection);
    connect(&context.catalog, &DatabaseCatalog::changed, this, [this](ConnectionId id) {
        if (m_details->shown() == id)
            m_details->refresh();
    });
    setFocusProxy(m_list);
    updateSelection();
}

QWidget *ConnectionsWidget::makeEmptyPage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    auto *picture = new IconLabel(icon(QStringLiteral("database"), IconTint::Muted), emptyIconSize, page);
    auto *title = makeLabel(tr("No database yet"), TextStyle::Title, false, page);
    title->setAlignment(Qt::AlignCenter);
    auto *text = makeLabel(tr("Connect one and it is understood within a minute, without configuration."),
                           TextStyle::Body, true, page);
    text->setAlignment(Qt::AlignCenter);
    auto *add = makeButton(QStringLiteral("emptyAdd"), tr("Connect a database"), ButtonKind::Primary, page,
                           QStringLiteral("plus"));
    connect(add, &QPushButton::clicked, &m_context.navigator, &Navigator::connectDatabase);
    column->addStretch(2);
    column->addWidget(picture, 0, Qt::AlignHCenter);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(add, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return page;
}

void ConnectionsWidget::select(ConnectionId id)
{
    const int row = m_model->rowOf(id);
    if (row < 0) {
        m_wanted = id;
        return;
    }
    m_wanted.reset();
    m_list->setCurrentIndex(m_model->index(row));
}

void ConnectionsWidget::showItem(const QString &id)
{
    if (id == u"diagram")
        return m_details->showDiagram();
    m_details->showTable(id.section(u'\n', 0, 0), id.section(u'\n', 1));
}

void ConnectionsWidget::updateSelection()
{
    const bool any = m_model->rowCount() > 0;
    m_pages->setCurrentIndex(any ? 1 : 0);
    if (!any)
        return;
    const auto previous = m_wanted ? m_wanted : m_details->shown();
    const int row = previous ? m_model->rowOf(*previous) : -1;
    m_wanted.reset();
    m_list->setCurrentIndex(m_model->index(std::max(0, row)));
    if (const auto id = m_model->idAt(std::max(0, row)))
        m_details->show(*id);
}

} // namespace tabletalk::ui
