// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/DashboardsWidget.h"

#include "ui/dashboards/DashboardGrid.h"
#include "ui/dashboards/DashboardReport.h"
#include "ui/dashboards/DashboardTile.h"
#include "ui/help/HelpButton.h"
#include "ui/saved/RunView.h"
#include "ui/session/Session.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int mostListed = 200;
constexpr int tileRows = 500;
constexpr int choiceWidth = 260;
constexpr std::chrono::milliseconds runTime{60'000}; ///< the server's own limit is shorter

QString filed(QString name)
{
    for (const char16_t special : {u'/', u'\\', u':', u'*', u'?', u'"', u'<', u'>', u'|'})
        name.replace(QChar(special), u'-');
    return QString(name + QStringLiteral(".pdf"));
}

} // namespace

DashboardsWidget::DashboardsWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("dashboardsPanel"));
    m_interval.setParent(this);
    m_interval.setObjectName(QStringLiteral("refreshTimer"));
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(space::huge, space::huge, space::huge, space::medium);
    m_column->setSpacing(space::medium);
    buildHead(m_column);
    buildTools(m_column);
    buildBody();
    chooseFile = [this](const QString &suggested) {
        return QFileDialog::getSaveFileName(this, tr("Save this dashboard"), suggested, tr("PDF (*.pdf)"));
    };
    askName = [this](const QString &title, const QString &before) {
        return QInputDialog::getText(this, title, tr("Name"), QLineEdit::Normal, before).simplified();
    };
    setProperty("focusFirst", QVariant::fromValue<QWidget *>(m_choice));
    connectParts();
    updateState();
}

DashboardsWidget::~DashboardsWidget()
{
    delete m_screen; // with the grid, where that fills the screen
}

void DashboardsWidget::buildHead(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(makeLabel(tr("Dashboards"), TextStyle::Title, false, this));
    row->addSpacing(space::medium);
    m_choice = new QComboBox(this);
    m_choice->setObjectName(QStringLiteral("dashboardChoice"));
    m_choice->setAccessibleName(tr("Dashboard"));
    m_choice->setMinimumWidth(choiceWidth);
    row->addWidget(m_choice);
    m_new = makeButton(QStringLiteral("newDashboard"), tr("New dashboard…"), ButtonKind::Plain, this,
                       QStringLiteral("plus"));
    row->addWidget(m_new);
    row->addStretch();
    row->addWidget(makeHelpButton(this));
    column->addLayout(row);
}

void DashboardsWidget::buildTools(QBoxLayout *column)
{
    m_tools = new QWidget(this);
    auto *row = new FlowLayout(space::small, m_tools);
    m_refresh = makeButton(QStringLiteral("refreshDashboard"), tr("Refresh"), ButtonKind::Plain, m_tools,
                           QStringLiteral("refresh"));
    m_every = new QComboBox(m_tools);
    m_every->setObjectName(QStringLiteral("refreshEvery"));
    m_every->setAccessibleName(tr("Refresh while in view"));
    m_every->addItem(tr("by hand"), 0);
    for (const int minutes : {1, 5, 15, 60})
        m_every->addItem(minutes == 1 ? tr("every minute") : tr("every %1 minutes").arg(minutes), minutes);
    m_fullScreen = makeButton(QStringLiteral("fullScreen"), tr("Full screen"), ButtonKind::Plain, m_tools,
                              QStringLiteral("expand"));
    m_fullScreen->setToolTip(tr("F11; Esc leads back"));
    m_save =
        makeButton(QStringLiteral("saveDashboard"), tr("PDF…"), ButtonKind::Plain, m_tools, QStringLiteral("export"));
    m_save->setAccessibleName(tr("Save this dashboard as PDF"));
    m_rename = makeButton(QStringLiteral("renameDashboard"), tr("Rename…"), ButtonKind::Plain, m_tools,
                          QStringLiteral("edit"));
    m_share = makeButton(QStringLiteral("shareDashboard"), tr("Show in the workspace"), ButtonKind::Plain, m_tools,
                         QStringLiteral("organization"));
    m_share->setCheckable(true);
    m_delete = makeButton(QStringLiteral("deleteDashboard"), tr("Delete"), ButtonKind::Danger, m_tools,
                          QStringLiteral("trash"));
    for (QWidget *tool : std::initializer_list<QWidget *>{m_refresh, m_every, m_fullScreen, m_save, m_rename, m_share})
        row->addWidget(tool);
    row->stretch();
    row->addWidget(m_delete);
    column->addWidget(m_tools);
    m_about = makeLabel({}, TextStyle::Caption, true, this);
    m_about->setObjectName(QStringLiteral("dashboardAbout"));
    m_about->setTextFormat(Qt::PlainText);
    column->addWidget(m_about);
}

void DashboardsWidget::buildBody()
{
    m_notice = new Notice(this);
    m_notice->hide();
    m_column->addWidget(m_notice);
    m_shareQuestions = makeButton(QStringLiteral("shareQuestions"), tr("Show its questions, too"), ButtonKind::Plain,
                                  this, QStringLiteral("organization"));
    m_shareQuestions->hide();
    m_column->addWidget(m_shareQuestions, 0, Qt::AlignLeft);
    m_empty = new EmptyState(QStringLiteral("dashboardEmpty"), QStringLiteral("dashboard"), this);
    m_column->addWidget(m_empty, 1);
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("dashboardScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid = new DashboardGrid(m_scroll);
    m_scroll->setWidget(m_grid);
    m_column->addWidget(m_scroll, 1);
}

void DashboardsWidget::connectParts()
{
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        if (const auto id = DashboardId::fromString(m_choice->currentData().toString()))
            open(*id);
    });
    connect(m_new, &QPushButton::clicked, this, &DashboardsWidget::create);
    connect(m_refresh, &QPushButton::clicked, this, &DashboardsWidget::refreshAll);
    connect(m_every, &QComboBox::activated, this, &DashboardsWidget::setInterval);
    connect(m_fullScreen, &QPushButton::clicked, this, &DashboardsWidget::toggleFullScreen);
    connect(m_save, &QPushButton::clicked, this, &DashboardsWidget::save);
    connect(m_rename, &QPushButton::clicked, this, &DashboardsWidget::rename);
    connect(m_share, &QPushButton::clicked, this, &DashboardsWidget::toggleShown);
    connect(m_shareQuestions, &QPushButton::clicked, this, &DashboardsWidget::showItsQuestions);
    connect(m_delete, &QPushButton::clicked, this, &DashboardsWidget::remove);
    connect(m_grid, &DashboardGrid::added, this, &DashboardsWidget::addTile);
    connect(m_grid, &DashboardGrid::arranged, this, &DashboardsWidget::arrange);
    connect(&m_interval, &QTimer::timeout, this, &DashboardsWidget::refreshAll);
    connect(&m_context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            reload();
    });
    for (QWidget *area : std::initializer_list<QWidget *>{this, m_scroll})
        area->installEventFilter(this);
}

void DashboardsWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

/// Nobody looks: nothing is asked of databases.
void DashboardsWidget::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    updateTimer();
}

bool DashboardsWidget::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_F11 && m_dashboard) {
            toggleFullScreen();
            return true;
        }
        if (key == Qt::Key_Escape && m_screen) {
            leaveFullScreen();
            return true;
        }
    }
    if (event->type() == QEvent::Close && watched == m_screen) {
        leaveFullScreen(); // the window's own way to close it
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void DashboardsWidget::reload()
{
    api::DashboardListRequest request;
    request.limit = mostListed;
    if (const api::Workspace *workspace = m_context.workspaces.current())
        request.workspaceId = workspace->id;
    m_context.session.call<api::DashboardList>("dashboards.list", request, this,
                                               [this](const Result<api::DashboardList> &answer) {
                                                   if (!answer)
                                                       return m_notice->show(answer.error());
                                                   takeList(*answer);
                                               });
}

void DashboardsWidget::showItem(const QString &id)
{
    const int row = m_choice->findData(id);
    if (row >= 0)
        return m_choice->setCurrentIndex(row);
    m_wanted = id;
    reload();
}

/// The one in view stays in view.
void DashboardsWidget::takeList(const api::DashboardList &list)
{
    const QString before = m_wanted.isEmpty() ? m_choice->currentData().toString() : std::exchange(m_wanted, {});
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        for (const api::Dashboard &dashboard : list.items)
            m_choice->addItem(dashboard.mine ? dashboard.name
                                             : QString(dashboard.name + QStringLiteral(" · ") + dashboard.ownerName),
                              dashboard.id.toString());
        m_choice->setCurrentIndex(std::max(0, m_choice->findData(before)));
    }
    if (const auto id = DashboardId::fromString(m_choice->currentData().toString())) {
        open(*id);
    } else {
        m_dashboard.reset();
        m_grid->setDashboard({});
        updateState();
    }
}

void DashboardsWidget::open(DashboardId id)
{
    if (!m_dashboard || m_dashboard->id != id)
        m_notice->hide();
    m_context.session.call<api::Dashboard>("dashboards.read", api::DashboardRequest{id}, this,
                                           [this, id](const Result<api::Dashboard> &answer) {
                                               if (m_choice->currentData().toString() != id.toString())
                                                   return; // another one is in view
                                               if (!answer)
                                                   return m_notice->show(answer.error());
                                               take(*answer);
                                           });
}

void DashboardsWidget::take(const api::Dashboard &dashboard)
{
    m_dashboard = dashboard;
    m_grid->setDashboard(dashboard);
    const int row = m_choice->findData(dashboard.id.toString());
    if (row >= 0 && dashboard.mine)
        m_choice->setItemText(row, dashboard.name);
    updateState();
}

void DashboardsWidget::updateState()
{
    const bool isThere = m_dashboard.has_value();
    const bool isMine = isThere && m_dashboard->mine;
    const bool hasTiles = isThere && !m_dashboard->items.empty();
    m_choice->setVisible(m_choice->count() > 0);
    m_tools->setVisible(isThere);
    for (QPushButton *button : {m_refresh, m_fullScreen, m_save})
        button->setEnabled(hasTiles);
    for (QWidget *mine : std::initializer_list<QWidget *>{m_every, m_rename, m_share, m_delete})
        mine->setVisible(isMine);
    m_scroll->setVisible(hasTiles);
    m_empty->setVisible(!hasTiles);
    if (!isThere)
        m_empty->say(tr("Answers side by side"),
                     tr("There is no dashboard yet. Make one, or choose Keep under an answer in Chat."));
    else
        m_empty->say(tr("This dashboard is empty"),
                     isMine ? tr("Nothing is pinned here yet. Choose Keep under an answer in Chat, or pin a question "
                                 "under Saved.")
                            : tr("Nothing is pinned here yet."));
    m_about->setVisible(hasTiles);
    m_shareQuestions->hide();
    if (!isThere)
        return;
    const QString every = m_dashboard->refreshMinutes > 0 && !isMine
                              ? tr("Refreshed every %1 minutes.").arg(m_dashboard->refreshMinutes)
                              : QString();
    m_about->setText(isMine
                         ? tr("Drag tiles by their heads, and by the lower right corner to size them. With the keys: "
                              "Ctrl and arrows, with Shift for the size.")
                         : tr("Made by %1. %2").arg(m_dashboard->ownerName, every).trimmed());
    m_share->setChecked(m_dashboard->visibility == u"workspace");
    m_every->setCurrentIndex(std::max(0, m_every->findData(m_dashboard->refreshMinutes)));
    const bool hidesSome = std::ranges::any_of(
        m_dashboard->items, [](const api::DashboardItem &item) { return item.mine && item.isPrivate; });
    m_shareQuestions->setVisible(isMine && hidesSome && m_dashboard->visibility == u"workspace");
    m_shareQuestions->setToolTip(tr("Some questions on it are private: others see no more than that they are there."));
    updateTimer();
}

void DashboardsWidget::updateTimer()
{
    const int minutes = m_dashboard ? m_dashboard->refreshMinutes : 0;
    const bool inView = isVisible() || m_screen;
    if (minutes <= 0 || !inView) {
        m_interval.stop();
        return;
    }
    const std::chrono::milliseconds every = std::chrono::minutes(minutes);
    if (!m_interval.isActive() || m_interval.intervalAsDuration() != every)
        m_interval.start(every);
}

void DashboardsWidget::addTile(DashboardTile *tile)
{
    connect(tile, &DashboardTile::runWanted, this, [this, tile] { enqueue(tile); });
    connect(tile, &DashboardTile::viewWanted, this, [this, tile](const QString &view) {
        changeTile(tile, [&](api::DashboardPlace &place) { place.view = view; });
    });
    connect(tile, &DashboardTile::renameWanted, this, [this, tile] {
        const QString title = askName(tr("Title of this tile"), tile->title());
        if (!title.isEmpty())
            changeTile(tile, [&](api::DashboardPlace &place) { place.title = title; });
    });
    connect(tile, &DashboardTile::removeWanted, this, [this, tile] { removeTile(tile); });
    tile->installEventFilter(this);
    enqueue(tile);
}

void DashboardsWidget::refreshAll()
{
    for (DashboardTile *tile : m_grid->tiles())
        enqueue(tile);
}

/// Once, however often it is wanted.
void DashboardsWidget::enqueue(DashboardTile *tile)
{
    if (std::ranges::none_of(m_waiting, [tile](const auto &waiting) { return waiting == tile; }))
        m_waiting.emplace_back(tile);
    tile->result().begin();
    runNext();
}

void DashboardsWidget::runNext()
{
    while (m_running < mostRunning && !m_waiting.empty()) {
        const QPointer<DashboardTile> tile = m_waiting.front();
        m_waiting.pop_front();
        if (tile)
            run(tile);
    }
}

/// The widget is the context, so that the count is right also where the tile has gone.
void DashboardsWidget::run(DashboardTile *tile)
{
    ++m_running;
    const api::RunSavedQuestionRequest request{tile->item().savedQuestionId, tileRows};
    m_context.session.call<api::SavedRun>("savedQuestions.run", request, this,
                                          [this, tile = QPointer(tile)](const Result<api::SavedRun> &answer) {
                                              --m_running;
                                              if (tile && answer)
                                                  tile->result().show(*answer);
                                              else if (tile)
                                                  tile->result().show(answer.error());
                                              runNext();
                                          },
                                          {.timeout = runTime, .onEvent = {}});
}

/// What changes the dashboard is answered with the whole of it.
template <class Request>
void DashboardsWidget::call(const char *method, const Request &request)
{
    m_notice->hide();
    m_context.session.call<api::Dashboard>(method, request, this, [this](const Result<api::Dashboard> &answer) {
        if (!m_dashboard)
            return;
        if (answer && answer->id == m_dashboard->id)
            take(*answer);
        else if (!answer) {
            m_grid->setDashboard(*m_dashboard); // as it was
            updateState();
            m_notice->show(answer.error());
        }
    });
}

void DashboardsWidget::create()
{
    const QString name = askName(tr("New dashboard"), {});
    if (name.isEmpty())
        return;
    m_context.session.call<api::Dashboard>("dashboards.create", api::CreateDashboardRequest{name, {}, {}}, this,
                                           [this, sent = ButtonHold::on(m_new)](const Result<api::Dashboard> &answer) {
                                               if (!answer)
                                                   return m_notice->show(answer.error());
                                               const QSignalBlocker quiet(m_choice);
                                               m_choice->insertItem(0, answer->name, answer->id.toString());
                                               m_choice->setCurrentIndex(0);
                                               take(*answer);
                                           });
}

void DashboardsWidget::rename()
{
    const QString name = askName(tr("Rename this dashboard"), m_dashboard->name);
    if (!name.isEmpty())
        call("dashboards.update", api::UpdateDashboardRequest{m_dashboard->id, name, {}, {}});
}

void DashboardsWidget::toggleShown()
{
    const QString visibility = m_share->isChecked() ? QStringLiteral("workspace") : QStringLiteral("private");
    call("dashboards.update", api::UpdateDashboardRequest{m_dashboard->id, {}, visibility, {}});
}

/// One after the other; the dashboard says afterwards how it went.
void DashboardsWidget::showItsQuestions()
{
    for (const api::DashboardItem &item : m_dashboard->items) {
        if (!item.mine || !item.isPrivate)
            continue;
        api::UpdateSavedQuestionRequest request;
        request.id = item.savedQuestionId;
        request.visibility = QStringLiteral("workspace");
        m_context.session.call<api::SavedQuestion>("savedQuestions.update", request, this,
                                                   [this](const Result<api::SavedQuestion> &answer) {
                                                       if (!answer)
                                                           return m_notice->show(answer.error());
                                                       if (m_dashboard)
                                                           open(m_dashboard->id);
                                                   });
    }
}

void DashboardsWidget::setInterval()
{
    call("dashboards.update", api::UpdateDashboardRequest{m_dashboard->id, {}, {}, m_every->currentData().toInt()});
}

void DashboardsWidget::remove()
{
    if (!confirm(
            this, tr("Delete this dashboard?"),
            tr("“%1” is deleted for everybody who sees it. Its questions stay under Saved.").arg(m_dashboard->name),
            tr("Delete")))
        return;
    m_context.session.call<api::Empty>("dashboards.delete", api::DashboardRequest{m_dashboard->id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           reload();
                                       });
}

void DashboardsWidget::arrange()
{
    call("dashboards.arrange", api::ArrangeRequest{m_dashboard->id, m_grid->places()});
}

void DashboardsWidget::changeTile(DashboardTile *tile, const std::function<void(api::DashboardPlace &)> &change)
{
    auto places = m_grid->places();
    const auto place = std::ranges::find(places, tile->item().id, &api::DashboardPlace::id);
    if (place == places.end())
        return;
    change(*place);
    call("dashboards.arrange", api::ArrangeRequest{m_dashboard->id, {*place}});
}

void DashboardsWidget::removeTile(DashboardTile *tile)
{
    call("dashboards.unpin", api::UnpinRequest{m_dashboard->id, tile->item().id});
}

void DashboardsWidget::toggleFullScreen()
{
    if (m_screen)
        return leaveFullScreen();
    m_screen = new QWidget(nullptr, Qt::Window);
    m_screen->setObjectName(QStringLiteral("dashboardScreen"));
    m_screen->setWindowTitle(m_dashboard->name);
    m_screen->setWindowIcon(windowIcon());
    m_screen->installEventFilter(this);
    auto *column = new QVBoxLayout(m_screen);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->addWidget(m_scroll);
    m_screen->showFullScreen();
    m_scroll->show();
    const auto tiles = m_grid->tiles();
    if (!tiles.empty())
        tiles.front()->setFocus();
}

/// Deleted later: it may be the one that told of the key.
void DashboardsWidget::leaveFullScreen()
{
    if (!m_screen)
        return;
    QWidget *screen = std::exchange(m_screen, nullptr);
    screen->removeEventFilter(this);
    m_column->addWidget(m_scroll, 1);
    m_scroll->show();
    screen->hide();
    screen->deleteLater();
    m_fullScreen->setFocus();
    updateTimer();
}

void DashboardsWidget::save()
{
    const QString path = chooseFile(filed(m_dashboard->name));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    Result<void> written = file.open(QIODevice::WriteOnly)
                               ? writeDashboard(file, *m_dashboard, m_grid->tiles())
                               : failure(ProblemCode::Unavailable, file.errorString(), tr("Choose another place."));
    if (written && !file.commit())
        written = failure(ProblemCode::Unavailable, file.errorString(), tr("Choose another place."));
    if (!written)
        return m_notice->show(written.error());
    m_notice->show(Notice::Kind::Success, tr("The dashboard is saved."), path);
}

} // namespace tabletalk::ui
