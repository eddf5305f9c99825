// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desktop program: the window first, its own server right after.
#include "app/desktop/AnswerWatch.h"
#include "app/desktop/DesktopOptions.h"
#include "app/desktop/EmbeddedSharing.h"
#include "app/desktop/EmbeddedStart.h"
#include "app/desktop/ProcessAge.h"
#include "app/desktop/SingleInstance.h"
#include "app/desktop/SystemLook.h"
#include "core/policy/MachinePolicy.h"
#include "ui/settings/Appearance.h"
#include "ui/settings/Languages.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/widgets/Notice.h"

#include <QApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTimer>
#include <QTranslator>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

using namespace tabletalk;

namespace {

void print(const char *what)
{
    std::printf("%s %lld\n", what, static_cast<long long>(desktop::processAgeMs()));
    std::fflush(stdout);
}

void complain(const QString &text)
{
    std::fprintf(stderr, "tabletalk: %s\n", text.toLocal8Bit().constData());
}

void installTranslations(QCoreApplication &application)
{
    const QLocale locale = ui::chosenLocale(ui::savedLanguage(), QLocale());
    QLocale::setDefault(locale);
    auto *ours = new ui::Translator(&application);
    if (ours->loadLanguage(locale))
        QCoreApplication::installTranslator(ours);
    auto *qts = new QTranslator(&application);
    if (qts->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts);
}

/// Whether it is asked what it is, which needs no display: where packages are looked at there may be none.
bool onlyTells(int argc, char **argv)
{
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    const auto tells = [](std::string_view word) {
        return word == "--version" || word == "-v" || word == "--help" || word == "-h" || word == "--help-all";
    };
    return std::ranges::any_of(words, tells);
}

/// Version or help, as the options' reader prints them; it ends the program.
void tell(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(TABLETALK_VERSION));
    installTranslations(application);
    desktop::readOptions(application);
}

ui::LocalServer describe(EmbeddedServer &server, const QString &dataDir, ui::Sharing &sharing)
{
    return {server.rpcUrl(), dataDir, [&server] { return server.signInOwner(); }, &sharing};
}

/// What scripts and the benchmark listen for.
void watch(ui::Desktop &window, const desktop::Options &options)
{
    QObject::connect(&window.window(), &ui::MainWindow::painted, qApp, [options] {
        if (options.printReady)
            print("ready");
        if (options.quitAfterReady)
            QApplication::quit();
    });
    if (options.trySample)
        window.navigator().trySample();
}

/// The program's exit status, with why it is not 0.
int outcomeOf(const desktop::AnswerWatch &answer)
{
    const auto &problem = answer.problem();
    if (!problem)
        return EXIT_SUCCESS;
    complain(ui::problemText(*problem));
    return EXIT_FAILURE;
}

} // namespace

int main(int argc, char **argv)
{
    desktop::processAgeMs();
    QCoreApplication::setApplicationName(QStringLiteral("tabletalk"));
    if (onlyTells(argc, argv))
        tell(argc, argv);
    if (const int percent = ui::savedScale(); percent > 0) // Qt reads it when the application is made
        qputenv("QT_SCALE_FACTOR", QByteArray::number(percent / 100.0));
    QApplication application(argc, argv);
    QApplication::setApplicationVersion(QStringLiteral(TABLETALK_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.tabletalk.Tabletalk")); // Wayland finds icon and entry by it
    installTranslations(application);
    const desktop::Options options = desktop::readOptions(application);
    desktop::SingleInstance instance(options.dataDir);
    if (instance.callOther(options.quitOther) || options.quitOther) {
        if (!options.quitAfterAnswer || options.quitOther)
            return EXIT_SUCCESS; // its window is shown
        complain(desktop::AnswerWatch::tr("Tabletalk runs already with this data folder."));
        return EXIT_FAILURE;
    }
    const bool comesBack = instance.listen();

    ui::Theme theme(application);
    theme.setMode(ui::savedThemeMode());
    const desktop::SystemLook look(theme);
    EmbeddedServerOptions serverOptions;
    serverOptions.dataDir = options.dataDir;
    const ManagedPolicy policy = machinePolicy();
    serverOptions.airGap = policy.airGap.value.value_or(false);
    serverOptions.outboundCa = policy.caFile.value.value_or(QString());
    desktop::EmbeddedStart embedded(serverOptions);
    ui::DesktopOptions windowOptions;
    windowOptions.configDir = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    windowOptions.tray.comesBack = comesBack;
    windowOptions.policy = policy;
    std::unique_ptr<desktop::EmbeddedSharing> sharing; // outlives the window, which shows it
    ui::Desktop window(theme, windowOptions);

    QObject::connect(&embedded, &desktop::EmbeddedStart::started, &window, [&] {
        sharing = std::make_unique<desktop::EmbeddedSharing>(embedded.server()->sharing(),
                                                             desktop::Autostart::ofThisProgram(options.dataDir));
        window.servers().setLocal(describe(*embedded.server(), options.dataDir, *sharing));
    });
    QObject::connect(&embedded, &desktop::EmbeddedStart::failed, &window, [&](const Problem &why) {
        window.messages().report(why);
        window.servers().startWithoutLocal(); // the joined ones are there all the same
    });
    // The window is on the screen before the server takes any time.
    const bool hasOwnServer = window.servers().managed().allowsOwnServer();
    if (hasOwnServer)
        QObject::connect(&window.window(), &ui::MainWindow::painted, &embedded, &desktop::EmbeddedStart::start);
    else
        QObject::connect(&window.window(), &ui::MainWindow::painted, &window.servers(),
                         &ui::Servers::startWithoutLocal);
    QObject::connect(&instance, &desktop::SingleInstance::showWanted, &window, [&] { window.tray().showWindow(); });
    QObject::connect(&instance, &desktop::SingleInstance::quitWanted, &window, [&] { window.tray().quit(); });
    desktop::AnswerWatch answer(window);
    if (options.quitAfterAnswer)
        QObject::connect(&answer, &desktop::AnswerWatch::ended, qApp, [&answer] {
            if (!answer.problem())
                print("answered");
            QApplication::exit();
        });
    watch(window, options);
    if (options.background && hasOwnServer && (comesBack || window.tray().hasIcon())) {
        QApplication::setQuitOnLastWindowClosed(false);
        embedded.start();
    } else {
        window.showWindow();
    }
    const int code = QApplication::exec();
    return options.quitAfterAnswer ? outcomeOf(answer) : code;
}
