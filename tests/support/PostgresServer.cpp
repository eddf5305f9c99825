// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PostgresServer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QUrl>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int startTimeoutMs = 30'000;
constexpr int commandTimeoutMs = 60'000;

/// The newest installed version's programs; empty when there are none.
QString findBinaries()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString &version : found) {
        const QString folder = versions.filePath(version + u"/bin");
        if (QFileInfo::exists(folder + u"/initdb"))
            return folder;
    }
    const QString inPath = QStandardPaths::findExecutable(u"initdb"_s);
    return inPath.isEmpty() ? QString() : QFileInfo(inPath).absolutePath();
}

/// PostgreSQL refuses to run as root, so root hands over to the user postgres.
void setCommand(QProcess &process, const QString &program, const QStringList &arguments)
{
    if (geteuid() != 0) {
        process.setProgram(program);
        process.setArguments(arguments);
        return;
    }
    process.setProgram(u"setpriv"_s);
    process.setArguments(
        QStringList{u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s, u"--pdeathsig=QUIT"_s, program}
        + arguments);
}

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost, 0) ? probe.serverPort() : 0;
}

bool runToEnd(QProcess &process, QString *error)
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start();
    if (!process.waitForFinished(commandTimeoutMs) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0) {
        *error = process.program() + u": " + process.errorString() + u' ' + QString::fromLocal8Bit(process.readAll());
        return false;
    }
    return true;
}

} // namespace

std::unique_ptr<PostgresServer> PostgresServer::start(QString *error)
{
    std::unique_ptr<PostgresServer> server(new PostgresServer);
    server->m_binaries = findBinaries();
    if (server->m_binaries.isEmpty()) {
        *error = u"PostgreSQL is not installed (Debian: apt-get install postgresql); these tests need a real one"_s;
        return nullptr;
    }
    if (!server->makeCluster(error) || !server->launch(error))
        return nullptr;
    return server;
}

bool PostgresServer::makeCluster(QString *error)
{
    if (!m_directory.isValid()) {
        *error = m_directory.errorString();
        return false;
    }
    const QString passwordFile = m_directory.filePath(u"password"_s);
    QFile file(passwordFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(password().toUtf8()) < 0) {
        *error = file.errorString();
        return false;
    }
    file.close();
    if (geteuid() == 0) {
        QProcess owner;
        owner.setProgram(u"chown"_s);
        owner.setArguments({u"-R"_s, u"postgres:postgres"_s, m_directory.path()});
        if (!runToEnd(owner, error))
            return false;
    }
    QProcess initdb;
    setCommand(initdb, m_binaries + u"/initdb",
               {u"-D"_s, m_directory.filePath(u"data"_s), u"-U"_s, user(), u"-A"_s, u"scram-sha-256"_s,
                QString(u"--pwfile=" + passwordFile), u"-E"_s, u"UTF8"_s, u"--locale=C"_s, u"--no-sync"_s});
    return runToEnd(initdb, error);
}

bool PostgresServer::launch(QString *error)
{
    if (m_port == 0)
        m_port = freePort();
    m_process = std::make_unique<QProcess>();
    m_process->setStandardErrorFile(m_directory.filePath(u"log"_s));
    setCommand(*m_process, m_binaries + u"/postgres",
               {u"-D"_s, m_directory.filePath(u"data"_s), u"-p"_s, QString::number(m_port), u"-k"_s, m_directory.path(),
                u"-c"_s, u"listen_addresses=127.0.0.1"_s, u"-c"_s, u"fsync=off"_s, u"-c"_s, u"full_page_writes=off"_s,
                u"-c"_s, u"shared_buffers=32MB"_s, u"-c"_s, u"log_min_messages=warning"_s});
    // The server must not outlive a test that crashes.
    m_process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGQUIT); });
    m_process->start();
    if (!m_process->waitForStarted()) {
        *error = m_process->errorString();
        return false;
    }
    QElapsedTimer waited;
    waited.start();
    QString failed;
    while (waited.elapsed() < startTimeoutMs) {
        failed.clear();
        psql(u"SELECT 1"_s, u"postgres"_s, &failed);
        if (failed.isEmpty())
            return true;
        if (m_process->waitForFinished(20))
            break;
    }
    QFile log(m_directory.filePath(u"log"_s));
    *error = failed + (log.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(log.readAll().right(2000)) : QString());
    return false;
}

PostgresServer::~PostgresServer()
{
    kill();
}

void PostgresServer::kill()
{
    if (!m_process)
        return;
    // SIGQUIT is PostgreSQL's immediate shutdown: its children end with it.
    ::kill(static_cast<pid_t>(m_process->processId()), SIGQUIT);
    if (!m_process->waitForFinished(10'000)) {
        m_process->kill();
        m_process->waitForFinished();
    }
    m_process.reset();
}

bool PostgresServer::restart(QString *error)
{
    kill();
    return launch(error);
}

QString PostgresServer::urlAt(quint16 port, const QString &database)
{
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    return u"postgresql://"_s + encoded(user()) + u':' + encoded(password()) + u"@127.0.0.1:"_s + QString::number(port)
           + u'/' + encoded(database);
}

QString PostgresServer::psql(const QString &sql, const QString &database, QString *failure) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PGPASSWORD"_s, password());
    environment.insert(u"PGCLIENTENCODING"_s, u"UTF8"_s);
    process.setProcessEnvironment(environment);
    process.setProgram(m_binaries + u"/psql");
    process.setArguments({u"-X"_s, u"-q"_s, u"-A"_s, u"-t"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s, u"127.0.0.1"_s,
                          u"-p"_s, QString::number(m_port), u"-U"_s, user(), u"-d"_s, database, u"-f"_s, u"-"_s});
    process.start();
    process.write(sql.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(commandTimeoutMs) || process.exitCode() != 0)
        *failure = QString(u"psql: " + QString::fromUtf8(process.readAllStandardError()));
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QString PostgresServer::execute(const QString &sql, const QString &database) const
{
    QString failure;
    psql(sql, database, &failure);
    return failure;
}

QString PostgresServer::query(const QString &sql, const QString &database) const
{
    QString failure;
    const QString answer = psql(sql, database, &failure);
    return failure.isEmpty() ? answer : failure;
}

} // namespace tabletalk::test
