// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/NameParts.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestNameParts : public QObject
{
    Q_OBJECT

    static QString joined(QStringView name)
    {
        QStringList parts;
        for (const QString &part : splitName(name))
            parts << part;
        return parts.join(u' ');
    }

private Q_SLOTS:
    void identifiersAreSplitIntoWords_data()
    {
        QTest::addColumn<QString>("identifier");
        QTest::addColumn<QString>("words");
        QTest::newRow("snake") << u"order_date"_s << u"order date"_s;
        QTest::newRow("camel") << u"custName"_s << u"cust name"_s;
        QTest::newRow("capitals") << u"STU_LNAME"_s << u"stu lname"_s;
        QTest::newRow("run of capitals") << u"HTTPServer2"_s << u"http server 2"_s;
        QTest::newRow("plural abbreviation") << u"StudentIDs"_s << u"student ids"_s;
        QTest::newRow("written together") << u"orderdate"_s << u"order date"_s;
        QTest::newRow("abbreviation written together") << u"stuid"_s << u"stu id"_s;
        QTest::newRow("a whole word stays") << u"therapist"_s << u"therapist"_s;
        QTest::newRow("spaces and quotes") << u"Unit \"Price\" (USD)"_s << u"unit price usd"_s;
        QTest::newRow("other scripts") << u"größe_名前"_s << u"größe 名前"_s;
        QTest::newRow("only signs") << u"!!"_s << u"!!"_s;
        QTest::newRow("empty") << QString() << QString();
    }

    void identifiersAreSplitIntoWords()
    {
        QFETCH(const QString, identifier);
        QFETCH(const QString, words);
        QCOMPARE(joined(identifier), words);
    }

    void veryLongIdentifiersAreSplitToo()
    {
        QVERIFY(!splitName(QString(200'000, u'a')).empty());
        QCOMPARE(splitName(u"a_"_s.repeated(1000)).size(), size_t(1000));
    }

    void humanNamesWriteAbbreviationsOut()
    {
        QCOMPARE(humanName(u"order_date"), u"order date"_s);
        QCOMPARE(humanName(u"CustID"), u"customer id"_s);
        QCOMPARE(humanName(u"LName"), u"last name"_s);
        QCOMPARE(humanName(u"flight_no"), u"flight number"_s);
    }

    void formsOfOneWordShareAStem()
    {
        QCOMPARE(stemOf(u"orders"), stemOf(u"ordered"));
        QCOMPARE(stemOf(u"people"), stemOf(u"person"));
        QCOMPARE(stemOf(u"cities"), stemOf(u"city"));
        QCOMPARE(stemOf(u"taught"), stemOf(u"teaches"));
        QCOMPARE(stemOf(u"written"), stemOf(u"writes"));
        QVERIFY(stemOf(u"price") != stemOf(u"prize"));
        QVERIFY(stemOf(u"left") != stemOf(u"leave")); // a side, too
        QCOMPARE(stemOf(u""), QString());
    }

    void nounsChangeNumber_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("many");
        for (const auto &[one, many] : {std::pair("city", "cities"),
                                        {"class", "classes"},
                                        {"box", "boxes"},
                                        {"person", "people"},
                                        {"employee", "employees"},
                                        {"status", "statuses"},
                                        {"series", "series"},
                                        {"house", "houses"},
                                        {"day", "days"},
                                        {"address", "addresses"},
                                        {"branch", "branches"},
                                        {"movie", "movies"},
                                        {"course", "courses"},
                                        {"diagnosis", "diagnoses"}})
            QTest::newRow(one) << QString::fromLatin1(one) << QString::fromLatin1(many);
    }

    void nounsChangeNumber()
    {
        QFETCH(const QString, one);
        QFETCH(const QString, many);
        QCOMPARE(plural(one), many);
        QCOMPARE(singular(many), one);
        QCOMPARE(plural(many), many);
        QCOMPARE(singular(one), one);
    }
};

static const bool registered = tabletalk::test::add<TestNameParts>();
#include "tst_NameParts.moc"
