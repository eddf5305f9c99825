// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/FileReaderProcess.h"
#include "tests/reader/CollectedDocument.h"
#include "tests/reader/MadeFiles.h"
#include "tests/support/ProcessMemory.h"
#include "tests/support/TestRunner.h"

#include <QPainter>
#include <QTest>

#include <sys/resource.h>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// Counts, so that memory is the reader's alone.
class CountingSink final : public knowledge::SectionSink
{
public:
    bool begin(knowledge::DocumentHeader given) override
    {
        header = std::move(given);
        return true;
    }
    bool take(knowledge::Section section) override
    {
        characters += section.text.size();
        lastPage = section.page;
        ++sections;
        return true;
    }

    knowledge::DocumentHeader header;
    qint64 characters = 0;
    qint64 sections = 0;
    int lastPage = 0;
};

/// The most that any child so far held, in bytes.
qint64 mostOfChildren()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return qint64(usage.ru_maxrss) * 1024;
}

} // namespace

/// Files of 100 MB and of 1,000 pages: what the child and this process hold stays far below the file's size.
class TestLargeFiles : public QObject
{
    Q_OBJECT

    static constexpr qint64 mostMemory = 300LL * 1024 * 1024;

    QTemporaryDir m_folder;

    QString written(const QByteArray &unit, qint64 bytes, const QByteArray &before = {}) const
    {
        const QString path = m_folder.filePath(u"file"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return {};
        file.write(before);
        const QByteArray block = unit.repeated(1 + 1'000'000 / unit.size());
        while (file.size() < bytes)
            file.write(block);
        return path;
    }

    static void checkMemory(const CountingSink &sink, qint64 before)
    {
        qInfo("child %lld MB, server %lld MB more, %lld sections, %lld characters", mostOfChildren() / 1'048'576,
              (ProcessMemory::peak() - before) / 1'048'576, sink.sections, sink.characters);
        QVERIFY2(mostOfChildren() <= mostMemory, QByteArray::number(mostOfChildren()).constData());
        QVERIFY2(ProcessMemory::peak() - before <= 32LL * 1024 * 1024, "sections pile up in the server");
    }

private Q_SLOTS:
    void aHundredMegabytesOfText()
    {
        const QString path = written("The quick brown fox jumps over the lazy dog.\nAnd again.\n\n", 100'000'000);
        const qint64 before = ProcessMemory::now();
        ProcessMemory::resetPeak();
        CountingSink sink;
        const auto end = FileReaderProcess().read({.path = path}, sink);
        QVERIFY2(end, end ? "" : qPrintable(end.error().detail));
        QVERIFY(sink.characters > 95'000'000);
        checkMemory(sink, before);
    }

    void aHundredMegabytesOfRows()
    {
        const QString path =
            written("1234,Berlin,\"a note, with a comma\",12.50\n", 100'000'000, "id,city,note,amount\n");
        const qint64 before = ProcessMemory::now();
        ProcessMemory::resetPeak();
        CountingSink sink;
        const auto end = FileReaderProcess().read({.path = path, .name = u"sales.csv"_s}, sink);
        QVERIFY2(end, end ? "" : qPrintable(end.error().detail));
        QCOMPARE(sink.header.mediaType, u"text/csv"_s);
        checkMemory(sink, before);
    }

    void aThousandPages()
    {
        const QString path = m_folder.filePath(u"pages.pdf"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(madePdf(1'000, [](QPainter &painter, int page) {
            for (int line = 0; line < 45; ++line)
                painter.drawText(
                    20, 30 + line * 17,
                    u"Page %1, line %2: all that is said of the matter in so many words."_s.arg(page + 1).arg(line
                                                                                                              + 1));
        }));
        file.close();
        const qint64 before = ProcessMemory::now();
        ProcessMemory::resetPeak();
        CountingSink sink;
        const auto end = FileReaderProcess().read({.path = path}, sink);
        QVERIFY2(end, end ? "" : qPrintable(end.error().detail));
        QCOMPARE(sink.header.pages, 1'000);
        QCOMPARE(sink.lastPage, 1'000);
        QCOMPARE(sink.sections, 1'000);
        checkMemory(sink, before);
    }

    void aWordDocumentOfManyParagraphs()
    {
        const QString path = m_folder.filePath(u"long.docx"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            madeDocx(QByteArray("<w:p><w:r><w:t>A paragraph of some words, as people write them.</w:t></w:r></w:p>")
                         .repeated(1'000'000)));
        file.close();
        const qint64 before = ProcessMemory::now();
        ProcessMemory::resetPeak();
        CountingSink sink;
        const auto end = FileReaderProcess().read({.path = path}, sink);
        QVERIFY2(end, end ? "" : qPrintable(end.error().detail));
        QVERIFY(sink.characters > 45'000'000);
        checkMemory(sink, before);
    }
};

static const bool registered = tabletalk::test::add<TestLargeFiles>();
#include "tst_LargeFiles.moc"
