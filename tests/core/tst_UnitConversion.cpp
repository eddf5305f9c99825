// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/UnitConversion.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestUnitConversion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsBehindANumberAreUnits()
    {
        QCOMPARE(unitBehind(u"hours"_s), u"h"_s);
        QCOMPARE(unitBehind(u"hour"_s), u"h"_s);
        QCOMPARE(unitBehind(u"minutes"_s), u"min"_s);
        QCOMPARE(unitBehind(u"kilograms"_s), u"kg"_s);
        QCOMPARE(unitBehind(u"feet"_s), u"ft"_s);
        QCOMPARE(unitBehind(u"customers"_s), QString());
    }

    void amountsAreConvertedWithinOneKind()
    {
        QCOMPARE(converted(2, u"h"_s, u"min"_s), 120.0);
        QCOMPARE(converted(90, u"min"_s, u"h"_s), 1.5);
        QCOMPARE(converted(1.5, u"kg"_s, u"g"_s), 1500.0);
        QCOMPARE(converted(1, u"mi"_s, u"km"_s), 1.609344);
        QCOMPARE(converted(5, u"kg"_s, u"kg"_s), 5.0);
    }

    void kindsThatDifferAreNotConverted()
    {
        QVERIFY(!converted(2, u"h"_s, u"kg"_s));
        QVERIFY(!converted(2, u"h"_s, u"EUR"_s));
        QVERIFY(!converted(2, QString(), u"min"_s));
    }
};

static const bool registered = tabletalk::test::add<TestUnitConversion>();
#include "tst_UnitConversion.moc"
