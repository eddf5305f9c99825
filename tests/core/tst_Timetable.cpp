// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/Timetable.h"
#include "tests/support/TestRunner.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

#include <array>
#include <random>

using namespace tabletalk;
using namespace tabletalk::schedule;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr qint64 dayMs = 24 * hourMs;

Instant at(const char *text)
{
    return *Instant::fromRfc3339(QString::fromLatin1(text));
}

Timetable daily(int hour, int minute)
{
    Timetable timetable;
    timetable.at = QTime(hour, minute);
    return timetable;
}

QDateTime clockOf(const QTimeZone &zone, qint64 ms)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc());
    return utc.addSecs(zone.offsetFromUtc(utc));
}

bool isOn(const Timetable &timetable, QDate date)
{
    switch (timetable.kind) {
    case Timetable::Kind::Weekdays:
        return date.dayOfWeek() < Qt::Saturday;
    case Timetable::Kind::Weekly:
        return timetable.days.count(date.dayOfWeek()) > 0;
    case Timetable::Kind::Monthly:
        return date.day() == timetable.day || (date.day() < timetable.day && date.addDays(1).month() != date.month());
    default:
        return true;
    }
}

/// Whether a clock that is looked at every minute would say that it is time: it shows the time for the first time, or
/// has just jumped over it.
bool isTime(const Timetable &timetable, const QTimeZone &zone, qint64 ms)
{
    const QDateTime clock = clockOf(zone, ms);
    const QDateTime before = clockOf(zone, ms - minuteMs);
    for (QDate date = before.date(); date <= clock.date(); date = date.addDays(1)) {
        const QDateTime wanted(date, timetable.at, QTimeZone::utc());
        if (!isOn(timetable, date) || wanted <= before || wanted > clock)
            continue;
        for (qint64 earlier = ms - minuteMs; earlier > ms - 3 * hourMs; earlier -= minuteMs) {
            if (clockOf(zone, earlier) >= wanted)
                return false; // it was shown before the clocks went back
        }
        return true;
    }
    return false;
}

} // namespace

/// When things happen again, by the clocks of all the world.
class TestTimetable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTimeThatTheClocksLeaveOutIsTakenAfterTheGap()
    {
        const QTimeZone berlin("Europe/Berlin");
        QCOMPARE(nextAfter(daily(2, 30), berlin, at("2026-03-28T12:00:00Z")), at("2026-03-29T01:00:00Z"));
        QCOMPARE(nextAfter(daily(2, 30), berlin, at("2026-03-29T01:00:00Z")), at("2026-03-30T00:30:00Z"));
        const QTimeZone paulo("America/Sao_Paulo"); // where midnight itself was left out
        QCOMPARE(nextAfter(daily(0, 0), paulo, at("2018-11-03T12:00:00Z")), at("2018-11-04T03:00:00Z"));
    }

    void aTimeThatExistsTwiceIsTakenOnce()
    {
        const QTimeZone berlin("Europe/Berlin");
        QCOMPARE(nextAfter(daily(2, 30), berlin, at("2026-10-24T12:00:00Z")), at("2026-10-25T00:30:00Z"));
        QCOMPARE(nextAfter(daily(2, 30), berlin, at("2026-10-25T00:30:00Z")), at("2026-10-26T01:30:00Z"));
    }

    void aDayThatNeverWasIsNotWaitedFor()
    {
        const QTimeZone apia("Pacific/Apia"); // without 2011-12-30
        const auto times = nextTimes(daily(9, 0), apia, at("2011-12-29T00:00:00Z"), 3);
        QCOMPARE(times[0], at("2011-12-29T19:00:00Z"));
        QCOMPARE(times[1], at("2011-12-30T10:00:00Z")); // the moment after the gap
        QCOMPARE(times[2], at("2011-12-30T19:00:00Z"));
    }

    void everyDayOfTenYearsHasOne_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const char *zone : {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
                                 "America/Santiago", "Africa/Casablanca", "Asia/Tehran"})
            QTest::newRow(zone) << QByteArray(zone);
    }

    void everyDayOfTenYearsHasOne()
    {
        QFETCH(const QByteArray, zone);
        const QTimeZone place(zone);
        QVERIFY(place.isValid());
        Instant now = at("2020-01-01T00:00:00Z");
        QDate last = clockOf(place, nextAfter(daily(2, 15), place, now).msSinceEpoch).date().addDays(-1);
        int count = 0;
        for (; now < at("2030-01-01T00:00:00Z"); ++count) {
            const Instant next = nextAfter(daily(2, 15), place, now);
            QVERIFY(next > now);
            const QDateTime clock = clockOf(place, next.msSinceEpoch);
            QCOMPARE(clock.date(), last.addDays(1));
            QVERIFY(clock.time() >= QTime(2, 15) && clock.time() <= QTime(3, 15));
            last = clock.date();
            now = next;
        }
        QVERIFY(count >= 3652);
    }

    void theNextTimeIsTheFirstThatAClockShows_data() { everyDayOfTenYearsHasOne_data(); }

    /// Against a clock that is looked at every minute, around the changes of clocks.
    void theNextTimeIsTheFirstThatAClockShows()
    {
        QFETCH(const QByteArray, zone);
        const QTimeZone place(zone);
        std::mt19937 random(20260601);
        const auto draw = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
        for (int round = 0; round < 15; ++round) {
            Timetable timetable;
            timetable.kind = std::array{Timetable::Kind::Daily, Timetable::Kind::Weekdays, Timetable::Kind::Weekly,
                                        Timetable::Kind::Monthly}[size_t(draw(0, 3))];
            timetable.at = QTime(draw(0, 3), draw(0, 59)); // where clocks change
            timetable.days = {draw(1, 7), draw(1, 7)};
            timetable.day = draw(1, 31);
            QVERIFY(check(timetable));
            const QDateTime somewhen(QDate(draw(2016, 2035), draw(1, 12), draw(1, 28)), QTime(draw(0, 23), draw(0, 59)),
                                     QTimeZone::utc());
            QDateTime from = somewhen;
            if (place.hasTransitions()) {
                const auto change = place.nextTransition(somewhen);
                if (change.atUtc.isValid())
                    from = change.atUtc.addSecs(draw(-30 * 60, 30 * 60) * 60);
            }
            const qint64 start = from.toMSecsSinceEpoch();
            const Instant next = nextAfter(timetable, place, Instant{start});
            QVERIFY(next.msSinceEpoch > start);
            const qint64 horizon = std::min(next.msSinceEpoch, start + 4 * dayMs);
            for (qint64 ms = start - start % minuteMs + minuteMs; ms < horizon; ms += minuteMs)
                QVERIFY2(!isTime(timetable, place, ms), qPrintable(Instant{ms}.toRfc3339()));
            QVERIFY2(isTime(timetable, place, next.msSinceEpoch),
                     qPrintable(inWords(timetable) + u' ' + next.toRfc3339() + u' ' + Instant{start}.toRfc3339()));
        }
    }

    void hoursAndMinutesGoByElapsedTime()
    {
        const QTimeZone berlin("Europe/Berlin");
        Timetable hourly;
        hourly.kind = Timetable::Kind::Hourly;
        hourly.minute = 20;
        Instant now = at("2026-10-24T20:00:00Z");
        for (int i = 0; i < 10; ++i) { // through the hour that is there twice
            const Instant next = nextAfter(hourly, berlin, now);
            QCOMPARE(next.msSinceEpoch % hourMs, 20 * minuteMs);
            if (i > 0)
                QCOMPARE(next - now, std::chrono::milliseconds(hourMs));
            now = next;
        }
        Timetable minutes;
        minutes.kind = Timetable::Kind::Minutes;
        minutes.every = 25;
        const auto times = nextTimes(minutes, berlin, at("2026-03-28T23:59:00Z"), 20);
        for (size_t i = 1; i < times.size(); ++i)
            QCOMPARE(times[i] - times[i - 1], std::chrono::milliseconds(25 * minuteMs));
        Timetable half = hourly; // a zone whose hours begin elsewhere
        half.minute = 0;
        QCOMPARE(nextAfter(half, QTimeZone("Asia/Kathmandu"), at("2026-01-01T00:00:00Z")), at("2026-01-01T00:15:00Z"));
        QCOMPARE(nextAfter(half, QTimeZone("Asia/Kathmandu"), at("2026-01-01T00:15:00Z")), at("2026-01-01T01:15:00Z"));
    }

    void aMonthThatIsTooShortHasItsLastDay()
    {
        Timetable monthly = daily(8, 0);
        monthly.kind = Timetable::Kind::Monthly;
        monthly.day = 31;
        const auto times = nextTimes(monthly, QTimeZone::utc(), at("2028-01-31T08:00:00Z"), 3);
        QCOMPARE(times[0], at("2028-02-29T08:00:00Z"));
        QCOMPARE(times[1], at("2028-03-31T08:00:00Z"));
        QCOMPARE(times[2], at("2028-04-30T08:00:00Z"));
    }

    void whatIsOutOfRangeIsRefused()
    {
        Timetable timetable;
        QVERIFY(check(timetable));
        timetable.at = QTime();
        QVERIFY(!check(timetable));
        timetable.at = QTime(8, 0, 30);
        QVERIFY(!check(timetable));
        timetable = {};
        timetable.kind = Timetable::Kind::Minutes;
        timetable.every = 14;
        QVERIFY(!check(timetable));
        timetable.every = 15;
        QVERIFY(check(timetable));
        timetable.kind = Timetable::Kind::Hourly;
        timetable.minute = 60;
        QVERIFY(!check(timetable));
        timetable.kind = Timetable::Kind::Weekly;
        QVERIFY(!check(timetable));
        timetable.days = {0};
        QVERIFY(!check(timetable));
        timetable.days = {1, 8};
        QVERIFY(!check(timetable));
        timetable.days = {1, 7};
        QVERIFY(check(timetable));
        timetable.kind = Timetable::Kind::Monthly;
        timetable.day = 32;
        QVERIFY(!check(timetable));
        timetable.day = 0;
        QVERIFY(!check(timetable));
    }
};

static const bool registered = tabletalk::test::add<TestTimetable>();
#include "tst_Timetable.moc"
