// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

#include <functional>
#include <memory>
#include <optional>

namespace tabletalk::ui {

struct WindowContext;

/// What happens to the program's own server when its window closes.
enum class CloseChoice { Quit, KeepServing, Stay };

/// What was chosen to be done each time; nothing: ask.
std::optional<CloseChoice> savedCloseChoice();
void saveCloseChoice(std::optional<CloseChoice> choice);

/// The program's place in the desktop's tray: how the server stands, the way back to the window and out. Tells by a
/// notification what took long and is done while the window is not looked at. Where the desktop has no tray, closing
/// the window quits, unless the server is shared on the network and starting the program again leads back here.
class Tray : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        bool available = QSystemTrayIcon::isSystemTrayAvailable();
        /// Starting the program again leads back to the window, so that it may go on without a tray.
        bool comesBack = false;
        /// For tests: answers the question that is asked at the first time. Asks the person when empty.
        std::function<CloseChoice(QWidget *window)> ask;
        /// For tests: takes what would be shown by the desktop.
        std::function<void(const QString &title, const QString &text)> notify;
    };

    Tray(WindowContext &context, QWidget *window, Options options);
    ~Tray() override;

    /// The window is about to close; says what is to be done, and does it but for closing.
    CloseChoice decideClose();
    const QMenu &menu() const { return *m_menu; }
    bool hasIcon() const { return m_icon != nullptr; }
    void showWindow();
    /// Ends the program without a question: somebody said so.
    void quit();

private:
    void refresh();
    void sayOnce();
    void tell(const QString &title, const QString &text, const QString &panel);

    WindowContext &m_context;
    QWidget *m_window;
    Options m_options;
    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QAction *m_state;
    QString m_toldPanel; ///< where a click on the last notification leads
    bool m_isQuitting = false;
};

} // namespace tabletalk::ui
