// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"
#include "app/daemon/WindowsService.h"
#include "app/terminal/Terminal.h"

#include <QCoreApplication>
#include <QProcessEnvironment>

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

struct Command
{
    const char *name;
    const char *help;
    int (*run)(const daemon::Settings &);
};

constexpr std::array<Command, 11> commands = {{
    {"serve", "run the server", &daemon::serve},
    {"init", "make the data directory and the first organisation with its owner", &daemon::init},
    {"verify-audit", "check that every audit record is as it was written; the server may be running",
     &daemon::verifyAudit},
    {"reset-password", "make a link with which somebody chooses a new password", &daemon::resetPassword},
    {"rotate-key", "change the master key; the server must be stopped", &daemon::rotateKey},
    {"import", "take over the people and databases of a single-tenant set-up: import DIR", &daemon::importFolder},
    {"demo", "make four sample organisations: university, hospital, retail, factory", &daemon::demo},
    {"move", "copy the platform database from the data directory to PostgreSQL", &daemon::move},
    {"backup", "write the data directory into a file, while the server may be running: backup FILE", &daemon::backup},
    {"restore", "make a data directory of such a file: restore FILE", &daemon::restore},
    {"migrate", "bring the platform database to this version without serving", &daemon::migrate},
}};

void printUsage(std::FILE *out)
{
    std::fputs("Usage: tabletalkd COMMAND [OPTION]…\n\nCommands\n", out);
    for (const Command &command : commands)
        std::fprintf(out, "  %-14s %s\n", command.name, command.help);
    std::fputs("  --version\n\nOptions, also as TABLETALK_… in the environment and as keys of the configuration file\n",
               out);
    for (const daemon::Option &option : daemon::options()) {
        const QString name =
            u"--%1 %2"_s.arg(QLatin1StringView(option.name), QLatin1StringView(option.value ? option.value : ""));
        std::fprintf(out, "  %-36s %s [%s]\n", qPrintable(name), option.help, option.commands);
    }
}

QHash<QString, QString> environment()
{
    QHash<QString, QString> values;
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    const QStringList keys = system.keys();
    for (const QString &key : keys)
        values.insert(key, system.value(key));
    return values;
}

int run(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"tabletalkd"_s);

    QStringList words = QCoreApplication::arguments().mid(1);
    const QString name = words.isEmpty() ? QString() : words.takeFirst();
    if (name == u"--version") {
        std::printf("tabletalkd %s\n", TABLETALK_VERSION);
        return daemon::Ok;
    }
    if (name == u"--help" || name == u"help" || words.contains(u"--help"_s)) {
        printUsage(stdout);
        return daemon::Ok;
    }
    for (const Command &command : commands) {
        if (name != QLatin1StringView(command.name))
            continue;
        const auto settings = daemon::Settings::read(name, words, environment());
        if (!settings) {
            daemon::fail(settings.error());
            return daemon::Usage;
        }
        return command.run(*settings);
    }
    if (!name.isEmpty())
        std::fprintf(stderr, "tabletalkd: there is no command %s\n\n", qPrintable(name));
    printUsage(stderr);
    return daemon::Usage;
}

} // namespace

int main(int argc, char **argv)
{
    app::prepareStreams();
    // The installer names the service so; whoever types it hears that this is no service.
    if (argc > 1 && std::string_view(argv[1]) == "service") {
#ifdef Q_OS_WIN
        if (argc == 3 && std::string_view(argv[2]) == "start-with-windows")
            return daemon::startServiceWithSystem();
#endif
        const int outcome = daemon::runAsService([argc, argv] {
            std::vector<char *> words{argv[0]};
            words.insert(words.end(), argv + 2, argv + argc);
            return run(int(words.size()), words.data());
        });
        if (outcome >= 0)
            return outcome;
        std::fputs("tabletalkd service: only the service manager of Windows starts this.\n", stderr);
        return daemon::Usage;
    }
    return run(argc, argv);
}
