// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/FileReaderProcess.h"
#include "tests/reader/CollectedDocument.h"
#include "tests/reader/MadeFiles.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Files that are made to do harm, read as the server reads them. Each ends soon, as text or as a problem, and none has
/// an effect beyond the child.
class TestHostileFiles : public QObject
{
    Q_OBJECT

    static constexpr int soon = 60'000;

    static QByteArray compressed(const QByteArray &bytes) { return qCompress(bytes, 9).sliced(4); }

    static QByteArray stream(const QByteArray &bytes, const QByteArray &entries)
    {
        return "<< /Length " + QByteArray::number(bytes.size()) + ' ' + entries + " >>\nstream\n" + bytes
               + "\nendstream";
    }

    static QByteArray pdfOf(const QByteArray &content, const std::vector<QByteArray> &more = {})
    {
        std::vector<QByteArray> objects{"<< /Type /Catalog /Pages 2 0 R >>",
                                        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "
                                        "/Resources << /Font << /F 5 0 R >> >> >>",
                                        content, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
        objects.insert(objects.end(), more.begin(), more.end());
        return madeRawPdf(objects);
    }

private Q_SLOTS:
    void eachEndsSoonAndHarmsNobody_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray text = stream("BT /F 12 Tf 20 200 Td (Hello there) Tj ET", "");
        const QByteArray good = pdfOf(text);
        for (const int share : {10, 50, 90})
            QTest::addRow("truncated at %d%%", share) << good.first(good.size() * share / 100);
        QTest::newRow("page tree in a circle")
            << madeRawPdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"});
        QTest::newRow("a billion pages") << madeRawPdf(
            {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 1000000000 >>"});
        QTest::newRow("table of places in a circle") << QByteArray(good).replace("/Root 1 0 R", "/Root 1 0 R /Prev 9");
        const qsizetype table = good.indexOf("xref\n");
        QTest::newRow("table that follows itself")
            << QByteArray(good).replace("/Root 1 0 R", QByteArray("/Root 1 0 R /Prev " + QByteArray::number(table)));
        QTest::newRow("content of its own length") << pdfOf("<< /Length 4 0 R >>\nstream\nBT ET\nendstream");
        QTest::newRow("bomb of 1 GB") << pdfOf(
            stream(compressed(compressed(QByteArray(200'000'000, ' '))), "/Filter [/FlateDecode /FlateDecode]"));
        QTest::newRow("bomb of text") << pdfOf(stream(
            compressed("BT /F 12 Tf " + QByteArray("(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ").repeated(1'000'000)
                       + "ET"),
            "/Filter /FlateDecode"));
        QTest::newRow("arrays in arrays") << pdfOf(text, {QByteArray(500'000, '[')});
        QTest::newRow("graphics states in each other") << pdfOf(stream(QByteArray("q ").repeated(500'000), ""));
        QTest::newRow("form that draws itself") << pdfOf(
            stream("/X Do", ""),
            {stream("/X Do /X Do",
                    "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")});
        QTest::newRow("picture of a million lines")
            << pdfOf(stream("/I Do", ""), {stream("x", "/Type /XObject /Subtype /Image /Width 1000000 /Height 1000000 "
                                                       "/ColorSpace /DeviceRGB /BitsPerComponent 8")});
        QTest::newRow("page of a kilometre")
            << QByteArray(pdfOf(stream("0 0 9 9 re f", ""))).replace("[0 0 300 300]", "[0 0 9e9 9e9]");
        QTest::newRow("script") << QByteArray(good).replace(
            "/Pages 2 0 R", "/Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(true){}) >>");
        QTest::newRow("100,000 elements") << "<!doctype html>" + QByteArray("<div>").repeated(100'000);
        QTest::newRow("100,000 attributes") << "<!doctype html><p " + QByteArray("a=b ").repeated(100'000) + ">x";
        QTest::newRow("formats that go on")
            << "<!doctype html>" + QByteArray("<b><p>").repeated(900) + QByteArray("x</p>").repeated(900);
        QTest::newRow("tables that are repaired")
            << "<!doctype html>" + QByteArray("<table><tr><td>").repeated(600) + "x";
        QTest::newRow("bomb in a Word document")
            << madeDocx("<w:p><w:r><w:t>" + QByteArray(600'000'000, 'a') + "</w:t></w:r></w:p>");
        QTest::newRow("attribute without end") << madeDocx("<w:p a=\"" + QByteArray(50'000'000, 'a'));
        QTest::newRow("ten thousand parts") << madeZip([] {
            std::vector<std::pair<QByteArray, QByteArray>> parts{{"word/document.xml", "<a/>"}};
            for (int i = 0; i < 20'000; ++i)
                parts.emplace_back("p" + QByteArray::number(i), QByteArray());
            return parts;
        }());
        QTest::newRow("one line of 50 MB") << QByteArray(50'000'000, 'x');
        QTest::newRow("a row of a million cells") << "a,b\n" + QByteArray(900'000, ',') + "\n1,2\n";
    }

    void eachEndsSoonAndHarmsNobody()
    {
        QFETCH(const QByteArray, bytes);
        FileReaderOptions options;
        options.wholeTime = std::chrono::milliseconds(soon);
        options.processorTime = 5s;
        const FileReaderProcess reader(options);
        CollectedDocument document;
        QElapsedTimer timer;
        timer.start();
        const Result<knowledge::ReadingEnd> end = reader.readBytes(bytes, {}, document);
        QVERIFY2(timer.elapsed() < soon, QByteArray::number(timer.elapsed()).constData());
        if (!end) {
            QVERIFY(!end.error().title.isEmpty() && !end.error().detail.isEmpty());
            QVERIFY(end.error().code != ProblemCode::Internal && end.error().code != ProblemCode::Unavailable);
            qInfo("%lld ms: %s", timer.elapsed(), qPrintable(end.error().detail));
        } else {
            qInfo("%lld ms: %lld sections", timer.elapsed(), end->sections);
        }
        // The next file is read as if nothing had been.
        CollectedDocument next;
        QVERIFY(reader.readBytes("words", {}, next));
        QCOMPARE(next.text(), u"words"_s);
    }

    void timeOfAProcessorEndsToo()
    {
        FileReaderOptions options;
        options.processorTime = 1s;
        CollectedDocument document;
        const auto end = FileReaderProcess(options).readBytes(
            madeRawPdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}), {},
            document);
        QVERIFY(!end);
        QCOMPARE(end.error().code, ProblemCode::RequestTimeout);
    }

    void scriptsOfAPdfAreNotRun()
    {
        const QByteArray bytes =
            QByteArray(pdfOf(stream("BT /F 12 Tf 20 200 Td (Hello there) Tj ET", "")))
                .replace("/Pages 2 0 R", "/Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\('x'\\)) >>");
        CollectedDocument document;
        QVERIFY(FileReaderProcess().readBytes(bytes, {}, document));
        QCOMPARE(document.text(), u"Hello there"_s);
    }
};

static const bool registered = tabletalk::test::add<TestHostileFiles>();
#include "tst_HostileFiles.moc"
