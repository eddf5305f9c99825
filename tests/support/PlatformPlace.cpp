// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PlatformPlace.h"

#include "core/base/Clock.h"
#include "server/platform/PostgresConnection.h"
#include "server/platform/PostgresDatabase.h"
#include "server/platform/SqliteConnection.h"
#include "tests/support/PostgresServer.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

constexpr auto patternName = "migrated";

/// "tests" as a number: processes that share a cluster make the pattern once.
constexpr auto takeTurn = "SELECT pg_advisory_lock(499967587443)";
constexpr auto endTurn = "SELECT pg_advisory_unlock(499967587443)";

/// The port of the PostgreSQL that the run of CTest started; 0 when there is none.
quint16 portOfRun()
{
    const QString path = qEnvironmentVariable("TABLETALK_TEST_CLUSTER");
    QFile file(path);
    return !path.isEmpty() && file.open(QIODevice::ReadOnly) ? file.readAll().simplified().split(' ').front().toUShort()
                                                             : quint16(0);
}

/// A PostgreSQL with one migrated database, of which tests get copies.
class SharedPostgres
{
public:
    static SharedPostgres &instance()
    {
        static SharedPostgres shared;
        return shared;
    }

    /// A copy under a name of its own.
    QString makeDatabase()
    {
        const QString name = u"test_%1_%2"_s.arg(QCoreApplication::applicationPid()).arg(++m_made);
        run(u"CREATE DATABASE %1 TEMPLATE %2"_s.arg(name, QLatin1StringView(patternName)));
        return name;
    }
    /// Connections that are still open end.
    void dropDatabase(const QString &name)
    {
        if (m_admin) // else the server is gone, and all databases with it
            (void)m_admin->execute(u"DROP DATABASE %1 WITH (FORCE)"_s.arg(name));
    }
    QString url(const QString &name) const { return PostgresServer::urlAt(m_port, name); }

private:
    SharedPostgres()
        : m_port(portOfRun())
    {
        if (m_port == 0) {
            QString error;
            m_server = PostgresServer::start(&error);
            if (!m_server)
                throw Problem::of(ProblemCode::Internal, error);
            m_port = m_server->port();
        }
        m_admin = orThrow(PostgresConnection::open(orThrow(PostgresLogin::parse(url(u"postgres"_s))), m_none));
        orThrow(m_admin->query(QString::fromLatin1(takeTurn)));
        makePattern();
        orThrow(m_admin->query(QString::fromLatin1(endTurn)));
        // Before the application is gone: what talks to processes needs it.
        qAddPostRoutine([] { instance().end(); });
    }

    /// Under another name first: one that is broken off must not be taken for it.
    void makePattern()
    {
        const QString pattern = QString::fromLatin1(patternName);
        if (!orThrow(m_admin->query(u"SELECT 1 FROM pg_database WHERE datname = ?"_s, {pattern})).empty())
            return;
        run(u"DROP DATABASE IF EXISTS pattern_in_work WITH (FORCE)"_s);
        run(u"CREATE DATABASE pattern_in_work"_s);
        orThrow(PostgresDatabase::open({.url = url(u"pattern_in_work"_s), .ownerUrl = {}}, m_clock)).reset();
        run(u"ALTER DATABASE pattern_in_work RENAME TO %1"_s.arg(pattern));
    }

    void run(const QString &sql) { orThrow(m_admin->execute(sql)); }

    void end()
    {
        m_admin.reset();
        m_server.reset();
    }

    Statements m_none;
    SystemClock m_clock;
    quint16 m_port;
    std::unique_ptr<PostgresServer> m_server; ///< where the run has none
    std::unique_ptr<PostgresConnection> m_admin;
    int m_made = 0;
};

QByteArray bytesOf(const QVariant &value)
{
    return value.typeId() == QMetaType::QByteArray ? value.toByteArray() : value.toString().toUtf8();
}

QStringList firstColumn(PlatformConnection &connection, const QString &sql)
{
    QStringList texts;
    for (const auto &row : orThrow(connection.query(sql)))
        texts.append(row.front().toString());
    return texts;
}

} // namespace

bool platformIsPostgres()
{
    return qEnvironmentVariable("TABLETALK_TEST_PLATFORM") == u"postgres";
}

PlatformPlace::PlatformPlace()
{
    if (!platformIsPostgres())
        return;
    m_database = SharedPostgres::instance().makeDatabase();
    m_url = SharedPostgres::instance().url(m_database);
}

PlatformPlace::~PlatformPlace()
{
    if (!m_database.isEmpty())
        SharedPostgres::instance().dropDatabase(m_database);
}

std::unique_ptr<PlatformDatabase> PlatformPlace::open(const Clock &clock) const
{
    if (!m_url.isEmpty())
        return orThrow(PostgresDatabase::open({.url = m_url, .ownerUrl = {}}, clock));
    PlatformDatabaseOptions options;
    options.directory = directory();
    return orThrow(PlatformDatabase::open(options, clock));
}

QProcessEnvironment PlatformPlace::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!m_url.isEmpty())
        environment.insert(u"TABLETALK_PLATFORM_DB"_s, m_url);
    return environment;
}

std::unique_ptr<PlatformConnection> PlatformPlace::connect(const QString &file) const
{
    static const Statements none;
    if (m_url.isEmpty())
        return orThrow(SqliteConnection::open(filePath(file), SqliteAccess::ReadWrite, none));
    return orThrow(PostgresConnection::open(orThrow(PostgresLogin::parse(m_url)), none));
}

QByteArray PlatformPlace::everythingStored(const QString &file) const
{
    QByteArray all;
    if (m_url.isEmpty()) {
        for (const QString &name : {file, QString(file + u"-wal")}) {
            QFile each(filePath(name));
            if (each.open(QIODevice::ReadOnly))
                all += each.readAll();
        }
        return all;
    }
    const auto connection = connect();
    for (const QString &table :
         firstColumn(*connection, u"SELECT tablename::text FROM pg_tables WHERE schemaname = 'tabletalk'"_s)) {
        for (const auto &row : orThrow(connection->query(u"SELECT * FROM "_s + table))) {
            for (const QVariant &value : row)
                all += bytesOf(value) + '\n';
        }
    }
    return all;
}

QStringList PlatformPlace::tenantTables(const QString &file) const
{
    const auto connection = connect(file);
    if (m_url.isEmpty())
        return firstColumn(*connection, u"SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                                        "WHERE m.type = 'table' AND c.name = 'tenant_id' ORDER BY m.name"_s);
    return firstColumn(*connection, u"SELECT table_name::text FROM information_schema.columns "
                                    "WHERE table_schema = 'tabletalk' AND column_name = 'tenant_id' ORDER BY 1"_s);
}

} // namespace tabletalk::test
