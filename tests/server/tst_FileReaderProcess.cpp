// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/ReadingRecord.h"
#include "server/knowledge/FileReaderProcess.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <semaphore>
#include <thread>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace tabletalk;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

class Sink final : public knowledge::SectionSink
{
public:
    bool begin(knowledge::DocumentHeader given) override
    {
        header = std::move(given);
        return true;
    }
    bool take(knowledge::Section section) override
    {
        texts << section.text;
        return !taken || taken();
    }

    knowledge::DocumentHeader header;
    QStringList texts;
    std::function<bool()> taken;
};

} // namespace

/// How the server starts the program that reads files, and bears whatever becomes of it. Most tests put a script in its
/// place, which does what a reader does that was taken over by a file.
class TestFileReaderProcess : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    FileReaderOptions script(const QByteArray &commands, const FileReaderOptions &given = {}) const
    {
        FileReaderOptions options = given;
        options.program = m_folder.filePath(u"reader.sh"_s);
        QFile file(options.program);
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write("#!/bin/sh\n" + commands);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return options;
    }

    static QByteArray header() { return knowledge::writtenRecord(knowledge::DocumentHeader{}).trimmed(); }
    static QByteArray section(const QString &text)
    {
        return knowledge::writtenRecord(knowledge::Section{.heading = {}, .text = text}).trimmed();
    }
    static QByteArray end(qint64 sections)
    {
        return knowledge::writtenRecord(knowledge::ReadingEnd{sections}).trimmed();
    }

    static ProblemCode codeOf(const Result<knowledge::ReadingEnd> &end)
    {
        return end ? ProblemCode::Internal : end.error().code;
    }

private Q_SLOTS:
    void aFileIsReadByTheRealProgram()
    {
        const FileReaderProcess reader;
        QVERIFY(reader.isInstalled());
        Sink sink;
        const auto end = reader.readBytes("# Title\n\nwords\n\n## Two\nmore", {.name = u"a.md"_s}, sink);
        QVERIFY2(end, end ? "" : qPrintable(end.error().detail));
        QCOMPARE(end->sections, 2);
        QCOMPARE(sink.header.title, u"Title"_s);
        QCOMPARE(sink.texts, QStringList({u"words"_s, u"more"_s}));
    }

    void itsProblemsAreTold()
    {
        Sink sink;
        const auto picture = FileReaderProcess().readBytes("\x89PNG\r\n\x1a\n", {}, sink);
        QCOMPARE(codeOf(picture), ProblemCode::UnsupportedMedia);
        QVERIFY(picture.error().detail.contains(u"picture"_s));
        QCOMPARE(codeOf(FileReaderProcess().read({.path = u"/no/such/file"_s}, sink)), ProblemCode::NotFound);
        FileReaderOptions small;
        small.bounds.bytes = 10;
        QCOMPARE(codeOf(FileReaderProcess(small).readBytes("more than ten bytes", {}, sink)), ProblemCode::TooLarge);
    }

    void piecesArePutTogether()
    {
        Sink sink;
        int piece = 0;
        const auto end = FileReaderProcess().readPieces(
            [&] { return ++piece <= 3 ? QByteArray("piece ") + QByteArray::number(piece) + ' ' : QByteArray(); }, {},
            sink);
        QVERIFY(end);
        QCOMPARE(sink.texts, QStringList{u"piece 1 piece 2 piece 3"_s});
        QVERIFY_THROWS_EXCEPTION(Problem,
                                 std::ignore = FileReaderProcess().readPieces(
                                     []() -> QByteArray { throw Problem::of(ProblemCode::NotFound); }, {}, sink));
    }

    void namesOfFilesAreNoOptions()
    {
        Sink sink;
        QVERIFY(FileReaderProcess().readBytes("words", {.name = u"--help"_s}, sink));
        QCOMPARE(sink.texts, QStringList{u"words"_s});
    }

    void nothingOfTheServersIsSeenByIt()
    {
        qputenv("TABLETALK_MASTER_KEY", "very-secret");
        const int leaked = ::socket(AF_INET, SOCK_STREAM, 0); // without close-on-exec
        const FileReaderProcess reader(script("echo '" + header()
                                              + "'\n"
                                                "secret=$(env | grep -c -i 'secret\\|HOME=')\n"
                                                "open=$(ls -l /proc/$$/fd | grep -c socket)\n"
                                                "echo '"
                                              + section(u"SECRET OPEN"_s)
                                              + "' | sed \"s/SECRET/$secret/;s/OPEN/$open/\"\n"
                                                "echo '"
                                              + end(1) + "'\n"));
        Sink sink;
        const auto end = reader.readBytes("words", {}, sink);
        ::close(leaked);
        qunsetenv("TABLETALK_MASTER_KEY");
        QVERIFY2(end, end ? "" : qPrintable(end.error().detail));
        QCOMPARE(sink.texts, QStringList{u"0 0"_s});
    }

    void aChildThatBreaksIsAProblemOfTheFile_data()
    {
        QTest::addColumn<QByteArray>("commands");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QByteArray &commands,
                            ProblemCode code = ProblemCode::InvalidRequest) {
            QTest::newRow(name) << commands << int(code);
        };
        row("crash", "kill -SEGV $$");
        row("abort", "echo '" + header() + "'; kill -ABRT $$");
        row("killed", "kill -KILL $$");
        row("out of memory", "exit 3");
        row("out of time", "kill -XCPU $$", ProblemCode::RequestTimeout);
        row("silent end", "exit 0");
        row("no end", "echo '" + header() + "'; echo '" + section(u"half"_s) + "'");
        row("another number of sections", "echo '" + header() + "'; echo '" + end(7) + "'");
        row("end before the beginning", "echo '" + end(0) + "'");
        row("section before the beginning", "echo '" + section(u"a"_s) + "'");
        row("two beginnings", "echo '" + header() + "'; echo '" + header() + "'; echo '" + end(0) + "'");
        row("rubbish", "echo hello");
        row("a line without end", "cat /dev/zero");
        row("too long a section",
            "echo '" + header() + "'; echo '" + section(QString(50'000, u'x')) + "'; echo '" + end(1) + "'");
    }

    void aChildThatBreaksIsAProblemOfTheFile()
    {
        QFETCH(const QByteArray, commands);
        QFETCH(const int, code);
        Sink sink;
        const auto end = FileReaderProcess(script(commands + "\n")).readBytes("words", {}, sink);
        QVERIFY(!end);
        QCOMPARE(int(end.error().code), code);
        QVERIFY(!end.error().title.isEmpty() && !end.error().detail.isEmpty());
    }

    void aProgramThatIsNotThereIsSaid()
    {
        FileReaderOptions options;
        options.program = m_folder.filePath(u"missing"_s);
        const FileReaderProcess reader(options);
        QVERIFY(!reader.isInstalled());
        Sink sink;
        QCOMPARE(codeOf(reader.readBytes("words", {}, sink)), ProblemCode::Unavailable);
    }

    void moreTextThanItsBoundsIsNotTaken()
    {
        FileReaderOptions options;
        options.bounds.characters = 100;
        const QByteArray line = "echo '" + section(QString(90, u'x')) + "'\n";
        Sink sink;
        const auto read =
            FileReaderProcess(script("echo '" + header() + "'\n" + line + line + "echo '" + end(2) + "'\n", options))
                .readBytes("words", {}, sink);
        QVERIFY(!read);
        QCOMPARE(sink.texts.size(), 1);
    }

    void itEndsWhenItsTimeIsOver()
    {
        FileReaderOptions options;
        options.wholeTime = 200ms;
        QElapsedTimer timer;
        timer.start();
        Sink sink;
        QCOMPARE(codeOf(FileReaderProcess(script("exec sleep 600\n", options)).readBytes("words", {}, sink)),
                 ProblemCode::RequestTimeout);
        options.wholeTime = 10min;
        options.silence = 200ms;
        QCOMPARE(codeOf(FileReaderProcess(script("echo '" + header() + "'\nexec sleep 600\n", options))
                            .readBytes("words", {}, sink)),
                 ProblemCode::RequestTimeout);
        QVERIFY(timer.elapsed() < 20'000);
    }

    void aStopEndsItAndWhatItStarted()
    {
        const QString marker = m_folder.filePath(u"pid"_s);
        const FileReaderProcess reader(script("echo '" + header() + "'\nsleep 600 &\necho $! > " + marker.toUtf8()
                                              + "\necho '" + section(u"a"_s) + "'\nwait\n"));
        std::stop_source stop;
        Sink sink;
        std::jthread stopper;
        sink.taken = [&] {
            stopper = std::jthread([&] { stop.request_stop(); });
            return true;
        };
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(codeOf(reader.readBytes("words", {}, sink, stop.get_token())), ProblemCode::Cancelled);
        QVERIFY(timer.elapsed() < 10'000);
        QFile file(marker);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pid = file.readAll().trimmed();
        QVERIFY(pid.toInt() > 1);
        // The grandchild was killed too; whoever inherits it may not have looked yet.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                QFile state(u"/proc/%1/stat"_s.arg(QString::fromLatin1(pid)));
                return !state.open(QIODevice::ReadOnly) || state.readAll().contains(") Z ");
            }(),
            30'000);
    }

    void aSinkThatHasEnoughEndsIt()
    {
        Sink sink;
        sink.taken = [] { return false; };
        QCOMPARE(codeOf(FileReaderProcess().readBytes(QByteArray("word ").repeated(100'000), {}, sink)),
                 ProblemCode::Cancelled);
        QCOMPARE(sink.texts.size(), 1);
        sink.taken = []() -> bool { throw Problem::of(ProblemCode::Busy); };
        QVERIFY_THROWS_EXCEPTION(
            Problem, std::ignore = FileReaderProcess().readBytes(QByteArray("word ").repeated(100'000), {}, sink));
    }

    void aSlowSinkHoldsTheChildBack()
    {
        // It writes without end; a pipe holds 64 KiB and one read as much.
        const QString marker = m_folder.filePath(u"written"_s);
        const FileReaderProcess reader(script("echo '" + header() + "'\ni=0\nwhile true; do echo '"
                                              + section(QString(20'000, u'x')) + "'; i=$((i+1)); echo $i > "
                                              + marker.toUtf8() + "; done\n"));
        const auto written = [&] {
            QFile file(marker);
            return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
        };
        std::counting_semaphore<2> enough{0};
        Sink sink;
        sink.taken = [&] {
            if (sink.texts.size() < 3)
                return true;
            enough.acquire();
            return false;
        };
        // In a thread of its own, as the server reads: one that ran events would go on taking what the child writes.
        auto code = std::async(std::launch::async, [&] { return codeOf(reader.readBytes("words", {}, sink)); });
        const auto released = qScopeGuard([&] { enough.release(); });
        int last = -1;
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(last, written()) == last && last > 0, 20'000);
        enough.release();
        QCOMPARE(code.get(), ProblemCode::Cancelled);
        QVERIFY2(last < 40, QByteArray::number(last).constData());
    }

    void manyThreadsReadAtOnce()
    {
        const FileReaderProcess reader;
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 6; ++i)
                threads.emplace_back([&, i] {
                    for (int round = 0; round < 3; ++round) {
                        const QByteArray text = "thread " + QByteArray::number(i * 10 + round);
                        Sink sink;
                        if (reader.readBytes(text, {}, sink) && sink.texts == QStringList{QString::fromLatin1(text)})
                            ++good;
                    }
                });
        }
        QCOMPARE(good.load(), 18);
    }
};

static const bool registered = tabletalk::test::add<TestFileReaderProcess>();
#include "tst_FileReaderProcess.moc"
