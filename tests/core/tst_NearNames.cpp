// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/NearNames.h"
#include "core/text/NameParts.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

class TestNearNames : public QObject
{
    Q_OBJECT

    static NearNames namesOf(std::initializer_list<QStringView> words)
    {
        NearNames names(Thesaurus::builtIn());
        std::vector<QString> stems;
        for (const QStringView word : words) {
            QStringList parts;
            for (const QStringView part : word.split(u' '))
                parts << stemOf(part);
            stems.push_back(parts.join(u' '));
        }
        names.add(stems);
        return names;
    }

    static NearName found(const NearNames &names, QStringView asked, QStringView name)
    {
        const auto near = names.nearTo(stemOf(asked));
        const auto one = std::ranges::find(near, stemOf(name), &NearName::stems);
        return one == near.end() ? NearName() : *one;
    }

private Q_SLOTS:
    void aSynonymIsNear()
    {
        const NearName movie = found(namesOf({u"movie", u"ship"}), u"film", u"movie");
        QVERIFY(movie.nearness > 0.5);
        QCOMPARE(movie.kind, LinkKind::Synonym);
        QCOMPARE(found(namesOf({u"movie", u"ship"}), u"film", u"ship").nearness, 0.0);
    }

    void aKindOfSomethingIsNarrower()
    {
        const NearName storm = found(namesOf({u"storm"}), u"windstorm", u"storm");
        QVERIFY(storm.nearness > 0.3);
        QCOMPARE(storm.kind, LinkKind::Narrower);
        QCOMPARE(found(namesOf({u"windstorm"}), u"storm", u"windstorm").kind, LinkKind::Broader);
    }

    void aSynonymIsNearerThanSomethingBroader()
    {
        const NearNames names = namesOf({u"airport", u"facility"});
        QVERIFY(found(names, u"aerodrome", u"airport").nearness > found(names, u"aerodrome", u"facility").nearness);
    }

    void aRareMeaningIsFartherThanAFrequentOne()
    {
        // A picture is seldom a film.
        const NearNames names = namesOf({u"movie"});
        QVERIFY(found(names, u"film", u"movie").nearness > found(names, u"picture", u"movie").nearness);
    }

    void aPhraseOfANameIsNearToAWord()
    {
        const auto near = namesOf({u"last name"}).nearTo(stemOf(u"surname"));
        QCOMPARE(near.size(), 1);
        QCOMPARE(near.front().stems, u"last name"_s);
    }

    void aPhraseOfAQuestionIsNearToAWord()
    {
        const auto near = namesOf({u"surname"}).nearTo(u"famili name"_s);
        QCOMPARE(near.size(), 1);
        QCOMPARE(near.front().stems, stemOf(u"surname"));
    }

    void aVerbsFormHasNoMeaningOfANoun()
    {
        const NearNames names = namesOf({u"food"});
        const QString stem = stemOf(u"produced");
        QVERIFY(names.nearTo(stem, true).size() <= names.nearTo(stem, false).size());
    }

    void noNameIsNearToItself()
    {
        for (const NearName &near : namesOf({u"film", u"movie"}).nearTo(stemOf(u"film")))
            QVERIFY(near.stems != stemOf(u"film"));
    }

    void everyNearnessIsBetweenNoneAndOne()
    {
        const NearNames names = namesOf({u"city", u"town", u"country", u"state", u"place", u"person", u"teacher",
                                         u"course", u"price", u"cost", u"date", u"birth"});
        for (const QStringView word : {u"location", u"nation", u"instructor", u"class", u"charge", u"born", u"day"}) {
            const auto near = names.nearTo(stemOf(word));
            QVERIFY(near.size() <= 6);
            QVERIFY(std::ranges::is_sorted(near, std::greater{}, &NearName::nearness));
            for (const NearName &name : near)
                QVERIFY(name.nearness > 0 && name.nearness <= 1);
        }
    }

    void wordsThatNobodyKnowsAreNearToNothing() { QVERIFY(namesOf({u"qwzx", u"film"}).nearTo(u"qwzy"_s).empty()); }
};

static const bool registered = tabletalk::test::add<TestNearNames>();
#include "tst_NearNames.moc"
