// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MainWindow.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/help/HelpSplit.h"
#include "ui/palette/CommandPalette.h"
#include "ui/session/SecretStore.h"
#include "ui/session/Servers.h"
#include "ui/session/Workspaces.h"
#include "ui/settings/Appearance.h"
#include "ui/shell/ActionRegistry.h"
#include "ui/shell/AnnouncementBar.h"
#include "ui/shell/DroppedFiles.h"
#include "ui/shell/ImpersonationBanner.h"
#include "ui/shell/ItemPlace.h"
#include "ui/shell/MessageBar.h"
#include "ui/shell/Messages.h"
#include "ui/shell/NavigationRail.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/OfflineBar.h"
#include "ui/shell/PlaceButton.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Announcer.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <tuple>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int narrowWidth = 1100; ///< below it the rail shows pictures alone
constexpr auto panelKey = "window/panel";

bool isHelpButton(const QWidget *widget)
{
    return widget && widget->objectName() == QLatin1StringView("panelHelp");
}

/// What the help stands before in a panel, in whose head it is.
QWidget *firstControl(QWidget &panel)
{
    for (QWidget *at = panel.nextInFocusChain(); at != &panel; at = at->nextInFocusChain()) {
        if (panel.isAncestorOf(at) && at->isVisible() && at->isEnabled() && (at->focusPolicy() & Qt::TabFocus)
            && !isHelpButton(at))
            return at;
    }
    return nullptr;
}

} // namespace

MainWindow::MainWindow(WindowContext &context, const PanelRegistry &panels)
    : m_context(context)
    , m_panels(panels)
    , m_rail(new NavigationRail(this))
    , m_palette(new CommandPalette(context, this))
    , m_messages(new MessageBar(context.messages, context.session, this))
    , m_stack(new QStackedWidget(this))
    , m_serverStatus(makeLabel({}, TextStyle::Caption, true, this))
    , m_organizationStatus(makeLabel({}, TextStyle::Caption, true, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Tabletalk"));
    setWindowIcon(programIcon());
    setMinimumSize(720, 520);
    new Announcer(this);
    setAcceptDrops(true);

    auto *center = new QWidget(this);
    auto *row = new QHBoxLayout(center);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *panelArea = new QWidget(center);
    auto *column = new QVBoxLayout(panelArea);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new AnnouncementBar(context.session, this));
    column->addWidget(new ImpersonationBanner(context.session, this));
    column->addWidget(new OfflineBar(context, this));
    column->addWidget(m_messages);
    column->addWidget(m_stack, 1);
    m_help = new HelpSplit(context.theme, panelArea, center);
    row->addWidget(m_rail);
    row->addWidget(m_help, 1);
    setCentralWidget(center);

    m_serverStatus->setObjectName(QStringLiteral("serverStatus"));
    m_organizationStatus->setObjectName(QStringLiteral("organizationStatus"));
    for (QLabel *label : {m_serverStatus, m_organizationStatus}) {
        label->setWordWrap(false);
        label->setContentsMargins(space::medium, space::tiny, space::medium, space::tiny);
    }
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_serverStatus);
    statusBar()->addPermanentWidget(m_organizationStatus);

    addPanels();
    addActions();
    connectSession();
    connectWorkspaces();
    connectNavigator();
    connect(&context.actions, &ActionRegistry::changed, this, &MainWindow::rebuildMenus);
    rebuildMenus();
    updateStatus();
    updatePermissions();
    restorePlace();
    if (!restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray()))
        resize(1240, 820);
}

MainWindow::~MainWindow() = default;

void MainWindow::addPanels()
{
    int number = 0;
    for (const auto &panel : m_panels.panels())
        m_rail->add(*panel, ++number);
    m_rail->setHeader(new PlaceButton(m_context, m_rail));
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::showPanel);
}

void MainWindow::addActions()
{
    using Menu = ActionRegistry::Menu;
    int number = 0;
    for (const auto &panel : m_panels.panels()) {
        const QString id = panel->id();
        const QKeySequence keys(++number <= 9 ? int(Qt::CTRL) | (Qt::Key_0 + number) : 0);
        QAction *show = m_context.actions.add(QStringLiteral("panel.") + id, Menu::View, panel->title(), keys, this);
        show->setProperty("iconName", panel->iconName());
        show->setProperty("keywords", panel->keywords());
        connect(show, &QAction::triggered, this, [this, id] { showPanel(id); });
    }
    QAction *connectOne = m_context.actions.add(QStringLiteral("database.connect"), Menu::File,
                                                tr("&Connect a database…"), QKeySequence(), this);
    connect(connectOne, &QAction::triggered, &m_context.navigator, &Navigator::connectDatabase);
    QAction *join =
        m_context.actions.add(QStringLiteral("server.join"), Menu::File, tr("&Join a server…"), QKeySequence(), this);
    connect(join, &QAction::triggered, &m_context.navigator, &Navigator::joinServer);
    addHelpActions();
    m_support = m_context.actions.add(QStringLiteral("help.support"), Menu::Help, tr("Ask for &support…"),
                                      QKeySequence(), this);
    m_support->setVisible(false); // until the server says where
    connect(m_support, &QAction::triggered, this, [this] { QDesktopServices::openUrl(m_support->data().toUrl()); });
    addRailActions();
    addPaletteAction();
    addSettings();
    QAction *quit = m_context.actions.add(QStringLiteral("quit"), Menu::File, tr("&Quit"), QKeySequence::Quit, this);
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, [this] {
        onClose = {}; // this was no question
        close();
    });
}

void MainWindow::addPaletteAction()
{
    QAction *find = m_context.actions.add(QStringLiteral("palette"), ActionRegistry::Menu::Edit, tr("&Find anything…"),
                                          QKeySequence(Qt::CTRL | Qt::Key_K), this);
    find->setProperty("noPalette", true);
    connect(find, &QAction::triggered, m_palette, &CommandPalette::open);
}

void MainWindow::addHelpActions()
{
    using Menu = ActionRegistry::Menu;
    QAction *panel = m_context.actions.add(QStringLiteral("help.panel"), Menu::Help, tr("&Help about this panel"),
                                           QKeySequence::HelpContents, this);
    panel->setProperty("iconName", QStringLiteral("question"));
    connect(panel, &QAction::triggered, this, [this] { m_help->toggle(helpPlace()); });
    QAction *all = m_context.actions.add(QStringLiteral("help.contents"), Menu::Help, tr("&Contents of the guides"),
                                         QKeySequence(), this);
    all->setProperty("iconName", QStringLiteral("book"));
    connect(all, &QAction::triggered, this, [this] { m_help->openAt({}); });
    connect(&m_context.navigator, &Navigator::helpWanted, m_help, &HelpSplit::openAt);
    connect(m_help, &HelpSplit::openChanged, this, &MainWindow::makeRoom);
}

/// A part of a panel that has a chapter of its own says so by its property; else it is the panel's.
QString MainWindow::helpPlace() const
{
    for (const QWidget *at = QApplication::focusWidget(); at; at = at->parentWidget()) {
        if (const QString place = at->property("helpPlace").toString(); !place.isEmpty())
            return place;
    }
    const auto panel = std::ranges::find(m_panels.panels(), m_current, [](const auto &each) { return each->id(); });
    return panel == m_panels.panels().end() ? QString() : (*panel)->helpPlace();
}

/// The help needs some of what the rail takes in a wide window.
void MainWindow::makeRoom()
{
    constexpr int helpWidth = 320;
    m_rail->setNarrow(width() - (m_help->isOpen() ? helpWidth : 0) < narrowWidth);
}

/// What is often changed is found by the palette, not by going to the settings.
void MainWindow::addSettings()
{
    using Menu = ActionRegistry::Menu;
    for (const auto &[id, text, mode] :
         {std::tuple("setting.system", tr("Colours: as the system"), ThemeMode::System),
          std::tuple("setting.light", tr("Colours: light"), ThemeMode::Light),
          std::tuple("setting.dark", tr("Colours: dark"), ThemeMode::Dark),
          std::tuple("setting.contrastLight", tr("Colours: high contrast, light"), ThemeMode::ContrastLight),
          std::tuple("setting.contrastDark", tr("Colours: high contrast, dark"), ThemeMode::ContrastDark)}) {
        QAction *set = m_context.actions.add(QString::fromLatin1(id), Menu::None, text, QKeySequence(), this);
        set->setProperty("keywords", tr("theme appearance mode"));
        connect(set, &QAction::triggered, this, [this, chosen = mode] {
            m_context.theme.setMode(chosen);
            saveThemeMode(chosen);
        });
    }
}

void MainWindow::addRailActions()
{
    using Menu = ActionRegistry::Menu;
    QAction *names = m_context.actions.add(QStringLiteral("rail.toggle"), Menu::View, tr("&Names of the panels"),
                                           QKeySequence(Qt::CTRL | Qt::Key_B), this);
    names->setCheckable(true);
    names->setChecked(!m_rail->isCollapsed());
    connect(names, &QAction::triggered, m_rail, &NavigationRail::toggle);
    connect(m_rail, &NavigationRail::collapsedChanged, names, [names](bool small) { names->setChecked(!small); });
}

void MainWindow::rebuildMenus()
{
    using Menu = ActionRegistry::Menu;
    menuBar()->clear();
    for (const auto &[menu, title] : {std::pair(Menu::File, tr("&File")), std::pair(Menu::Edit, tr("&Edit")),
                                      std::pair(Menu::View, tr("&View")), std::pair(Menu::Help, tr("&Help"))}) {
        const auto actions = m_context.actions.actions(menu);
        if (std::ranges::none_of(actions, &QAction::isVisible))
            continue;
        QMenu *made = menuBar()->addMenu(title);
        for (QAction *action : actions)
            made->addAction(action);
    }
}

QWidget *MainWindow::panelWidget(const QString &id)
{
    if (QWidget *known = m_widgets.value(id))
        return known;
    for (const auto &panel : m_panels.panels()) {
        if (panel->id() != id)
            continue;
        QWidget *made = panel->createWidget(m_context, m_stack);
        m_widgets.insert(id, made);
        m_stack->addWidget(made);
        rememberSplitters(*made);
        return made;
    }
    return nullptr;
}

void MainWindow::showPanel(const QString &id)
{
    QWidget *widget = panelWidget(id);
    if (!widget)
        return;
    if (m_help->coversPanels())
        m_help->closeHelp();
    m_current = id;
    QSettings().setValue(QLatin1StringView(panelKey), id);
    m_stack->setCurrentWidget(widget);
    m_rail->setCurrent(id);
    // A proxy, or where what stands before it would be skipped by the Tab key, the property.
    auto *first = widget->property("focusFirst").value<QWidget *>();
    if (!first)
        first = widget->focusProxy();
    if (!first && isHelpButton(QApplication::focusWidget()))
        first = firstControl(*widget);
    if (first)
        first->setFocus(Qt::OtherFocusReason);
}

void MainWindow::connectSession()
{
    connect(&m_context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready)
            readAbout();
        else if (state == Session::State::Idle)
            m_about = {}; // another server knows other things
        updateStatus();
        updatePermissions();
    });
    connect(&m_context.session, &Session::connectionLost, this, &MainWindow::updateStatus);
    connect(&m_context.session, &Session::signedOut, this, [this](const Problem &why) {
        if (!m_context.servers.isLocal()) {
            m_context.messages.report(why);
            m_context.navigator.joinServer();
        }
    });
    connect(&m_context.servers, &Servers::changed, this, &MainWindow::updateStatus);
    connect(&m_context.servers, &Servers::failed, &m_context.messages, &Messages::report);
    connect(&m_context.catalog, &DatabaseCatalog::failed, &m_context.messages, &Messages::report);
    connect(&m_context.secrets, &SecretStore::failed, &m_context.messages, &Messages::report);
}

/// In another workspace every panel begins anew, as if the window had just been opened there.
void MainWindow::connectWorkspaces()
{
    connect(&m_context.workspaces, &Workspaces::chosen, this, [this] {
        const QString current = m_current;
        for (QWidget *panel : std::exchange(m_widgets, {})) {
            m_stack->removeWidget(panel);
            panel->hide();
            panel->deleteLater();
        }
        showPanel(current);
    });
}

/// Where the window was when it was closed.
void MainWindow::restorePlace()
{
    const QString first = m_panels.panels().front()->id();
    const QString last = QSettings().value(QLatin1StringView(panelKey), first).toString();
    const bool known = std::ranges::any_of(m_panels.panels(), [&](const auto &p) { return p->id() == last; });
    showPanel(known && m_rail->isAvailable(last) ? last : first);
}

/// Splitters with a name stand where they were left.
void MainWindow::rememberSplitters(QWidget &panel)
{
    const auto splitters = panel.findChildren<QSplitter *>();
    for (QSplitter *splitter : splitters) {
        if (splitter->objectName().isEmpty())
            continue;
        const QString key = QStringLiteral("splitter/") + splitter->objectName();
        splitter->restoreState(QSettings().value(key).toByteArray());
        connect(splitter, &QSplitter::splitterMoved, splitter,
                [splitter, key] { QSettings().setValue(key, splitter->saveState()); });
    }
}

void MainWindow::connectNavigator()
{
    connect(&m_context.navigator, &Navigator::panelWanted, this, &MainWindow::showPanel);
    connect(&m_context.navigator, &Navigator::itemWanted, this, [this](const QString &panel, const QString &item) {
        showPanel(panel);
        if (auto *place = dynamic_cast<ItemPlace *>(panelWidget(panel)))
            place->showItem(item);
    });
}

void MainWindow::updateStatus()
{
    const QString server = m_context.servers.name();
    switch (m_context.session.state()) {
    case Session::State::Idle:
        m_serverStatus->setText(tr("Starting…"));
        break;
    case Session::State::Connecting:
        m_serverStatus->setText(tr("Connecting to %1…").arg(server));
        break;
    case Session::State::Unfit:
        m_serverStatus->setText(tr("%1: another version").arg(server));
        break;
    case Session::State::Waiting:
        m_serverStatus->setText(tr("No connection to %1; trying again").arg(server));
        break;
    case Session::State::SignedOut:
        m_serverStatus->setText(tr("%1: signed out").arg(server));
        break;
    case Session::State::Ready:
        m_serverStatus->setText(m_about.name.isEmpty() ? server : tr("%1 (%2)").arg(m_about.name, server));
        break;
    }
    const bool ready = m_context.session.isReady();
    m_organizationStatus->setText(
        ready ? tr("%1 · %2").arg(m_context.session.organization().name, m_context.session.user().fullName)
              : QString());
}

/// An older server has nothing to say of itself.
void MainWindow::readAbout()
{
    m_context.session.call<api::ServerAbout>(
        "server.about", api::Empty{}, this, [this](const Result<api::ServerAbout> &answer) {
            m_about = answer.value_or(api::ServerAbout());
            const QString &address = m_about.supportAddress;
            QUrl place(address, QUrl::StrictMode);
            if (!address.startsWith(QLatin1String("https://"))) {
                place = QUrl();
                place.setScheme(QStringLiteral("mailto"));
                place.setPath(address); // without fields: a server may not have a file attached
            }
            m_support->setData(place);
            m_support->setVisible(!address.isEmpty());
            updatePermissions();
            rebuildMenus();
            updateStatus();
        });
}

/// Whether the server has what a panel is about. One that does not say is asked.
bool MainWindow::knows(const QString &operation) const
{
    return operation.isEmpty() || !m_about.operations
           || std::ranges::find(*m_about.operations, operation) != m_about.operations->end();
}

/// Panels that the person may not use, or that the server has nothing for, are not offered.
void MainWindow::updatePermissions()
{
    const auto role = roleFromName(m_context.session.organization().role);
    const bool operates = m_context.session.isReady() && m_context.session.isOperator();
    for (const auto &panel : m_panels.panels()) {
        const auto needed = panel->permission();
        const bool permitted = !needed || !m_context.session.isReady() || !role || allows(*role, *needed);
        const bool available = permitted && knows(panel->operation()) && (operates || !panel->forOperators());
        m_rail->setAvailable(panel->id(), available);
        if (QAction *show = m_context.actions.action(QStringLiteral("panel.") + panel->id()))
            show->setVisible(available);
        if (!available && m_context.session.isReady() && m_current == panel->id())
            showPanel(m_panels.panels().front()->id());
    }
}

bool MainWindow::event(QEvent *event)
{
    const bool handled = QMainWindow::event(event);
    if (event->type() == QEvent::Paint && !m_wasPainted) {
        m_wasPainted = true;
        // After the children, which paint in the same pass.
        QTimer::singleShot(0, this, &MainWindow::painted);
    }
    return handled;
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    makeRoom();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_context.session.isReady())
        return;
    const QStringList paths = localFiles(*event->mimeData());
    if (std::ranges::any_of(paths, [](const QString &path) { return !panelForFile(path).isEmpty(); }))
        event->acceptProposedAction();
}

/// Wherever on the window it is dropped: a database is connected, documents are added. The rest is named.
void MainWindow::dropEvent(QDropEvent *event)
{
    QMap<QString, QStringList> taken;
    QStringList refused;
    const QStringList paths = localFiles(*event->mimeData());
    for (const QString &path : paths) {
        const QString panel = panelForFile(path);
        if (panel.isEmpty() || !m_rail->isAvailable(panel))
            refused.append(QFileInfo(path).fileName());
        else
            taken[panel].append(path);
    }
    event->acceptProposedAction();
    for (auto each = taken.constBegin(); each != taken.constEnd(); ++each)
        m_context.navigator.offerFiles(each.key(), each.value());
    if (!refused.isEmpty())
        m_context.messages.report(
            Problem::of(ProblemCode::UnsupportedMedia,
                        tr("Not added: %1. Drop SQLite databases, PDF, Word, text, Markdown, HTML or CSV files.")
                            .arg(refused.join(QStringLiteral(", ")))));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (onClose && isVisible() && onClose() == CloseChoice::Stay) {
        event->ignore();
        return;
    }
    QSettings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace tabletalk::ui
