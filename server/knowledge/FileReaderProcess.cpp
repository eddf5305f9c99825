// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/FileReaderProcess.h"

#include "core/knowledge/ReadingRecord.h"
#include "server/knowledge/ReaderChild.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

#include <optional>

namespace tabletalk {

using namespace Qt::StringLiterals;
using knowledge::ReadingEnd;
using knowledge::SectionSink;

namespace {

constexpr std::chrono::milliseconds betweenLooks{50}; ///< how soon a stop is heard while the child is silent

QString tr(const char *text)
{
    return QCoreApplication::translate("FileReader", text);
}

Problem unreadable(const QString &why, const QString &hint = {})
{
    Problem problem = Problem::of(ProblemCode::InvalidRequest, why, hint);
    problem.title = tr("The file could not be read");
    return problem;
}

Problem tookTooLong()
{
    Problem problem = Problem::of(ProblemCode::RequestTimeout, tr("Reading it took longer than one file may take."),
                                  tr("Divide it into smaller files."));
    problem.title = tr("The file could not be read");
    return problem;
}

Problem endOf(ReaderEnding ending)
{
    switch (ending) {
    case ReaderEnding::OutOfTime:
        return tookTooLong();
    case ReaderEnding::OutOfMemory:
        return unreadable(tr("The reader ran out of memory with it."),
                          tr("Divide it into smaller files, or save it anew with another program."));
    case ReaderEnding::NotStarted: {
        Problem problem =
            Problem::of(ProblemCode::Unavailable, tr("The program that reads files did not start."),
                        tr("An operator looks whether tabletalk-reader lies beside the server's program and runs."));
        problem.title = tr("The file could not be read");
        return problem;
    }
    case ReaderEnding::Crashed:
        break;
    }
    return unreadable(tr("The reader broke down over it: the file is damaged, or made to do harm."),
                      tr("Save it anew with the program that it comes from."));
}

/// Holds what the child says against what it may say. It may speak for the file that it reads, not for itself.
class RecordTaker
{
public:
    RecordTaker(SectionSink &sink, const knowledge::ReadingBounds &bounds)
        : m_sink(sink)
        , m_bounds(bounds)
    {}

    /// The outcome once there is one.
    std::optional<Result<ReadingEnd>> take(QByteArrayView line)
    {
        Result<knowledge::ReadingRecord> record = knowledge::readRecord(line);
        if (!record)
            return std::unexpected(endOf(ReaderEnding::Crashed));
        if (auto *problem = std::get_if<Problem>(&*record))
            return std::unexpected(std::move(*problem));
        if (auto *end = std::get_if<ReadingEnd>(&*record))
            return m_begun && end->sections == m_sections ? Result<ReadingEnd>(*end)
                                                          : std::unexpected(endOf(ReaderEnding::Crashed));
        bool goesOn = false;
        if (auto *header = std::get_if<knowledge::DocumentHeader>(&*record)) {
            if (std::exchange(m_begun, true))
                return std::unexpected(endOf(ReaderEnding::Crashed));
            goesOn = m_sink.begin(std::move(*header));
        } else {
            auto &section = std::get<knowledge::Section>(*record);
            m_characters += section.text.size();
            ++m_sections;
            if (!m_begun || m_characters > m_bounds.characters)
                return std::unexpected(endOf(ReaderEnding::Crashed));
            goesOn = m_sink.take(std::move(section));
        }
        return goesOn ? std::optional<Result<ReadingEnd>>() : Result<ReadingEnd>(failure(ProblemCode::Cancelled));
    }

private:
    SectionSink &m_sink;
    const knowledge::ReadingBounds &m_bounds;
    qint64 m_characters = 0;
    qint64 m_sections = 0;
    bool m_begun = false;
};

} // namespace

FileReaderProcess::FileReaderProcess(FileReaderOptions options)
    : m_options(std::move(options))
{}

QString FileReaderProcess::program() const
{
    if (!m_options.program.isEmpty())
        return m_options.program;
#ifdef Q_OS_WIN
    return QCoreApplication::applicationDirPath() + u"/tabletalk-reader.exe";
#else
    return QCoreApplication::applicationDirPath() + u"/tabletalk-reader";
#endif
}

bool FileReaderProcess::isInstalled() const
{
    return QFileInfo(program()).isExecutable();
}

QStringList FileReaderProcess::arguments(const ReadingTask &task) const
{
    const auto number = [](qint64 value) { return QString::number(value); };
    QStringList list{u"--most-bytes"_s,      number(m_options.bounds.bytes),
                     u"--most-unpacked"_s,   number(m_options.bounds.unpacked),
                     u"--most-characters"_s, number(m_options.bounds.characters),
                     u"--most-pages"_s,      number(m_options.bounds.pages),
                     u"--most-recognised"_s, number(m_options.bounds.recognisedPages),
                     u"--memory"_s,          number(m_options.memory),
                     u"--seconds"_s,         number(m_options.processorTime.count()),
                     u"--languages"_s,       task.languages.isEmpty() ? m_options.languages : task.languages};
    if (!m_options.recognise)
        list << u"--no-recognition"_s;
    // Names and addresses of strangers: joined to their option, so that none can be taken for one.
    if (!task.name.isEmpty())
        list << u"--name="_s + task.name.right(200);
    if (!task.base.isEmpty())
        list << u"--base="_s + QString::fromLatin1(task.base.toEncoded());
    if (!task.charset.isEmpty())
        list << u"--charset="_s + task.charset.left(40);
    return list;
}

Result<ReadingEnd> FileReaderProcess::read(const ReadingTask &task, SectionSink &sink, std::stop_token stop) const
{
    return readOpened(task, sink, stop, {});
}

Result<ReadingEnd> FileReaderProcess::readOpened(const ReadingTask &task, SectionSink &sink,
                                                 const std::stop_token &stop, const std::function<void()> &opened) const
{
    if (stop.stop_requested())
        return failure(ProblemCode::Cancelled);
    if (!QFileInfo(task.path).isFile())
        return failure(ProblemCode::NotFound, tr("There is no such file."));
    ReaderChild child(program(), arguments(task), task.path, m_options.memory);
    if (opened)
        opened();
    RecordTaker taker(sink, m_options.bounds);
    std::chrono::steady_clock::duration waited{}; // the sink's time is not the file's
    std::chrono::steady_clock::duration silent{};
    while (true) {
        const auto before = std::chrono::steady_clock::now();
        const ReaderChild::Line line = child.nextLine(betweenLooks, knowledge::mostRecordBytes);
        waited += std::chrono::steady_clock::now() - before;
        silent += std::chrono::steady_clock::now() - before;
        if (stop.stop_requested())
            return failure(ProblemCode::Cancelled);
        if (line.state == ReaderChild::Line::Ended)
            return std::unexpected(endOf(child.ending()));
        if (line.state == ReaderChild::Line::TooLong)
            return std::unexpected(endOf(ReaderEnding::Crashed));
        if (line.state == ReaderChild::Line::Silent) {
            if (waited > m_options.wholeTime || silent > m_options.silence)
                return std::unexpected(tookTooLong());
            continue;
        }
        silent = {};
        if (std::optional<Result<ReadingEnd>> outcome = taker.take(line.bytes))
            return *std::move(outcome);
        if (waited > m_options.wholeTime)
            return std::unexpected(tookTooLong());
    }
}

Result<ReadingEnd> FileReaderProcess::readBytes(const QByteArray &bytes, ReadingTask task, SectionSink &sink,
                                                std::stop_token stop) const
{
    bool given = false;
    const auto next = [&] { return std::exchange(given, true) ? QByteArray() : bytes; };
    return readPieces(next, std::move(task), sink, std::move(stop));
}

Result<ReadingEnd> FileReaderProcess::readPieces(const std::function<QByteArray()> &next, ReadingTask task,
                                                 SectionSink &sink, std::stop_token stop) const
{
    const QString folder = m_options.scratch.isEmpty() ? QDir::tempPath() : m_options.scratch;
    QTemporaryFile kept(folder + u"/tabletalk-reading-XXXXXX");
    bool written = kept.open();
    while (written && !stop.stop_requested()) {
        const QByteArray piece = next();
        if (piece.isEmpty())
            break;
        written = kept.write(piece) == piece.size();
    }
    if (!written || !kept.flush())
        return failure(ProblemCode::Unavailable, tr("The server could not write a file of its own."),
                       tr("An operator looks whether its disk is full."));
    task.path = kept.fileName();
    return readOpened(task, sink, stop, [&] { kept.remove(); });
}

} // namespace tabletalk
