// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Periods.h"
#include "core/ask/read/QuestionReader.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

/// The first period of a question as "from..to", ends that are open left out; else what comes again.
static QString read(const QString &question, const QString &now)
{
    const Words words = readQuestion(question);
    for (size_t i = 0; i < words.size(); ++i) {
        const auto phrase = periodAt(words, i, Instant::fromRfc3339(now).value());
        if (!phrase)
            continue;
        const Period &p = phrase->period;
        const auto end = [&](const QDateTime &at) {
            return !at.isValid()                      ? QString()
                   : p.grain == Period::Grain::Second ? at.toString(u"yyyy-MM-ddTHH:mm:ss"_s)
                                                      : at.toString(u"yyyy-MM-dd"_s);
        };
        switch (p.sort) {
        case Period::Sort::Range:
            return end(p.from) + u".."_s + end(p.to);
        case Period::Sort::MonthOfYear:
            return u"month %1"_s.arg(p.first);
        case Period::Sort::DayOfWeek:
            return u"weekday %1-%2"_s.arg(p.first).arg(p.last);
        case Period::Sort::TimeOfDay:
            return u"minutes %1-%2"_s.arg(p.first).arg(p.last);
        }
    }
    return u"none"_s;
}

/// Reading times out of questions, always relative to a given moment.
class TestPeriods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesByTheCalendarAreRead_data()
    {
        QTest::addColumn<QString>("period");
        const auto row = [](const char *question, const char *period) {
            QTest::newRow(question) << QString::fromLatin1(period);
        };
        row("orders in March 2019", "2019-03-01..2019-04-01");
        row("orders in march of 2019", "2019-03-01..2019-04-01");
        row("orders in December 2019", "2019-12-01..2020-01-01");
        row("orders on 5 May 2020", "2020-05-05..2020-05-06");
        row("orders on the 5th of May 2020", "2020-05-05..2020-05-06");
        row("orders on May 5th, 2020", "2020-05-05..2020-05-06");
        row("orders on May 5 2020", "2020-05-05..2020-05-06");
        row("orders on 2020-05-05", "2020-05-05..2020-05-06");
        row("orders on 29 February 2020", "2020-02-29..2020-03-01");
        row("orders on 8/21/2015", "2015-08-21..2015-08-22");
        row("orders on 21/8/2015", "2015-08-21..2015-08-22");
        row("orders in 2020-05", "2020-05-01..2020-06-01");
        row("orders before June 2019", "..2019-06-01");
        row("orders after June 2019", "2019-07-01..");
        row("orders since June 2019", "2019-06-01..");
        row("orders since the start of 2025", "2025-01-01..");
        row("orders after the end of 2024", "2025-01-01..");
        row("orders before the end of June 2019", "..2019-07-01");
        row("orders until the beginning of 2020", "..2020-01-01");
        row("orders until June 2019", "..2019-07-01");
        row("orders after 2020-05-05", "2020-05-06..");
        row("orders on or after 2020-05-05", "2020-05-05..");
        row("orders no later than 5 May 2020", "..2020-05-06");
        row("orders starting from August 2020", "2020-08-01..");
        row("orders by the end of March 2020", "..2020-04-01");
        row("orders between March and May 2021", "2021-03-01..2021-06-01");
        row("orders between November and February 2021", "2020-11-01..2021-03-01");
        row("orders between 5 May and 7 May 2021", "2021-05-05..2021-05-08");
        row("orders from January 2020 to March 2021", "2020-01-01..2021-04-01");
        row("orders between 2009-01-01 and 2010-01-01", "2009-01-01..2010-01-02");
        row("orders from 2015 to 2017", "2015-01-01..2018-01-01");
        row("orders in Q3 2022", "2022-07-01..2022-10-01");
        row("orders in 2022 Q4", "2022-10-01..2023-01-01");
        row("orders in the first quarter of 2021", "2021-01-01..2021-04-01");
        row("orders in the second half of 2021", "2021-07-01..2022-01-01");
        row("orders in H1 2021", "2021-01-01..2021-07-01");
        row("orders in the last quarter of 2021", "2021-10-01..2022-01-01");
        row("orders in the first 3 months of 2021", "2021-01-01..2021-04-01");
        row("orders in the last week of March 2021", "2021-03-25..2021-04-01");
        row("films of the 1990s", "1990-01-01..2000-01-01");
        row("films of the nineties", "1990-01-01..2000-01-01");
        row("orders in March", "month 3");
        row("orders in May", "month 5");
        row("orders on Mondays", "weekday 1-1");
        row("orders on weekends", "weekday 6-7");
        row("orders on weekdays", "weekday 1-5");
        row("classes after 10 am", "minutes 600-1440");
        row("classes before 9:30", "minutes 0-570");
        row("classes between 8 am and noon", "minutes 480-720");
        row("classes after 2:15 pm", "minutes 855-1440");
        row("classes in the afternoon", "minutes 720-1080");
    }

    void timesByTheCalendarAreRead()
    {
        QFETCH(QString, period);
        QCOMPARE(read(QString::fromLatin1(QTest::currentDataTag()), u"2024-08-14T10:30:00Z"_s), period);
    }

    void timesRelativeToNowAreRead_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("period");
        const auto row = [](const char *now, const char *question, const char *period) {
            QTest::addRow("%s, %s", question, now) << QString::fromLatin1(now) << QString::fromLatin1(period);
        };
        constexpr auto wednesday = "2024-08-14T10:30:00Z";
        row(wednesday, "orders today", "2024-08-14..2024-08-15");
        row(wednesday, "today's orders", "2024-08-14..2024-08-15");
        row(wednesday, "orders yesterday", "2024-08-13..2024-08-14");
        row(wednesday, "appointments tomorrow", "2024-08-15..2024-08-16");
        row(wednesday, "orders this week", "2024-08-12..2024-08-19");
        row(wednesday, "orders last week", "2024-08-05..2024-08-12");
        row(wednesday, "orders last month", "2024-07-01..2024-08-01");
        row(wednesday, "orders this month", "2024-08-01..2024-09-01");
        row(wednesday, "orders next month", "2024-09-01..2024-10-01");
        row(wednesday, "orders last quarter", "2024-04-01..2024-07-01");
        row(wednesday, "orders this quarter", "2024-07-01..2024-10-01");
        row(wednesday, "orders last year", "2023-01-01..2024-01-01");
        row(wednesday, "orders of the previous year", "2023-01-01..2024-01-01");
        row(wednesday, "orders in the last 30 days", "2024-07-15..2024-08-15");
        row(wednesday, "orders over the past 6 months", "2024-02-14..2024-08-15");
        row(wednesday, "orders of the last 3 years", "2021-08-14..2024-08-15");
        row(wednesday, "orders in the past two weeks", "2024-07-31..2024-08-15");
        row(wednesday, "orders in the past year", "2023-08-14..2024-08-15");
        row(wednesday, "orders in the last couple of days", "2024-08-12..2024-08-15");
        row(wednesday, "orders due in the next 7 days", "2024-08-14..2024-08-22");
        row(wednesday, "readings of the last 24 hours", "2024-08-13T10:30:00..2024-08-14T10:30:00");
        row(wednesday, "revenue year to date", "2024-01-01..2024-08-15");
        row(wednesday, "revenue so far this year", "2024-01-01..2024-08-15");
        row(wednesday, "revenue this month so far", "2024-08-01..2024-08-15");
        row(wednesday, "YTD revenue", "2024-01-01..2024-08-15");
        row(wednesday, "orders from two weeks ago", "2024-07-29..2024-08-05");
        row(wednesday, "orders from 3 days ago", "2024-08-11..2024-08-12");
        row(wednesday, "orders more than 90 days ago", "..2024-05-16");
        row(wednesday, "orders less than a week ago", "2024-08-07..2024-08-15");
        row(wednesday, "orders since last month", "2024-07-01..");
        row(wednesday, "orders before last year", "..2023-01-01");
        row(wednesday, "orders since yesterday", "2024-08-13..");
        row(wednesday, "orders last Monday", "2024-08-12..2024-08-13");
        row(wednesday, "orders last Wednesday", "2024-08-07..2024-08-08");
        row(wednesday, "visits next Friday", "2024-08-16..2024-08-17");
        row(wednesday, "orders before June", "..2024-06-01");
        row(wednesday, "orders since October", "2023-10-01..");
        row(wednesday, "orders between March and May", "2024-03-01..2024-06-01");
        row(wednesday, "orders on May 5", "2024-05-05..2024-05-06");
        row(wednesday, "orders in March of last year", "2023-03-01..2023-04-01");
        row(wednesday, "orders last March", "2024-03-01..2024-04-01");
        row(wednesday, "orders in Q1", "2024-01-01..2024-04-01");
        row(wednesday, "orders in Q4", "2023-10-01..2024-01-01");
        row(wednesday, "orders in the first quarter of last year", "2023-01-01..2023-04-01");
        // Where months and years end
        row("2024-03-31T00:00:00Z", "orders in the last month", "2024-02-01..2024-03-01");
        row("2024-03-31T00:00:00Z", "orders in the past month", "2024-02-29..2024-04-01");
        row("2023-03-31T23:59:59Z", "orders in the past month", "2023-02-28..2023-04-01");
        row("2024-02-29T12:00:00Z", "orders in the past year", "2023-02-28..2024-03-01");
        row("2024-01-01T00:00:00Z", "orders last month", "2023-12-01..2024-01-01");
        row("2024-01-01T00:00:00Z", "orders yesterday", "2023-12-31..2024-01-01");
        row("2024-01-01T00:00:00Z", "orders last week", "2023-12-25..2024-01-01");
        row("2024-12-31T23:59:59Z", "orders next month", "2025-01-01..2025-02-01");
        row("2024-12-31T23:59:59Z", "orders next quarter", "2025-01-01..2025-04-01");
        row("2023-01-01T08:00:00Z", "orders this week", "2022-12-26..2023-01-02"); // a Sunday
    }

    void timesRelativeToNowAreRead()
    {
        QFETCH(QString, now);
        QFETCH(QString, period);
        const QString question = QString::fromLatin1(QTest::currentDataTag()).section(u", 20"_s, 0, 0);
        QCOMPARE(read(question, now), period);
    }

    void wordsThatNameNoTimeAreLeft_data()
    {
        QTest::addColumn<QString>("question");
        for (const char *question :
             {"the last name of each student", "customers that may order", "orders in 2019", "films after 2014",
              "products with a price between 1999 and 2005", "the first 3 customers", "people called April",
              "the march of progress", "last 3 orders", "the second order of each customer", "days of the visits",
              "orders on 31 February 2020"})
            QTest::newRow(question) << QString::fromLatin1(question);
    }

    void wordsThatNameNoTimeAreLeft()
    {
        QFETCH(QString, question);
        QCOMPARE(read(question, u"2024-08-14T10:30:00Z"_s), u"none"_s);
    }

    void aPhraseTakesAllItsWords()
    {
        const Words words = readQuestion(u"orders between March and May 2021 by store");
        QCOMPARE(periodAt(words, 1, {}).value().words, 5);
    }

    void aYearIsAStretchOfWholeYears()
    {
        const Period years = wholeYears(2015, 2017);
        QVERIFY(years.isOfYears());
        QCOMPARE(years.from.date(), QDate(2015, 1, 1));
        QCOMPARE(years.to.date(), QDate(2018, 1, 1));
    }
};

static const bool registered = tabletalk::test::add<TestPeriods>();
#include "tst_Periods.moc"
