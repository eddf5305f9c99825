// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/OdbcTarget.h"
#include "server/connections/SqliteTarget.h"
#include "server/connections/TargetFactory.h"
#include "tests/server/HostileVictim.h"

#include <QFile>

#include <sqlite3.h>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *tables = R"sql(
CREATE TABLE vault (id INTEGER PRIMARY KEY, secret TEXT);
INSERT INTO vault VALUES (1, 'alpha'), (2, 'beta');
CREATE TABLE big (n INTEGER);
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO big SELECT i FROM n;
CREATE VIRTUAL TABLE notes USING fts5(body);
INSERT INTO notes VALUES ('red apples');
CREATE TABLE gone (hidden TEXT);
INSERT INTO gone VALUES ('CANARY-page');
PRAGMA secure_delete = OFF;
DELETE FROM gone;
)sql";

class SqliteVictim : public HostileVictim
{
public:
    SqliteVictim() { makeFile(); }

    QString engine() const override { return u"sqlite"_s; }

    std::unique_ptr<TargetDatabase> open() override
    {
        ConnectionPolicyOptions options;
        options.open = true;
        return SqliteTarget::open(ConnectionPolicy::create(options)->checkFile(path()).value()).value();
    }

    Result<StatementOutcome> runUnchecked(TargetDatabase &target, const QString &sql, const StatementLimits &limits,
                                          RowSink &sink) override
    {
        return static_cast<SqliteTarget &>(target).runUnchecked(sql, limits, sink, {});
    }

    /// The file itself is in the folder.
    QString state() override { return filesOfFolder(); }

    /// What a statement could leave behind in a connection: temporary tables, attached files.
    QString settings(TargetDatabase &target) override
    {
        const auto relations = target.listRelations({});
        return relations ? QString::number(relations->size()) : relations.error().detail;
    }

    void restore() override
    {
        QFile::remove(path());
        restoreFolder();
        makeFile();
    }

protected:
    QString path() const { return folder() + u"/own.db"_s; }

private:
    void makeFile() const
    {
        sqlite3 *database = nullptr;
        if (sqlite3_open(QFile::encodeName(path()).constData(), &database) != SQLITE_OK
            || sqlite3_exec(database, tables, nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(database));
        sqlite3_close(database);
    }
};

class SqliteOverOdbcVictim final : public SqliteVictim
{
public:
    QString name() const override { return u"sqlite over ODBC"_s; }

    std::unique_ptr<TargetDatabase> open() override
    {
        ConnectionPolicyOptions options;
        options.open = true;
        return openTarget(ConnectionUrl::parse(QString(u"odbc:Driver={SQLite3};Database="_s + path())).value(),
                          ConnectionPolicy::create(options).value(), {})
            .value();
    }

    Result<StatementOutcome> runUnchecked(TargetDatabase &target, const QString &sql, const StatementLimits &limits,
                                          RowSink &sink) override
    {
        return static_cast<OdbcTarget &>(target).runUnchecked(sql, limits, sink, {});
    }
};

} // namespace

std::unique_ptr<HostileVictim> makeSqliteOverOdbcVictim(QString *)
{
    return std::make_unique<SqliteOverOdbcVictim>();
}

std::unique_ptr<HostileVictim> makeSqliteVictim(QString *)
{
    return std::make_unique<SqliteVictim>();
}

} // namespace tabletalk::test
