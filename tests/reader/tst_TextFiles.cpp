// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reader/CollectedDocument.h"
#include "tests/support/TestRunner.h"

#include <QStringEncoder>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// Plain text, Markdown and CSV.
class TestTextFiles : public QObject
{
    Q_OBJECT

    static reader::ReadingOptions named(const QString &name)
    {
        reader::ReadingOptions options;
        options.name = name;
        return options;
    }

    static ReadBytes csv(const QByteArray &bytes) { return readBytes(bytes, named(u"table.csv"_s)); }

private Q_SLOTS:
    void everyWayToWriteLettersIsRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QString text = u"Größe: 5 €, naïve"_s;
        QTest::newRow("UTF-8") << text.toUtf8();
        QTest::newRow("UTF-8 with its mark") << "\xef\xbb\xbf" + text.toUtf8();
        QStringEncoder little(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
        QTest::newRow("UTF-16 LE") << QByteArray(little.encode(text));
        QStringEncoder big(QStringConverter::Utf16BE, QStringConverter::Flag::WriteBom);
        QTest::newRow("UTF-16 BE") << QByteArray(big.encode(text));
        QTest::newRow("Windows-1252") << QByteArray("Gr\xf6\xdf"
                                                    "e: 5 \x80, na\xefve");
    }

    void everyWayToWriteLettersIsRead()
    {
        QFETCH(const QByteArray, bytes);
        const ReadBytes read = readBytes(bytes, named(u"a.txt"_s));
        QVERIFY2(read.end, qPrintable(read.problem()));
        QCOMPARE(read.document.text(), u"Größe: 5 €, naïve"_s);
        QCOMPARE(read.document.header.mediaType, u"text/plain"_s);
    }

    void lettersAreNotTornBetweenTwoPieces()
    {
        // 64 KiB are read at a time: the letter of three bytes lies across the border, and so does the line break.
        const QByteArray before(64 * 1024 - 1, 'a');
        QCOMPARE(readBytes(before + "€ end").document.text().right(5), u"€ end"_s);
        const ReadBytes breaks = readBytes(QByteArray(before.size() - 4, ' ') + "one\r\ntwo\rthree");
        QCOMPARE(breaks.document.text(), u"one\ntwo\nthree"_s);
    }

    void paragraphsStayApart()
    {
        const ReadBytes read =
            readBytes("One\nline two\n\n\n  \nThree\r\n\r\nFour\0five\x1b[31m"_ba, named(u"a.txt"_s));
        QVERIFY(!read.end); // a NUL is no text
        const ReadBytes text = readBytes("One\nline two\n\n\n  \nThree\r\n\r\nFour\x1b[31m", named(u"a.txt"_s));
        QVERIFY(text.end);
        QCOMPARE(text.document.text(), u"One\nline two\n\nThree\n\nFour[31m"_s);
    }

    void noSectionIsLongerThanSectionsAre()
    {
        for (const QByteArray &unit :
             {QByteArray("word "), QByteArray("x"), QByteArray("line\n"), QByteArray("\xf0\x9f\x8d\xb5")}) {
            const ReadBytes read = readBytes(unit.repeated(200'000));
            QVERIFY(read.end);
            qsizetype letters = 0;
            for (const knowledge::Section &section : read.document.sections) {
                QVERIFY(section.text.size() <= knowledge::mostSectionCharacters);
                QVERIFY(!section.text.isEmpty() && !section.text.back().isHighSurrogate());
                letters += std::ranges::count_if(section.text, [](QChar c) { return !c.isSpace(); });
            }
            const QString whole = QString::fromUtf8(unit);
            QCOMPARE(letters, 200'000 * std::ranges::count_if(whole, [](QChar c) { return !c.isSpace(); }));
            QCOMPARE(read.end->sections, qint64(read.document.sections.size()));
        }
    }

    void headingsOfMarkdownStandAboveTheirText()
    {
        const ReadBytes read =
            readBytes("# Guide #\nIntro to C#.\n\n## Install\n- one\n- two\n\n```\n# no heading\n\nend\n```\n"
                      "### On Linux\ntext\n\nBilling\n-------\nMoney.\n\nOther\n=====\nlast",
                      named(u"guide.md"_s));
        QVERIFY(read.end);
        QCOMPARE(read.document.header.title, u"Guide"_s);
        QCOMPARE(read.document.header.mediaType, u"text/markdown"_s);
        QCOMPARE(
            read.document.outline(),
            QStringList({u"Guide: Intro to C#."_s, u"Guide › Install: - one\n- two\n\n```\n# no heading\n\nend\n```"_s,
                         u"Guide › Install › On Linux: text"_s, u"Guide › Billing: Money."_s, u"Other: last"_s}));
    }

    void rowsReadAloneWithTheNamesOfTheirColumns()
    {
        const ReadBytes read = csv("City,Note,Sold\nParis,\"big, \"\"old\"\"\nand grey\",5\n\n Lima ,,7\n");
        QVERIFY(read.end);
        QCOMPARE(read.document.header.mediaType, u"text/csv"_s);
        QCOMPARE(read.document.text(), u"City: Paris\nNote: big, \"old\"\nand grey\nSold: 5\n\nCity: Lima\nSold: 7"_s);
    }

    void delimitersAreFound_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("semicolons") << QByteArray("a;b\n1,5;2,5\n3,5;4,5\n");
        QTest::newRow("tabs") << QByteArray("a\tb\n1,5\t2,5\n3,5\t4,5\n");
        QTest::newRow("bars") << QByteArray("a|b\r\n1,5|2,5\r\n3,5|4,5");
    }

    void delimitersAreFound()
    {
        QFETCH(const QByteArray, bytes);
        const ReadBytes read = readBytes(bytes); // the name does not tell
        QCOMPARE(read.document.header.mediaType, u"text/csv"_s);
        QCOMPARE(read.document.text(), u"a: 1,5\nb: 2,5\n\na: 3,5\nb: 4,5"_s);
    }

    void aTableWithoutNamesIsReadAsItIs() { QCOMPARE(csv("1,2\n3,4\n").document.text(), u"1\n2\n\n3\n4"_s); }

    void proseWithCommasIsNoTable()
    {
        const ReadBytes read = readBytes("Dear all,\nplease bring tea, milk, and sugar.\nThanks, Ann\n");
        QCOMPARE(read.document.header.mediaType, u"text/plain"_s);
    }

    void aQuoteThatNeverEndsIsSaid()
    {
        const ReadBytes read = csv("a,b\n1,\"" + QByteArray(2'000'000, 'x'));
        QVERIFY(!read.end);
        QCOMPARE(read.end.error().code, ProblemCode::TooLarge);
    }

    void whatIsOverABoundIsSaid()
    {
        reader::ReadingOptions options;
        options.bounds.bytes = 1'000;
        ReadBytes read = readBytes(QByteArray(1'001, 'x'), options);
        QVERIFY(!read.end);
        QCOMPARE(read.end.error().code, ProblemCode::TooLarge);
        options = {};
        options.bounds.characters = 1'000;
        read = readBytes(QByteArray("word ").repeated(300), options);
        QVERIFY(!read.end);
        QCOMPARE(read.end.error().code, ProblemCode::TooLarge);
    }

    void aSinkThatHasEnoughEndsTheReading()
    {
        struct Sink final : knowledge::SectionSink
        {
            bool begin(knowledge::DocumentHeader) override { return true; }
            bool take(knowledge::Section) override { return ++taken < 2; }
            int taken = 0;
        } sink;
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray("word ").repeated(100'000));
        file.flush();
        const Result<knowledge::ReadingEnd> end = reader::readFile(file, {}, sink);
        QVERIFY(!end);
        QCOMPARE(end.error().code, ProblemCode::Cancelled);
        QCOMPARE(sink.taken, 2);
    }
};

static const bool registered = tabletalk::test::add<TestTextFiles>();
#include "tst_TextFiles.moc"
