// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/TargetDatabase.h"

#include <QHash>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace tabletalk::test {

/// A real database that hostile statements are let loose on: tables, a sequence where the
/// engine has them, functions and views that write, and secrets that must not be seen.
class HostileVictim
{
public:
    virtual ~HostileVictim() = default;

    /// As the engine column of the table of statements has it.
    virtual QString engine() const = 0;
    /// In the report.
    virtual QString name() const { return engine(); }
    /// What the markers of the statements stand for here.
    virtual QHash<QString, QString> markers() const { return {{QStringLiteral("<DIR>"), folder()}}; }

    /// With the account that may do most.
    virtual std::unique_ptr<TargetDatabase> open() = 0;
    /// With an account that owns the tables, which is what people hand over by mistake.
    virtual std::unique_ptr<TargetDatabase> openAsOwner() { return open(); }
    /// Past our own check of the statement.
    virtual Result<StatementOutcome> runUnchecked(TargetDatabase &target, const QString &sql,
                                                  const StatementLimits &limits, RowSink &sink) = 0;

    /// All that a statement could have changed, in one text: rows, catalogue, sequences,
    /// locks, files of the folder.
    virtual QString state() = 0;
    /// Settings that the next statement of this target would run with.
    virtual QString settings(TargetDatabase &target) = 0;
    /// Makes everything anew, after something did change.
    virtual void restore() = 0;

    /// Where servers may write, with a secret file.
    QString folder() const { return m_folder.path(); }

protected:
    HostileVictim();
    QString filesOfFolder() const;
    void restoreFolder() const;

private:
    QTemporaryDir m_folder;
};

/// True when a text holds one of the planted secrets.
bool holdsSecret(const QString &text);

/// Null with the reason when the engine is not installed.
std::unique_ptr<HostileVictim> makeSqliteVictim(QString *error);
std::unique_ptr<HostileVictim> makePostgresVictim(QString *error);
/// The same two behind their ODBC drivers.
std::unique_ptr<HostileVictim> makeSqliteOverOdbcVictim(QString *error);
std::unique_ptr<HostileVictim> makePostgresOverOdbcVictim(QString *error);
std::unique_ptr<HostileVictim> makeMariaDbVictim(QString *error);

} // namespace tabletalk::test
