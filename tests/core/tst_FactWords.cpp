// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memory/FactWords.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::memory;
using namespace Qt::StringLiterals;

/// What is kept in mind, read without a model.
class TestFactWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWishToRememberIsToldFromAQuestion_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("fact");
        QTest::addColumn<bool>("forAll");
        QTest::addRow("plain") << u"Remember that we call refunds 'returns'."_s << u"we call refunds 'returns'."_s
                               << false;
        QTest::addRow("colon") << u"please remember: my region is Kansai"_s << u"my region is Kansai"_s << false;
        QTest::addRow("for all") << u"Remember for everybody that GMV means paid revenue"_s
                                 << u"GMV means paid revenue"_s << true;
        QTest::addRow("team") << u"remember for the team, that our year begins in April"_s
                              << u"our year begins in April"_s << true;
        QTest::addRow("a question") << u"How many orders do we remember that were late?"_s << QString() << false;
        QTest::addRow("another question") << u"Remember the refunds of May?"_s << QString() << false;
        QTest::addRow("nothing said") << u"remember that "_s << QString() << false;
    }

    void aWishToRememberIsToldFromAQuestion()
    {
        QFETCH(QString, said);
        QFETCH(QString, fact);
        QFETCH(bool, forAll);
        const auto wish = wishIn(said);
        QCOMPARE(wish ? wish->text : QString(), fact);
        QCOMPARE(wish && wish->forAll, forAll);
    }

    void factsAboutWordsSayWhatIsMeant_data()
    {
        QTest::addColumn<QString>("fact");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("meant");
        QTest::addRow("quoted") << u"we call refunds 'returns'"_s << u"returns"_s << u"refunds"_s;
        QTest::addRow("two words") << u"We call the paid invoices \u201csettled bills\u201d."_s << u"settled bills"_s
                                   << u"paid invoices"_s;
        QTest::addRow("bare") << u"we call customers guests"_s << u"guests"_s << u"customers"_s;
        QTest::addRow("means") << u"GMV means paid revenue"_s << u"GMV"_s << u"paid revenue"_s;
        QTest::addRow("say") << u"When I say the north, I mean Hokkaido"_s << u"north"_s << u"Hokkaido"_s;
        QTest::addRow("mine") << u"My region is Kansai."_s << u"My region"_s << u"Kansai"_s;
        QTest::addRow("not about words") << u"The shop is closed on Sundays"_s << QString() << QString();
        QTest::addRow("the same") << u"refunds means refunds"_s << QString() << QString();
        QTest::addRow("too long") << QString(u"x means "_s + QString(100, u'y')) << QString() << QString();
    }

    void factsAboutWordsSayWhatIsMeant()
    {
        QFETCH(QString, fact);
        QFETCH(QString, said);
        QFETCH(QString, meant);
        const auto found = substitutionIn(fact);
        QCOMPARE(found ? found->said : QString(), said);
        QCOMPARE(found ? found->meant : QString(), meant);
    }

    void aQuestionIsPutInTheWordsOfTheData()
    {
        const std::vector<Substitution> known{{u"returns"_s, u"refunds"_s}, {u"my region"_s, u"Kansai"_s}};
        std::vector<size_t> used;
        QCOMPARE(withSubstitutions(u"How many Returns in my region?"_s, known, &used),
                 u"How many refunds in Kansai?"_s);
        QCOMPARE(used, (std::vector<size_t>{0, 1}));
        QCOMPARE(withSubstitutions(u"Who returnsome?"_s, known), u"Who returnsome?"_s); // a part of a word
        QCOMPARE(withSubstitutions(u"the guest list"_s, {{u"guest"_s, u"customer"_s}}), u"the customer list"_s);
        QCOMPARE(withSubstitutions(u"all guests"_s, {{u"guest"_s, u"customer"_s}}), u"all customer"_s);
    }

    void whatWasPutInIsNotReadAgain()
    {
        const std::vector<Substitution> circle{{u"a1"_s, u"b1 b1"_s}, {u"b1"_s, u"a1 a1"_s}};
        QCOMPARE(withSubstitutions(u"a1 and b1"_s, circle), u"b1 b1 and a1 a1"_s);
    }

    void theLongestOfSeveralIsTaken()
    {
        const std::vector<Substitution> known{{u"my region"_s, u"Kansai"_s}, {u"my region of sales"_s, u"Kanto"_s}};
        QCOMPARE(withSubstitutions(u"orders in my region of sales"_s, known), u"orders in Kanto"_s);
    }

    void factsAreBounded()
    {
        QVERIFY(!checkedFact(u"ab"_s));
        QVERIFY(!checkedFact(QString(longestFact + 1, u'x')));
        QCOMPARE(*checkedFact(u"  Remember that\n we  meet on Mondays "_s), u"we meet on Mondays"_s);
        const QString long_(5'000, u'x');
        QCOMPARE(withSubstitutions(long_, {{u"x"_s, u"y"_s}}), long_);
        QCOMPARE(withSubstitutions(QString(3'000, u'!'), {{u"!"_s, u"!!"_s}}).size(), qsizetype(3'000));
    }

    void factsThatShareWordsWithTheQuestionFit()
    {
        QVERIFY(fit(u"We call refunds returns"_s, u"How many refunds?"_s) > 0);
        QCOMPARE(fit(u"The shop is closed on Sundays"_s, u"How many refunds?"_s), 0);
    }
};

static const bool registered = tabletalk::test::add<TestFactWords>();
#include "tst_FactWords.moc"
