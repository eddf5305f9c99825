// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/PlainWords.h"

#include "core/ask/read/QuestionReader.h"
#include "core/text/Spelling.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

static Column column(const QString &name, ColumnType type, const std::vector<QString> &samples = {})
{
    Column c;
    c.name = name;
    c.type = type;
    c.profile.samples = samples;
    return c;
}

/// A school that lets rooms: pupils have grades, and bills are paid or not.
static std::shared_ptr<Understanding> school()
{
    using enum ColumnType;
    auto u = std::make_shared<Understanding>();
    Table pupils;
    pupils.name = u"pupils"_s;
    pupils.columns = {column(u"pupil_id"_s, Integer), column(u"name"_s, Text), column(u"grade_points"_s, Real)};
    Table rooms;
    rooms.name = u"rooms"_s;
    rooms.columns = {column(u"room_id"_s, Integer), column(u"daily_rate"_s, Real)};
    Table bills;
    bills.name = u"bills"_s;
    bills.columns = {column(u"bill_id"_s, Integer), column(u"status"_s, Text, {u"paid"_s, u"open"_s})};
    u->schema.tables = {pupils, rooms, bills};
    return u;
}

/// What people write shortly, wrongly or in one word, as the schema can be asked it.
class TestPlainWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreSaidPlainly_data()
    {
        QTest::addColumn<QString>("plain");
        const auto row = [](const char *question, const QString &plain) { QTest::newRow(question) << plain; };
        row("unpaid bills", u"not paid bills"_s);
        row("united bills", u"united bills"_s);
        row("pupils with a GPA above 3", u"pupils with a average grade points above 3"_s);
        row("pupils with a DOB", u"pupils with a dob"_s);
        row("rate per day of rooms", u"daily rate of rooms"_s);
        row("pupils per day", u"pupils per day"_s);
        row("how mny pupils", u"how many pupils"_s);
        row("avrage grade points", u"average grade points"_s);
        row("how many pupils", u"how many pupils"_s);
    }

    void wordsAreSaidPlainly()
    {
        QFETCH(const QString, plain);
        const SchemaIndex index(school());
        QStringList words;
        for (const Word &word : inPlainWords(readQuestion(QString::fromUtf8(QTest::currentDataTag())), index))
            words << word.lower;
        QCOMPARE(words.join(u' '), plain);
    }

    void contractionsKeepTheirEnds()
    {
        QVERIFY(isContraction(u"pt", u"patient"));
        QVERIFY(isContraction(u"dr", u"doctor"));
        QVERIFY(!isContraction(u"pt", u"prescription"));
        QVERIFY(!isContraction(u"patient", u"patient"));
        QVERIFY(!isContraction(u"dro", u"doctor"));
    }

    void wordsAreSpeltOnEitherSideOfTheOcean()
    {
        const auto has = [](const QString &word, const QString &other) {
            const std::vector<QString> others = otherSpellings(word);
            return std::ranges::find(others, other) != others.end();
        };
        QVERIFY(has(u"paediatrics"_s, u"pediatrics"_s));
        QVERIFY(has(u"pediatrics"_s, u"paediatrics"_s));
        QVERIFY(has(u"color"_s, u"colour"_s));
        QVERIFY(has(u"aluminium"_s, u"aluminum"_s));
        QVERIFY(otherSpellings(u"of"_s).empty());
    }
};

static const bool registered = tabletalk::test::add<TestPlainWords>();
#include "tst_PlainWords.moc"
