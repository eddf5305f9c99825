// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/plan/DateConditions.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

using sql::Comparison;
using sql::ExpressionPtr;
using Form = DateForm::Kind;
using Kind = sql::Expression::Kind;
using Sort = Period::Sort;

/// The column as a date, for the functions that take one apart.
ExpressionPtr asDate(const ExpressionPtr &column, const DateForm &form)
{
    switch (form.kind) {
    case Form::IsoText:
        return sql::asDate(column, u"ISO"_s);
    case Form::Written:
        return sql::asDate(column, form.order);
    case Form::Seconds:
        return sql::asDate(column, u"SECONDS"_s);
    default:
        return column;
    }
}

/// One end of a period as the column keeps dates.
ExpressionPtr literal(const QDateTime &at, const DateForm &form, Period::Grain grain)
{
    switch (form.kind) {
    case Form::Year:
    case Form::Compact: {
        const QString digits = at.date().toString(form.kind == Form::Year ? u"yyyy"_s : u"yyyyMMdd"_s);
        return form.number ? sql::number(digits) : sql::text(digits);
    }
    case Form::IsoMonth:
        return sql::text(at.date().toString(u"yyyy-MM"_s));
    case Form::Seconds:
        return sql::number(QString::number(at.toSecsSinceEpoch()));
    default:
        break;
    }
    QString text = at.date().toString(u"yyyy-MM-dd"_s);
    if (grain == Period::Grain::Second && form.hasTime)
        text += (form.separatorT ? u'T' : u' ') + at.time().toString(u"HH:mm:ss"_s);
    return form.kind == Form::IsoText ? sql::text(text) : sql::date(text);
}

ExpressionPtr between(const ExpressionPtr &value, const ExpressionPtr &from, const ExpressionPtr &to)
{
    ExpressionPtr result;
    if (from)
        result = sql::compare(value, Comparison::GreaterOrEqual, from);
    return to ? sql::both(result, sql::compare(value, Comparison::Less, to)) : result;
}

/// Whole numbers from first to last, both included.
ExpressionPtr numbersBetween(const ExpressionPtr &value, int first, int last)
{
    const auto number = [](int n) { return sql::number(QString::number(n)); };
    return first == last ? sql::compare(value, Comparison::Equal, number(first))
                         : sql::apply(Kind::Between, {value, number(first), number(last)});
}

ExpressionPtr contains(const ExpressionPtr &column, const QString &part)
{
    return sql::apply(Kind::Like, {column, sql::text(QString(u'%' + part + u'%'))});
}

/// Years and months of texts such as "May 31, 2024".
ExpressionPtr spelled(const ExpressionPtr &column, const Period &period)
{
    const auto month = [&](int number) {
        return contains(column, QLocale::c().monthName(number, QLocale::ShortFormat));
    };
    if (period.sort == Sort::MonthOfYear)
        return month(period.first);
    const ExpressionPtr year = contains(column, QString::number(period.from.date().year()));
    return period.grain == Period::Grain::Year ? year : sql::both(month(period.from.date().month()), year);
}

/// Years, months and days of texts such as "31-MAY-24".
ExpressionPtr shortened(const ExpressionPtr &column, const Period &period)
{
    const auto month = [](int number) { return QLocale::c().monthName(number, QLocale::ShortFormat).toUpper(); };
    QString pattern;
    if (period.sort == Sort::MonthOfYear) {
        pattern = u"%-"_s + month(period.first) + u"-%"_s;
    } else {
        const QDate from = period.from.date();
        pattern = from.toString(u"-yy"_s);
        if (period.grain != Period::Grain::Year)
            pattern = u'-' + month(from.month()) + pattern;
        pattern = (period.grain == Period::Grain::Day ? from.toString(u"dd"_s) : u"%"_s) + pattern;
    }
    return sql::apply(Kind::Like, {column, sql::text(pattern)});
}

/// A whole year of a column of years is that year.
ExpressionPtr years(const ExpressionPtr &column, const DateForm &form, const Period &period)
{
    if (period.from.isValid() && period.to.isValid() && period.to.date() == period.from.date().addYears(1))
        return sql::compare(column, Comparison::Equal, literal(period.from, form, period.grain));
    return between(column, period.from.isValid() ? literal(period.from, form, period.grain) : nullptr,
                   period.to.isValid() ? literal(period.to, form, period.grain) : nullptr);
}

/// "10:30" of minutes; the end of the day is no time of day.
ExpressionPtr clock(int minutes, bool seconds)
{
    if (minutes <= 0 || minutes >= 24 * 60)
        return nullptr;
    const QTime time(minutes / 60, minutes % 60);
    return sql::text(time.toString(seconds ? u"HH:mm:ss"_s : u"HH:mm"_s));
}

} // namespace

ExpressionPtr within(const ExpressionPtr &column, const DateForm &form, const Period &period)
{
    if (form.kind == Form::Spelled)
        return spelled(column, period);
    if (form.kind == Form::Short)
        return shortened(column, period);
    switch (period.sort) {
    case Sort::MonthOfYear:
        return numbersBetween(sql::apply(Kind::MonthOfYear, {asDate(column, form)}), period.first, period.last);
    case Sort::DayOfWeek:
        return numbersBetween(sql::apply(Kind::DayOfWeek, {asDate(column, form)}), period.first, period.last);
    case Sort::TimeOfDay: {
        const bool plain = form.kind == Form::Clock;
        return between(plain ? column : sql::apply(Kind::Clock, {asDate(column, form)}), clock(period.first, plain),
                       clock(period.last, plain));
    }
    case Sort::Range:
        break;
    }
    if (form.kind == Form::Year)
        return years(column, form, period);
    const auto end = [&](const QDateTime &at) { return at.isValid() ? literal(at, form, period.grain) : nullptr; };
    return between(form.kind == Form::Written ? asDate(column, form) : column, end(period.from), end(period.to));
}

bool canSubtract(const DateForm &form, Dialect dialect)
{
    const bool kept = form.kind == Form::Calendar || form.kind == Form::IsoText || form.kind == Form::Written
                      || form.kind == Form::Seconds;
    return kept && dialect != Dialect::Odbc;
}

ExpressionPtr dateOf(const ExpressionPtr &column, const DateForm &form)
{
    return asDate(column, form);
}

ExpressionPtr bucketOf(const ExpressionPtr &column, const DateForm &form, Bucket bucket)
{
    if (form.kind == Form::Year || form.kind == Form::IsoMonth)
        return column;
    static constexpr Kind kinds[] = {Kind::Year, Kind::Quarter,     Kind::Month,     Kind::Week,
                                     Kind::Day,  Kind::MonthOfYear, Kind::DayOfWeek, Kind::Hour};
    return sql::apply(kinds[static_cast<int>(bucket)], {asDate(column, form)});
}

ExpressionPtr shownOf(const ExpressionPtr &column, const DateForm &form, Bucket bucket)
{
    return bucket == Bucket::DayOfWeek ? sql::apply(Kind::DayName, {asDate(column, form)})
                                       : bucketOf(column, form, bucket);
}

} // namespace tabletalk::ask
