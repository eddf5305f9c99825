// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole window on a real embedded server with the sample shop.
#pragma once

#include "server/embedded/EmbeddedServer.h"
#include "tests/ui/Screenshots.h"
#include "ui/chat/AnswerCard.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/theme/Theme.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace tabletalk::test {

struct SampleWindow
{
    explicit SampleWindow(ui::Theme &windowTheme)
        : theme(windowTheme)
    {
        ui::DesktopOptions options;
        options.configDir = directory.filePath(QStringLiteral("config"));
        desktop = std::make_unique<ui::Desktop>(windowTheme, options);
        desktop->secrets().useFile();
        desktop->window().resize(1280, 900);
        desktop->showWindow();
    }
    ~SampleWindow()
    {
        desktop.reset();
        server.reset();
    }
    bool start()
    {
        EmbeddedServerOptions options;
        options.dataDir = directory.filePath(QStringLiteral("data"));
        auto started = EmbeddedServer::start(options);
        if (!started)
            return false;
        server = *std::move(started);
        desktop->servers().setLocal({server->rpcUrl(), options.dataDir, [this] { return server->signInOwner(); }});
        return true;
    }
    ui::AnswerCard *card()
    {
        const auto cards = desktop->window().findChildren<ui::AnswerCard *>();
        return cards.isEmpty() ? nullptr : cards.last();
    }
    bool isAnswered(const QString &question)
    {
        ui::AnswerCard *last = card();
        return last && last->run().state().question == question && last->isComplete();
    }
    void ask(const QString &question)
    {
        auto *input = desktop->window().findChild<QPlainTextEdit *>(QStringLiteral("questionInput"));
        input->setFocus();
        QTest::keyClicks(input, question);
        QTest::keyClick(input, Qt::Key_Return);
    }
    /// The sample shop with its first answer.
    bool openSample()
    {
        if (!start())
            return false;
        auto *sample = desktop->window().findChild<QPushButton *>(QStringLiteral("trySample"));
        if (!QTest::qWaitFor([&] { return sample->isEnabled(); }, longWait))
            return false;
        QTest::mouseClick(sample, Qt::LeftButton);
        return QTest::qWaitFor([&] { return card() && card()->isComplete(); }, longWait);
    }
    bool waitFor(const QString &question)
    {
        return QTest::qWaitFor([&] { return isAnswered(question); }, longWait);
    }
    /// A picture of a part in the light and in the dark theme.
    bool picture(QWidget &widget, const QString &name)
    {
        bool saved = true;
        for (const ui::ThemeMode mode : {ui::ThemeMode::Light, ui::ThemeMode::Dark}) {
            theme.setMode(mode);
            QTest::qWait(60); // layouts settle over several events
            saved =
                saveScreenshot(
                    widget, name + (mode == ui::ThemeMode::Dark ? QStringLiteral("-dark") : QStringLiteral("-light")))
                && saved;
        }
        theme.setMode(ui::ThemeMode::Light);
        return saved;
    }

    static constexpr int longWait = 30000;
    ui::Theme &theme;
    QTemporaryDir directory;
    std::unique_ptr<EmbeddedServer> server;
    std::unique_ptr<ui::Desktop> desktop;
};

} // namespace tabletalk::test
