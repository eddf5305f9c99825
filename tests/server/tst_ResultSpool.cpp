// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Uuid7.h"
#include "server/chat/ResultSpool.h"
#include "tests/support/TestRunner.h"

#include <boost/json.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

const std::vector<ResultColumn> columns = {{u"n"_s, ColumnType::Integer}, {u"text"_s, ColumnType::Text}};

SpooledResult spool(const ResultSpool &spool, qint64 rows, const QString &text)
{
    ResultSpool::Writer writer(spool, makeId<ResultId>(Instant{1}));
    writer.begin(columns);
    for (qint64 n = 0; n < rows; ++n)
        writer.row({n, text});
    return writer.finish();
}

QStringList filesIn(const QTemporaryDir &directory)
{
    return QDir(directory.path()).entryList(QDir::Files);
}

} // namespace

class TestResultSpool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSmallResultNeedsNoFile()
    {
        QTemporaryDir directory;
        const ResultSpool results(directory.path());
        const SpooledResult result = spool(results, 3, u"ü"_s);
        QCOMPARE(result.rowCount, qint64(3));
        QVERIFY(filesIn(directory).isEmpty());

        const auto rows = results.read(result, 1, 10);
        QVERIFY(rows.has_value());
        QCOMPARE(rows->size(), size_t(2));
        QCOMPARE(boost::json::serialize((*rows)[0]), std::string(R"([1,"ü"])"));
    }

    void anyWindowOfALargeResultCanBeRead_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("first") << qint64(0) << qint64(10) << qint64(10);
        QTest::newRow("over a block's edge") << qint64(250) << qint64(20) << qint64(20);
        QTest::newRow("several blocks") << qint64(100) << qint64(1000) << qint64(1000);
        QTest::newRow("the end") << qint64(4990) << qint64(100) << qint64(10);
        QTest::newRow("beyond") << qint64(5000) << qint64(100) << qint64(0);
    }

    void anyWindowOfALargeResultCanBeRead()
    {
        QFETCH(qint64, offset);
        QFETCH(qint64, limit);
        QFETCH(qint64, expected);
        QTemporaryDir directory;
        const ResultSpool results(directory.path());
        const SpooledResult result = spool(results, 5000, QString(100, u'x'));
        QCOMPARE(filesIn(directory).size(), qsizetype(1));

        const auto rows = results.read(result, offset, limit);
        QVERIFY(rows.has_value());
        QCOMPARE(qint64(rows->size()), expected);
        for (size_t i = 0; i < rows->size(); ++i)
            QCOMPARE((*rows)[i].at(0).as_int64(), offset + qint64(i));
    }

    void rowsOnDiskSayNothingWithoutTheirKey()
    {
        QTemporaryDir directory;
        const ResultSpool results(directory.path());
        SpooledResult result = spool(results, 5000, u"confidential"_s + QString(100, u'x'));
        QFile file(directory.filePath(filesIn(directory).constFirst()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("confidential"));

        result.key[0] = char(result.key[0] ^ 1);
        QVERIFY(!results.read(result, 0, 1));
    }

    void blocksCannotBeExchanged()
    {
        QTemporaryDir directory;
        const ResultSpool results(directory.path());
        SpooledResult result = spool(results, 5000, QString(100, u'x'));
        std::swap(result.blockOffsets[0], result.blockOffsets[1]);
        QVERIFY(!results.read(result, 0, 1));
    }

    void anUnfinishedResultLeavesNoFile()
    {
        QTemporaryDir directory;
        const ResultSpool results(directory.path());
        {
            ResultSpool::Writer writer(results, makeId<ResultId>(Instant{1}));
            writer.begin(columns);
            for (qint64 n = 0; n < 5000; ++n)
                writer.row({n, QString(100, u'x')});
            QCOMPARE(filesIn(directory).size(), qsizetype(1));
        }
        QVERIFY(filesIn(directory).isEmpty());
    }

    void startingOverForgetsWhatCameBefore()
    {
        QTemporaryDir directory;
        const ResultSpool results(directory.path());
        ResultSpool::Writer writer(results, makeId<ResultId>(Instant{1}));
        writer.begin(columns);
        writer.row({qint64(1), u"first try"_s});
        writer.begin({{u"other"_s, ColumnType::Text}});
        writer.row({u"second try"_s});
        const SpooledResult result = writer.finish();
        QCOMPARE(result.rowCount, qint64(1));
        QCOMPARE(result.columns.size(), size_t(1));
        QCOMPARE(writer.firstRows().size(), size_t(1));
        QCOMPARE(boost::json::serialize(results.read(result, 0, 5)->front()), std::string(R"(["second try"])"));
    }

    void anAnswerCarriesOnlyTheFirstRows()
    {
        QTemporaryDir directory;
        const ResultSpool results(directory.path());
        ResultSpool::Writer writer(results, makeId<ResultId>(Instant{1}));
        writer.begin(columns);
        for (qint64 n = 0; n < 3000; ++n)
            writer.row({n, u"x"_s});
        QCOMPARE(qint64(writer.firstRows().size()), ResultSpool::firstRowsLimit);
        QCOMPARE(writer.finish().rowCount, qint64(3000));
    }
};

static const bool registered = tabletalk::test::add<TestResultSpool>();
#include "tst_ResultSpool.moc"
