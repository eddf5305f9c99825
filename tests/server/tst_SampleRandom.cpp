// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/samples/Random.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace tabletalk::sampledata;

class TestSampleRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSequenceDependsOnItsNameAlone()
    {
        Random first("orders");
        Random second("orders");
        Random other("customers");
        const uint64_t value = first.next();
        QCOMPARE(second.next(), value);
        QVERIFY(other.next() != value);
    }

    void theSequenceIsTheSameOnEveryPlatform()
    {
        // Computed once from the published algorithms (FNV-1a and SplitMix64).
        Random random("tabletalk");
        QCOMPARE(random.next(), uint64_t(0x719d44a725139acd));
        QCOMPARE(random.next(), uint64_t(0xf4daea7fb2f16133));
    }

    void drawsStayWithinTheirBounds()
    {
        Random random("bounds");
        std::array<int, 5> seen = {};
        for (int draw = 0; draw < 10'000; ++draw) {
            const int even = random.between(-2, 2);
            QVERIFY(even >= -2 && even <= 2);
            ++seen[static_cast<size_t>(even + 2)];
            const int bell = random.bell(10, 20);
            QVERIFY(bell >= 10 && bell <= 20);
            const int skewed = random.skewed(7);
            QVERIFY(skewed >= 0 && skewed < 7);
        }
        for (const int count : seen)
            QVERIFY2(count > 1700 && count < 2300, qPrintable(QString::number(count)));
        QCOMPARE(random.between(5, 5), 5);
    }

    void weightsAreFollowed()
    {
        Random random("weights");
        std::array<int, 3> seen = {};
        for (int draw = 0; draw < 10'000; ++draw)
            ++seen[static_cast<size_t>(random.weighted({0, 3, 1}))];
        QCOMPARE(seen[0], 0);
        QVERIFY2(seen[1] > 7200 && seen[1] < 7800, qPrintable(QString::number(seen[1])));
    }

    void aSkewedDrawPrefersTheFirst()
    {
        Random random("skew");
        std::array<int, 4> seen = {};
        for (int draw = 0; draw < 10'000; ++draw)
            ++seen[static_cast<size_t>(random.skewed(4))];
        QVERIFY(std::ranges::is_sorted(seen, std::greater{}));
        QVERIFY(seen[0] > 5 * seen[3]);
    }

    void aTimelineFollowsItsSeason()
    {
        Random random("season");
        const Season winterOnly = {.months = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, .weekdays = {1, 1, 1, 1, 1, 0, 0}};
        const QDate first(2024, 1, 1);
        const QDate last(2025, 12, 31);
        for (const QDate &date : Timeline(first, last, winterOnly).draw(random, 1000)) {
            QVERIFY(date >= first && date <= last);
            QVERIFY(date.month() == 1 || date.month() == 12);
            QVERIFY(date.dayOfWeek() <= 5);
        }
    }

    void aTimelineGrowsAndComesInOrder()
    {
        Random random("growth");
        const auto dates = Timeline(QDate(2024, 1, 1), QDate(2025, 12, 31), {.yearlyGrowth = 100}).draw(random, 4000);
        QVERIFY(std::ranges::is_sorted(dates));
        const auto later = std::ranges::count_if(dates, [](QDate date) { return date.year() == 2025; });
        QVERIFY2(later > 2300, qPrintable(QString::number(later)));
    }

    void datesAndTimesAreWrittenAsIsoText()
    {
        QCOMPARE(isoDate(QDate(2026, 6, 3)), QStringLiteral("2026-06-03"));
        QCOMPARE(isoTime(QDate(2026, 6, 3), 8 * 60 + 5), QStringLiteral("2026-06-03 08:05:00"));
    }
};

static const bool registered = tabletalk::test::add<TestSampleRandom>();
#include "tst_SampleRandom.moc"
