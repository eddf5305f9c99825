// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/PdfFile.h"
#include "reader/Tesseract.h"
#include "server/knowledge/FileReaderProcess.h"
#include "tests/reader/CollectedDocument.h"
#include "tests/reader/MadeFiles.h"
#include "tests/support/TestRunner.h"

#include <QPainter>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

class TestPdfFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesKeepTheirNumbers()
    {
        const ReadBytes read = readBytes(madeTextPdf({u"First page about tea."_s, QString(), u"Third: Größe 5 €."_s}));
        QVERIFY2(read.end, qPrintable(read.problem()));
        QCOMPARE(read.document.header.title, u"Made for a test"_s);
        QCOMPARE(read.document.header.pages, 3);
        QCOMPARE(read.document.sections.size(), size_t(2));
        QCOMPARE(read.document.sections[0].page, 1);
        QCOMPARE(read.document.sections[0].text, u"First page about tea."_s);
        QCOMPARE(read.document.sections[1].page, 3);
        QCOMPARE(read.document.sections[1].text, u"Third: Größe 5 €."_s);
        QVERIFY(!read.document.sections[1].recognised);
        QCOMPARE(read.end->pagesNotRead, 0); // an empty page says nothing
    }

    void linesThatFillThePageAreOneParagraph()
    {
        const QString lines =
            u"This is the first line of a paragraph that goes on\r\nin the next line, which is as long "
            "as the first one\r\nand ends.\r\nTotal: 5\r\nand a word that is divi\u0002\r\nded."_s;
        QCOMPARE(
            reader::paragraphsOf(lines),
            u"This is the first line of a paragraph that goes on in the next line, which is as long as the first one "
            "and ends.\nTotal: 5\nand a word that is divided."_s);
    }

    void aPictureOfAPageIsRead()
    {
        reader::Tesseract tesseract(u"eng"_s);
        QVERIFY2(tesseract.isInstalled(), "tesseract-ocr belongs to what tests need");
        reader::ReadingOptions options;
        options.pictures = &tesseract;
        const ReadBytes read = readBytes(madeScan(u"Delivery takes four working days within Europe."_s), options);
        QVERIFY2(read.end, qPrintable(read.problem()));
        QCOMPARE(read.end->pagesRecognised, 1);
        QCOMPARE(read.document.sections.size(), size_t(1));
        QVERIFY(read.document.sections[0].recognised);
        QCOMPARE(read.document.sections[0].page, 1);
        QCOMPARE(read.document.sections[0].text.simplified(), u"Delivery takes four working days within Europe."_s);
    }

    void aPictureIsReadFromWithinTheLimits()
    {
        CollectedDocument document;
        const Result<knowledge::ReadingEnd> end =
            FileReaderProcess().readBytes(madeScan(u"Delivery takes four working days."_s), {}, document);
        QVERIFY2(end, end ? "" : qPrintable(end.error().detail));
        QCOMPARE(end->pagesRecognised, 1);
        QCOMPARE(document.text().simplified(), u"Delivery takes four working days."_s);
        CollectedDocument other;
        QVERIFY(FileReaderProcess().readBytes(madeScan(u"Delivery takes four days."_s),
                                              {.languages = u"not_installed"_s}, other));
        QCOMPARE(other.text().simplified(), u"Delivery takes four days."_s);
        FileReaderOptions without;
        without.recognise = false;
        const auto refused = FileReaderProcess(without).readBytes(madeScan(u"words"_s), {}, document);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::UnsupportedMedia);
    }

    void withoutTesseractItSaysWhatToInstall()
    {
        const ReadBytes read = readBytes(madeScan(u"Delivery takes four working days."_s));
        QVERIFY(!read.end);
        QCOMPARE(read.end.error().code, ProblemCode::UnsupportedMedia);
        QVERIFY(read.end.error().hint.contains(u"tesseract-ocr"_s));
    }

    void morePicturesThanMayBeReadAreSaid()
    {
        reader::Tesseract tesseract(u"eng"_s);
        reader::ReadingOptions options;
        options.pictures = &tesseract;
        options.bounds.recognisedPages = 0;
        const ReadBytes read = readBytes(madeScan(u"words"_s), options);
        QVERIFY(!read.end);
        QCOMPARE(read.end.error().code, ProblemCode::TooLarge);
    }

    void morePagesThanMayBeAreSaid()
    {
        reader::ReadingOptions options;
        options.bounds.pages = 2;
        const ReadBytes read = readBytes(madeTextPdf({u"a"_s, u"b"_s, u"c"_s}), options);
        QVERIFY(!read.end);
        QCOMPARE(read.end.error().code, ProblemCode::TooLarge);
    }

    void aPasswordIsNamed()
    {
        // Encrypted with a user's password that is not empty.
        const QByteArray key(32, 'x');
        const QByteArray encryption = "/Root 1 0 R /ID [(a)(a)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O ("
                                      + key + ") /U (" + key + ") >>";
        const QByteArray encrypted =
            madeRawPdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"})
                .replace("/Root 1 0 R", encryption);
        const ReadBytes read = readBytes(encrypted);
        QVERIFY(!read.end);
        QVERIFY2(read.end.error().detail.contains(u"password"_s), qPrintable(read.end.error().detail));
    }

    void whatIsDamagedIsSaid()
    {
        const QByteArray whole = madeTextPdf({u"words"_s, u"more"_s});
        const ReadBytes rubbish = readBytes("%PDF-1.7\n" + QByteArray(1'000, 'x'));
        QVERIFY(!rubbish.end);
        QCOMPARE(rubbish.end.error().code, ProblemCode::InvalidRequest);
        QVERIFY(rubbish.end.error().detail.contains(u"damaged"_s));
        QVERIFY(!readBytes(whole.first(40)).end);
    }
};

static const bool registered = tabletalk::test::add<TestPdfFile>();
#include "tst_PdfFile.moc"
