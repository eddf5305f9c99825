// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/Thesaurus.h"
#include "core/text/NameParts.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

class TestThesaurus : public QObject
{
    Q_OBJECT

    const Thesaurus &m_thesaurus = Thesaurus::builtIn();

    bool shareMeaning(QStringView one, QStringView other) const
    {
        const auto others = m_thesaurus.sensesOf(other);
        return std::ranges::any_of(m_thesaurus.sensesOf(one), [&](const Thesaurus::Sense &sense) {
            return std::ranges::find(others, sense.meaning, &Thesaurus::Sense::meaning) != others.end();
        });
    }

private Q_SLOTS:
    void wordsOfOneMeaningShareIt()
    {
        QVERIFY(shareMeaning(stemOf(u"film"), stemOf(u"movie")));
        QVERIFY(shareMeaning(stemOf(u"aerodrome"), stemOf(u"airport")));
        QVERIFY(!shareMeaning(stemOf(u"aerodrome"), stemOf(u"film")));
    }

    void phrasesAreKnownByTheirStems() { QVERIFY(shareMeaning(u"famili name", stemOf(u"surname"))); }

    void theFirstSenseHasTheGreatestShare()
    {
        const auto senses = m_thesaurus.sensesOf(stemOf(u"ship"));
        QVERIFY(senses.size() > 1);
        QVERIFY(std::ranges::is_sorted(senses, std::greater{}, &Thesaurus::Sense::share));
        for (const Thesaurus::Sense &sense : senses)
            QVERIFY(sense.share > 0 && sense.share <= 1);
    }

    void meaningsOfOtherKindsOfWordsAreMarked()
    {
        const auto senses = m_thesaurus.sensesOf(stemOf(u"physician"));
        QVERIFY(!senses.empty());
        QVERIFY(senses.front().noun);
        QVERIFY(!senses.front().derived);
    }

    void irregularFormsMeanWhatTheirVerbDoes() { QVERIFY(shareMeaning(stemOf(u"taught"), stemOf(u"teach"))); }

    void aBroaderMeaningSaysLess()
    {
        const auto senses = m_thesaurus.sensesOf(stemOf(u"aerodrome"));
        QVERIFY(!senses.empty());
        Thesaurus::Meaning meaning = senses.front().meaning;
        int steps = 0;
        while (const auto broader = m_thesaurus.broader(meaning)) {
            QVERIFY(m_thesaurus.specificity(*broader) <= m_thesaurus.specificity(meaning));
            meaning = *broader;
            QVERIFY(++steps < 30);
        }
        QVERIFY(steps > 2);
        QVERIFY(m_thesaurus.specificity(meaning) < 2);
    }

    void everyWordOfABlockIsFound()
    {
        // Neighbours in the alphabet share the beginnings that are stored only once.
        for (const QStringView word : {u"student", u"studi", u"studio", u"stuff", u"zoo", u"abbrevi"})
            QVERIFY2(!m_thesaurus.sensesOf(word).empty(), qPrintable(word.toString()));
    }

    void whatIsNoWordHasNoMeaning()
    {
        QVERIFY(m_thesaurus.sensesOf(u"").empty());
        QVERIFY(m_thesaurus.sensesOf(u"qwzx").empty());
        QVERIFY(m_thesaurus.sensesOf(u"zzzzzzz").empty());
        QVERIFY(m_thesaurus.sensesOf(u"\u00e9t\u00e9").empty());
        QVERIFY(!m_thesaurus.broader(0xffffffff));
        QCOMPARE(m_thesaurus.specificity(0xffffffff), 0.0);
    }

    void dataOfAnotherFormatHoldsNoWords()
    {
        const Thesaurus other(QByteArrayView("something else"));
        QVERIFY(other.sensesOf(u"film").empty());
        QVERIFY(!other.broader(0));
    }
};

static const bool registered = tabletalk::test::add<TestThesaurus>();
#include "tst_Thesaurus.moc"
