// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/TimeSpans.h"

#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace tabletalk::ask {

static constexpr double mostCounted = 10'000;

static TimeSpan relativeSpan(Period period, size_t end)
{
    TimeSpan span{std::move(period), end};
    span.relative = true;
    return span;
}

bool TimeSpans::is(size_t word, std::initializer_list<QStringView> any) const
{
    return word < m_words.size() && m_words[word].kind != Word::Kind::Quoted
           && std::ranges::find(any, QStringView(m_words[word].lower)) != any.end();
}

int TimeSpans::yearAt(size_t word) const
{
    if (word >= m_words.size() || m_words[word].kind != Word::Kind::Number || m_words[word].text.size() != 4)
        return 0;
    bool ok = false;
    const int year = m_words[word].text.toInt(&ok);
    return ok && year >= 1000 && year <= 2999 ? year : 0;
}

std::optional<std::pair<qint64, size_t>> TimeSpans::countAt(size_t word) const
{
    if (is(word, {u"a", u"an"})) {
        if (is(word + 1, {u"couple"}))
            return std::pair{qint64(2), word + (is(word + 2, {u"of"}) ? 3 : 2)};
        return std::pair{qint64(1), word + 1};
    }
    if (is(word, {u"couple"}))
        return std::pair{qint64(2), word + (is(word + 1, {u"of"}) ? 2 : 1)};
    if (word >= m_words.size() || m_words[word].kind != Word::Kind::Number || m_words[word].ordinal)
        return {};
    const double number = *m_words[word].number;
    if (number < 1 || number > mostCounted || std::floor(number) != number)
        return {};
    return std::pair{qint64(number), word + 1};
}

std::optional<TimeUnit> TimeSpans::unitAt(size_t word) const
{
    if (word >= m_words.size() || m_words[word].kind != Word::Kind::Plain)
        return {};
    return timeUnit(m_words[word].lower);
}

QDateTime TimeSpans::moved(TimeUnit unit, qint64 count) const
{
    if (unit == TimeUnit::Hour)
        return m_now.addSecs(3600 * count);
    return plus(today(), unit, count).startOfDay(QTimeZone::utc());
}

/// 1 to 31 for "5", "5th", "first".
int TimeSpans::dayAt(size_t word) const
{
    if (is(word, {u"first"}))
        return 1;
    if (is(word, {u"second"}))
        return 2;
    if (word >= m_words.size() || m_words[word].kind != Word::Kind::Number || m_words[word].text.size() > 9)
        return 0;
    const double day = *m_words[word].number;
    const bool plain = m_words[word].ordinal || m_words[word].text.size() <= 2;
    return plain && day >= 1 && day <= 31 && std::floor(day) == day ? int(day) : 0;
}

int TimeSpans::monthAt(size_t word) const
{
    if (word >= m_words.size() || m_words[word].kind != Word::Kind::Plain)
        return 0;
    return monthNamed(m_words[word].lower);
}

TimeSpan TimeSpans::inYear(TimeSpan span, int year)
{
    if (span.month > 0) {
        const QDate first(year, span.month, std::max(1, span.day));
        if (first.isValid())
            span.period = unitAround(first, span.day > 0 ? TimeUnit::Day : TimeUnit::Month);
        span.month = 0;
        span.day = 0;
    }
    return span;
}

TimeSpan TimeSpans::latest(TimeSpan span) const
{
    if (span.month == 0)
        return span;
    // The 29th of February may be up to eight years back.
    for (int year = today().year(); year > today().year() - 9; --year) {
        const QDate first(year, span.month, std::max(1, span.day));
        if (first.isValid() && first <= today())
            return inYear(span, year);
    }
    return span;
}

/// "last 30 days" and "next 6 months" reach to or from today; "last 3 months" of a calendar
/// begin on the day of the month that today is.
std::optional<TimeSpan> TimeSpans::counted(size_t word, bool forward, qint64 count, TimeUnit unit) const
{
    Period period;
    if (unit == TimeUnit::Hour) {
        period.from = forward ? m_now : moved(unit, -count);
        period.to = forward ? moved(unit, count) : m_now;
        period.grain = Period::Grain::Second;
    } else if (forward) {
        period = range(today(), plus(today(), unit, count).addDays(1));
    } else {
        period = range(plus(today(), unit, -count), today().addDays(1));
    }
    if (period.grain != Period::Grain::Second)
        period.grain = Period::Grain::Day; // whatever borders they happen to meet
    return relativeSpan(period, word);
}

/// "year to date", "so far this year", "ytd"
std::optional<TimeSpan> TimeSpans::toDate(size_t word) const
{
    const auto sinceStartOf = [&](TimeUnit unit, size_t end) {
        return relativeSpan(range(startOf(unit, today()), today().addDays(1)), end);
    };
    if (is(word, {u"ytd"}))
        return sinceStartOf(TimeUnit::Year, word + 1);
    if (is(word, {u"qtd"}))
        return sinceStartOf(TimeUnit::Quarter, word + 1);
    if (is(word, {u"mtd"}))
        return sinceStartOf(TimeUnit::Month, word + 1);
    const bool soFar = is(word, {u"so"}) && is(word + 1, {u"far"});
    const size_t first = word + (soFar ? 2 : 0);
    const bool current = is(first, {u"this", u"current"});
    const auto unit = unitAt(first + (current ? 1 : 0));
    if (!unit)
        return {};
    const size_t after = first + (current ? 2 : 1);
    if (soFar && current)
        return sinceStartOf(*unit, after);
    if (!soFar && is(after, {u"to"}) && is(after + 1, {u"date"}))
        return sinceStartOf(*unit, after + 2);
    if (!soFar && current && is(after, {u"so"}) && is(after + 1, {u"far"}))
        return sinceStartOf(*unit, after + 2);
    return {};
}

std::optional<TimeSpan> TimeSpans::relative(size_t word) const
{
    if (is(word, {u"today", u"tonight"}))
        return relativeSpan(unitAround(today(), TimeUnit::Day), word + 1);
    if (is(word, {u"yesterday"}))
        return relativeSpan(unitAround(today(), TimeUnit::Day, -1), word + 1);
    if (is(word, {u"tomorrow"}))
        return relativeSpan(unitAround(today(), TimeUnit::Day, 1), word + 1);
    if (auto span = toDate(word))
        return span;
    if (const auto count = countAt(word)) { // "two weeks ago"
        const auto unit = unitAt(count->second);
        if (unit && is(count->second + 1, {u"ago"})) {
            if (*unit == TimeUnit::Hour) {
                Period period;
                period.grain = Period::Grain::Second;
                period.from = moved(*unit, -count->first);
                period.to = period.from.addSecs(3600);
                return relativeSpan(period, count->second + 2);
            }
            return relativeSpan(unitAround(today(), *unit, -count->first), count->second + 2);
        }
    }
    const bool back = is(word, {u"last", u"past", u"previous", u"preceding"});
    const bool forward = is(word, {u"next", u"coming", u"following", u"upcoming"});
    const bool current = is(word, {u"this", u"current"});
    if (!back && !forward && !current)
        return {};
    if (const auto count = countAt(word + 1); count && !current) {
        if (const auto unit = unitAt(count->second))
            return counted(count->second + 1, forward, count->first, *unit);
    }
    const int step = back ? -1 : forward ? 1 : 0;
    if (const auto unit = unitAt(word + 1)) {
        // Of a unit without a number the past one rolls, the last one is the calendar's.
        if (is(word, {u"past", u"coming"}) || *unit == TimeUnit::Hour)
            return counted(word + 2, forward, 1, *unit);
        return relativeSpan(unitAround(today(), *unit, step), word + 2);
    }
    if (const int day = word + 1 < m_words.size() ? weekdayNamed(m_words[word + 1].lower) : 0) {
        const QDate monday = startOf(TimeUnit::Week, today());
        QDate meant = monday.addDays(day - 1);
        if (back && meant >= today())
            meant = meant.addDays(-7);
        if (forward && meant <= today())
            meant = meant.addDays(7);
        return relativeSpan(unitAround(meant, TimeUnit::Day), word + 2);
    }
    if (const int month = monthAt(word + 1); month > 0) {
        QDate meant(today().year(), month, 1);
        const QDate here = startOf(TimeUnit::Month, today());
        if (back && meant >= here)
            meant = meant.addYears(-1);
        if (forward && meant <= here)
            meant = meant.addYears(1);
        return relativeSpan(unitAround(meant, TimeUnit::Month), word + 2);
    }
    return {};
}

/// The quarter or half of the year that follows ("of 2021", "2021", "of last year"), else the
/// latest one that has begun.
std::optional<TimeSpan> TimeSpans::yearsPart(size_t after, TimeUnit unit, int which) const
{
    const bool half = unit == TimeUnit::Year;
    const auto part = [&](int year) {
        const QDate from = QDate(year, 1, 1).addMonths((which - 1) * (half ? 6 : 3));
        return range(from, from.addMonths(half ? 6 : 3));
    };
    size_t at = after;
    at += is(at, {u"of", u"in", u","}) ? 1 : 0;
    at += is(at, {u"the"}) ? 1 : 0;
    if (is(at, {u"year"}) && yearAt(at + 1) > 0)
        ++at;
    if (const int year = yearAt(at))
        return TimeSpan{part(year), at + 1};
    if (const auto span = relative(at); span && span->period.isOfYears())
        return relativeSpan(part(span->period.from.date().year()), span->end);
    const Period ofThisYear = part(today().year());
    return relativeSpan(ofThisYear.from.date() <= today() ? ofThisYear : part(today().year() - 1), after);
}

/// "Q3 2022", "2022 Q3", "the first quarter of 2021", "H1 2020", "the second half of last year"
std::optional<TimeSpan> TimeSpans::partOfYear(size_t word) const
{
    const auto sign = [&](size_t at) -> std::pair<QChar, int> {
        if (at >= m_words.size() || m_words[at].lower.size() != 2 || m_words[at].kind == Word::Kind::Quoted)
            return {};
        return {m_words[at].lower[0], m_words[at].lower[1].digitValue()};
    };
    const auto isPart = [](std::pair<QChar, int> s) {
        return (s.first == u'q' && s.second >= 1 && s.second <= 4)
               || (s.first == u'h' && s.second >= 1 && s.second <= 2);
    };
    if (const auto s = sign(word); isPart(s))
        return yearsPart(word + 1, s.first == u'h' ? TimeUnit::Year : TimeUnit::Quarter, s.second);
    if (const auto s = sign(word + 1); yearAt(word) > 0 && isPart(s)) {
        const QDate from = QDate(yearAt(word), 1, 1).addMonths((s.second - 1) * (s.first == u'h' ? 6 : 3));
        return TimeSpan{range(from, from.addMonths(s.first == u'h' ? 6 : 3)), word + 2};
    }
    const bool half = is(word + 1, {u"half"});
    if (!half && !is(word + 1, {u"quarter"}))
        return {};
    int which = is(word, {u"last", u"final"}) ? (half ? 2 : 4) : dayAt(word);
    if (word < m_words.size() && m_words[word].kind == Word::Kind::Number && !m_words[word].ordinal)
        which = 0; // "3 quarters"
    if (which < 1 || which > (half ? 2 : 4))
        return {};
    auto span = yearsPart(word + 2, half ? TimeUnit::Year : TimeUnit::Quarter, which);
    // "last quarter" alone is the one before this.
    if (span && span->end == word + 2 && is(word, {u"last", u"final"}))
        return {};
    return span;
}

/// "the first 3 months of 2021", "the last week of March 2020"
std::optional<TimeSpan> TimeSpans::headOrTail(size_t word) const
{
    const bool head = is(word, {u"first"});
    if (!head && !is(word, {u"last", u"final"}))
        return {};
    const auto count = countAt(word + 1).value_or(std::pair{qint64(1), word + 1});
    const auto unit = unitAt(count.second);
    if (!unit || *unit == TimeUnit::Hour || !is(count.second + 1, {u"of", u"in"}))
        return {};
    size_t at = count.second + 2;
    at += is(at, {u"the"}) ? 1 : 0;
    std::optional<TimeSpan> whole = this->at(at);
    if (!whole)
        return {};
    whole = latest(*whole);
    const QDate from = whole->period.from.date();
    const QDate to = whole->period.to.date();
    whole->period = head ? range(from, std::min(to, plus(from, *unit, count.first)))
                         : range(std::max(from, plus(to, *unit, -count.first)), to);
    whole->bareYear = false;
    whole->relative = true;
    return whole;
}

/// "2020-05-05", "2020-05", "5/31/2020": where day and month can be told apart, else month first.
std::optional<TimeSpan> TimeSpans::writtenDate(size_t word) const
{
    if (word >= m_words.size() || m_words[word].text.size() < 7 || m_words[word].text.size() > 10)
        return {};
    const QStringView text = m_words[word].text;
    const QList<QStringView> parts = text.split(text.contains(u'-') ? u'-' : u'/');
    std::array<int, 3> numbers{};
    for (qsizetype i = 0; i < parts.size() && i < 3; ++i) {
        bool ok = false;
        numbers[size_t(i)] = parts[i].toInt(&ok);
        if (!ok)
            return {};
    }
    if (parts.size() == 2) {
        const QDate first(numbers[0], numbers[1], 1);
        const bool month = parts[0].size() == 4 && parts[1].size() == 2 && first.isValid();
        return month ? std::optional(TimeSpan{unitAround(first, TimeUnit::Month), word + 1}) : std::nullopt;
    }
    if (parts.size() != 3)
        return {};
    QDate day;
    if (parts[0].size() == 4)
        day = QDate(numbers[0], numbers[1], numbers[2]);
    else if (parts[2].size() == 4 && numbers[0] > 12)
        day = QDate(numbers[2], numbers[1], numbers[0]);
    else if (parts[2].size() == 4)
        day = QDate(numbers[2], numbers[0], numbers[1]);
    if (!day.isValid())
        return {};
    TimeSpan span{unitAround(day, TimeUnit::Day), word + 1};
    span.period.grain = Period::Grain::Day;
    return span;
}

/// "5 May 2020", "May 5th, 2020", "March 2019", "March of last year", "May 5"; a month alone.
std::optional<TimeSpan> TimeSpans::date(size_t word) const
{
    size_t at = word;
    int day = 0;
    if (monthAt(at) == 0) {
        day = dayAt(at);
        at += is(at + 1, {u"of"}) ? 2 : 1;
        if (day == 0 || monthAt(at) == 0)
            return {};
    }
    TimeSpan span;
    span.month = monthAt(at);
    ++at;
    if (day == 0 && yearAt(at) == 0 && dayAt(at) > 0)
        day = dayAt(at++);
    span.day = day;
    span.end = at;
    size_t year = at;
    year += is(year, {u",", u"of", u"in"}) ? 1 : 0;
    year += is(year, {u"the"}) && is(year + 1, {u"year"}) ? 2 : 0;
    if (yearAt(year) > 0) {
        const QDate first(yearAt(year), span.month, std::max(1, day));
        if (!first.isValid())
            return {};
        span = inYear(span, yearAt(year));
        span.end = year + 1;
    } else if (const auto relativeYear = relative(year); relativeYear && relativeYear->period.isOfYears()) {
        span = inYear(span, relativeYear->period.from.date().year());
        span.end = relativeYear->end;
    }
    return span;
}

/// "the 1990s", "the nineties", "the 90s"
std::optional<TimeSpan> TimeSpans::decade(size_t word) const
{
    static constexpr std::pair<QStringView, int> names[] = {
        {u"fifties", 1950}, {u"sixties", 1960}, {u"seventies", 1970}, {u"eighties", 1980}, {u"nineties", 1990}};
    if (word >= m_words.size() || m_words[word].kind != Word::Kind::Plain)
        return {};
    const QStringView lower = m_words[word].lower;
    int year = 0;
    if (lower.endsWith(u"0s") && (lower.size() == 5 || lower.size() == 3)) {
        bool ok = false;
        year = lower.chopped(1).toInt(&ok);
        if (!ok)
            return {};
        if (lower.size() == 3)
            year += year < 40 ? 2000 : 1900;
    }
    for (const auto &[name, first] : names)
        year = lower == name ? first : year;
    if (year < 1000 || year > 2999)
        return {};
    return relativeSpan(range({year, 1, 1}, {year + 10, 1, 1}), word + 1);
}

std::optional<TimeSpan> TimeSpans::at(size_t word) const
{
    word += is(word, {u"the"}) ? 1 : 0;
    for (const auto read : {&TimeSpans::headOrTail, &TimeSpans::partOfYear, &TimeSpans::relative, &TimeSpans::decade,
                            &TimeSpans::writtenDate, &TimeSpans::date}) {
        if (auto span = (this->*read)(word))
            return span;
    }
    size_t year = word;
    if (is(year, {u"year"}))
        year += is(year + 1, {u"of"}) ? 2 : 1;
    if (yearAt(year) == 0)
        return {};
    TimeSpan span{unitAround({yearAt(year), 1, 1}, TimeUnit::Year), year + 1};
    span.bareYear = true;
    return span;
}

} // namespace tabletalk::ask
