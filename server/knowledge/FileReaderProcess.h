// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/knowledge/DocumentText.h"
#include "core/knowledge/ReadingBounds.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>
#include <stop_token>

namespace tabletalk {

struct FileReaderOptions
{
    QString program; ///< beside the running program when empty
    knowledge::ReadingBounds bounds;
    std::chrono::milliseconds wholeTime{std::chrono::minutes(30)}; ///< by the clock, for one file
    std::chrono::milliseconds silence{std::chrono::minutes(3)};    ///< without a word of it: a page takes seconds
    std::chrono::seconds processorTime{std::chrono::minutes(5)};   ///< of one file, without recognising pictures
    qint64 memory = 1024LL * 1024 * 1024;                          ///< addresses; what is held is far less
    QString scratch = {};  ///< where pieces are put together; the system's folder for temporary files when empty
    bool recognise = true; ///< read pictures of pages with tesseract, where it is installed
    QString languages = QStringLiteral("eng"); ///< of that, as "eng+deu"
};

/// A file to read.
struct ReadingTask
{
    QString path = {};      ///< may be deleted once the header came
    QString name = {};      ///< as people call it; only tells kinds of plain text apart
    QUrl base = {};         ///< of a web page: what its links are relative to
    QString charset = {};   ///< of a web page: what its server said; may be empty
    QString languages = {}; ///< of pictures of pages, as "eng+deu"; the options' when empty
};

/// Reads files of strangers in a child process with limits (the program tabletalk-reader), so that whatever a file does
/// to its parser, the server is not harmed. Blocks: for threads of jobs and worker pools. Thread-safe.
class FileReaderProcess
{
public:
    explicit FileReaderProcess(FileReaderOptions options = {});

    /// The sink is called on this thread, as the sections come; while it is busy the child waits. Fails with
    /// UnsupportedMedia (a kind of file that is not read), TooLarge (over a bound), InvalidRequest (broken, protected
    /// by a password, or it made the reader crash or run out of memory), RequestTimeout, Cancelled (stop was requested
    /// or the sink said so), NotFound (no such file), Unavailable (the program is not there). What came before a
    /// problem is not the whole file.
    Result<knowledge::ReadingEnd> read(const ReadingTask &task, knowledge::SectionSink &sink,
                                       std::stop_token stop = {}) const;
    /// The same of bytes in memory, such as a web page; task.path is not looked at.
    Result<knowledge::ReadingEnd> readBytes(const QByteArray &bytes, ReadingTask task, knowledge::SectionSink &sink,
                                            std::stop_token stop = {}) const;
    /// The same of bytes that come piece by piece, until an empty one; next may throw. They lie in a file of the
    /// scratch folder while they are read, which has no name any more once the child has it open.
    Result<knowledge::ReadingEnd> readPieces(const std::function<QByteArray()> &next, ReadingTask task,
                                             knowledge::SectionSink &sink, std::stop_token stop = {}) const;

    /// Whether the program is where it is looked for.
    bool isInstalled() const;

private:
    Result<knowledge::ReadingEnd> readOpened(const ReadingTask &task, knowledge::SectionSink &sink,
                                             const std::stop_token &stop, const std::function<void()> &opened) const;
    QString program() const;
    QStringList arguments(const ReadingTask &task) const;

    FileReaderOptions m_options;
};

} // namespace tabletalk
