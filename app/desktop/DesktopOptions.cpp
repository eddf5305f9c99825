// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/DesktopOptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

namespace tabletalk::desktop {

Options readOptions(const QCoreApplication &application)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("main", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Talk to your own tables: the window, with its own server in it."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption dataDir(QStringLiteral("data-dir"), tr("Keep the server's data in <dir>."),
                                     QStringLiteral("dir"),
                                     QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    const QCommandLineOption background(QStringLiteral("background"),
                                        tr("Start the server and show no window; starting Tabletalk again shows it."));
    const QCommandLineOption quitOther(QStringLiteral("quit"), tr("End the Tabletalk that runs in the background."));
    const QCommandLineOption printReady(QStringLiteral("print-ready"),
                                        tr("Print \"ready <ms since start>\" when the window is on the screen."));
    const QCommandLineOption quitAfterReady(QStringLiteral("quit-after-ready"), tr("Quit then."));
    const QCommandLineOption trySample(QStringLiteral("try-sample"), tr("Begin with the sample, as its button does."));
    const QCommandLineOption quitAfterAnswer(QStringLiteral("quit-after-answer"),
                                             tr("Print \"answered <ms since start>\" when the first answer is "
                                                "complete, and quit. Without an answer: say why, and "
                                                "end with 1."));
    parser.addOptions({dataDir, background, quitOther, printReady, quitAfterReady, trySample, quitAfterAnswer});
    parser.process(application);

    Options options;
    options.dataDir = parser.value(dataDir);
    options.background = parser.isSet(background);
    options.quitOther = parser.isSet(quitOther);
    options.printReady = parser.isSet(printReady);
    options.quitAfterReady = parser.isSet(quitAfterReady);
    options.trySample = parser.isSet(trySample);
    options.quitAfterAnswer = parser.isSet(quitAfterAnswer);
    return options;
}

} // namespace tabletalk::desktop
