// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/LanguageGuess.h"
#include "core/knowledge/PassageCutter.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::knowledge;
using namespace Qt::StringLiterals;

namespace {

QString sentences(int count, const QString &one = u"The refund is paid within fourteen days of the return. "_s)
{
    return one.repeated(count).trimmed();
}

/// All that is no blank, in order.
QString letters(const QString &text)
{
    QString kept;
    for (const QChar unit : text) {
        if (!unit.isSpace())
            kept += unit;
    }
    return kept;
}

} // namespace

class TestPassageCutter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShortTextIsOnePassage()
    {
        const auto passages = cutIntoPassages({{2, u"Refunds"_s, u"  Paid in a week.\n"_s}});
        QCOMPARE(passages.size(), size_t(1));
        QCOMPARE(passages[0].text, u"Paid in a week."_s);
        QCOMPARE(passages[0].heading, u"Refunds"_s);
        QCOMPARE(passages[0].page, 2);
        QCOMPARE(passages[0].ordinal, 0);
    }
    void nothingIsLeftOutAndNothingTwice()
    {
        QString text;
        for (int i = 0; i < 400; ++i)
            text += u"Paragraph %1 says something about number %1. It goes on.\n\n"_s.arg(i);
        QString together;
        int ordinal = 0;
        for (const Passage &passage : cutIntoPassages({{0, {}, text}})) {
            QCOMPARE(passage.ordinal, ordinal++);
            QVERIFY(passage.text.size() <= 1'200);
            QVERIFY(passage.text.size() >= 500);
            QVERIFY(passage.text.startsWith(u"Paragraph"));
            QVERIFY(passage.text.endsWith(u"It goes on."));
            together += passage.text;
        }
        QCOMPARE(letters(together), letters(text));
    }
    void aParagraphThatIsTooLongEndsWithASentence()
    {
        for (const Passage &passage : cutIntoPassages({{0, {}, sentences(200)}})) {
            QVERIFY(passage.text.startsWith(u"The refund"));
            QVERIFY(passage.text.endsWith(u"return."));
        }
    }
    void textWithoutBlanksIsCutAtItsOwnMarks()
    {
        const QString text = u"返品は三十日以内に受け付けます。返金は十四日以内に行います。"_s.repeated(200);
        const auto passages = cutIntoPassages({{0, {}, text}});
        QVERIFY(passages.size() > 4);
        QString together;
        for (const Passage &passage : passages) {
            QVERIFY(passage.text.endsWith(u'。'));
            QVERIFY(passage.text.size() <= 1'200);
            together += passage.text;
        }
        QCOMPARE(together, text);
    }
    void textWithoutAnyPlaceToCutIsStillBounded()
    {
        const QString text = u"🦆"_s.repeated(5'000); // pairs that must stay together
        QString together;
        for (const Passage &passage : cutIntoPassages({{0, {}, text}})) {
            QVERIFY(passage.text.size() <= 1'200);
            QVERIFY(!passage.text.front().isLowSurrogate());
            together += passage.text;
        }
        QCOMPARE(together, text);
    }
    void noPassageGoesAcrossPagesOrHeadings()
    {
        const auto passages = cutIntoPassages(
            {{1, u"A"_s, u"one"_s}, {1, u"A"_s, u"two"_s}, {2, u"A"_s, u"three"_s}, {2, u"B"_s, u"four"_s}});
        QCOMPARE(passages.size(), size_t(3));
        QCOMPARE(passages[0].text, u"one\n\ntwo"_s);
        QCOMPARE(passages[1].text, u"three"_s);
        QCOMPARE(passages[2].heading, u"B"_s);
    }
    void manySmallSectionsBecomeFewPassages()
    {
        std::vector<Section> rows;
        for (int i = 0; i < 1'000; ++i)
            rows.push_back({0, {}, u"name: Customer %1; city: Osaka"_s.arg(i)});
        const auto passages = cutIntoPassages(rows);
        QVERIFY(passages.size() < 45);
        QVERIFY(passages.size() > 25);
    }
    void theLastPassageIsNoScrap()
    {
        for (int count = 21; count < 60; ++count) {
            for (const Passage &passage : cutIntoPassages({{0, {}, sentences(count)}}))
                QVERIFY2(passage.text.size() >= 400, qPrintable(QString::number(count)));
        }
    }
    void whatDatabasesRefuseIsGone()
    {
        QString text = u"before"_s;
        text += QChar(u'\0');
        text += u"after\x1b[0m"_s;
        const auto passages = cutIntoPassages({{0, text, text}});
        QVERIFY(!passages[0].text.contains(QChar(u'\0')));
        QVERIFY(!passages[0].heading.contains(QChar(u'\x1b')));
        QVERIFY(cutIntoPassages({{0, {}, u" \r\n\t "_s}}).empty());
    }
    void languagesAreTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << u"The refund is paid to the card that was used for the order, and it takes a week."_s
                            << u"en"_s;
        QTest::newRow("de") << u"Die Erstattung wird auf die Karte gebucht, mit der der Auftrag bezahlt wurde."_s
                            << u"de"_s;
        QTest::newRow("fr") << u"Le remboursement est versé sur la carte qui a été utilisée pour la commande."_s
                            << u"fr"_s;
        QTest::newRow("es") << u"El reembolso se paga en la tarjeta que se usó para el pedido, y tarda una semana."_s
                            << u"es"_s;
        QTest::newRow("it") << u"Il rimborso viene pagato con la carta che è stata usata per l'ordine."_s << u"it"_s;
        QTest::newRow("ja") << u"返金はご注文に使われたカードに、Visaの場合も十四日以内に行います。"_s << u"ja"_s;
        QTest::newRow("zh") << u"退款将在十四天内退回到原付款卡。"_s << u"zh"_s;
        QTest::newRow("ar") << u"يتم رد المبلغ إلى البطاقة المستخدمة في الطلب خلال أربعة عشر يوما."_s << u"ar"_s;
        QTest::newRow("figures") << u"4711; 12.50; 17; A-38"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void languagesAreTold()
    {
        QFETCH(QString, text);
        QFETCH(QString, language);
        QCOMPARE(guessLanguage(text), language);
    }
};

static const bool registered = tabletalk::test::add<TestPassageCutter>();
#include "tst_PassageCutter.moc"
