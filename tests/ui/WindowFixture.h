// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole window on a server with fixed answers.
#pragma once

#include "tests/ui/FakeServer.h"
#include "tests/ui/Screenshots.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/theme/Theme.h"

#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace tabletalk::test {

struct WindowFixture
{
    explicit WindowFixture(ui::Theme &windowTheme, const ui::Tray::Options &tray = {})
        : theme(windowTheme)
    {
        ui::DesktopOptions options;
        options.configDir = directory.path();
        options.tray = tray;
        options.makeTransport = [this] {
            auto made = std::make_unique<FakeServer>();
            server = made.get();
            return made;
        };
        desktop = std::make_unique<ui::Desktop>(windowTheme, options);
        desktop->secrets().useFile();
        desktop->window().resize(1240, 820);
        desktop->showWindow();
    }
    void open()
    {
        ui::LocalServer local;
        local.url = QUrl(QStringLiteral("ws://127.0.0.1:1/rpc"));
        local.dataDir = directory.path();
        local.signIn = [] { return api::SignedIn{QStringLiteral("a"), QStringLiteral("r"), 900, {}, {}, {}}; };
        desktop->servers().setLocal(local);
    }
    ui::MainWindow &window() { return desktop->window(); }
    template <class Widget>
    Widget *find(const QString &name)
    {
        return desktop->window().findChild<Widget *>(name);
    }
    void click(const QString &name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    /// A picture in the light and in the dark theme.
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

    ui::Theme &theme;
    QTemporaryDir directory;
    FakeServer *server = nullptr;
    std::unique_ptr<ui::Desktop> desktop;
};

} // namespace tabletalk::test
