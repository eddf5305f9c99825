// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/embedded/EmbeddedServer.h"
#include "ui/chat/AnswerCard.h"
#include "ui/chat/MessageList.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <stdexcept>

namespace tabletalk::bench {

/// The real window on its embedded server with the sample shop, asked from inside.
class DrivenWindow
{
public:
    explicit DrivenWindow(QApplication &application)
        : m_theme(application)
    {
        m_theme.setMode(ui::ThemeMode::Light);
        ui::DesktopOptions options;
        options.configDir = m_directory.filePath(QStringLiteral("config"));
        m_desktop = std::make_unique<ui::Desktop>(m_theme, options);
        m_desktop->secrets().useFile();
        m_desktop->window().resize(1280, 860);
        m_desktop->showWindow();
        EmbeddedServerOptions serverOptions;
        serverOptions.dataDir = m_directory.filePath(QStringLiteral("data"));
        auto started = EmbeddedServer::start(serverOptions);
        if (!started)
            throw std::runtime_error(started.error().detail.toStdString());
        m_server = *std::move(started);
        m_desktop->servers().setLocal(
            {m_server->rpcUrl(), serverOptions.dataDir, [this] { return m_server->signInOwner(); }});
        auto *sample = window().findChild<QPushButton *>(QStringLiteral("trySample"));
        waitFor([&] { return sample->isEnabled(); }, "the window to be connected");
        sample->click();
        waitFor([&] { return card() && card()->isComplete(); }, "the first answer");
    }
    ~DrivenWindow()
    {
        m_desktop.reset();
        m_server.reset();
    }

    ui::MainWindow &window() { return m_desktop->window(); }
    ui::Desktop &desktop() { return *m_desktop; }
    QString path(const QString &name) const { return m_directory.filePath(name); }
    ui::MessageList *messages() { return window().findChild<ui::MessageList *>(); }
    ui::AnswerCard *card()
    {
        const auto cards = window().findChildren<ui::AnswerCard *>();
        return cards.isEmpty() ? nullptr : cards.last();
    }
    /// Sends a statement of one's own on its way.
    void run(const QString &sql) { Q_EMIT card()->runWanted(sql); }
    void ask(const QString &question)
    {
        const int before = messages()->count();
        Q_EMIT card()->askWanted(question);
        waitFor(
            [&] {
                return messages()->count() > before && card()->run().state().question == question
                       && card()->isComplete();
            },
            "an answer");
        if (const auto &problem = card()->run().state().problem)
            throw std::runtime_error(problem->title.toStdString());
    }
    template <class Condition>
    static void waitFor(Condition condition, const char *what, int seconds = 300)
    {
        if (!QTest::qWaitFor(condition, seconds * 1000))
            throw std::runtime_error(std::string("waited in vain for ") + what);
    }

private:
    QTemporaryDir m_directory;
    ui::Theme m_theme;
    std::unique_ptr<EmbeddedServer> m_server;
    std::unique_ptr<ui::Desktop> m_desktop;
};

} // namespace tabletalk::bench
