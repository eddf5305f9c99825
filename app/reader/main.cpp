// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads one file and writes what it says, as lines of JSON, to standard output: a header, sections, and an end or a
// problem. The file is at standard input, or named. Whatever a file does to this process, it has nothing to lose.
#include "app/reader/ReaderLimits.h"
#include "app/reader/WindowsSandbox.h"
#include "core/knowledge/ReadingRecord.h"
#include "reader/FileReader.h"
#include "reader/Tesseract.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <new>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

constexpr int outOfMemoryExit = 3; ///< as server/knowledge/ReaderChild knows it

/// Where there is no memory left, nothing can be tidied up.
[[noreturn]] void endWithoutMemory()
{
    std::_Exit(outOfMemoryExit);
}

/// Writes what it is given at once: the reader behind the pipe makes this process wait when it is slow.
class RecordSink final : public knowledge::SectionSink
{
public:
    bool begin(knowledge::DocumentHeader header) override { return write(std::move(header)); }
    bool take(knowledge::Section section) override { return write(std::move(section)); }

    bool write(knowledge::ReadingRecord record)
    {
        const QByteArray line = knowledge::writtenRecord(record);
        return std::fwrite(line.constData(), 1, size_t(line.size()), stdout) == size_t(line.size());
    }
};

struct Task
{
    reader::ReadingOptions options;
    ReaderLimits limits;
    QString path;
    QString languages;
    bool recognise = true;
};

Task taskOf(const QCoreApplication &program)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Reads one file and writes its text as lines of JSON."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"file"_s, u"The file; standard input, which must be a file, when left out."_s);
    const auto add = [&](const QString &name, const QString &what, const QString &otherwise) {
        parser.addOption({name, what, u"value"_s, otherwise});
    };
    Task task;
    knowledge::ReadingBounds &bounds = task.options.bounds;
    add(u"most-bytes"_s, u"Of the file."_s, QString::number(bounds.bytes));
    add(u"most-unpacked"_s, u"Bytes of what it holds packed."_s, QString::number(bounds.unpacked));
    add(u"most-characters"_s, u"Of its text."_s, QString::number(bounds.characters));
    add(u"most-pages"_s, u"Of its pages."_s, QString::number(bounds.pages));
    add(u"most-recognised"_s, u"Pages without text that are recognised."_s, QString::number(bounds.recognisedPages));
    add(u"memory"_s, u"Bytes of addresses."_s, QString::number(task.limits.memory));
    add(u"seconds"_s, u"Of a processor."_s, QString::number(task.limits.seconds));
    add(u"languages"_s, u"Of recognised pages, as eng+deu."_s, u"eng"_s);
    add(u"name"_s, u"What people call the file."_s, {});
    add(u"base"_s, u"The address of a web page."_s, {});
    add(u"charset"_s, u"Of a web page, as its server said."_s, {});
    parser.addOption({u"no-recognition"_s, u"Do not read pictures of pages."_s});
    parser.process(program);
    bounds.bytes = parser.value(u"most-bytes"_s).toLongLong();
    bounds.unpacked = parser.value(u"most-unpacked"_s).toLongLong();
    bounds.characters = parser.value(u"most-characters"_s).toLongLong();
    bounds.pages = parser.value(u"most-pages"_s).toInt();
    bounds.recognisedPages = parser.value(u"most-recognised"_s).toInt();
    task.limits.memory = parser.value(u"memory"_s).toLongLong();
    task.limits.seconds = parser.value(u"seconds"_s).toLongLong();
    task.languages = parser.value(u"languages"_s);
    task.options.name = parser.value(u"name"_s);
    task.options.base = QUrl(parser.value(u"base"_s));
    task.options.charset = parser.value(u"charset"_s);
    task.recognise = !parser.isSet(u"no-recognition"_s);
    task.path = parser.positionalArguments().value(0);
    return task;
}

Result<knowledge::ReadingEnd> readTask(Task &task, RecordSink &sink)
{
    QFile file(task.path);
    const bool open = task.path.isEmpty() ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open || file.isSequential())
        return failure(ProblemCode::NotFound, QCoreApplication::translate("FileReader", "There is no such file."));
    reader::Tesseract tesseract(task.languages);
    const bool recognises = task.recognise && tesseract.isInstalled();
    if (recognises)
        task.options.pictures = &tesseract;
    task.limits.startsPrograms = recognises;
    limitMyself(task.limits);
    return reader::readFile(file, task.options, sink);
}

} // namespace

int main(int argc, char **argv)
{
    std::set_new_handler(endWithoutMemory);
    useBinaryStreams();
    try {
        const QCoreApplication program(argc, argv);
        Task task = taskOf(program);
        RecordSink sink;
        const Result<knowledge::ReadingEnd> end = readTask(task, sink);
        if (end)
            sink.write(*end);
        else
            sink.write(end.error());
        std::fflush(stdout);
        std::_Exit(end ? 0 : 1); // destructors of a stranger's file are a way to be harmed, and none is needed
    } catch (const std::bad_alloc &) {
        endWithoutMemory();
    }
}
