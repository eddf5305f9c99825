// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Spelling.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestSpelling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slipsAreCounted_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<int>("distance");
        QTest::newRow("same") << u"paris"_s << u"paris"_s << 0;
        QTest::newRow("changed") << u"paris"_s << u"peris"_s << 1;
        QTest::newRow("left out") << u"paris"_s << u"pars"_s << 1;
        QTest::newRow("added") << u"paris"_s << u"parris"_s << 1;
        QTest::newRow("swapped") << u"paris"_s << u"pairs"_s << 1;
        QTest::newRow("two slips") << u"california"_s << u"califronnia"_s << 2;
        QTest::newRow("beyond the bound") << u"california"_s << u"colorado"_s << 3;
        QTest::newRow("lengths too different") << u"rome"_s << u"romania"_s << 3;
        QTest::newRow("nothing") << u""_s << u"a"_s << 1;
    }

    void slipsAreCounted()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(int, distance);
        QCOMPARE(editDistance(one, other, 2), distance);
        QCOMPARE(editDistance(other, one, 2), distance);
    }

    void veryLongWordsAreOnlyEqualOrNot()
    {
        const QString word(60, u'a');
        QCOMPARE(editDistance(word, word, 2), 0);
        QCOMPARE(editDistance(word, QString(word + u'b'), 2), 3);
    }

    void shortWordsMayHaveNoSlip()
    {
        QCOMPARE(slipsAllowed(4), 0);
        QCOMPARE(slipsAllowed(5), 1);
        QCOMPARE(slipsAllowed(8), 2);
    }
};

static const bool registered = tabletalk::test::add<TestSpelling>();
#include "tst_Spelling.moc"
