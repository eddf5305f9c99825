// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/ReaderChild.h"

#include <QDir>
#include <QEventLoop>
#include <QProcessEnvironment>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceOfStart = 30'000;
constexpr int patienceOfEnd = 10'000;

/// What a program needs to start and to find tesseract; nothing of the server's, which may hold keys.
QProcessEnvironment emptyEnvironment()
{
    const QProcessEnvironment ours = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment theirs;
    for (const QString &name : {u"PATH"_s, u"LD_LIBRARY_PATH"_s, u"DYLD_LIBRARY_PATH"_s, u"SystemRoot"_s,
                                u"TESSDATA_PREFIX"_s, u"ASAN_OPTIONS"_s}) {
        if (ours.contains(name))
            theirs.insert(name, ours.value(name));
    }
    theirs.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    theirs.insert(u"OMP_THREAD_LIMIT"_s, u"1"_s); // tesseract would take all processors for one page
    return theirs;
}

#ifdef Q_OS_UNIX
/// Between fork and exec: only what may be called from a signal handler.
void becomeReader(rlim_t memory)
{
    setpgid(0, 0); // so that what it starts is killed with it
#ifdef Q_OS_LINUX
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    constexpr unsigned onExec = 4; // CLOSE_RANGE_CLOEXEC
    const bool closed = syscall(SYS_close_range, 3U, ~0U, onExec) == 0;
#else
    const bool closed = false;
#endif
    for (int open = 3; !closed && open < 4096; ++open)
        fcntl(open, F_SETFD, FD_CLOEXEC);
    const rlimit none{0, 0};
    const rlimit addresses{memory, memory};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_AS, &addresses);
    [[maybe_unused]] const int ignored = nice(5);
}
#endif

} // namespace

ReaderChild::ReaderChild(const QString &program, const QStringList &arguments, const QString &file, qint64 memory)
{
    const QEventLoop dispatcher; // a thread that is not Qt's has none, and QProcess watches its pipes by it
    m_process.setProgram(program);
    m_process.setArguments(arguments);
    m_process.setProcessEnvironment(emptyEnvironment());
    m_process.setWorkingDirectory(QDir::rootPath());
    m_process.setStandardInputFile(file);
    m_process.setStandardErrorFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
    m_process.setChildProcessModifier([memory] { becomeReader(rlim_t(memory)); });
#endif
    m_process.start(QIODevice::ReadOnly);
    m_started = m_process.waitForStarted(patienceOfStart);
#ifdef Q_OS_WIN
    if (m_started && !m_job.take(m_process.processId(), memory) && m_process.state() != QProcess::NotRunning) {
        m_process.kill(); // no file of a stranger is read without limits
        m_started = false;
    }
#endif
}

ReaderChild::~ReaderChild()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
#ifdef Q_OS_UNIX
    if (m_process.processId() > 0)
        ::kill(-pid_t(m_process.processId()), SIGKILL);
#endif
#ifdef Q_OS_WIN
    m_job.end();
#endif
    m_process.kill();
    m_process.waitForFinished(patienceOfEnd);
}

ReaderChild::Line ReaderChild::nextLine(std::chrono::milliseconds patience, qsizetype mostBytes)
{
    if (!m_process.canReadLine() && m_process.bytesAvailable() <= mostBytes)
        m_process.waitForReadyRead(int(patience.count()));
    if (m_process.canReadLine()) {
        QByteArray line = m_process.readLine(mostBytes + 2);
        if (!line.endsWith('\n'))
            return {Line::TooLong};
        line.chop(1);
        return {Line::Complete, line};
    }
    if (m_process.bytesAvailable() > mostBytes)
        return {Line::TooLong};
    return {m_process.state() == QProcess::NotRunning ? Line::Ended : Line::Silent};
}

ReaderEnding ReaderChild::ending() const
{
    if (!m_started)
        return ReaderEnding::NotStarted;
#ifdef Q_OS_UNIX
    if (m_process.exitStatus() == QProcess::CrashExit && m_process.exitCode() == SIGXCPU)
        return ReaderEnding::OutOfTime;
#endif
#ifdef Q_OS_WIN
    constexpr int notEnoughQuota = 1816; // ERROR_NOT_ENOUGH_QUOTA, with which a job ends who used its time up
    if (m_process.exitCode() == notEnoughQuota)
        return ReaderEnding::OutOfTime;
#endif
    if (m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == outOfMemoryExit)
        return ReaderEnding::OutOfMemory;
    return ReaderEnding::Crashed;
}

} // namespace tabletalk
