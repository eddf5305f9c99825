// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/RowWriter.h"
#include "core/export/XlsxWriter.h"
#include "tests/support/ProcessMemory.h"
#include "tests/support/TestRunner.h"
#include "tests/support/Workbook.h"

#include <boost/json/parse.hpp>

#include <QBuffer>
#include <QTest>

#include <limits>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// Takes so many bytes and forgets them.
class Sink final : public QIODevice
{
public:
    explicit Sink(qint64 room = std::numeric_limits<qint64>::max())
        : m_room(room)
    {
        open(WriteOnly | Unbuffered);
    }
    bool isSequential() const override { return true; }
    qint64 taken() const { return m_taken; }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        if (m_taken + size > m_room) {
            setErrorString(u"No space left on device"_s);
            return -1;
        }
        m_taken += size;
        return size;
    }

private:
    qint64 m_room;
    qint64 m_taken = 0;
};

} // namespace

/// Rows in the forms that they leave in: each form keeps every digit and no form lets a cell
/// become more than a value.
class TestRowWriters : public QObject
{
    Q_OBJECT

    static std::vector<ResultColumn> columns()
    {
        return {{u"city"_s, ColumnType::Text}, {u"amount"_s, ColumnType::Decimal}, {u"amount"_s, ColumnType::Integer}};
    }

    static QByteArray written(RowWriter &writer, QBuffer &buffer, const std::vector<ResultColumn> &columns,
                              const std::vector<Row> &rows)
    {
        if (!writer.begin(columns))
            return "not begun";
        for (const Row &row : rows) {
            if (!writer.row(row))
                return "not written";
        }
        return writer.end() ? buffer.data() : QByteArray("not ended");
    }

    static QByteArray written(ExportFormat format, const std::vector<ResultColumn> &columns,
                              const std::vector<Row> &rows, const ExportOptions &options = {})
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        return written(*makeRowWriter(format, buffer, options), buffer, columns, rows);
    }

    static Workbook workbook(const std::vector<ResultColumn> &columns, const std::vector<Row> &rows,
                             const SheetLimits &limits = {})
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        XlsxWriter writer(buffer, limits);
        return Workbook::read(written(writer, buffer, columns, rows));
    }

    static Workbook oneCell(const Cell &cell, ColumnType type) { return workbook({{u"x"_s, type}}, {{cell}}); }

private Q_SLOTS:
    void everyFormatHasANameOfItsOwn()
    {
        for (const ExportFormat format : exportFormats()) {
            QCOMPARE(exportFormatFromName(formatName(format)), std::optional(format));
            QVERIFY(!formatTitle(format).isEmpty());
            QVERIFY(!fileSuffix(format).isEmpty());
        }
        QVERIFY(!exportFormatFromName(u"exe"));
    }

    void csvHasItsColumnsFirstAndGuardsFormulas()
    {
        QCOMPARE(written(ExportFormat::Csv, columns(), {{u"=A1"_s, Decimal{u"-1.50"_s}, qint64(2)}}),
                 QByteArray("city,amount,amount\r\n'=A1,-1.50,2\r\n"));
        QCOMPARE(written(ExportFormat::Csv, columns(), {}), QByteArray("city,amount,amount\r\n"));
    }

    void jsonTellsColumnsOfTheSameNameApart()
    {
        const QByteArray text =
            written(ExportFormat::Json, columns(),
                    {{u"Århus \"x\"\n"_s, Decimal{u"0.10000000000000000001"_s}, qint64(9'007'199'254'740'993)},
                     {Cell(), Decimal{u"2.5"_s}, Cell()}});
        const auto rows = boost::json::parse(text.toStdString()).as_array();
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(rows[0].at("city").as_string(), boost::json::string_view("Århus \"x\"\n"));
        QCOMPARE(rows[0].at("amount").as_string(), boost::json::string_view("0.10000000000000000001"));
        QCOMPARE(rows[0].at("amount_2").as_int64(), std::int64_t(9'007'199'254'740'993));
        QVERIFY(rows[1].at("city").is_null());
        QCOMPARE(rows[1].at("amount").as_double(), 2.5);
        QVERIFY(boost::json::parse(written(ExportFormat::Json, columns(), {}).toStdString()).as_array().empty());
    }

    void markdownStaysATableOfTexts()
    {
        QCOMPARE(
            written(ExportFormat::Markdown, columns(), {{u"a|b\nc <script> [x](y) \\"_s, Decimal{u"1.50"_s}, Cell()}}),
            QByteArray("| city | amount | amount |\n| --- | ---: | ---: |\n"
                       "| a\\|b c \\<script> \\[x\\](y) \\\\ | 1.50 |  |\n"));
    }

    void insertStatementsKeepWhatACellHoldsInsideItsLiteral_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("sqlite") << int(Dialect::SQLite)
                                << QByteArray("INSERT INTO \"my \"\"table\" (\"a\", \"b\") VALUES\n"
                                              "  ('\\''); DROP TABLE x; --', TRUE),\n  (X'01ff', NULL);\n");
        QTest::newRow("postgresql") << int(Dialect::PostgreSQL)
                                    << QByteArray("INSERT INTO \"my \"\"table\" (\"a\", \"b\") VALUES\n"
                                                  "  ('\\''); DROP TABLE x; --', TRUE),\n  ('\\x01ff', NULL);\n");
        QTest::newRow("mysql") << int(Dialect::MySQL)
                               << QByteArray("INSERT INTO `my \"table` (`a`, `b`) VALUES\n"
                                             "  ('\\\\''); DROP TABLE x; --', TRUE),\n  (X'01ff', NULL);\n");
        QTest::newRow("sqlserver") << int(Dialect::SqlServer)
                                   << QByteArray("INSERT INTO [my \"table] ([a], [b]) VALUES\n"
                                                 "  (N'\\''); DROP TABLE x; --', 1),\n  (0x01ff, NULL);\n");
    }
    void insertStatementsKeepWhatACellHoldsInsideItsLiteral()
    {
        QFETCH(int, dialect);
        QFETCH(QByteArray, expected);
        const ExportOptions options{.csv = {}, .tableName = u"my \"table"_s, .dialect = Dialect(dialect)};
        QCOMPARE(written(ExportFormat::Insert, {{u"a"_s, ColumnType::Text}, {u"b"_s, ColumnType::Boolean}},
                         {{u"\\'); DROP TABLE x; --"_s, true}, {QByteArray("\x01\xff", 2), Cell()}}, options),
                 expected);
    }

    void manyRowsBecomeSeveralStatements()
    {
        std::vector<Row> rows;
        for (qint64 i = 0; i < 250; ++i)
            rows.push_back({i});
        const QByteArray text = written(ExportFormat::Insert, {{u"n"_s, ColumnType::Integer}}, rows);
        QCOMPARE(text.count("INSERT INTO"), 3);
        QCOMPARE(text.count(";\n"), 3);
        QVERIFY(text.endsWith("(249);\n"));
        QCOMPARE(written(ExportFormat::Insert, {{u"n"_s, ColumnType::Integer}}, {}), QByteArray());
    }

    void aWorkbookHoldsTheRowsAsTheyAre()
    {
        const Workbook book =
            workbook(columns(), {{u"Ōsaka & <b>"_s, Decimal{u"1234.50"_s}, qint64(7)}, {Cell(), 0.1, Cell()}});
        QCOMPARE(book.problems, QStringList());
        QCOMPARE(book.sheetNames, QStringList{u"Answer"_s});
        QCOMPARE(book.value(u"A1"_s), u"city"_s);
        QCOMPARE(book.value(u"A2"_s), u"Ōsaka & <b>"_s);
        QCOMPARE(book.value(u"B2"_s), u"1234.50"_s);
        QCOMPARE(book.sheets[0][u"B2"_s].type, QString()); // a number
        QCOMPARE(book.value(u"C2"_s), u"7"_s);
        QVERIFY(!book.sheets[0].contains(u"A3"_s));
        QCOMPARE(book.value(u"B3"_s), u"0.1"_s);
    }

    void theFirstRowIsBoldStaysInViewAndFilters()
    {
        const Workbook book = workbook(columns(), {{u"A text that needs more room than its title"_s, 1.0, qint64(2)}});
        QCOMPARE(book.sheets[0][u"A1"_s].style, QString::number(int(SheetStyle::Header)));
        const QByteArray sheet = book.parts[u"xl/worksheets/sheet1.xml"_s];
        QVERIFY(sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"));
        QVERIFY(sheet.contains("<autoFilter ref=\"A1:C2\"/>"));
        QVERIFY(sheet.contains("<col min=\"1\" max=\"1\" width=\"43\" customWidth=\"1\"/>"));
        QVERIFY(book.parts[u"xl/styles.xml"_s].contains("<font><b/>"));
    }

    void noCellIsAFormula()
    {
        const Workbook book = oneCell(u"=HYPERLINK(\"http://x\")"_s, ColumnType::Text);
        QCOMPARE(book.value(u"A2"_s), u"=HYPERLINK(\"http://x\")"_s);
        QCOMPARE(book.sheets[0][u"A2"_s].type, u"inlineStr"_s);
        QVERIFY(!book.parts[u"xl/worksheets/sheet1.xml"_s].contains("<f>"));
    }

    void datesAreDates_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("style"); // Plain: stays a text
        const int date = int(ColumnType::Date);
        const int moment = int(ColumnType::Timestamp);
        const int time = int(ColumnType::Time);
        const int plain = int(SheetStyle::Plain);
        QTest::newRow("date") << date << u"2024-02-29"_s << u"45351"_s << int(SheetStyle::Date);
        QTest::newRow("first day") << date << u"1900-03-01"_s << u"61"_s << int(SheetStyle::Date);
        QTest::newRow("before the calendar") << date << u"1899-12-31"_s << u"1899-12-31"_s << plain;
        QTest::newRow("no date") << date << u"0000-00-00"_s << u"0000-00-00"_s << plain;
        QTest::newRow("moment") << moment << u"2024-02-29 12:00:00"_s << u"45351.5"_s << int(SheetStyle::Timestamp);
        QTest::newRow("with T") << moment << u"2024-02-29T06:00:00.000"_s << u"45351.25"_s
                                << int(SheetStyle::Timestamp);
        QTest::newRow("midnight") << moment << u"2024-02-29"_s << u"45351"_s << int(SheetStyle::Timestamp);
        QTest::newRow("another zone") << moment << u"2024-02-29 12:00:00+02"_s << u"2024-02-29 12:00:00+02"_s << plain;
        QTest::newRow("too fine") << moment << u"2024-02-29 12:00:00.123456"_s << u"2024-02-29 12:00:00.123456"_s
                                  << plain;
        QTest::newRow("time") << time << u"18:00:00"_s << u"0.75"_s << int(SheetStyle::Time);
        QTest::newRow("a text that looks like one")
            << int(ColumnType::Text) << u"2024-02-29"_s << u"2024-02-29"_s << plain;
    }
    void datesAreDates()
    {
        QFETCH(int, type);
        QFETCH(QString, text);
        QFETCH(QString, value);
        QFETCH(int, style);
        const Workbook book = oneCell(text, ColumnType(type));
        QCOMPARE(book.value(u"A2"_s), value);
        const auto cell = book.sheets[0][u"A2"_s];
        QCOMPARE(cell.style, style == 0 ? QString() : QString::number(style));
        QCOMPARE(cell.type, style == 0 ? u"inlineStr"_s : QString());
    }

    void numbersThatASpreadsheetWouldRoundAreTexts_data()
    {
        QTest::addColumn<QString>("digits");
        QTest::addColumn<bool>("isNumber");
        QTest::newRow("15") << u"123456789012345"_s << true;
        QTest::newRow("16") << u"1234567890123456"_s << false;
        QTest::newRow("15 with a point") << u"-1234567890.12345"_s << true;
        QTest::newRow("16 with a point") << u"1234567890.123456"_s << false;
        QTest::newRow("zeros before") << u"0.00000000000000001"_s << true;
        QTest::newRow("no number") << u"NaN"_s << false;
    }
    void numbersThatASpreadsheetWouldRoundAreTexts()
    {
        QFETCH(QString, digits);
        QFETCH(bool, isNumber);
        const Workbook book = oneCell(Decimal{digits}, ColumnType::Decimal);
        QCOMPARE(book.value(u"A2"_s), digits);
        QCOMPARE(book.sheets[0][u"A2"_s].type, isNumber ? QString() : u"inlineStr"_s);
        bool isWhole = false;
        if (const qint64 whole = digits.toLongLong(&isWhole); isWhole)
            QCOMPARE(oneCell(whole, ColumnType::Integer).sheets[0][u"A2"_s].type,
                     isNumber ? QString() : u"inlineStr"_s);
    }

    void charactersThatXmlDoesNotHaveComeThrough()
    {
        const QString odd = u"tab\tline\ncr\rbell\u0007 _x0041_ end\uFFFF \U0001F600"_s;
        const Workbook book = oneCell(odd, ColumnType::Text);
        QCOMPARE(book.problems, QStringList());
        QCOMPARE(book.value(u"A2"_s), odd);
        const Workbook half = oneCell(QString(u"a"_s + QChar(0xd83d) + u"b"_s), ColumnType::Text);
        QCOMPARE(half.problems, QStringList());
        QCOMPARE(half.value(u"A2"_s), u"a\uFFFDb"_s);
    }

    void aTextLongerThanACellIsCutAndSaidSo()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        XlsxWriter writer(buffer);
        const QByteArray bytes = written(writer, buffer, {{u"x"_s, ColumnType::Text}},
                                         {{QString(SheetCells::mostCharacters, u'a')},
                                          {QString(QString(SheetCells::mostCharacters - 2, u'b') + u"\U0001F600!"_s)}});
        const Workbook book = Workbook::read(bytes);
        QCOMPARE(book.value(u"A2"_s).size(), SheetCells::mostCharacters);
        // Half of a character is not kept.
        QCOMPARE(book.value(u"A3"_s), QString(QString(SheetCells::mostCharacters - 2, u'b') + u'…'));
        QVERIFY2(writer.remark().contains(u"One text"), qPrintable(writer.remark()));
    }

    void rowsThatASheetHasNoRoomForGoToTheNext()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        XlsxWriter writer(buffer, {.rows = 101});
        std::vector<Row> rows;
        for (qint64 i = 1; i <= 250; ++i)
            rows.push_back({i});
        const Workbook book = Workbook::read(written(writer, buffer, {{u"n"_s, ColumnType::Integer}}, rows));
        QCOMPARE(book.problems, QStringList());
        QCOMPARE(book.sheetNames, (QStringList{u"Answer"_s, u"Answer 2"_s, u"Answer 3"_s}));
        QCOMPARE(book.value(u"A1"_s, 2), u"n"_s);
        QCOMPARE(book.value(u"A101"_s, 0), u"100"_s);
        QCOMPARE(book.value(u"A2"_s, 1), u"101"_s);
        QCOMPARE(book.value(u"A51"_s, 2), u"250"_s);
        QVERIFY(!book.sheets[2].contains(u"A52"_s));
        QVERIFY2(writer.remark().contains(u"3 sheets"), qPrintable(writer.remark()));
        QCOMPARE(SheetLimits().rows, qint64(1'048'576));
    }

    void aResultWithoutRowsIsAWorkbookWithItsColumns()
    {
        const Workbook book = workbook(columns(), {});
        QCOMPARE(book.problems, QStringList());
        QCOMPARE(book.value(u"B1"_s), u"amount"_s);
        QCOMPARE(workbook({}, {}).problems, QStringList());
    }

    void moreColumnsThanASheetHasAreRefused()
    {
        Sink sink;
        XlsxWriter writer(sink);
        const auto begun = writer.begin(std::vector<ResultColumn>(16'385));
        QVERIFY(!begun);
        QCOMPARE(begun.error().code, ProblemCode::TooLarge);
        QVERIFY(begun.error().detail.contains(u"16385"));
        QCOMPARE(sheetColumnName(0), QByteArray("A"));
        QCOMPARE(sheetColumnName(26), QByteArray("AA"));
        QCOMPARE(sheetColumnName(16'383), QByteArray("XFD"));
    }

    void aFullDiskIsSaid_data()
    {
        QTest::addColumn<int>("format");
        for (const ExportFormat format : exportFormats())
            QTest::newRow(qPrintable(formatName(format))) << int(format);
    }
    void aFullDiskIsSaid()
    {
        QFETCH(int, format);
        Sink sink(10'000);
        const auto writer = makeRowWriter(ExportFormat(format), sink);
        Result<void> done = writer->begin(columns());
        for (qint64 i = 0; done && i < 20'000; ++i)
            done = writer->row({QString::number(i * 7919, 36), Decimal{QString::number(i)}, i});
        if (done)
            done = writer->end();
        QVERIFY(!done);
        QCOMPARE(done.error().code, ProblemCode::Unavailable);
        QVERIFY2(done.error().detail.contains(u"No space left"), qPrintable(done.error().detail));
    }

    void memoryDoesNotGrowWithTheRows_data() { aFullDiskIsSaid_data(); }
    void memoryDoesNotGrowWithTheRows()
    {
        QFETCH(int, format);
        constexpr qint64 rows = 200'000;
        constexpr qint64 mostMemory = 16LL * 1024 * 1024;
        Sink sink;
        const auto writer = makeRowWriter(ExportFormat(format), sink);
        ProcessMemory::resetPeak();
        const qint64 before = ProcessMemory::now();
        QVERIFY(writer->begin(columns()));
        for (qint64 i = 0; i < rows; ++i)
            QVERIFY(writer->row({u"City number %1 of many"_s.arg(i), Decimal{QString::number(i * 1.25)}, i}));
        QVERIFY(writer->end());
        const qint64 grown = ProcessMemory::peak() - before;
        QVERIFY2(grown < mostMemory, qPrintable(u"%1 bytes more for %2 written"_s.arg(grown).arg(sink.taken())));
        QVERIFY(sink.taken() > rows);
    }
};

static const bool registered = tabletalk::test::add<TestRowWriters>();
#include "tst_RowWriters.moc"
