// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/LocalDatabase.h"
#include "app/cli/ResultPrinter.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace tabletalk::cli {

struct AskOptions
{
    QString url;
    QString question;
    Format format = Format::Table;
    bool sqlOnly = false;
    bool explain = false;
    std::optional<qint64> limit; ///< rows shown, else 100, or all of CSV; the sentence is computed over all
    QString vocabularyFile;      ///< empty: none
    QStringList after;           ///< questions asked before, oldest first
};

struct EvalOptions
{
    QString questionsFile;
    QString databaseFolder;
    QString translator;
    QString reportFile;        ///< .json or .html; empty: none
    QStringList databases;     ///< empty: all
    std::optional<int> sample; ///< so many of the questions
    quint64 seed = 1;          ///< which of them
    bool blind = false;        ///< failures are counted and not shown
};

/// Each returns an ExitCode. Answers go to standard output, all else to standard error.
int ask(const AskOptions &options);
int run(const QString &url, const QString &sql, Format format, std::optional<qint64> limit);
int onboard(const QString &url, bool json);
/// Answered when every layer of read-only holds, otherwise Refused.
int prove(const QString &url, bool json);

/// Asks questions whose answers are known, and prints how many were right.
int evaluate(const EvalOptions &options);

/// Reads questions as JSON lines on standard input and writes one line for each, in order.
int askBatch();

struct LoginOptions
{
    QString server;
    QString email;
    QString organization; ///< empty: the last used one
};

/// Signs in with the password of TABLETALK_PASSWORD or standard input, and remembers it.
int login(const LoginOptions &options);
/// Ends what login began.
int logout();
/// Calls an operation by its name, signed in by login or by TABLETALK_SERVER and
/// TABLETALK_TOKEN. fields: "name=value". Prints the answer.
int admin(const QString &operation, const QStringList &fields);

/// Prints what whoever administers this computer has set; Refused where something of it could not be read.
int policy();

/// Opens a database and reads it; shows progress to people.
Result<std::unique_ptr<LocalDatabase>> openRead(const QString &url);

/// The same until it can be asked.
Result<std::unique_ptr<LocalDatabase>> openUnderstood(const QString &url, const ask::Translator &translator);

/// Says a problem to a person: what happened, why, what to do.
void printProblem(const Problem &problem);

} // namespace tabletalk::cli
