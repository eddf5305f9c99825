// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Lexicon.h"
#include "core/ask/read/NumberWords.h"
#include "core/ask/read/QuestionReader.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <algorithm>

using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

class TestQuestionReader : public QObject
{
    Q_OBJECT

    static QString joined(QStringView question)
    {
        QStringList parts;
        for (const Word &word : readQuestion(question))
            parts << (word.kind == Word::Kind::Quoted ? QString(u'[' + word.text + u']') : word.lower);
        return parts.join(u'|');
    }

private Q_SLOTS:
    void wordsAreTakenApart_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("words");
        QTest::newRow("plain") << u"Show all names."_s << u"show|all|names|."_s;
        QTest::newRow("not") << u"don't"_s << u"do|not"_s;
        QTest::newRow("possessive") << u"Ann's dogs and students' names"_s << u"ann|'s|dogs|and|students|'s|names"_s;
        QTest::newRow("quoted") << u"named 'New York' or \"L.A.\""_s << u"named|[New York]|or|[L.A.]"_s;
        QTest::newRow("typographic quotes") << u"named “New York”?"_s << u"named|[New York]|?"_s;
        QTest::newRow("numbers") << u"1,000 or 3.5 or $20"_s << u"1,000|or|3.5|or|$20"_s;
        QTest::newRow("dates") << u"on 2020-01-31 at 10:30"_s << u"on|[2020-01-31]|at|10:30"_s;
        QTest::newRow("signs") << u"age >= 5"_s << u"age|>=|5"_s;
        QTest::newRow("open quote") << u"the 'end"_s << u"the|end"_s;
    }

    void wordsAreTakenApart()
    {
        QFETCH(const QString, question);
        QFETCH(const QString, words);
        QCOMPARE(joined(question), words);
    }

    void numbersAreRead()
    {
        QCOMPARE(readQuestion(u"three").front().number, 3.0);
        QCOMPARE(readQuestion(u"1.5 million people").front().number, 1.5e6);
        QCOMPARE(writtenNumber(u"1,234,567.5"), 1234567.5);
        QCOMPARE(writtenNumber(u"10k"), 10'000.0);
        QVERIFY(!writtenNumber(u"1,23"));
        QVERIFY(!writtenNumber(u"2020-01-01"));
        QVERIFY(readQuestion(u"third").front().ordinal);
        QCOMPARE(cardinalWord(u"twenty-five"), 25.0);
    }

    void questionsOfAnyBytesAreReadInBoundedTime()
    {
        QCOMPARE(readQuestion(QString(10'000, u'\'')).size(), size_t(0));
        QVERIFY(readQuestion(u"a "_s.repeated(5000)).size() <= mostWords);
        QVERIFY(readQuestion(QString(10'000, QChar(0xd800))).size() <= mostWords);
        QVERIFY(readQuestion(QStringView()).empty());
        QString bytes;
        for (int i = 0; i < 3000; ++i)
            bytes += QChar(char16_t((i * 7919) & 0xffff));
        readQuestion(bytes);
    }

    void theLongestPhraseWins()
    {
        const Words words = readQuestion(u"more than or equal to 5");
        const auto cue = cueAt(words, 0);
        QVERIFY(cue);
        QCOMPARE(cue->kind, CueKind::Compare);
        QCOMPARE(cue->words, size_t(5));
        QVERIFY(!cueAt(readQuestion(u"zebra"), 0));
    }

    void foldingForgetsCaseAccentsAndSigns() { QCOMPARE(folded(u"  São-Paulo (SP) "), u"sao paulo sp"_s); }

    void numbersSaidInSeveralWordsAreOne_data()
    {
        QTest::addColumn<double>("number");
        QTest::newRow("orders over two hundred and five") << 205.0;
        QTest::newRow("orders over two thousand five hundred") << 2500.0;
        QTest::newRow("customers older than twenty five") << 25.0;
        QTest::newRow("orders over 1.5 million") << 1.5e6;
        QTest::newRow("orders over $20") << 20.0;
        QTest::newRow("orders over 5k") << 5000.0;
        QTest::newRow("more than a dozen orders") << 12.0;
    }

    void numbersSaidInSeveralWordsAreOne()
    {
        QFETCH(double, number);
        const Words words = readQuestion(QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(std::ranges::count(words, Word::Kind::Number, &Word::kind), 1);
        QCOMPARE(std::ranges::find(words, Word::Kind::Number, &Word::kind)->number.value(), number);
    }

    void theEndsOfARangeStayTwoNumbers()
    {
        const Words words = readQuestion(u"between two hundred and five hundred");
        QCOMPARE(std::ranges::count(words, Word::Kind::Number, &Word::kind), 2);
    }
};

static const bool registered = tabletalk::test::add<TestQuestionReader>();
#include "tst_QuestionReader.moc"
