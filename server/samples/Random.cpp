// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/samples/Random.h"

#include <algorithm>

namespace tabletalk::sampledata {

namespace {

/// FNV-1a, so that a sequence depends on its name alone.
uint64_t hashOf(const char *text)
{
    uint64_t hash = 14695981039346656037ULL;
    for (; *text != '\0'; ++text)
        hash = (hash ^ static_cast<unsigned char>(*text)) * 1099511628211ULL;
    return hash;
}

/// Evenly below bound; the bias of a 32-bit bound against 64 random bits cannot be seen.
uint64_t below(Random &random, uint64_t bound)
{
    return (random.next() >> 32) * bound >> 32;
}

} // namespace

Random::Random(const char *sequence)
    : m_state(hashOf(sequence))
{}

uint64_t Random::next()
{
    m_state += 0x9e3779b97f4a7c15ULL;
    uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

int Random::between(int low, int high)
{
    const auto width = static_cast<uint64_t>(static_cast<int64_t>(high) - low + 1);
    return static_cast<int>(low + static_cast<int64_t>(below(*this, width)));
}

int Random::bell(int low, int high)
{
    const int64_t sum = int64_t(between(low, high)) + between(low, high) + between(low, high);
    return static_cast<int>(sum / 3);
}

int Random::skewed(int count)
{
    const auto first = static_cast<int64_t>(below(*this, 1 << 16));
    const auto second = static_cast<int64_t>(below(*this, 1 << 16));
    return static_cast<int>(count * first * second >> 32);
}

bool Random::percent(int cases)
{
    return between(0, 99) < cases;
}

int Random::weighted(std::initializer_list<int> weights)
{
    int total = 0;
    for (const int weight : weights)
        total += weight;
    int left = between(0, total - 1);
    int index = 0;
    for (const int weight : weights) {
        if (left < weight)
            return index;
        left -= weight;
        ++index;
    }
    return index - 1;
}

Timeline::Timeline(QDate first, QDate last, const Season &season)
    : m_first(first)
{
    m_weightUpTo.reserve(static_cast<size_t>(first.daysTo(last) + 1));
    int total = 0;
    for (QDate day = first; day <= last; day = day.addDays(1)) {
        const int growth = 100 + static_cast<int>(first.daysTo(day)) * season.yearlyGrowth / 365;
        total += growth * season.months[static_cast<size_t>(day.month() - 1)]
                 * season.weekdays[static_cast<size_t>(day.dayOfWeek() - 1)];
        m_weightUpTo.push_back(total);
    }
}

QDate Timeline::pick(Random &random) const
{
    const int point = random.between(0, m_weightUpTo.back() - 1);
    const auto day = std::ranges::upper_bound(m_weightUpTo, point);
    return m_first.addDays(day - m_weightUpTo.begin());
}

std::vector<QDate> Timeline::draw(Random &random, int count) const
{
    std::vector<QDate> dates(static_cast<size_t>(count));
    std::ranges::generate(dates, [&] { return pick(random); });
    std::ranges::sort(dates);
    return dates;
}

QString isoDate(QDate date)
{
    return date.toString(Qt::ISODate);
}

QString isoTime(QDate date, int minuteOfDay)
{
    return isoDate(date)
           + QStringLiteral(" %1:%2:00")
                 .arg(minuteOfDay / 60, 2, 10, QLatin1Char('0'))
                 .arg(minuteOfDay % 60, 2, 10, QLatin1Char('0'));
}

QDate dateBetween(Random &random, QDate first, QDate last)
{
    return first.addDays(random.between(0, static_cast<int>(first.daysTo(last))));
}

double money(int cents)
{
    return cents / 100.0;
}

} // namespace tabletalk::sampledata
