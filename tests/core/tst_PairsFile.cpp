// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/PairsFile.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::evaluation;
using namespace Qt::StringLiterals;

/// Files of questions with the statements that answer them.
class TestPairsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonLinesAreRead()
    {
        const auto pairs = readPairs(u"{\"question\":\"How many?\",\"gold_sql\":\"SELECT 1\"}\n\n"
                                     "{\"id\":7,\"question\":\" Who? \",\"gold_sql\":\"SELECT '\\n'\"}\r\n",
                                     10);
        QVERIFY(pairs);
        QCOMPARE(pairs->size(), size_t(2));
        QCOMPARE(pairs->at(0).question, u"How many?"_s);
        QCOMPARE(pairs->at(1).question, u"Who?"_s);
        QCOMPARE(pairs->at(1).sql, u"SELECT '\n'"_s);
    }

    void csvIsReadWhereverItsColumnsStand()
    {
        const auto pairs = readPairs(u"\uFEFFnote,Gold_SQL,question\r\n"
                                     "x,\"SELECT a,\n \"\"b\"\" FROM t\",\"Which, then?\"\r\n"
                                     "\r\n"
                                     ",SELECT 2,Second",
                                     10);
        QVERIFY(pairs);
        QCOMPARE(pairs->size(), size_t(2));
        QCOMPARE(pairs->at(0).sql, u"SELECT a,\n \"b\" FROM t"_s);
        QCOMPARE(pairs->at(0).question, u"Which, then?"_s);
        QCOMPARE(pairs->at(1).question, u"Second"_s);
    }

    void whatCannotBeReadIsNamedByItsLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line");
        QTest::newRow("no JSON") << u"{\"question\":\"a\",\"gold_sql\":\"b\"}\n{nonsense"_s << u"Line 2"_s;
        QTest::newRow("no statement") << u"{\"question\":\"a\"}"_s << u"Line 1"_s;
        QTest::newRow("another head") << u"frage,sql\na,b"_s << u"Line 1"_s;
        QTest::newRow("an open quote") << u"question,gold_sql\na,b\n\"c,d"_s << u"Line 3"_s;
        QTest::newRow("an empty field") << u"question,gold_sql\n\"a\nb\",c\nd,"_s << u"Line 4"_s;
    }

    void whatCannotBeReadIsNamedByItsLine()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, line);
        const auto pairs = readPairs(text, 10);
        QVERIFY(!pairs);
        QCOMPARE(pairs.error().code, ProblemCode::InvalidRequest);
        QVERIFY2(pairs.error().detail.contains(line), qPrintable(pairs.error().detail));
    }

    void anEmptyFileIsRefused()
    {
        QVERIFY(!readPairs(u"", 10));
        QVERIFY(!readPairs(u"question,gold_sql\n", 10));
    }

    void noMoreThanTheBoundAreRead()
    {
        QString csv = u"question,gold_sql\n"_s;
        for (int i = 0; i < 4; ++i)
            csv += u"a,b\n"_s;
        QVERIFY(readPairs(csv, 4));
        QCOMPARE(readPairs(csv, 3).error().code, ProblemCode::TooLarge);
    }
};

static const bool registered = tabletalk::test::add<TestPairsFile>();
#include "tst_PairsFile.moc"
