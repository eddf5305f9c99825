// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/Server.h"
#include "server/platform/PostgresSetup.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace tabletalk::daemon {

/// An option of the daemon. Declared once, in Settings.cpp; the command line (--data-dir),
/// the environment (TABLETALK_DATA_DIR), the configuration file (data-dir=…) and --help
/// are made from it.
struct Option
{
    const char *name;
    const char *value; ///< what stands after it, for --help; null for a switch
    const char *help;
    const char *commands; ///< that take it, space-separated
    bool repeatable = false;
};

const std::vector<Option> &options();

/// The daemon's settings from all three sources; the command line wins over the
/// environment, that over the file.
class Settings
{
public:
    /// arguments: after the command. InvalidRequest for what is not known or has no value.
    static Result<Settings> read(const QString &command, const QStringList &arguments,
                                 const QHash<QString, QString> &environment);

    QString value(const char *name, const QString &fallback = {}) const;
    QStringList values(const char *name) const;
    bool isSet(const char *name) const;

    /// What Server::start takes; InvalidRequest when a value cannot be used.
    Result<ServerOptions> serverOptions() const;
    Result<AnswerLimits> answerLimits() const;
    /// Of the platform database on PostgreSQL; without a url it is a file.
    PostgresAccounts platformAccounts() const;

private:
    Result<std::optional<qint64>> wholeNumber(const char *name, qint64 least, qint64 most) const;
    Result<void> readArguments(const QString &command, const QStringList &arguments);
    void readEnvironment(const QString &command, const QHash<QString, QString> &environment);
    Result<void> readFile(const QString &path);
    Result<void> settleFlags();

    QHash<QString, QStringList> m_values;
};

} // namespace tabletalk::daemon
