// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Excerpt.h"
#include "core/search/Languages.h"
#include "core/search/TermCounts.h"
#include "core/search/Words.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk::search;
using namespace Qt::StringLiterals;

/// What texts of different languages are found by.
class TestPassageWords : public QObject
{
    Q_OBJECT

private:
    static QStringList terms(const QString &text, const QString &language)
    {
        QStringList all;
        for (const Word &word : wordsOf(text, language))
            all << word.term;
        return all;
    }
    static QStringList sought(const QString &query, const std::vector<QString> &languages)
    {
        QStringList all;
        for (const QueryWord &word : queryWordsOf(query, languages).words)
            all << QStringList(word.terms.begin(), word.terms.end()).join(u'|');
        return all;
    }

private Q_SLOTS:
    void everyLanguageThatIsNamedHasStems()
    {
        for (const QString &language : stemmedLanguages())
            QVERIFY2(!stemOf(u"running"_s, language).isEmpty(), qPrintable(language));
        QCOMPARE(stemOf(u"running"_s, u"en"), u"run"_s);
        QCOMPARE(stemOf(u"running"_s, u"xx"), u"running"_s);
    }

    void formsOfAWordHaveOneStem_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::newRow("English") << u"en"_s << u"refunds"_s << u"refunded"_s;
        QTest::newRow("German") << u"de"_s << u"Rechnungen"_s << u"Rechnung"_s;
        QTest::newRow("German without dots") << u"de"_s << u"Häuser"_s << u"Hauser"_s;
        QTest::newRow("French") << u"fr"_s << u"factures"_s << u"facture"_s;
        QTest::newRow("French without accents") << u"fr"_s << u"résumé"_s << u"resume"_s;
        QTest::newRow("Spanish") << u"es"_s << u"facturas"_s << u"factura"_s;
        QTest::newRow("Arabic with vowel signs") << u"ar"_s << u"كِتَاب"_s << u"كتاب"_s;
        QTest::newRow("Arabic with its article") << u"ar"_s << u"الكتاب"_s << u"كتاب"_s;
        QTest::newRow("full width") << u"en"_s << u"ＡＢＣ"_s << u"abc"_s;
    }
    void formsOfAWordHaveOneStem()
    {
        QFETCH(QString, language);
        QFETCH(QString, one);
        QFETCH(QString, other);
        QVERIFY(!terms(one, language).isEmpty());
        QCOMPARE(terms(one, language), terms(other, language));
    }

    void stopWordsAreLeftOutButNamesInCapitalsStay()
    {
        QCOMPARE(terms(u"The rules of it"_s, u"en"_s), QStringList{u"rule"_s});
        QCOMPARE(terms(u"Ask IT about rules"_s, u"en"_s), (QStringList{u"ask"_s, u"it"_s, u"rule"_s}));
    }

    void joinedWordsAreFoundApartAndTogether()
    {
        QCOMPARE(terms(u"aero-dynamic"_s, u"en"_s), (QStringList{u"aero"_s, u"dynam"_s, u"aerodynam"_s}));
        QCOMPARE(terms(u"INV-2024-001"_s, u"en"_s), (QStringList{u"inv"_s, u"2024"_s, u"001"_s, u"inv2024001"_s}));
        QCOMPARE(terms(u"the company's"_s, u"en"_s).first(), u"compani"_s);
    }

    void textWithoutBlanksBecomesPairs()
    {
        QCOMPARE(terms(u"請求書"_s, u"ja"_s), (QStringList{u"請求"_s, u"求書"_s, u"請"_s, u"求"_s, u"書"_s}));
        QCOMPARE(terms(u"サーバー"_s, u"ja"_s), (QStringList{u"サー"_s, u"ーバ"_s, u"バー"_s}));
        QVERIFY(terms(u"契約A1"_s, u"ja"_s).contains(u"a1"_s));
    }

    void theLanguageIsSeenInTheSmallWords()
    {
        QCOMPARE(languageOf(u"The invoice is paid by the customer"_s), u"en"_s);
        QCOMPARE(languageOf(u"Die Rechnung wird von dem Kunden bezahlt"_s), u"de"_s);
        QCOMPARE(languageOf(u"La facture est payée par le client"_s), u"fr"_s);
        QCOMPARE(languageOf(u"La factura es pagada por el cliente"_s), u"es"_s);
        QCOMPARE(languageOf(u"invoice customer"_s), QString());
    }

    void aQueryMayBeInAnyLanguageThatThereIs()
    {
        QCOMPARE(sought(u"what are the rules"_s, {u"en"_s}), QStringList{u"rule"_s});
        QCOMPARE(sought(u"invoices"_s, {u"en"_s, u"de"_s}).size(), 1);
        QVERIFY(sought(u"invoices"_s, {u"en"_s, u"de"_s}).first().contains(u"invoic"_s));
        QCOMPARE(sought(u"the of"_s, {u"en"_s}).size(), 2); // nothing else is there
        QCOMPARE(sought(u"rule rules"_s, {u"en"_s}).size(), 1);
    }

    void phrasesAreThoseInQuotationMarks()
    {
        const QueryWords words = queryWordsOf(u"rules \"Board of  Directors\" „Ärger“"_s, {u"en"_s});
        QCOMPARE(words.phrases, (std::vector<QString>{u"board of directors"_s, u"arger"_s}));
    }

    void anEndlessQueryIsBounded()
    {
        QString text;
        for (int i = 0; i < 500; ++i)
            text += u"word" + QString::number(i) + u' ';
        QCOMPARE(queryWordsOf(text, {u"en"_s}).words.size(), QueryWords::most);
        QCOMPARE(wordsOf(QString(5'000, u'x'), u"en"_s).front().term.size(), 60);
    }

    void countsAreKeptAsText()
    {
        const TermCounts counts =
            countTerms(u"Refunds"_s, u"Terms"_s, u"Refunds and more refunds, of goods."_s, u"en"_s);
        const TermCounts again = TermCounts::fromText(counts.toText());
        QCOMPARE(again.toText(), counts.toText());
        QCOMPARE(again.body, 3);
        QCOMPARE(again.heading, 1);
        const auto refund = std::ranges::find(again.terms, u"refund"_s, &TermCount::term);
        QVERIFY(refund != again.terms.end());
        QCOMPARE(refund->body, 2);
        QCOMPARE(refund->name, 1);
        QCOMPARE(TermCounts::fromText(u"|:|x|9:y:z"_s).body, 0); // whatever is there
    }

    void theExcerptIsWhereMostWordsAre()
    {
        QString text = u"Nothing of note. "_s.repeated(60) + u"The penalty for a late payment is five per cent. "
                       + u"Other matters follow. "_s.repeated(60);
        const QString excerpt = excerptOf(text, u"en", {u"penalti"_s, u"late"_s, u"payment"_s}, 120);
        QVERIFY2(excerpt.contains(u"penalty for a late payment"_s), qPrintable(excerpt));
        QVERIFY(excerpt.startsWith(u'…') && excerpt.endsWith(u'…'));
        QVERIFY(excerpt.size() < 130);
        QCOMPARE(firstOf(text, u"en", {u"penalti"_s}), u"penalty"_s);
    }
};

static const bool registered = tabletalk::test::add<TestPassageWords>();
#include "tst_PassageWords.moc"
