// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/OdbcTarget.h"
#include "server/connections/PostgresTarget.h"
#include "server/connections/SqlConnection.h"
#include "server/connections/TargetFactory.h"
#include "tests/server/HostileVictim.h"
#include "tests/support/CollectRows.h"
#include "tests/support/PostgresServer.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *roles = R"sql(
CREATE ROLE owner LOGIN PASSWORD 'owner';
CREATE DATABASE canary OWNER owner;
)sql";

constexpr const char *tables = R"sql(
DROP SCHEMA public CASCADE;
CREATE SCHEMA public AUTHORIZATION owner;
CREATE EXTENSION dblink;
CREATE EXTENSION postgres_fdw;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1');
CREATE USER MAPPING FOR owner SERVER elsewhere OPTIONS (user 'x', password 'CANARY-mapping');
SET ROLE owner;
CREATE TABLE vault (id int PRIMARY KEY, secret text);
INSERT INTO vault VALUES (1, 'alpha'), (2, 'beta');
CREATE TABLE big (n int);
INSERT INTO big SELECT generate_series(1, 2000);
CREATE SEQUENCE counter;
CREATE FUNCTION writes() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO vault VALUES (9, 'x'); RETURN 1; END $$;
CREATE FUNCTION writes_for(vault) RETURNS int LANGUAGE sql AS $$ SELECT writes() $$;
CREATE FUNCTION writes_by(int, int) RETURNS int LANGUAGE sql AS $$ SELECT writes() $$;
CREATE OPERATOR ~~~~ (FUNCTION = writes_by, LEFTARG = int, RIGHTARG = int);
CREATE PROCEDURE writing_procedure() LANGUAGE sql AS $$ DELETE FROM vault $$;
CREATE VIEW writing_view AS SELECT writes();
)sql";

/// One number for all that could have changed in the database and around it.
constexpr const char *stateQuery =
    "SELECT md5(concat_ws('/', (SELECT string_agg(v::text, ',' ORDER BY id) FROM public.vault v), "
    "(SELECT count(*) FROM public.big), (SELECT last_value::text || is_called FROM public.counter), "
    "(SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_roles), "
    "(SELECT count(*) FROM pg_largeobject_metadata), (SELECT count(*) FROM pg_db_role_setting), "
    "(SELECT count(*) FROM pg_description), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), "
    "(SELECT count(*) FROM pg_prepared_xacts), (SELECT string_agg(relacl::text, ',') FROM pg_class WHERE relname = "
    "'vault')))";

class PostgresVictim : public HostileVictim
{
public:
    explicit PostgresVictim(std::unique_ptr<PostgresServer> server)
        : m_server(std::move(server))
        , m_watcher(u"QPSQL"_s)
    {
        for (const QString &failed :
             {m_server->execute(QString::fromUtf8(roles)), m_server->execute(QString::fromUtf8(tables), u"canary"_s)}) {
            if (!failed.isEmpty())
                qFatal("%s", qPrintable(failed));
        }
        QSqlDatabase &watcher = m_watcher.database();
        watcher.setHostName(u"127.0.0.1"_s);
        watcher.setPort(m_server->port());
        watcher.setUserName(PostgresServer::user());
        watcher.setPassword(PostgresServer::password());
        watcher.setDatabaseName(u"canary"_s);
        if (!watcher.open() || !watcher.driver()->subscribeToNotification(u"canary"_s))
            qFatal("%s", qPrintable(watcher.lastError().text()));
        QObject::connect(watcher.driver(), &QSqlDriver::notification, watcher.driver(), [this] { ++m_notices; });
    }

    QString engine() const override { return u"postgresql"_s; }
    QHash<QString, QString> markers() const override
    {
        return {{u"<DIR>"_s, folder()}, {u"<PORT>"_s, QString::number(m_server->port())}};
    }

    std::unique_ptr<TargetDatabase> open() override { return openUrl(m_server->url(u"canary"_s)); }
    std::unique_ptr<TargetDatabase> openAsOwner() override
    {
        return openUrl(u"postgresql://owner:owner@127.0.0.1:%1/canary"_s.arg(m_server->port()));
    }

    Result<StatementOutcome> runUnchecked(TargetDatabase &target, const QString &sql, const StatementLimits &limits,
                                          RowSink &sink) override
    {
        return static_cast<PostgresTarget &>(target).runUnchecked(sql, limits, sink, {});
    }

    QString state() override
    {
        QSqlQuery query(m_watcher.database());
        if (!query.exec(QString::fromUtf8(stateQuery)) || !query.next())
            return query.lastError().text();
        return QString(query.value(0).toString() + u" notices "_s + QString::number(m_notices) + u' '
                       + filesOfFolder());
    }

    QString settings(TargetDatabase &target) override
    {
        CollectRows sink;
        const auto outcome =
            runUnchecked(target,
                         u"SELECT concat_ws('/', current_user, session_user, current_setting('search_path'), "
                         "current_setting('transaction_read_only'), current_setting('default_transaction_read_only'), "
                         "current_setting('lock_timeout'), current_setting('standard_conforming_strings'))"_s,
                         {}, sink);
        return outcome && !sink.rows.empty() ? toDisplayText(sink.rows[0][0]) : QString();
    }

    void restore() override
    {
        restoreFolder();
        m_notices = 0;
        const QString failed = m_server->execute(QString::fromUtf8(tables), u"canary"_s);
        if (!failed.isEmpty())
            qFatal("%s", qPrintable(failed));
    }

protected:
    quint16 port() const { return m_server->port(); }

private:
    static std::unique_ptr<TargetDatabase> openUrl(const QString &url)
    {
        return PostgresTarget::open(ConnectionUrl::parse(url).value(), {QHostAddress(QHostAddress::LocalHost)}).value();
    }

    std::unique_ptr<PostgresServer> m_server;
    SqlConnection m_watcher;
    int m_notices = 0;
};

class PostgresOverOdbcVictim final : public PostgresVictim
{
public:
    using PostgresVictim::PostgresVictim;

    QString name() const override { return u"postgresql over ODBC"_s; }

    std::unique_ptr<TargetDatabase> open() override
    {
        return openAs(PostgresServer::user(), PostgresServer::password());
    }
    std::unique_ptr<TargetDatabase> openAsOwner() override { return openAs(u"owner"_s, u"owner"_s); }

    Result<StatementOutcome> runUnchecked(TargetDatabase &target, const QString &sql, const StatementLimits &limits,
                                          RowSink &sink) override
    {
        return static_cast<OdbcTarget &>(target).runUnchecked(sql, limits, sink, {});
    }

private:
    std::unique_ptr<TargetDatabase> openAs(const QString &user, const QString &password) const
    {
        const QString url =
            u"odbc:Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=%1;Database=canary;UID=%2;PWD={%3}"_s.arg(
                QString::number(port()), user, password);
        ConnectionPolicyOptions options;
        options.open = true;
        return openTarget(ConnectionUrl::parse(url).value(), ConnectionPolicy::create(options).value(), {}).value();
    }
};

} // namespace

std::unique_ptr<HostileVictim> makePostgresOverOdbcVictim(QString *error)
{
    auto server = PostgresServer::start(error);
    if (!server)
        return nullptr;
    return std::make_unique<PostgresOverOdbcVictim>(std::move(server));
}

std::unique_ptr<HostileVictim> makePostgresVictim(QString *error)
{
    auto server = PostgresServer::start(error);
    if (!server)
        return nullptr;
    return std::make_unique<PostgresVictim>(std::move(server));
}

} // namespace tabletalk::test
