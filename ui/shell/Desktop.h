// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/DatabaseCatalog.h"
#include "ui/session/ManagedSettings.h"
#include "ui/session/SecretStore.h"
#include "ui/session/Servers.h"
#include "ui/session/Session.h"
#include "ui/session/WebSocketTransport.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/ActionRegistry.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Panel.h"
#include "ui/shell/Tray.h"
#include "ui/shell/WindowContext.h"
#include "ui/usage/LimitNotices.h"

#include <memory>

namespace tabletalk::ui {

class ChatWidget;
class MainWindow;
class SampleFlow;

struct DesktopOptions
{
    QString configDir; ///< where the fallback for secrets goes
    /// For tests: another way to a server. The real one when empty.
    std::function<std::unique_ptr<Transport>()> makeTransport;
    /// For tests: the same for servers that stay connected in the background; none do when only this is empty.
    std::function<std::unique_ptr<Transport>()> makeRestingTransport = {};
    /// Whether to trust a certificate that nobody vouches for. Asks the person when empty.
    WebSocketTransport::CertificateJudge judge;
    Tray::Options tray = {};
    /// What whoever administers this computer has set.
    ManagedPolicy policy = {};
};

/// Everything behind the window and the window itself, put together. The composition of the
/// program and the tests use it alike.
class Desktop : public QObject
{
    Q_OBJECT

public:
    Desktop(Theme &theme, DesktopOptions options);
    ~Desktop() override;

    MainWindow &window() { return *m_window; }
    Session &session() { return m_session; }
    Servers &servers() { return m_servers; }
    DatabaseCatalog &catalog() { return m_catalog; }
    Workspaces &workspaces() { return m_workspaces; }
    ActionRegistry &actions() { return m_actions; }
    SecretStore &secrets() { return m_secrets; }
    Navigator &navigator() { return m_navigator; }
    Messages &messages() { return m_messages; }

    void showWindow();
    Tray &tray() { return *m_tray; }

Q_SIGNALS:
    /// An answer is in view with everything that belongs to it.
    void answered();

private:
    void connectNavigator();
    ChatWidget *chat();
    void openConnectDialog(const QString &file = {});
    void takeFiles(const QString &panel, const QStringList &paths);
    void openJoinDialog(const QUrl &server = {});
    std::unique_ptr<Transport> makeTransport();
    Servers::MakeTransport restingTransport() const;
    std::unique_ptr<Transport> guarded(std::unique_ptr<Transport> transport) const;

    DesktopOptions m_options;
    std::shared_ptr<ManagedSettings> m_managed; ///< before whatever makes a connection
    ActionRegistry m_actions;
    Messages m_messages;
    Navigator m_navigator;
    SecretStore m_secrets;
    Session m_session;
    Servers m_servers;
    Workspaces m_workspaces; ///< before what is read in a workspace
    DatabaseCatalog m_catalog;
    WindowContext m_context;
    PanelRegistry m_panels;
    LimitNotices m_limitNotices;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<SampleFlow> m_sample;
    std::unique_ptr<Tray> m_tray;
};

} // namespace tabletalk::ui
