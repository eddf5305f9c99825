// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Tray.h"

#include "ui/session/Servers.h"
#include "ui/session/Session.h"
#include "ui/session/Sharing.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"

#include <QApplication>
#include <QCheckBox>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QWidget>

namespace tabletalk::ui {

namespace {

constexpr auto closeKey = "window/onClose";
constexpr auto saidKey = "window/saidThatItGoesOn";

CloseChoice askPerson(QWidget *window, bool hasTray)
{
    QMessageBox box(window);
    box.setObjectName(QStringLiteral("closeQuestion"));
    box.setIcon(QMessageBox::Question);
    box.setWindowTitle(Tray::tr("Close Tabletalk"));
    box.setText(Tray::tr("Keep the server of this program running?"));
    box.setInformativeText(
        hasTray
            ? Tray::tr("Schedules go on and other people stay connected. The tray icon leads back here.")
            : Tray::tr("Schedules go on and other people stay connected. Start Tabletalk again to come back here."));
    QPushButton *keep = box.addButton(Tray::tr("&Keep running"), QMessageBox::AcceptRole);
    QPushButton *quit = box.addButton(Tray::tr("&Quit"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(keep);
    auto *always = new QCheckBox(Tray::tr("Do not &ask again"), &box);
    box.setCheckBox(always);
    box.exec();
    const CloseChoice choice = box.clickedButton() == keep   ? CloseChoice::KeepServing
                               : box.clickedButton() == quit ? CloseChoice::Quit
                                                             : CloseChoice::Stay;
    if (always->isChecked() && choice != CloseChoice::Stay)
        saveCloseChoice(choice);
    return choice;
}

} // namespace

std::optional<CloseChoice> savedCloseChoice()
{
    const QString saved = QSettings().value(QLatin1StringView(closeKey)).toString();
    if (saved == QLatin1StringView("keep"))
        return CloseChoice::KeepServing;
    if (saved == QLatin1StringView("quit"))
        return CloseChoice::Quit;
    return {};
}

void saveCloseChoice(std::optional<CloseChoice> choice)
{
    QSettings().setValue(QLatin1StringView(closeKey), choice == CloseChoice::KeepServing ? QStringLiteral("keep")
                                                      : choice == CloseChoice::Quit      ? QStringLiteral("quit")
                                                                                         : QStringLiteral("ask"));
}

Tray::Tray(WindowContext &context, QWidget *window, Options options)
    : QObject(nullptr)
    , m_context(context)
    , m_window(window)
    , m_options(std::move(options))
    , m_menu(std::make_unique<QMenu>())
{
    m_menu->setObjectName(QStringLiteral("trayMenu"));
    m_state = m_menu->addAction(QString());
    m_state->setEnabled(false);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("&Open Tabletalk")), &QAction::triggered, this, &Tray::showWindow);
    connect(m_menu->addAction(tr("&Quit")), &QAction::triggered, this, &Tray::quit);
    if (m_options.available && QSystemTrayIcon::isSystemTrayAvailable()) {
        m_icon = std::make_unique<QSystemTrayIcon>(programIcon());
        m_icon->setContextMenu(m_menu.get());
        connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger)
                showWindow();
        });
        connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, [this] {
            showWindow();
            if (!m_toldPanel.isEmpty())
                m_context.navigator.showPanel(m_toldPanel);
        });
        m_icon->show();
    }
    connect(&context.session, &Session::stateChanged, this, &Tray::refresh);
    connect(&context.servers, &Servers::changed, this, &Tray::refresh);
    connect(&context.messages, &Messages::workFinished, this, &Tray::tell);
    connect(&context.servers, &Servers::finishedElsewhere, this,
            [this](const QString &name) { tell(tr("An answer is ready"), tr("On %1").arg(name), {}); });
    refresh();
}

Tray::~Tray()
{
    m_icon.reset(); // before its menu
}

void Tray::refresh()
{
    const QString server = m_context.servers.name();
    switch (m_context.session.state()) {
    case Session::State::Ready:
        m_state->setText(tr("%1: connected").arg(server));
        break;
    case Session::State::SignedOut:
        m_state->setText(tr("%1: signed out").arg(server));
        break;
    case Session::State::Unfit:
        m_state->setText(tr("%1: another version").arg(server));
        break;
    case Session::State::Waiting:
        m_state->setText(tr("%1: no connection").arg(server));
        break;
    case Session::State::Idle:
    case Session::State::Connecting:
        m_state->setText(tr("%1: starting").arg(server));
        break;
    }
    if (m_icon)
        m_icon->setToolTip(QStringLiteral("Tabletalk\n") + m_state->text());
}

/// Only where the program has a server of its own is there something to keep.
CloseChoice Tray::decideClose()
{
    CloseChoice choice = CloseChoice::Quit;
    if (m_isQuitting)
        return choice;
    const Sharing *sharing = m_context.servers.sharing();
    const bool isShared = sharing && sharing->state().settings.on;
    if (m_context.servers.hasLocal() && (m_options.available || (m_options.comesBack && isShared))) {
        const auto saved = savedCloseChoice();
        choice = saved ? *saved : m_options.ask ? m_options.ask(m_window) : askPerson(m_window, hasIcon());
        if (saved == CloseChoice::KeepServing)
            sayOnce();
    }
    QApplication::setQuitOnLastWindowClosed(choice != CloseChoice::KeepServing);
    return choice;
}

/// Whoever chose it in the settings is told once what closing the window did.
void Tray::sayOnce()
{
    QSettings settings;
    if (settings.value(QLatin1StringView(saidKey)).toBool())
        return;
    settings.setValue(QLatin1StringView(saidKey), true);
    const QString title = tr("Tabletalk goes on");
    const QString text = m_options.available ? tr("The server keeps running. The tray icon leads back to the window.")
                                             : tr("The server keeps running. Start Tabletalk again to see the window.");
    if (m_options.notify)
        m_options.notify(title, text);
    else if (m_icon)
        m_icon->showMessage(title, text, programIcon());
    else
        QMessageBox::information(m_window, title, text);
}

void Tray::quit()
{
    m_isQuitting = true; // a window that is open is closed on the way
    QApplication::quit();
}

void Tray::showWindow()
{
    QApplication::setQuitOnLastWindowClosed(true);
    m_window->show();
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->raise();
    m_window->activateWindow();
}

void Tray::tell(const QString &title, const QString &text, const QString &panel)
{
    if (m_window->isActiveWindow() && m_window->isVisible())
        return; // it is seen anyway
    m_toldPanel = panel;
    if (m_options.notify)
        m_options.notify(title, text);
    else if (m_icon)
        m_icon->showMessage(title, text, programIcon());
}

} // namespace tabletalk::ui
