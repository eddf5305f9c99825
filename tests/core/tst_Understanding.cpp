// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

/// A harbour: skippers, some of whom answer to another, own boats, which make trips to islands.
static Column column(const QString &name, ColumnType type, const std::vector<QString> &samples = {})
{
    Column c;
    c.name = name;
    c.type = type;
    c.profile.samples = samples;
    return c;
}

static Table table(const QString &name, std::vector<Column> columns, std::vector<ForeignKey> keys = {})
{
    Table t;
    t.name = name;
    t.columns = std::move(columns);
    t.columns.front().nullable = false;
    t.primaryKey = {t.columns.front().name};
    t.foreignKeys = std::move(keys);
    return t;
}

static ForeignKey key(const QString &column, const QString &to)
{
    ForeignKey k;
    k.columns = {column};
    k.referencedTable = to;
    k.referencedColumns = {column};
    return k;
}

static std::shared_ptr<Understanding> harbour()
{
    using enum ColumnType;
    auto u = std::make_shared<Understanding>();
    u->schema.tables = {
        table(u"skippers"_s, {column(u"skipper_id"_s, Integer), column(u"name"_s, Text, {u"Ines"_s, u"Bruno"_s}),
                              column(u"age"_s, Integer), column(u"hometown"_s, Text, {u"Porto"_s, u"Cork"_s}),
                              column(u"licence"_s, Text, {u"coastal"_s, u"ocean"_s})}),
        table(u"boats"_s,
              {column(u"boat_id"_s, Integer), column(u"skipper_id"_s, Integer),
               column(u"boat_name"_s, Text, {u"Heron"_s, u"Gull"_s}), column(u"length"_s, Real),
               column(u"hull"_s, Text, {u"steel"_s, u"wood"_s}), column(u"crew"_s, Integer)},
              {key(u"skipper_id"_s, u"skippers"_s)}),
        table(u"trips"_s,
              {column(u"trip_id"_s, Integer), column(u"boat_id"_s, Integer), column(u"distance"_s, Real),
               column(u"sailed_on"_s, Date)},
              {key(u"boat_id"_s, u"boats"_s)}),
    };
    return u;
}

class TestUnderstanding : public QObject
{
    Q_OBJECT

    std::unique_ptr<Translator> m_analyst = makeAnalyst();
    std::shared_ptr<const PreparedDatabase> m_harbour = m_analyst->prepare(harbour());

private Q_SLOTS:
    void aQuestionIsRead_data()
    {
        QTest::addColumn<QString>("sql");
        const auto row = [](const char *question, const QString &sql) { QTest::newRow(question) << sql; };
        // Outputs: nothing twice, nothing that goes without saying
        row("What is the average length and the length of boats?",
            u"SELECT AVG(length) AS average_length FROM boats"_s);
        row("names of skippers born in hometown Porto", u"SELECT name FROM skippers WHERE hometown = 'Porto'"_s);
        row("What are the names of all hulls?", u"SELECT hull FROM boats"_s);
        row("skippers and their hometowns", u"SELECT name, hometown FROM skippers"_s);
        row("What are the longest and the shortest boats?",
            u"SELECT MAX(length) AS highest_length, MIN(length) AS lowest_length FROM boats"_s);
        row("What are the 3 highest lengths?", u"SELECT length FROM boats ORDER BY length DESC LIMIT 3"_s);
        row("Show all the skipper information", u"SELECT * FROM skippers"_s);
        row("List the boat numbers", u"SELECT boat_id FROM boats"_s);
        // Groups
        row("For each hull, show the boat with the smallest crew",
            u"SELECT hull, boat_name, MIN(crew) AS lowest_crew FROM boats GROUP BY hull"_s);
        row("For which hulls are there more than 2 boats?",
            u"SELECT hull FROM boats GROUP BY hull HAVING COUNT(*) > 2"_s);
        row("List the names of skippers who have a number of boats greater than 4",
            u"SELECT skippers.name FROM skippers JOIN boats ON skippers.skipper_id = boats.skipper_id GROUP BY "
            "skippers.skipper_id, skippers.name HAVING COUNT(*) > 4"_s);
        // Texts and numbers
        row("Names of skippers that have the letter B in their hometown",
            u"SELECT name FROM skippers WHERE hometown LIKE '%B%'"_s);
        row("Names of boats that start with A", u"SELECT boat_name FROM boats WHERE boat_name LIKE 'A%'"_s);
        row("How many boats have 'ero' in their names?",
            u"SELECT COUNT(*) AS number_of_boats FROM boats WHERE boat_name LIKE '%ero%'"_s);
        row("How many skippers are 40 years old?",
            u"SELECT COUNT(*) AS number_of_skippers FROM skippers WHERE age = 40"_s);
        row("names of skippers that are 30 years old or younger", u"SELECT name FROM skippers WHERE age <= 30"_s);
        row("How many skippers are under 40 for each licence?",
            u"SELECT licence, COUNT(*) AS number_of_skippers FROM skippers WHERE age < 40 GROUP BY licence"_s);
        row("names of skippers outside Porto", u"SELECT name FROM skippers WHERE hometown <> 'Porto'"_s);
        // Other rows
        row("Names of boats whose length is greater than that of all steel boats",
            u"SELECT boat_name FROM boats WHERE length > (SELECT MAX(length) AS highest_length FROM boats WHERE hull = "
            "'steel')"_s);
        row("names of boats longer than some wood boat",
            u"SELECT boat_name FROM boats WHERE length > (SELECT MIN(length) AS lowest_length FROM boats WHERE hull = "
            "'wood')"_s);
        row("Who is older than Ines?",
            u"SELECT name FROM skippers WHERE age > (SELECT age FROM skippers WHERE name = 'Ines')"_s);
        row("names of skippers with the same hometown as Ines",
            u"SELECT name FROM skippers WHERE hometown IN (SELECT hometown FROM skippers WHERE name = 'Ines')"_s);
        row("hometowns of skippers older than 50 and younger than 30",
            u"SELECT DISTINCT hometown FROM skippers WHERE hometown IN (SELECT hometown FROM skippers WHERE age > 50) "
            "AND hometown IN (SELECT hometown FROM skippers WHERE age < 30)"_s);
        row("hulls of boats named Heron but not Gull", u"SELECT DISTINCT hull FROM boats WHERE boat_name = 'Heron' AND "
                                                       u"hull NOT IN (SELECT hull FROM boats WHERE boat_name "
                                                       "= 'Gull')"_s);
    }

    void aQuestionIsRead()
    {
        QFETCH(QString, sql);
        const auto translation =
            m_analyst->translate(Question{QString::fromUtf8(QTest::currentDataTag()), {}, {}, {}, 0}, *m_harbour);
        QVERIFY(translation.has_value());
        QCOMPARE(translation->candidates.front().sql.simplified(), sql);
    }

    /// Where a question may mean several things, each of them is at hand.
    void otherReadingsAreAtHand_data()
    {
        QTest::addColumn<QString>("sql");
        const auto row = [](const char *question, const QString &sql) { QTest::newRow(question) << sql; };
        row("What are the names and the hometown of skippers from Porto?",
            u"SELECT name, hometown FROM skippers WHERE hometown = 'Porto'"_s);
        row("What are the numbers of all boats?", u"SELECT boat_id FROM boats"_s);
        row("number of boats for each skipper",
            u"SELECT skipper_id, COUNT(*) AS number_of_boats FROM boats GROUP BY skipper_id"_s);
        row("Which hometowns have no ocean skipper?",
            u"SELECT DISTINCT hometown FROM skippers WHERE hometown NOT IN (SELECT hometown FROM skippers WHERE "
            "licence = 'ocean')"_s);
        row("names of boats longer than any wood boat",
            u"SELECT boat_name FROM boats WHERE length > (SELECT MIN(length) AS lowest_length FROM boats WHERE hull = "
            "'wood')"_s);
    }

    void otherReadingsAreAtHand()
    {
        QFETCH(QString, sql);
        const auto translation =
            m_analyst->translate(Question{QString::fromUtf8(QTest::currentDataTag()), {}, {}, {}, 0}, *m_harbour);
        QVERIFY(translation.has_value());
        QStringList candidates;
        for (const Candidate &candidate : translation->candidates)
            candidates << candidate.sql.simplified();
        QVERIFY2(candidates.contains(sql), qPrintable(candidates.join(u'\n')));
    }
};

static const bool registered = tabletalk::test::add<TestUnderstanding>();
#include "tst_Understanding.moc"
