// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // which does not read <compare>
#include "core/ask/link/ValueWords.h"
#endif
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

class TestValueWords : public QObject
{
    Q_OBJECT

    static ValueWords teams()
    {
        ValueWords words;
        for (const QString &team : {u"Columbus Crew"_s, u"Toronto FC"_s, u"New York Red Bulls"_s, u"Red Stars"_s})
            words.add({0, 1}, team, team.toLower());
        for (const QString &city : {u"Columbus"_s, u"Toronto"_s, u"Montreal"_s})
            words.add({1, 0}, city, city.toLower());
        words.sort();
        return words;
    }

private Q_SLOTS:
    void aValueIsFoundByItsFirstWord()
    {
        const auto found = teams().holding(u"columbus"_s);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.front().text, u"Columbus Crew"_s);
        QCOMPARE(found.front().place, (Place{0, 1}));
        QVERIFY(found.front().leads);
    }

    void aValueIsFoundByWordsInside()
    {
        const auto found = teams().holding(u"red bulls"_s);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.front().text, u"New York Red Bulls"_s);
        QVERIFY(!found.front().leads);
    }

    void aPartThatSeveralValuesOfAColumnHaveMeansNone() { QVERIFY(teams().holding(u"red"_s).empty()); }

    void aPartOfAWordIsNoPart()
    {
        QVERIFY(teams().holding(u"colum"_s).empty());
        QVERIFY(teams().holding(u"columbus cr"_s).empty());
    }

    void misspeltWordsAreRespelt()
    {
        QCOMPARE(teams().respelt(u"tornoto"_s), u"toronto"_s);
        QCOMPARE(teams().respelt(u"montreel"_s), u"montreal"_s);
        QCOMPARE(teams().respelt(u"colombus"_s), u"columbus"_s);
    }

    void whatIsFarFromEveryWordIsLeftAsItIs()
    {
        QVERIFY(teams().respelt(u"madrid"_s).isEmpty());
        QVERIFY(teams().respelt(u"crow"_s).isEmpty());
    }

    void whatIsEquallyNearToTwoWordsIsLeftAsItIs()
    {
        ValueWords words;
        words.add({0, 0}, u"Marion"_s, u"marion"_s);
        words.add({0, 0}, u"Marian"_s, u"marian"_s);
        words.sort();
        QVERIFY(words.respelt(u"mariun"_s).isEmpty());
    }

    void proseIsNotTakenApart()
    {
        ValueWords words;
        const QString prose = u"a comment that goes on for more words than a name has"_s;
        words.add({0, 0}, prose, prose);
        words.sort();
        QVERIFY(words.holding(u"comment"_s).empty());
    }
};

static const bool registered = tabletalk::test::add<TestValueWords>();
#include "tst_ValueWords.moc"
