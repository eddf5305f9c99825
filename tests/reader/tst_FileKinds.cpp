// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reader/CollectedDocument.h"
#include "tests/reader/MadeFiles.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// A file is what is in it; what is not read is named.
class TestFileKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theContentDecidesNotTheName_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("mediaType");
        QTest::newRow("PDF called text") << madeTextPdf({u"words"_s}) << u"notes.txt"_s << u"application/pdf"_s;
        QTest::newRow("page called PDF") << QByteArray("<!DOCTYPE html><p>words") << u"a.pdf"_s << u"text/html"_s;
        QTest::newRow("page after a comment")
            << QByteArray("\xef\xbb\xbf\n<!-- made by hand -->\n<HTML><p>words") << QString() << u"text/html"_s;
        QTest::newRow("XHTML") << QByteArray("<?xml version='1.0'?><html><p>words</p></html>") << QString()
                               << u"text/html"_s;
        QTest::newRow("Word called ZIP")
            << madeDocx("<w:p><w:r><w:t>words</w:t></w:r></w:p>") << u"a.zip"_s
            << u"application/vnd.openxmlformats-officedocument.wordprocessingml.document"_s;
        QTest::newRow("Markdown without a name")
            << QByteArray("# Title\n\n- words\n") << QString() << u"text/markdown"_s;
        QTest::newRow("settings with comments")
            << QByteArray("# the port\nport = 80\n") << u"a.conf"_s << u"text/plain"_s;
        QTest::newRow("table called text") << QByteArray("a,b\n1,2\n3,4\n5,6\n") << u"a.txt"_s << u"text/csv"_s;
        QTest::newRow("text called table") << QByteArray("words") << u"a.csv"_s << u"text/csv"_s;
        QTest::newRow("text called PDF") << QByteArray("just words") << u"a.pdf"_s << u"text/plain"_s;
    }

    void theContentDecidesNotTheName()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, name);
        QFETCH(const QString, mediaType);
        reader::ReadingOptions options;
        options.name = name;
        const ReadBytes read = readBytes(bytes, options);
        QVERIFY2(read.end, qPrintable(read.problem()));
        QCOMPARE(read.document.header.mediaType, mediaType);
    }

    void whatIsNotReadIsNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("named");
        QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n") << u"picture"_s;
        QTest::newRow("JPEG") << QByteArray("\xff\xd8\xff\xe0") << u"picture"_s;
        QTest::newRow("WEBP") << QByteArray("RIFF\1\2\3\4WEBPVP8 ") << u"picture"_s;
        QTest::newRow("SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'><text>a</text></svg>")
                             << u"picture"_s;
        QTest::newRow("old Word") << QByteArray("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") + QByteArray(600, '\0')
                                  << u"old office"_s;
        QTest::newRow("workbook") << madeZip({{"xl/workbook.xml", "<a/>"}}) << u"workbook"_s;
        QTest::newRow("presentation") << madeZip({{"ppt/presentation.xml", "<a/>"}}) << u"presentation"_s;
        QTest::newRow("OpenDocument") << madeZip({{"mimetype", "application/vnd.oasis.opendocument.text"}})
                                      << u"OpenDocument"_s;
        QTest::newRow("ZIP") << madeZip({{"a.txt", "words"}}) << u"packed"_s;
        QTest::newRow("half a ZIP") << madeZip({{"word/document.xml", "<a/>"}}).first(20) << u"damaged"_s;
        QTest::newRow("GZIP") << QByteArray("\x1f\x8b\x08") << u"packed"_s;
        QTest::newRow("ELF") << QByteArray("\x7f"
                                           "ELF\2\1\1")
                             << u"program"_s;
        QTest::newRow("EXE") << QByteArray("MZ\x90\0\3", 5) << u"program"_s;
        QTest::newRow("SQLite") << QByteArray("SQLite format 3\0", 16) << u"database"_s;
        QTest::newRow("RTF") << QByteArray("{\\rtf1 words}") << u"Rich Text"_s;
        QTest::newRow("film") << QByteArray("\0\0\0\x18"
                                            "ftypmp42",
                                            12)
                              << u"film"_s;
        QTest::newRow("noise") << QByteArray("\1\2\3\4words") << u"no text"_s;
        QTest::newRow("nothing") << QByteArray() << u"empty"_s;
        QTest::newRow("spaces") << QByteArray(" \n ") << u"empty"_s;
    }

    void whatIsNotReadIsNamed()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, named);
        reader::ReadingOptions options;
        options.name = u"letter.txt"_s;
        const ReadBytes read = readBytes(bytes, options);
        QVERIFY(!read.end);
        QCOMPARE(read.end.error().code, ProblemCode::UnsupportedMedia);
        QVERIFY2(read.end.error().detail.contains(named), qPrintable(read.end.error().detail));
        QVERIFY(read.document.sections.empty());
    }
};

static const bool registered = tabletalk::test::add<TestFileKinds>();
#include "tst_FileKinds.moc"
