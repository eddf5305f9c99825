// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reader/ReaderLimits.h"
#include "tests/support/TestRunner.h"

#include <QTemporaryFile>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tabletalk;

/// What a process cannot do any more once it limited itself. Each attempt is a process of its own.
class TestReaderLimits : public QObject
{
    Q_OBJECT

    /// What the attempt gave, 0 to 100, in a child that limited itself.
    static int inLimits(const ReaderLimits &limits, const std::function<int()> &attempt)
    {
        const pid_t child = fork();
        if (child == 0) {
            const int nowhere = open("/dev/null", O_WRONLY); // the runner's own output may be a file
            dup2(nowhere, STDOUT_FILENO);
            limitMyself(limits);
            std::_Exit(attempt());
        }
        int status = 0;
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 200 + WTERMSIG(status);
    }

    static ReaderLimits limits(bool startsPrograms = false)
    {
        return {.memory = 8LL * 1024 * 1024 * 1024, .seconds = 60, .startsPrograms = startsPrograms};
    }

    static constexpr int failed = 42;
    static int failedIf(bool condition) { return condition ? failed : 0; }

private Q_SLOTS:
    void noSocketIsOpened()
    {
        for (const bool starts : {false, true})
            for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK})
                QCOMPARE(inLimits(limits(starts), [family] { return failedIf(socket(family, SOCK_STREAM, 0) < 0); }),
                         failed);
    }

    void noFileOfPeopleIsRead()
    {
        for (const char *path :
             {"/etc/passwd", "/root", "/home", "/tmp", "/var/lib", TABLETALK_SOURCE_DIR "/README.md"})
            QCOMPARE(inLimits(limits(true), [path] { return failedIf(open(path, O_RDONLY) < 0); }), failed);
        QCOMPARE(inLimits(limits(true), [] { return failedIf(open("/usr", O_RDONLY) < 0); }), 0);
    }

    void noFileIsWritten()
    {
        const QByteArray path = QDir::tempPath().toUtf8() + "/tabletalk-limits-test";
        QCOMPARE(inLimits(limits(), [&] { return failedIf(open(path.constData(), O_WRONLY | O_CREAT, 0600) < 0); }),
                 failed);
        QVERIFY(!QFile::exists(QString::fromUtf8(path)));
    }

    void noFileIsChanged()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("words");
        file.flush();
        const QByteArray path = file.fileName().toUtf8();
        QCOMPARE(inLimits(limits(true), [&] { return failedIf(truncate(path.constData(), 0) != 0); }), failed);
        QCOMPARE(inLimits(limits(true), [&] { return failedIf(chmod(path.constData(), 0777) != 0); }), failed);
        QCOMPARE(inLimits(limits(true), [&] { return failedIf(unlink(path.constData()) != 0); }), failed);
        QCOMPARE(inLimits(limits(true), [&] { return failedIf(rename(path.constData(), "/tmp/other") != 0); }), failed);
        QCOMPARE(QFileInfo(file.fileName()).size(), 5);
    }

    void otherProcessesAreNotTouched()
    {
        QCOMPARE(inLimits(limits(true), [] { return failedIf(kill(getppid(), 0) != 0 && errno == EPERM); }), failed);
        QCOMPARE(inLimits(limits(true),
                          [] {
                              rlimit none{1, 1};
                              return failedIf(prlimit(getppid(), RLIMIT_NOFILE, &none, nullptr) != 0);
                          }),
                 failed);
        QCOMPARE(inLimits(limits(true),
                          []() -> int {
                              signal(SIGABRT, SIG_DFL); // not the runner's
                              std::abort();
                          }),
                 200 + SIGABRT);
    }

    void otherProgramsAreStartedForPicturesAlone()
    {
        const auto startsTrue = [] {
            const pid_t child = fork();
            if (child < 0)
                return failed;
            if (child == 0) {
                execl("/usr/bin/true", "true", nullptr);
                std::_Exit(failed);
            }
            int status = 0;
            waitpid(child, &status, 0);
            return WEXITSTATUS(status);
        };
        QCOMPARE(inLimits(limits(false), startsTrue), failed);
        QCOMPARE(inLimits(limits(true), startsTrue), 0);
        QCOMPARE(inLimits(limits(false), [] { return failedIf(execl("/usr/bin/true", "true", nullptr) < 0); }), failed);
    }

    void memoryAndTimeEnd()
    {
        ReaderLimits small = limits();
        small.memory = 2LL * 1024 * 1024 * 1024;
        const auto map = [] {
            return failedIf(mmap(nullptr, size_t(3) << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                            == MAP_FAILED);
        };
        QCOMPARE(inLimits(small, map), failed);
        small.seconds = 1;
        const int ended = inLimits(small, [] {
            volatile quint64 count = 0;
            while (true)
                count = count + 1;
            return 0;
        });
        QVERIFY2(ended == 200 + SIGKILL || ended == 200 + SIGXCPU, QByteArray::number(ended).constData());
        QCOMPARE(inLimits(limits(),
                          [] {
                              rlimit core{};
                              getrlimit(RLIMIT_CORE, &core);
                              return failedIf(core.rlim_max == 0);
                          }),
                 failed);
    }
};

static const bool registered = tabletalk::test::add<TestReaderLimits>();
#include "tst_ReaderLimits.moc"
