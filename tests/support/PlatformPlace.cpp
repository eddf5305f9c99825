// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PlatformPlace.h"

#include "core/base/Clock.h"
#include "server/platform/PostgresConnection.h"
#include "server/platform/PostgresDatabase.h"
#include "server/platform/SqliteConnection.h"
#include "tests/support/PostgresServer.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

constexpr auto patternName = "migrated";

/// The PostgreSQL of this process with one migrated database, of which tests get copies.
class SharedPostgres
{
public:
    static SharedPostgres &instance()
    {
        static SharedPostgres shared;
        return shared;
    }

    /// A copy under a name of its own; it goes with the server, since dropping it takes longer.
    QString makeDatabase()
    {
        const QString name = u"test_%1"_s.arg(++m_made);
        run(u"CREATE DATABASE %1 TEMPLATE %2"_s.arg(name, QLatin1StringView(patternName)));
        return name;
    }
    QString url(const QString &name) const { return m_server->url(name); }

private:
    SharedPostgres()
    {
        QString error;
        m_server = PostgresServer::start(&error);
        if (!m_server)
            throw Problem::of(ProblemCode::Internal, error);
        m_admin = orThrow(PostgresConnection::open(orThrow(PostgresLogin::parse(m_server->url())), m_none));
        run(u"CREATE DATABASE %1"_s.arg(QLatin1StringView(patternName)));
        orThrow(PostgresDatabase::open({.url = url(QString::fromLatin1(patternName)), .ownerUrl = {}}, m_clock))
            .reset();
        // Before the application is gone: what talks to processes needs it.
        qAddPostRoutine([] { instance().end(); });
    }

    void run(const QString &sql) { orThrow(m_admin->execute(sql)); }

    void end()
    {
        m_admin.reset();
        m_server.reset();
    }

    Statements m_none;
    SystemClock m_clock;
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<PostgresConnection> m_admin;
    int m_made = 0;
};

} // namespace

bool platformIsPostgres()
{
    return qEnvironmentVariable("TABLETALK_TEST_PLATFORM") == u"postgres";
}

PlatformPlace::PlatformPlace()
{
    if (!platformIsPostgres())
        return;
    m_url = SharedPostgres::instance().url(SharedPostgres::instance().makeDatabase());
}

std::unique_ptr<PlatformDatabase> PlatformPlace::open(const Clock &clock) const
{
    if (!m_url.isEmpty())
        return orThrow(PostgresDatabase::open({.url = m_url, .ownerUrl = {}}, clock));
    PlatformDatabaseOptions options;
    options.directory = directory();
    return orThrow(PlatformDatabase::open(options, clock));
}

std::unique_ptr<PlatformConnection> PlatformPlace::connect(const QString &file) const
{
    static const Statements none;
    if (m_url.isEmpty())
        return orThrow(SqliteConnection::open(filePath(file), SqliteAccess::ReadWrite, none));
    return orThrow(PostgresConnection::open(orThrow(PostgresLogin::parse(m_url)), none));
}

} // namespace tabletalk::test
