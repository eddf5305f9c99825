// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/GraphWidget.h"

#include "ui/graph/EntityView.h"
#include "ui/graph/GraphModel.h"
#include "ui/graph/GraphView.h"
#include "ui/help/HelpButton.h"
#include "ui/session/Session.h"
#include "ui/shell/CurrentWorkspace.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/TwoLineDelegate.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include <chrono>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideWidth = 250;
constexpr int detailsWidth = 300;
constexpr int found = 50;
constexpr int neighbours = 40; ///< relations that come at once
constexpr std::chrono::milliseconds afterTyping{250};

QListView *makeList(const QString &name, const QString &accessibleName, QAbstractItemModel *model, QWidget *parent)
{
    auto *list = new QListView(parent);
    list->setObjectName(name);
    list->setAccessibleName(accessibleName);
    list->setProperty("boxed", true);
    list->setModel(model);
    list->setItemDelegate(new TwoLineDelegate(GraphModel::SecondLineRole, list));
    list->setMouseTracking(true);
    list->setUniformItemSizes(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

} // namespace

GraphWidget::GraphWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_found(new GraphModel(this))
    , m_picture(new GraphModel(this))
{
    setObjectName(u"graphPanel"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    row->setSpacing(space::large);
    row->addWidget(buildSide());
    row->addWidget(buildPicture(), 1);
    row->addWidget(buildDetails());
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(afterTyping);
    setProperty("focusFirst", QVariant::fromValue<QWidget *>(m_search));
    connectParts();
    updateButtons();
}

QWidget *GraphWidget::buildSide()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(sideWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Names"), TextStyle::Title, false, side), 1);
    head->addWidget(makeHelpButton(side), 0, Qt::AlignTop);
    column->addLayout(head);
    m_search = makeField(u"graphSearch"_s, tr("Search names in documents"), side);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    column->addWidget(m_search);
    m_kind = new QComboBox(side);
    m_kind->setObjectName(u"graphKind"_s);
    m_kind->setAccessibleName(tr("Kind of name"));
    m_kind->addItem(tr("All kinds"), QString());
    for (const QString &kind :
         {u"organization"_s, u"person"_s, u"place"_s, u"product"_s, u"code"_s, u"term"_s, u"other"_s})
        m_kind->addItem(kindText(kind), kind);
    column->addWidget(m_kind);
    m_results = makeList(u"graphResults"_s, tr("Names that were found"), m_found, side);
    column->addWidget(m_results, 3);
    m_none = makeLabel(tr("No name has these words."), TextStyle::Body, true, side);
    m_none->setObjectName(u"graphNone"_s);
    m_none->setWordWrap(true);
    column->addWidget(m_none, 3, Qt::AlignTop);
    m_none->hide();
    m_listArea = new QWidget(side);
    auto *inView = new QVBoxLayout(m_listArea);
    inView->setContentsMargins(0, 0, 0, 0);
    inView->setSpacing(space::small);
    inView->addWidget(makeLabel(tr("In the picture"), TextStyle::Strong, false, m_listArea));
    m_list = makeList(u"graphList"_s, tr("Names in the picture"), m_picture, m_listArea);
    inView->addWidget(m_list, 1);
    column->addWidget(m_listArea, 2);
    m_listArea->hide();
    return side;
}

QWidget *GraphWidget::buildPicture()
{
    QVBoxLayout *column = nullptr;
    auto *card = makeCard(this, &column);
    auto *row = new FlowLayout(space::small);
    m_expand = makeButton(u"graphExpand"_s, tr("Neighbours"), ButtonKind::Primary, card, u"plus"_s);
    m_expand->setToolTip(tr("Brings what the chosen name is related to (Enter)"));
    m_way = makeButton(u"graphWay"_s, tr("Way to…"), ButtonKind::Plain, card, u"branch"_s);
    m_way->setCheckable(true);
    m_way->setToolTip(tr("Then choose another name to see how the two are connected"));
    m_fit = makeButton(u"graphFit"_s, tr("Fit"), ButtonKind::Plain, card, u"expand"_s);
    m_fit->setToolTip(tr("Shows all of the picture (F); + and − change its size"));
    m_clear = makeButton(u"graphClear"_s, tr("Clear"), ButtonKind::Quiet, card, u"close"_s);
    for (QPushButton *button : {m_expand, m_way, m_fit, m_clear})
        row->addWidget(button);
    column->addLayout(row);
    m_notice = new Notice(card);
    m_notice->hide();
    column->addWidget(m_notice);
    m_stack = new QStackedWidget(card);
    m_empty = new EmptyState(u"graphEmpty"_s, u"graph"_s, m_stack);
    m_view = new GraphView(m_picture, m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    column->addWidget(m_stack, 1);
    return card;
}

QWidget *GraphWidget::buildDetails()
{
    QVBoxLayout *column = nullptr;
    auto *card = makeCard(this, &column);
    card->setFixedWidth(detailsWidth);
    m_details = new EntityView(card);
    m_details->showText(tr("Choose a name to read what the documents say of it."));
    column->addWidget(m_details, 1);
    return card;
}

void GraphWidget::connectParts()
{
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    connect(&m_searchTimer, &QTimer::timeout, this, &GraphWidget::search);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &GraphWidget::search);
    connect(m_search, &QLineEdit::returnPressed, m_results, [this] { m_results->setFocus(); });
    const auto take = [this](const QModelIndex &index) {
        if (index.isValid() && index.row() < int(m_found->nodes().size()))
            begin(m_found->nodes()[size_t(index.row())].entity.id);
    };
    connect(m_results, &QListView::activated, this, take);
    connect(m_results, &QListView::clicked, this, take);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid() && index.row() < int(m_picture->nodes().size()))
            m_view->choose(m_picture->nodes()[size_t(index.row())].entity.id);
    });
    connect(m_list, &QListView::activated, this, [this] { expand(m_chosen); });
    connect(m_view, &GraphView::chosenChanged, this, &GraphWidget::choose);
    connect(m_view, &GraphView::expandWanted, this, &GraphWidget::expand);
    connect(m_expand, &QPushButton::clicked, this, [this] { expand(m_chosen); });
    connect(m_fit, &QPushButton::clicked, m_view, &GraphView::fit);
    connect(m_clear, &QPushButton::clicked, this, &GraphWidget::clear);
    connect(m_way, &QPushButton::toggled, this, [this](bool on) {
        m_wayFrom = on ? m_chosen : EntityId();
        if (on)
            m_notice->show(Notice::Kind::Accent, tr("Choose the name at the other end, here or in the list."));
        else
            m_notice->hide();
    });
    connect(m_details, &EntityView::entityWanted, this, &GraphWidget::begin);
    connect(m_details, &EntityView::passageWanted, this, [this](DocumentId document, PassageId passage) {
        m_context.navigator.showDocument({m_workspace, document, passage, u"graph"_s});
    });
    connect(&m_context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            reload();
    });
}

void GraphWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void GraphWidget::reload()
{
    if (!m_context.session.isReady())
        return;
    findWorkspace(m_context, this, [this](const Result<WorkspaceId> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        if (m_workspace != *answer)
            clear();
        m_workspace = *answer;
        search();
    });
}

void GraphWidget::clear()
{
    m_picture->clear();
    m_chosen = {};
    m_wayFrom = {};
    m_notice->hide();
    m_details->showText(tr("Choose a name to read what the documents say of it."));
    updateButtons();
}

void GraphWidget::search()
{
    if (m_workspace.isNull())
        return;
    api::GraphSearchRequest request;
    request.workspaceId = m_workspace;
    request.limit = found;
    if (const QString text = m_search->text().trimmed(); !text.isEmpty())
        request.text = text;
    if (const QString kind = m_kind->currentData().toString(); !kind.isEmpty())
        request.kind = kind;
    const bool isAll = !request.text && !request.kind;
    m_context.session.call<api::GraphEntityList>(
        "graph.search", request, this,
        [this, isAll, number = ++m_searches](const Result<api::GraphEntityList> &answer) {
            if (number != m_searches)
                return;
            if (!answer)
                return m_notice->show(answer.error());
            m_found->clear();
            for (const api::GraphEntity &entity : answer->items)
                m_found->add(entity);
            const bool isEmpty = answer->items.empty();
            m_results->setVisible(!isEmpty);
            m_none->setVisible(isEmpty);
            m_none->setText(isAll ? tr("No document names anybody yet.") : tr("No name has these words."));
            if (isAll && isEmpty)
                m_empty->say(tr("Who and what your documents name"),
                             tr("People, companies, places and products that your documents name appear here, "
                                "with what the documents say of them.\n\nAdd files in the panel Documents."));
            else
                m_empty->say(tr("No name is chosen"), tr("Choose a name on the left to see what it is related to."));
        });
}

/// Into the picture, and there chosen.
void GraphWidget::begin(EntityId id)
{
    if (!m_wayFrom.isNull() && id != m_wayFrom)
        return findWay(id);
    if (m_picture->rowOf(id) >= 0)
        return m_view->choose(id);
    expand(id);
}

void GraphWidget::choose(EntityId id)
{
    m_chosen = id;
    updateButtons();
    if (id.isNull())
        return;
    const int row = m_picture->rowOf(id);
    if (row >= 0 && m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_picture->index(row));
    if (!m_wayFrom.isNull() && id != m_wayFrom)
        return findWay(id);
    read(id);
}

void GraphWidget::expand(EntityId id)
{
    if (id.isNull() || m_workspace.isNull())
        return;
    api::GraphNeighboursRequest request;
    request.workspaceId = m_workspace;
    request.id = id;
    request.limit = neighbours;
    m_context.session.call<api::GraphNeighbours>(
        "graph.neighbours", request, this, [this, id](const Result<api::GraphNeighbours> &answer) {
            m_notice->hide();
            if (!answer)
                return m_notice->show(answer.error());
            if (!m_picture->add(*answer))
                m_notice->show(Notice::Kind::Warning, tr("Only the strongest relations are shown."));
            m_view->choose(id);
            updateButtons();
        });
}

void GraphWidget::read(EntityId id)
{
    m_context.session.call<api::GraphEntityDetail>("graph.entity", api::GraphEntityRequest{m_workspace, id}, this,
                                                   [this, id](const Result<api::GraphEntityDetail> &answer) {
                                                       if (id != m_chosen)
                                                           return; // another one is in view
                                                       if (answer)
                                                           m_details->show(*answer);
                                                       else
                                                           m_details->showText(problemText(answer.error()));
                                                   });
}

void GraphWidget::findWay(EntityId to)
{
    api::GraphPathRequest request{m_workspace, m_wayFrom, to};
    m_way->setChecked(false);
    m_context.session.call<api::GraphPath>("graph.path", request, this,
                                           [this, to](const Result<api::GraphPath> &answer) {
                                               if (!answer)
                                                   return m_notice->show(answer.error());
                                               m_picture->add(*answer);
                                               if (m_picture->rowOf(to) >= 0 && m_view->chosen() != to) {
                                                   const QSignalBlocker quiet(m_view);
                                                   m_view->choose(to);
                                                   m_chosen = to;
                                               }
                                               m_details->show(*answer);
                                               updateButtons();
                                           });
}

void GraphWidget::updateButtons()
{
    const bool isEmpty = m_picture->nodes().empty();
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_view);
    m_listArea->setVisible(!isEmpty);
    m_expand->setEnabled(!m_chosen.isNull());
    m_way->setEnabled(!m_chosen.isNull());
    m_fit->setEnabled(!isEmpty);
    m_clear->setEnabled(!isEmpty);
}

} // namespace tabletalk::ui
