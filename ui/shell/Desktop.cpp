// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Desktop.h"

#include "ui/chat/ChatWidget.h"
#include "ui/connections/ConnectionsWidget.h"
#include "ui/connections/wizard/ConnectWizard.h"
#include "ui/knowledge/KnowledgeWidget.h"
#include "ui/session/GuardedTransport.h"
#include "ui/shell/MainWindow.h"
#include "ui/start/JoinDialog.h"
#include "ui/start/SampleFlow.h"
#include "ui/start/TrustQuestion.h"

#include <QApplication>

namespace tabletalk::ui {

namespace {

WebSocketTransport::CertificateJudge judgeOf(const DesktopOptions &options)
{
    return options.judge ? options.judge : WebSocketTransport::CertificateJudge(askToTrust);
}

} // namespace

Desktop::Desktop(Theme &theme, DesktopOptions options)
    : m_options(std::move(options))
    , m_managed(std::make_shared<ManagedSettings>(m_options.policy))
    , m_secrets(m_options.configDir)
    , m_session(makeTransport())
    , m_servers(m_session, m_secrets, restingTransport(), m_managed)
    , m_workspaces(m_session)
    , m_catalog(m_session)
    , m_context{m_session,   m_catalog, m_servers,
                m_secrets,   theme,     m_messages,
                m_navigator, m_actions, [this] { return makeTransport(); },
                m_workspaces}
    , m_panels(standardPanels())
    , m_limitNotices(m_session, m_messages)
    , m_window(std::make_unique<MainWindow>(m_context, m_panels))
    , m_sample(std::make_unique<SampleFlow>(m_context, nullptr))
    , m_tray(std::make_unique<Tray>(m_context, m_window.get(), m_options.tray))
{
    m_window->onClose = [this] { return m_tray->decideClose(); };
    connectNavigator();
    if (const auto problem = m_managed->policy().problem())
        m_messages.report(*problem);
}

Desktop::~Desktop()
{
    // The window first: its panels use everything else.
    m_tray.reset();
    m_sample.reset();
    m_window.reset();
    m_session.close();
}

std::unique_ptr<Transport> Desktop::guarded(std::unique_ptr<Transport> transport) const
{
    if (m_managed->isEmpty())
        return transport;
    return std::make_unique<GuardedTransport>(std::move(transport), m_managed);
}

std::unique_ptr<Transport> Desktop::makeTransport()
{
    if (m_options.makeTransport)
        return guarded(m_options.makeTransport());
    return guarded(std::make_unique<WebSocketTransport>(judgeOf(m_options), m_managed->trust()));
}

/// Nobody is asked about a server that they do not look at: it has to show the certificate that they accepted.
Servers::MakeTransport Desktop::restingTransport() const
{
    if (m_options.makeTransport && !m_options.makeRestingTransport)
        return {};
    return [this] {
        if (m_options.makeRestingTransport)
            return guarded(m_options.makeRestingTransport());
        return guarded(
            std::make_unique<WebSocketTransport>([](const UnknownCertificate &) { return false; }, m_managed->trust()));
    };
}

void Desktop::showWindow()
{
    m_window->show();
}

ChatWidget *Desktop::chat()
{
    auto *widget = qobject_cast<ChatWidget *>(m_window->panelWidget(QStringLiteral("chat")));
    if (widget) // which is another one after a change of the workspace
        connect(widget, &ChatWidget::answered, this, &Desktop::answered, Qt::UniqueConnection);
    return widget;
}

void Desktop::connectNavigator()
{
    connect(&m_workspaces, &Workspaces::changed, this, [this] {
        const api::Workspace *current = m_workspaces.current();
        m_catalog.setWorkspace(current && !current->isDefault ? std::optional(current->id) : std::nullopt);
    });
    connect(&m_navigator, &Navigator::connectWanted, this, [this] { openConnectDialog(); });
    connect(&m_navigator, &Navigator::filesOffered, this, &Desktop::takeFiles);
    connect(&m_navigator, &Navigator::joinWanted, this, [this] { openJoinDialog(); });
    connect(&m_servers, &Servers::signInWanted, this, &Desktop::openJoinDialog);
    connect(&m_navigator, &Navigator::questionWanted, this, [this](ConnectionId id, const QString &question) {
        m_window->showPanel(QStringLiteral("chat"));
        if (ChatWidget *widget = chat())
            widget->ask(id, question);
    });
    connect(&m_navigator, &Navigator::draftWanted, this, [this](ConnectionId id, const QString &question) {
        m_window->showPanel(QStringLiteral("chat"));
        if (ChatWidget *widget = chat())
            widget->draft(id, question);
    });
    connect(&m_navigator, &Navigator::databaseWanted, this, [this](ConnectionId id) {
        m_window->showPanel(QStringLiteral("connections"));
        auto *widget = qobject_cast<ConnectionsWidget *>(m_window->panelWidget(QStringLiteral("connections")));
        if (widget)
            widget->select(id);
    });
    connect(&m_navigator, &Navigator::documentWanted, this, [this](const DocumentPlace &place) {
        m_window->showPanel(QStringLiteral("knowledge"));
        if (auto *widget = qobject_cast<KnowledgeWidget *>(m_window->panelWidget(QStringLiteral("knowledge"))))
            widget->showPlace(place);
    });
}

void Desktop::openConnectDialog(const QString &file)
{
    if (m_window->findChild<ConnectWizard *>())
        return;
    auto *dialog = new ConnectWizard(m_context, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectWizard::created, &m_navigator, &Navigator::showDatabase);
    if (!file.isEmpty())
        dialog->setFile(file);
    dialog->open();
}

/// What was dropped on the window goes where it belongs, whatever is in view.
void Desktop::takeFiles(const QString &panel, const QStringList &paths)
{
    if (panel == QLatin1StringView("connections")) {
        openConnectDialog(paths.value(0));
        return;
    }
    m_window->showPanel(panel);
    if (auto *knowledge = qobject_cast<KnowledgeWidget *>(m_window->panelWidget(panel)))
        knowledge->addFiles(paths);
}

void Desktop::openJoinDialog(const QUrl &server)
{
    if (m_window->findChild<JoinDialog *>())
        return;
    auto *dialog = new JoinDialog(m_context, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_managed->isServerLocked())
        dialog->setAddress(m_managed->serverAddress());
    else if (!server.isEmpty())
        dialog->setAddress(server.toDisplayString());
    else if (!m_servers.isLocal())
        dialog->setAddress(m_session.url().toDisplayString());
    else
        dialog->setAddress(m_managed->serverAddress());
    dialog->open();
}

} // namespace tabletalk::ui
