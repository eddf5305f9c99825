// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>
#include <QStringList>
#include <QUrl>

namespace tabletalk::load {

enum class Scenario { Idle, Chat, Stream };

struct LoadOptions
{
    QUrl server; ///< http://host:port
    int users = 100;
    int organisations = 4;
    int durationSeconds = 10;
    int rampSeconds = 0;
    Scenario scenario = Scenario::Chat;
    QUrl model;          ///< of the stream scenario: a model on this machine that speaks OpenAI's protocol
    int streams = 100;   ///< answers under way at once in the stream scenario
    double rate = 50;    ///< questions a second, over all users
    double fresh = 0.25; ///< share of questions that were never asked before
    bool bootstrap = false;
    QString stateFile = QStringLiteral("tabletalk-load.json"); ///< what bootstrap made
    qint64 serverPid = 0;                                      ///< for serverRssMb; 0: as the server's metrics say
};

/// InvalidRequest says what is wrong with the command line.
Result<LoadOptions> readLoadOptions(const QStringList &arguments);

QString loadUsage();

} // namespace tabletalk::load
