// SPDX-License-Identifier: GPL-3.0-or-later
//
// One PostgreSQL for all tests of a run of CTest, as the set-up and clean-up of a fixture:
//
//   postgres_cluster start FILE    starts it and writes where it is to FILE
//   postgres_cluster stop FILE     stops it
//
// A process stays behind that keeps it ("keep"). It ends by itself with the CTest that it was
// started for, so that a run that is broken off leaves nothing running.
#include "tests/support/PostgresServer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSaveFile>
#include <QThread>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using tabletalk::test::PostgresServer;

namespace {

constexpr qint64 patienceMs = 60'000;
constexpr unsigned long pauseMs = 20;

volatile std::sig_atomic_t asked = 0;

/// What FILE says; all 0 when there is none.
struct Kept
{
    quint16 port = 0;
    qint64 keeper = 0;
    qint64 owner = 0; ///< the CTest
};

Kept keptIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> words = file.readAll().simplified().split(' ');
    return {words.value(0).toUShort(), words.value(1).toLongLong(), words.value(2).toLongLong()};
}

bool isRunning(qint64 process)
{
    return process > 0 && ::kill(static_cast<pid_t>(process), 0) == 0;
}

/// Numbers of processes are used again: only one that runs this very program is a keeper.
bool isKeeper(qint64 process)
{
    return isRunning(process)
           && QFile::symLinkTarget(u"/proc/%1/exe"_s.arg(process)) == QCoreApplication::applicationFilePath();
}

template <class Condition>
bool waitFor(Condition condition)
{
    QElapsedTimer waited;
    waited.start();
    while (!condition()) {
        if (waited.elapsed() > patienceMs)
            return false;
        QThread::msleep(pauseMs);
    }
    return true;
}

int fail(const QString &why)
{
    std::fprintf(stderr, "%s\n", qPrintable(why));
    return 1;
}

/// Keeps the server until it is asked to stop or its owner is gone.
int keep(const QString &path, qint64 owner)
{
    std::signal(SIGTERM, [](int) { asked = 1; });
    QString error;
    auto server = PostgresServer::start(&error);
    if (!server)
        return fail(error);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(file.errorString());
    file.write(QByteArray::number(server->port()) + ' ' + QByteArray::number(QCoreApplication::applicationPid()) + ' '
               + QByteArray::number(owner) + '\n');
    if (!file.commit())
        return fail(file.errorString());
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, [owner] {
        if (asked != 0 || !isRunning(owner))
            QCoreApplication::quit();
    });
    constexpr int lookEveryMs = 100;
    timer.start(lookEveryMs);
    QCoreApplication::exec();
    QFile::remove(path);
    server.reset();
    return 0;
}

int start(const QString &path)
{
    // Another run of CTest in this folder goes on with its own, and so does this one.
    if (isKeeper(keptIn(path).keeper))
        return 0;
    QFile::remove(path);
    QProcess keeper;
    keeper.setProgram(QCoreApplication::applicationFilePath());
    keeper.setArguments({u"keep"_s, path, QString::number(getppid())});
    keeper.setStandardInputFile(QProcess::nullDevice());
    keeper.setStandardOutputFile(path + u".log");
    keeper.setStandardErrorFile(path + u".log");
    qint64 process = 0;
    if (!keeper.startDetached(&process))
        return fail(keeper.errorString());
    waitFor([&] { return QFile::exists(path) || !isRunning(process); });
    if (QFile::exists(path))
        return 0;
    QFile log(path + u".log");
    return fail(log.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(log.readAll()) : log.errorString());
}

int stop(const QString &path)
{
    const Kept kept = keptIn(path);
    if (!isKeeper(kept.keeper) || kept.owner != getppid())
        return 0;
    ::kill(static_cast<pid_t>(kept.keeper), SIGTERM);
    return waitFor([&] { return !isRunning(kept.keeper); }) ? 0 : fail(u"PostgreSQL did not stop"_s);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString verb = arguments.value(1);
    const QString path = arguments.value(2);
    if (path.isEmpty())
        return fail(u"usage: postgres_cluster start|stop FILE"_s);
    if (verb == u"start")
        return start(path);
    if (verb == u"stop")
        return stop(path);
    return verb == u"keep" ? keep(path, arguments.value(3).toLongLong()) : fail(u"start or stop?"_s);
}
