// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/MariaDbServer.h"

#include <QElapsedTimer>
#include <QFile>
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

QString findProgram(const QString &name)
{
    const QString inPath = QStandardPaths::findExecutable(name);
    return inPath.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s}) : inPath;
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

/// Small and not careful: the tables live as long as the test.
QStringList commonOptions(const QString &directory)
{
    return {u"--no-defaults"_s, QString(u"--datadir=" + directory + u"/data"_s),
            // Not the one of all: a server that starts deletes what another has in it.
            QString(u"--tmpdir=" + directory + u"/data"_s), u"--innodb-buffer-pool-size=32M"_s,
            u"--innodb-log-file-size=8M"_s, u"--innodb-flush-log-at-trx-commit=0"_s, u"--innodb-flush-method=nosync"_s,
            u"--innodb-doublewrite=0"_s, u"--skip-name-resolve"_s, u"--userstat=1"_s};
}

} // namespace

std::unique_ptr<MariaDbServer> MariaDbServer::start(QString *error, const QStringList &options)
{
    std::unique_ptr<MariaDbServer> server(new MariaDbServer);
    server->m_options = options;
    if (findProgram(u"mariadbd"_s).isEmpty() || findProgram(u"mariadb-install-db"_s).isEmpty()) {
        *error = u"MariaDB is not installed (Debian: apt-get install mariadb-server); these tests need a real one"_s;
        return nullptr;
    }
    if (!server->makeTables(error) || !server->launch(error))
        return nullptr;
    const QString accounts = u"CREATE USER %1@'%' IDENTIFIED BY '%3'; GRANT ALL ON *.* TO %1@'%' WITH GRANT OPTION; "
                             "CREATE USER %2@'%' IDENTIFIED BY '%3'; GRANT SELECT, SHOW VIEW ON *.* TO %2@'%'"_s;
    *error = server->execute(accounts.arg(user(), reader(), password()));
    return error->isEmpty() ? std::move(server) : nullptr;
}

bool MariaDbServer::makeTables(QString *error)
{
    if (!m_directory.isValid()) {
        *error = m_directory.errorString();
        return false;
    }
    QStringList options = commonOptions(m_directory.path());
    options += {u"--auth-root-authentication-method=normal"_s, u"--skip-test-db"_s};
    if (geteuid() == 0) {
        // MariaDB does not want to run as root, which hands over to the user mysql.
        options += u"--user=mysql"_s;
        QProcess owner;
        owner.setProgram(u"chown"_s);
        owner.setArguments({u"mysql:mysql"_s, m_directory.path()});
        if (!runToEnd(owner, error))
            return false;
    }
    QProcess install;
    install.setProgram(findProgram(u"mariadb-install-db"_s));
    install.setArguments(options);
    return runToEnd(install, error);
}

bool MariaDbServer::launch(QString *error)
{
    if (m_port == 0)
        m_port = freePort();
    QStringList options = commonOptions(m_directory.path());
    options += {QString(u"--port="_s + QString::number(m_port)),
                u"--bind-address=127.0.0.1"_s,
                QString(u"--socket="_s + m_directory.filePath(u"socket"_s)),
                QString(u"--pid-file="_s + m_directory.filePath(u"pid"_s)),
                QString(u"--secure-file-priv="_s + m_directory.path()),
                u"--performance-schema=0"_s,
                u"--character-set-server=utf8mb4"_s};
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(m_directory.filePath(u"log"_s));
    m_process->setProgram(findProgram(u"mariadbd"_s));
    m_process->setArguments(options + m_options);
    // The server must not outlive a test that crashes. It sheds this when it changes its
    // user, so root does that by a program that sets it afterwards.
    if (geteuid() == 0) {
        m_process->setArguments(QStringList{u"--reuid=mysql"_s, u"--regid=mysql"_s, u"--clear-groups"_s,
                                            u"--pdeathsig=KILL"_s, m_process->program()}
                                + options + m_options);
        m_process->setProgram(u"setpriv"_s);
    } else {
        m_process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    }
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
        client(u"SELECT 1"_s, u"mysql"_s, &failed);
        if (failed.isEmpty())
            return true;
        if (m_process->waitForFinished(20))
            break;
    }
    QFile log(m_directory.filePath(u"log"_s));
    *error = failed + (log.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(log.readAll().right(2000)) : QString());
    return false;
}

MariaDbServer::~MariaDbServer()
{
    kill();
}

void MariaDbServer::kill()
{
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished();
    m_process.reset();
}

bool MariaDbServer::restart(QString *error)
{
    kill();
    return launch(error);
}

bool MariaDbServer::restartWith(const QStringList &options, QString *error)
{
    m_options = options;
    return restart(error);
}

QString MariaDbServer::url(const QString &database, const QString &asUser) const
{
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    return u"mysql://"_s + encoded(asUser) + u':' + encoded(password()) + u"@127.0.0.1:"_s + QString::number(m_port)
           + u'/' + encoded(database);
}

QString MariaDbServer::client(const QString &sql, const QString &database, QString *failure) const
{
    QProcess process;
    process.setProgram(findProgram(u"mariadb"_s));
    process.setArguments({u"--no-defaults"_s, QString(u"--socket="_s + m_directory.filePath(u"socket"_s)),
                          u"--user=root"_s, u"--default-character-set=utf8mb4"_s, u"--batch"_s, u"--raw"_s,
                          u"--skip-column-names"_s, database});
    process.start();
    process.write(sql.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(commandTimeoutMs) || process.exitCode() != 0)
        *failure = QString(u"mariadb: " + QString::fromUtf8(process.readAllStandardError()));
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QString MariaDbServer::execute(const QString &sql, const QString &database) const
{
    QString failure;
    client(sql, database, &failure);
    return failure;
}

QString MariaDbServer::query(const QString &sql, const QString &database) const
{
    QString failure;
    const QString answer = client(sql, database, &failure);
    return failure.isEmpty() ? answer : failure;
}

} // namespace tabletalk::test
