// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlTarget.h"
#include "tests/server/HostileVictim.h"
#include "tests/support/CollectRows.h"
#include "tests/support/MariaDbServer.h"

namespace tabletalk::test {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *tables = R"sql(
DROP DATABASE IF EXISTS canary;
CREATE DATABASE canary;
USE canary;
CREATE TABLE vault (id int PRIMARY KEY, secret text);
INSERT INTO vault VALUES (1, 'alpha'), (2, 'beta');
CREATE TABLE big (n int);
INSERT INTO big SELECT seq FROM seq_1_to_2000;
CREATE SEQUENCE counter;
CREATE FUNCTION writes() RETURNS int MODIFIES SQL DATA RETURN (SELECT nextval(counter));
CREATE PROCEDURE writing_procedure() DELETE FROM vault;
CREATE VIEW writing_view AS SELECT writes() AS w;
)sql";

constexpr const char *owner = R"sql(
CREATE USER IF NOT EXISTS owner@'%' IDENTIFIED BY 'owner';
GRANT ALL ON canary.* TO owner@'%';
CREATE USER IF NOT EXISTS `CANARY-user`@localhost IDENTIFIED BY 'x';
)sql";

constexpr const char *stateQuery =
    "SELECT MD5(CONCAT_WS('/', (SELECT GROUP_CONCAT(id, secret ORDER BY id) FROM canary.vault), (SELECT COUNT(*) FROM "
    "canary.big), (SELECT next_not_cached_value FROM canary.counter), (SELECT COUNT(*) FROM information_schema.TABLES "
    "WHERE TABLE_SCHEMA = 'canary'), (SELECT COUNT(*) FROM mysql.user), @@global.general_log, "
    "(SELECT COUNT(*) FROM mysql.plugin), (SELECT COUNT(*) FROM information_schema.ROUTINES)))";

class MariaDbVictim final : public HostileVictim
{
public:
    explicit MariaDbVictim(std::unique_ptr<MariaDbServer> server)
        : m_server(std::move(server))
    {
        restore();
        const QString failed = m_server->execute(QString::fromUtf8(owner));
        if (!failed.isEmpty())
            qFatal("%s", qPrintable(failed));
    }

    QString engine() const override { return u"mysql"_s; }

    std::unique_ptr<TargetDatabase> open() override { return openUrl(m_server->url(u"canary"_s)); }
    std::unique_ptr<TargetDatabase> openAsOwner() override
    {
        return openUrl(u"mysql://owner:owner@127.0.0.1:%1/canary"_s.arg(m_server->port()));
    }

    Result<StatementOutcome> runUnchecked(TargetDatabase &target, const QString &sql, const StatementLimits &limits,
                                          RowSink &sink) override
    {
        return static_cast<MySqlTarget &>(target).runUnchecked(sql, limits, sink, {});
    }

    QString state() override
    {
        return QString(m_server->query(QString::fromUtf8(stateQuery)) + u' ' + filesOfFolder());
    }

    QString settings(TargetDatabase &target) override
    {
        CollectRows sink;
        const auto outcome =
            runUnchecked(target,
                         u"SELECT CONCAT_WS('/', CURRENT_USER(), DATABASE(), @@sql_mode, @@tx_read_only, "
                         "@@autocommit, @@max_statement_time, @@lock_wait_timeout)"_s,
                         {}, sink);
        return outcome && !sink.rows.empty() ? toDisplayText(sink.rows[0][0]) : QString();
    }

    void restore() override
    {
        restoreFolder();
        const QString failed = m_server->execute(QString::fromUtf8(tables));
        if (!failed.isEmpty())
            qFatal("%s", qPrintable(failed));
    }

private:
    static std::unique_ptr<TargetDatabase> openUrl(const QString &url)
    {
        return MySqlTarget::open(ConnectionUrl::parse(url).value(), {QHostAddress(QHostAddress::LocalHost)}).value();
    }

    std::unique_ptr<MariaDbServer> m_server;
};

} // namespace

std::unique_ptr<HostileVictim> makeMariaDbVictim(QString *error)
{
    auto server = MariaDbServer::start(error, {u"--secure-file-priv="_s});
    if (!server)
        return nullptr;
    return std::make_unique<MariaDbVictim>(std::move(server));
}

} // namespace tabletalk::test
