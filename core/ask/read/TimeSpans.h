// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Calendar.h"
#include "core/ask/read/Word.h"

#include <optional>

namespace tabletalk::ask {

/// A stretch of time as its own words say it, before a word like "since" opens one of its ends.
struct TimeSpan
{
    Period period;
    size_t end = 0;        ///< the first word after it
    int month = 0;         ///< a month or a day of it was named without a year
    int day = 0;           ///< with month: a day of it
    bool bareYear = false; ///< four digits and nothing else
    bool relative = false; ///< counted from now, so that it needs no preposition
};

/// Reads stretches of time from a question's words: days, months, quarters, years, decades,
/// and those that are relative to now.
class TimeSpans
{
public:
    TimeSpans(const Words &words, QDateTime now)
        : m_words(words)
        , m_now(std::move(now))
    {}

    std::optional<TimeSpan> at(size_t word) const;

    /// The same month or day in a year that was said elsewhere.
    static TimeSpan inYear(TimeSpan span, int year);
    /// The latest one that has begun.
    TimeSpan latest(TimeSpan span) const;

    bool is(size_t word, std::initializer_list<QStringView> any) const;
    /// The year that four digits at a word are; 0 for anything else.
    int yearAt(size_t word) const;
    /// "30", "two", "a", "a couple of": counts before a unit of time, with the word after it.
    std::optional<std::pair<qint64, size_t>> countAt(size_t word) const;
    /// The calendar unit that a word names.
    std::optional<TimeUnit> unitAt(size_t word) const;
    /// So many units before or after now, to the second for hours.
    QDateTime moved(TimeUnit unit, qint64 count) const;
    QDate today() const { return m_now.date(); }
    const QDateTime &now() const { return m_now; }

private:
    std::optional<TimeSpan> relative(size_t word) const;
    std::optional<TimeSpan> toDate(size_t word) const;
    std::optional<TimeSpan> counted(size_t word, bool forward, qint64 count, TimeUnit unit) const;
    std::optional<TimeSpan> partOfYear(size_t word) const;
    std::optional<TimeSpan> yearsPart(size_t after, TimeUnit unit, int which) const;
    std::optional<TimeSpan> headOrTail(size_t word) const;
    std::optional<TimeSpan> date(size_t word) const;
    std::optional<TimeSpan> writtenDate(size_t word) const;
    std::optional<TimeSpan> decade(size_t word) const;
    int dayAt(size_t word) const;
    int monthAt(size_t word) const;

    const Words &m_words;
    QDateTime m_now;
};

} // namespace tabletalk::ask
