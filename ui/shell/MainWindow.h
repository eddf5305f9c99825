// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ServerSettings.h"
#include "ui/session/Session.h"
#include "ui/shell/Panel.h"
#include "ui/shell/Tray.h"
#include "ui/shell/WindowContext.h"

#include <QHash>
#include <QMainWindow>

class QLabel;
class QStackedWidget;

namespace tabletalk::ui {

class MessageBar;
class CommandPalette;
class HelpSplit;
class NavigationRail;
class PlaceButton;

/// The shell: rail, message bar, one panel at a time, status bar. What the panels are it
/// learns from the registry.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(WindowContext &context, const PanelRegistry &panels);
    ~MainWindow() override;

    void showPanel(const QString &id);
    QString currentPanel() const { return m_current; }
    /// Made when first wanted; null for an unknown id.
    QWidget *panelWidget(const QString &id);
    /// What closing the window means; it quits when empty.
    std::function<CloseChoice()> onClose;

Q_SIGNALS:
    /// The window has been on the screen for the first time.
    void painted();

protected:
    bool event(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addPanels();
    void addActions();
    void addRailActions();
    void addPaletteAction();
    void addHelpActions();
    QString helpPlace() const;
    void makeRoom();
    void addSettings();
    void rebuildMenus();
    void connectSession();
    void connectWorkspaces();
    void restorePlace();
    void rememberSplitters(QWidget &panel);
    void connectNavigator();
    void updateStatus();
    void updatePermissions();
    bool knows(const QString &operation) const;
    void readAbout();

    WindowContext &m_context;
    const PanelRegistry &m_panels;
    NavigationRail *m_rail;
    CommandPalette *m_palette;
    MessageBar *m_messages;
    QStackedWidget *m_stack;
    HelpSplit *m_help;
    QLabel *m_serverStatus;
    QLabel *m_organizationStatus;
    QHash<QString, QWidget *> m_widgets;
    QString m_current;
    api::ServerAbout m_about; ///< of the server that the window works with
    QAction *m_support = nullptr;
    bool m_wasPainted = false;
};

} // namespace tabletalk::ui
