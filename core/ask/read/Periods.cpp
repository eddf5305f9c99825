// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Periods.h"

#include "core/ask/read/TimeSpans.h"

#include <QTimeZone>

#include <algorithm>

namespace tabletalk::ask {

namespace {

constexpr int minutesOfDay = 24 * 60;

/// Reads a span together with the words before it that say which of its ends counts.
class PhraseReader
{
public:
    PhraseReader(const Words &words, Instant now)
        : m_words(words)
        , m_spans(words, QDateTime::fromMSecsSinceEpoch(now.msSinceEpoch, QTimeZone::utc()))
    {}

    std::optional<PeriodPhrase> at(size_t word) const;

private:
    enum class Side { Before, After, Until, Since };

    std::optional<std::pair<Side, size_t>> sideAt(size_t word) const;
    bool takeEdge(std::pair<Side, size_t> *side) const;
    std::optional<PeriodPhrase> fromTo(size_t word) const;
    std::optional<PeriodPhrase> oneSided(size_t word) const;
    std::optional<PeriodPhrase> agoCompared(size_t word) const;
    std::optional<PeriodPhrase> during(size_t word) const;
    std::optional<PeriodPhrase> recurring(size_t word) const;
    std::optional<PeriodPhrase> clock(size_t word) const;
    std::optional<std::pair<int, size_t>> timeAt(size_t word) const;
    bool isMayForSure(size_t word) const;
    bool is(size_t word, std::initializer_list<QStringView> any) const { return m_spans.is(word, any); }

    const Words &m_words;
    TimeSpans m_spans;
};

PeriodPhrase phrase(Period period, size_t begin, size_t end)
{
    return {std::move(period), end - begin};
}

/// From the beginning of one to the end of another.
Period joined(const Period &first, const Period &last)
{
    Period period = range(first.from.date(), last.to.date());
    period.grain = std::min(period.grain, std::min(first.grain, last.grain));
    if (period.grain == Period::Grain::Second) {
        period.from = first.from;
        period.to = last.to;
    }
    return period;
}

/// The word "may" is a month where it is written so or a number stands beside it.
bool PhraseReader::isMayForSure(size_t word) const
{
    const auto isNumber = [&](size_t at) { return at < m_words.size() && m_words[at].kind == Word::Kind::Number; };
    for (size_t at = word; at < std::min(word + 4, m_words.size()); ++at) {
        if (m_words[at].is(u"may") && m_words[at].text != u"May" && m_words[at].text != u"MAY" && !isNumber(at + 1)
            && !(at > 0 && isNumber(at - 1)))
            return false;
    }
    return true;
}

/// "between March and May 2021", "from 2015 to 2017", "January to March 2020"
std::optional<PeriodPhrase> PhraseReader::fromTo(size_t word) const
{
    const bool between = is(word, {u"between"});
    const bool from = is(word, {u"from"});
    size_t at = word + (between || from ? 1 : is(word, {u"in", u"during"}) ? 1 : 0);
    std::optional<TimeSpan> first = m_spans.at(at);
    if (!first)
        return {};
    at = first->end;
    const bool linked = between ? is(at, {u"and"}) : is(at, {u"to", u"until", u"till", u"through", u"thru"});
    if (!linked)
        return {};
    std::optional<TimeSpan> last = m_spans.at(at + 1);
    // "between 2005 and 2008" may be of any numbers, and so may numbers that are no years of ours.
    const auto year = [](const TimeSpan &s) { return s.period.from.date().year(); };
    if (!last || (first->bareYear && last->bareYear && (!from || year(*first) < 1800 || year(*last) > 2100)))
        return {};
    if (first->month > 0 && last->month == 0 && !last->bareYear) { // the year said last is that of both
        first = TimeSpans::inYear(*first, year(*last));
        if (first->period.from > last->period.from)
            first->period = unitAround(first->period.from.date().addYears(-1),
                                       first->period.grain == Period::Grain::Month ? TimeUnit::Month : TimeUnit::Day);
    } else if (first->month > 0 && last->month > 0) {
        // Without a year they are of the year in which the first was last begun.
        if (first->day == 0 && last->day == 0 && (is(last->end, {u"of", u"in"}) && m_spans.yearAt(last->end + 1) > 0))
            return {};
        const int firstMonth = first->month;
        const int lastMonth = last->month;
        first = m_spans.latest(*first);
        last = TimeSpans::inYear(*last, year(*first) + (lastMonth < firstMonth ? 1 : 0));
    } else if (last->month > 0) {
        last = TimeSpans::inYear(*last, year(*first));
    }
    if (!first->period.from.isValid() || !last->period.to.isValid() || first->period.from >= last->period.to)
        return {};
    return phrase(joined(first->period, last->period), word, last->end);
}

/// The end of a span that counts, by the words before it.
std::optional<std::pair<PhraseReader::Side, size_t>> PhraseReader::sideAt(size_t word) const
{
    if (is(word, {u"before"}) || is(word, {u"until", u"till", u"through"}))
        return std::pair{is(word, {u"before"}) ? Side::Before : Side::Until, word + 1};
    if (is(word, {u"after"}))
        return std::pair{Side::After, word + 1};
    if (is(word, {u"since"}))
        return std::pair{Side::Since, word + 1};
    if (is(word, {u"prior"}) && is(word + 1, {u"to"}))
        return std::pair{Side::Before, word + 2};
    if (is(word, {u"up"}) && is(word + 1, {u"to", u"until"}))
        return std::pair{Side::Until, word + 2};
    if (is(word, {u"earlier", u"later"}) && is(word + 1, {u"than"}))
        return std::pair{is(word, {u"earlier"}) ? Side::Before : Side::After, word + 2};
    if (is(word, {u"no"}) && is(word + 1, {u"earlier", u"later"}) && is(word + 2, {u"than"}))
        return std::pair{is(word + 1, {u"earlier"}) ? Side::Since : Side::Until, word + 3};
    if (is(word, {u"on", u"in"}) && is(word + 1, {u"or"}) && is(word + 2, {u"before", u"after"}))
        return std::pair{is(word + 2, {u"before"}) ? Side::Until : Side::Since, word + 3};
    if (is(word, {u"starting", u"beginning"}) && is(word + 1, {u"from", u"in", u"on", u"with"}))
        return std::pair{Side::Since, word + 2};
    if (is(word, {u"by"}) && is(word + 1, {u"the"}) && is(word + 2, {u"end"}) && is(word + 3, {u"of"}))
        return std::pair{Side::Until, word + 4};
    return {};
}

/// "since the start of 2025", "before the end of June": the side on which the whole of it lies.
bool PhraseReader::takeEdge(std::pair<Side, size_t> *side) const
{
    size_t at = side->second;
    at += is(at, {u"the"}) ? 1 : 0;
    const bool start = is(at, {u"start", u"beginning"});
    if ((!start && !is(at, {u"end"})) || !is(at + 1, {u"of"}))
        return false;
    if (start)
        side->first = side->first == Side::After   ? Side::Since
                      : side->first == Side::Until ? Side::Before
                                                   : side->first;
    else
        side->first = side->first == Side::Since    ? Side::After
                      : side->first == Side::Before ? Side::Until
                                                    : side->first;
    side->second = at + 2;
    return true;
}

/// "before June 2019", "since last month", "until 5 May"; "March 2019 or later"
std::optional<PeriodPhrase> PhraseReader::oneSided(size_t word) const
{
    auto side = sideAt(word);
    if (!side)
        return {};
    const bool ofEdge = takeEdge(&*side);
    std::optional<TimeSpan> span = m_spans.at(side->second);
    if (!span || (span->bareYear && !ofEdge))
        return {};
    *span = m_spans.latest(*span);
    Period period = span->period;
    switch (side->first) {
    case Side::Before:
        period.to = std::exchange(period.from, QDateTime());
        break;
    case Side::Until:
        period.from = QDateTime();
        break;
    case Side::After:
        period.from = std::exchange(period.to, QDateTime());
        break;
    case Side::Since:
        period.to = QDateTime();
        break;
    }
    return phrase(std::move(period), word, span->end + (is(span->end, {u"onwards", u"onward"}) ? 1 : 0));
}

/// "more than 30 days ago", "within 2 weeks", "within the last 3 months", "older than 90 days"
std::optional<PeriodPhrase> PhraseReader::agoCompared(size_t word) const
{
    size_t at = word;
    bool older = false;
    if (is(word, {u"more", u"older", u"longer"}) && is(word + 1, {u"than"})) {
        older = true;
        at = word + 2;
    } else if (is(word, {u"less", u"fewer", u"newer"}) && is(word + 1, {u"than"})) {
        at = word + 2;
    } else if (is(word, {u"over"})) {
        older = true;
        at = word + 1;
    } else if (is(word, {u"within"})) {
        at = word + 1;
    } else {
        return {};
    }
    const auto count = m_spans.countAt(at);
    const auto unit = count ? m_spans.unitAt(count->second) : std::nullopt;
    const bool ago = unit && is(count->second + 1, {u"ago"});
    if (!ago)
        return {};
    Period period;
    period.grain = *unit == TimeUnit::Hour ? Period::Grain::Second : Period::Grain::Day;
    (older ? period.to : period.from) = m_spans.moved(*unit, -count->first);
    if (!older)
        period.to = *unit == TimeUnit::Hour ? m_spans.now() : m_spans.moved(TimeUnit::Day, 1);
    return phrase(std::move(period), word, count->second + 2);
}

/// "in March 2019", "last month", "on 5 May 2020", "over the past 6 months", "in March"
std::optional<PeriodPhrase> PhraseReader::during(size_t word) const
{
    const bool preposition =
        is(word, {u"in", u"on", u"during", u"within", u"for", u"over", u"of", u"from", u"at", u"throughout"});
    size_t at = word + (preposition ? 1 : 0);
    const bool month = preposition && is(at, {u"the"}) && is(at + 1, {u"month"}) && is(at + 2, {u"of"});
    at += month ? 3 : 0;
    std::optional<TimeSpan> span = m_spans.at(at);
    if (!span || span->bareYear)
        return {};
    // "31 February 2020" is no day, and not that month either.
    const bool ofDay = word > 0 && m_words[word - 1].kind == Word::Kind::Number;
    if (!preposition && ofDay && monthNamed(m_words[word].lower) > 0)
        return {};
    if (span->month > 0) {
        if (!preposition || (is(word, {u"for", u"of", u"at", u"over", u"from"}) && span->day == 0 && !month))
            return {};
        if (span->day == 0) { // whatever the year
            Period period;
            period.sort = Period::Sort::MonthOfYear;
            period.grain = Period::Grain::Month;
            period.first = period.last = span->month;
            return phrase(period, word, span->end);
        }
        *span = m_spans.latest(*span);
    }
    return phrase(span->period, word, span->end);
}

/// "on Mondays", "on weekends", "between March and May" of every year that is said elsewhere
std::optional<PeriodPhrase> PhraseReader::recurring(size_t word) const
{
    size_t at = word;
    at += is(at, {u"on", u"at", u"during", u"every"}) ? 1 : 0;
    const bool led = at > word;
    const bool article = led && is(at, {u"a", u"the"});
    at += article ? 1 : 0;
    if (!led || at >= m_words.size() || m_words[at].kind != Word::Kind::Plain)
        return {};
    Period period;
    period.sort = Period::Sort::DayOfWeek;
    if (is(at, {u"weekends", u"weekend"})) {
        period.first = 6;
        period.last = 7;
    } else if (is(at, {u"weekdays"})) {
        period.first = 1;
        period.last = 5;
    } else {
        period.first = period.last = weekdayNamed(m_words[at].lower);
    }
    return period.first > 0 ? std::optional(phrase(period, word, at + 1)) : std::nullopt;
}

/// "10 am", "10am", "10:30", "10:30 pm", "noon": minutes from midnight, with the word after it.
std::optional<std::pair<int, size_t>> PhraseReader::timeAt(size_t word) const
{
    if (word >= m_words.size() || m_words[word].kind == Word::Kind::Quoted)
        return {};
    if (is(word, {u"noon", u"midday"}))
        return std::pair{12 * 60, word + 1};
    if (is(word, {u"midnight"}))
        return std::pair{0, word + 1};
    QString text = m_words[word].lower;
    text.remove(u'.');
    size_t end = word + 1;
    bool morning = text.endsWith(u"am");
    bool evening = text.endsWith(u"pm");
    if (morning || evening) {
        text.chop(2);
    } else {
        morning = is(end, {u"am", u"a.m"});
        evening = is(end, {u"pm", u"p.m"});
        end += morning || evening ? 1 : 0;
    }
    const QStringList parts = text.split(u':');
    bool hourOk = false;
    bool minuteOk = true;
    int hour = parts.front().toInt(&hourOk);
    const int minute = parts.size() > 1 ? parts[1].toInt(&minuteOk) : 0;
    const bool told = morning || evening || (parts.size() == 2 && parts[1].size() == 2);
    if (!told || parts.size() > 2 || !hourOk || !minuteOk || hour < 0 || hour > 24 || minute < 0 || minute > 59)
        return {};
    if ((morning || evening) && (hour < 1 || hour > 12))
        return {};
    if (morning || evening)
        hour = hour % 12 + (evening ? 12 : 0);
    return std::pair{hour * 60 + minute, end};
}

/// "after 10 am", "before 9:30", "between 8 am and noon", "in the morning"
std::optional<PeriodPhrase> PhraseReader::clock(size_t word) const
{
    Period period;
    period.sort = Period::Sort::TimeOfDay;
    period.last = minutesOfDay;
    if (is(word, {u"in"}) && is(word + 1, {u"the"}) && is(word + 2, {u"morning", u"afternoon", u"evening"})) {
        const bool morning = is(word + 2, {u"morning"});
        const bool afternoon = is(word + 2, {u"afternoon"});
        period.first = morning ? 0 : afternoon ? 12 * 60 : 18 * 60;
        period.last = morning ? 12 * 60 : afternoon ? 18 * 60 : minutesOfDay;
        return phrase(period, word, word + 3);
    }
    if (is(word, {u"between", u"from"})) {
        const auto first = timeAt(word + 1);
        const auto last =
            first && is(first->second, {u"and", u"to", u"until"}) ? timeAt(first->second + 1) : std::nullopt;
        if (!last || first->first >= last->first)
            return {};
        period.first = first->first;
        period.last = last->first;
        return phrase(period, word, last->second);
    }
    const auto side = sideAt(word);
    const auto time = side ? timeAt(side->second) : std::nullopt;
    if (!time)
        return {};
    if (side->first == Side::Before || side->first == Side::Until)
        period.last = time->first;
    else
        period.first = time->first;
    return phrase(period, word, time->second);
}

std::optional<PeriodPhrase> PhraseReader::at(size_t word) const
{
    std::optional<PeriodPhrase> longest;
    for (const auto read : {&PhraseReader::fromTo, &PhraseReader::oneSided, &PhraseReader::agoCompared,
                            &PhraseReader::during, &PhraseReader::recurring, &PhraseReader::clock}) {
        const auto found = (this->*read)(word);
        if (found && (!longest || found->words > longest->words))
            longest = found;
    }
    return longest && isMayForSure(word) ? longest : std::nullopt;
}

} // namespace

std::optional<PeriodPhrase> periodAt(const Words &words, size_t at, Instant now)
{
    return PhraseReader(words, now).at(at);
}

Period wholeYears(int first, int last)
{
    return range({first, 1, 1}, {last + 1, 1, 1});
}

} // namespace tabletalk::ask
