// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/DateForm.h"

#include "core/ask/read/Calendar.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

using Kind = DateForm::Kind;

constexpr double mostOfThem = 0.9;

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isClock(QStringView text)
{
    return (text.size() == 5 || text.size() == 8) && text[2] == u':' && isDigits(text.first(2))
           && isDigits(text.sliced(3, 2)) && (text.size() == 5 || (text[5] == u':' && isDigits(text.last(2))));
}

bool isIsoDay(QStringView text)
{
    return text.size() >= 10 && text[4] == u'-' && text[7] == u'-' && isDigits(text.first(4))
           && isDigits(text.sliced(5, 2)) && isDigits(text.sliced(8, 2));
}

bool isYear(QStringView text)
{
    return text.size() == 4 && isDigits(text) && text.toInt() >= 1000 && text.toInt() <= 2999;
}

/// The three numbers that a text such as "8/21/2015 17:39" begins with; the year stands last.
std::optional<std::array<int, 3>> writtenNumbers(QStringView text, QChar sign)
{
    const qsizetype space = text.indexOf(u' ');
    const QList<QStringView> parts = (space < 0 ? text : text.first(space)).split(sign);
    if (parts.size() != 3 || parts[2].size() != 4 || parts[0].size() > 2 || parts[1].size() > 2
        || !std::ranges::all_of(parts, isDigits))
        return {};
    return std::array{parts[0].toInt(), parts[1].toInt(), parts[2].toInt()};
}

bool isSpelled(QStringView text)
{
    bool month = false;
    bool year = false;
    qsizetype words = 0;
    for (const QStringView word : text.tokenize(u' ', Qt::SkipEmptyParts)) {
        ++words;
        const QStringView bare = word.endsWith(u',') ? word.chopped(1) : word;
        month = month || monthNamed(bare.toString().toLower()) > 0;
        year = year || isYear(bare);
    }
    return month && year && words <= 4;
}

/// "31-MAY-24", as Oracle writes dates.
bool isShort(QStringView text)
{
    const QList<QStringView> parts = text.split(u'-');
    return parts.size() == 3 && parts[0].size() == 2 && isDigits(parts[0]) && parts[1].size() == 3
           && monthNamed(parts[1].toString().toLower()) > 0 && parts[2].size() == 2 && isDigits(parts[2]);
}

/// What samples say; the share of them that must agree leaves room for a stray value.
class SampleReader
{
public:
    explicit SampleReader(const std::vector<QString> &samples)
    {
        for (const QString &sample : samples) {
            if (!sample.trimmed().isEmpty())
                m_samples.push_back(sample);
        }
    }

    bool empty() const { return m_samples.empty(); }
    template <class Is>
    bool most(Is is) const
    {
        return !empty() && double(std::ranges::count_if(m_samples, is)) >= mostOfThem * double(m_samples.size());
    }
    template <class Is>
    bool any(Is is) const
    {
        return std::ranges::any_of(m_samples, is);
    }

    QString writtenOrder() const;

private:
    std::vector<QString> m_samples;
};

/// Which of day and month stands first, where some sample tells. All below 13 tells nothing
/// with a slash or dash, so that such a column is not compared at all.
QString SampleReader::writtenOrder() const
{
    for (const QChar sign : {u'/', u'.', u'-'}) {
        if (!most([&](const QString &s) { return writtenNumbers(s, sign).has_value(); }))
            continue;
        bool dayFirst = sign == u'.';
        bool monthFirst = false;
        for (const QString &sample : m_samples) {
            const auto numbers = writtenNumbers(sample, sign);
            dayFirst = dayFirst || (numbers && (*numbers)[0] > 12);
            monthFirst = monthFirst || (numbers && (*numbers)[1] > 12);
        }
        if (dayFirst == monthFirst)
            return {};
        return dayFirst ? QString(u'D' + QString(sign) + u'M' + sign + u'Y')
                        : QString(u'M' + QString(sign) + u'D' + sign + u'Y');
    }
    return {};
}

DateForm formOfNumber(const Column &column, const SampleReader &samples)
{
    DateForm form;
    form.number = true;
    const auto within = [](const QString &s, qint64 least, qint64 most) {
        bool ok = false;
        const qint64 number = s.toLongLong(&ok);
        return ok && number >= least && number <= most;
    };
    const bool unseen = samples.empty() && column.role == ColumnRole::Date;
    if (unseen || samples.most([](const QString &s) { return isYear(s); }))
        form.kind = Kind::Year;
    else if (samples.most([&](const QString &s) { return within(s, 18'000'101, 21'001'231); }))
        form.kind = Kind::Compact;
    else if (column.role == ColumnRole::Date
             && samples.most([&](const QString &s) { return within(s, 100'000'000, 4'102'444'800); }))
        form.kind = Kind::Seconds;
    return form;
}

DateForm formOfText(const SampleReader &samples)
{
    DateForm form;
    form.hasTime = samples.any([](const QString &s) { return s.contains(u':'); });
    form.separatorT = samples.most([](const QString &s) { return s.size() > 10 && s[10] == u'T'; });
    if (samples.most([](const QString &s) { return isIsoDay(s); })) {
        form.kind = Kind::IsoText;
    } else if (samples.most([](const QString &s) {
                   return s.size() == 7 && s[4] == u'-' && isDigits(s.first(4)) && isDigits(s.last(2));
               })) {
        form.kind = Kind::IsoMonth;
    } else if (samples.most([](const QString &s) { return isYear(s); })) {
        form.kind = Kind::Year;
    } else if (samples.most([](const QString &s) { return s.size() == 8 && isDigits(s); })) {
        form.kind = Kind::Compact;
    } else if (samples.most([](const QString &s) { return isClock(s); })) {
        form.kind = Kind::Clock;
    } else if (samples.most([](const QString &s) { return isShort(s); })) {
        form.kind = Kind::Short;
    } else if (samples.most([](const QString &s) { return isSpelled(s); })) {
        form.kind = Kind::Spelled;
    } else {
        form.order = samples.writtenOrder();
        form.kind = form.order.isEmpty() ? Kind::None : Kind::Written;
    }
    return form;
}

bool tellsDays(const DateForm &form)
{
    return form.kind == Kind::Calendar || form.kind == Kind::IsoText || form.kind == Kind::Written
           || form.kind == Kind::Seconds;
}

/// One month or one year, which a text with the month's name can be asked for.
bool isOneMonthOrYear(const Period &period)
{
    if (!period.from.isValid() || !period.to.isValid())
        return false;
    const QDate from = period.from.date();
    return period.to.date() == from.addMonths(1)
               ? period.grain == Period::Grain::Month
               : period.grain == Period::Grain::Year && period.to.date() == from.addYears(1);
}

bool isOneDay(const Period &period)
{
    return period.grain == Period::Grain::Day && period.from.isValid() && period.from.addDays(1) == period.to;
}

} // namespace

DateForm dateFormOf(const Column &column, Dialect dialect)
{
    const SampleReader samples(column.profile.samples);
    const bool calendar = column.type == ColumnType::Date || column.type == ColumnType::Timestamp;
    // SQLite takes any text for a date, so there what stands in it decides.
    if (dialect == Dialect::SQLite && !samples.empty() && (calendar || column.type == ColumnType::Time)) {
        DateForm form = samples.most([](const QString &s) { return isDigits(s); }) ? formOfNumber(column, samples)
                                                                                   : formOfText(samples);
        if (form.kind == Kind::IsoText)
            form.kind = Kind::Calendar;
        return form;
    }
    if (calendar || column.type == ColumnType::Time) {
        DateForm form;
        form.kind = calendar ? Kind::Calendar : Kind::Clock;
        form.hasTime = column.type == ColumnType::Timestamp;
        return form;
    }
    if (column.type == ColumnType::Integer || column.type == ColumnType::Decimal || column.type == ColumnType::Real)
        return formOfNumber(column, samples);
    return column.type == ColumnType::Text ? formOfText(samples) : DateForm();
}

bool canTell(const DateForm &form, const Period &period, Dialect dialect)
{
    if (dialect == Dialect::Odbc && form.kind != Kind::Calendar && form.kind != Kind::Year && form.kind != Kind::Compact
        && form.kind != Kind::IsoMonth)
        return false;
    switch (period.sort) {
    case Period::Sort::MonthOfYear:
        return tellsDays(form)
               || ((form.kind == Kind::Spelled || form.kind == Kind::Short) && period.first == period.last);
    case Period::Sort::DayOfWeek:
        return tellsDays(form) && dialect != Dialect::Odbc;
    case Period::Sort::TimeOfDay:
        return form.kind == Kind::Clock || ((form.kind == Kind::Calendar || form.kind == Kind::IsoText) && form.hasTime)
               || form.kind == Kind::Seconds;
    case Period::Sort::Range:
        break;
    }
    switch (form.kind) {
    case Kind::Year:
        return period.grain == Period::Grain::Year;
    case Kind::IsoMonth:
        return period.grain >= Period::Grain::Month;
    case Kind::Compact:
        return true;
    case Kind::Short:
        return isOneMonthOrYear(period) || isOneDay(period);
    case Kind::Spelled:
        return isOneMonthOrYear(period);
    default:
        return tellsDays(form);
    }
}

bool canTell(const DateForm &form, Bucket bucket, Dialect dialect)
{
    if (dialect == Dialect::Odbc)
        return (form.kind == Kind::Calendar && bucket != Bucket::Week && bucket != Bucket::DayOfWeek
                && bucket != Bucket::Quarter)
               || (form.kind == Kind::Year && bucket == Bucket::Year);
    switch (bucket) {
    case Bucket::Year:
        return tellsDays(form) || form.kind == Kind::Year;
    case Bucket::Month:
        return tellsDays(form) || form.kind == Kind::IsoMonth;
    case Bucket::Hour:
        return (tellsDays(form) && (form.hasTime || form.kind == Kind::Seconds)) && form.kind != Kind::Written;
    default:
        return tellsDays(form);
    }
}

} // namespace tabletalk::ask
