// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/DatePrinting.h"

#include "core/sql/Quoting.h"

using namespace Qt::StringLiterals;

namespace tabletalk::sql {

using Kind = Expression::Kind;

QString printDate(const QString &iso, Dialect dialect)
{
    if (dialect != Dialect::SqlServer)
        return quoteText(iso, dialect);
    // Its older types read 2024-05-06 by the session's language, but never these two.
    QString text = iso;
    return quoteText(text.size() > 10 ? text.replace(10, 1, u'T') : text.remove(u'-'), dialect);
}

static QString sqlitePart(Kind kind, const QString &of)
{
    const auto formatted = [&](const char *format) -> QString {
        return u"strftime('"_s + QLatin1StringView(format) + u"', "_s + of + u')';
    };
    const auto number = [&](const char *format) -> QString {
        return u"CAST("_s + formatted(format) + u" AS INTEGER)"_s;
    };
    switch (kind) {
    case Kind::Year:
        return number("%Y");
    case Kind::Quarter:
        return formatted("%Y") + u" || '-Q' || (("_s + number("%m") + u" + 2) / 3)"_s;
    case Kind::Month:
        return formatted("%Y-%m");
    case Kind::Week: // the Sunday at or after it, and back to its Monday
        return u"date("_s + of + u", 'weekday 0', '-6 days')"_s;
    case Kind::Day:
        return u"date("_s + of + u')';
    case Kind::MonthOfYear:
        return number("%m");
    case Kind::DayOfWeek: // Sunday is 0
        return u"(("_s + number("%w") + u" + 6) % 7 + 1)"_s;
    case Kind::Hour:
        return number("%H");
    default:
        return formatted("%H:%M");
    }
}

static QString postgresPart(Kind kind, const QString &of)
{
    const auto formatted = [](const QString &date, const char *format) -> QString {
        return u"to_char("_s + date + u", '"_s + QLatin1StringView(format) + u"')"_s;
    };
    switch (kind) {
    case Kind::Year:
        return u"EXTRACT(YEAR FROM "_s + of + u')';
    case Kind::Quarter:
        return formatted(of, "YYYY-\"Q\"Q");
    case Kind::Month:
        return formatted(of, "YYYY-MM");
    case Kind::Week:
        return formatted(QString(u"date_trunc('week', "_s + of + u')'), "YYYY-MM-DD");
    case Kind::Day:
        return formatted(of, "YYYY-MM-DD");
    case Kind::MonthOfYear:
        return u"EXTRACT(MONTH FROM "_s + of + u')';
    case Kind::DayOfWeek:
        return u"EXTRACT(ISODOW FROM "_s + of + u')';
    case Kind::Hour:
        return u"EXTRACT(HOUR FROM "_s + of + u')';
    default:
        return formatted(of, "HH24:MI");
    }
}

static QString mySqlPart(Kind kind, const QString &of)
{
    const auto formatted = [&](const char *format) -> QString {
        return u"DATE_FORMAT("_s + of + u", '"_s + QLatin1StringView(format) + u"')"_s;
    };
    switch (kind) {
    case Kind::Year:
        return u"YEAR("_s + of + u')';
    case Kind::Quarter:
        return u"CONCAT(YEAR("_s + of + u"), '-Q', QUARTER("_s + of + u"))"_s;
    case Kind::Month:
        return formatted("%Y-%m");
    case Kind::Week:
        return u"DATE_FORMAT(DATE_SUB("_s + of + u", INTERVAL WEEKDAY("_s + of + u") DAY), '%Y-%m-%d')"_s;
    case Kind::Day:
        return formatted("%Y-%m-%d");
    case Kind::MonthOfYear:
        return u"MONTH("_s + of + u')';
    case Kind::DayOfWeek:
        return u"(WEEKDAY("_s + of + u") + 1)"_s;
    case Kind::Hour:
        return u"HOUR("_s + of + u')';
    default:
        return formatted("%H:%i");
    }
}

static QString sqlServerPart(Kind kind, const QString &of)
{
    // The 1st of January 1753 was a Monday; DATEPART(weekday) would depend on the session.
    const QString daysSinceMonday = QString(u"DATEDIFF(day, '17530101', "_s + of + u") % 7"_s);
    const auto converted = [](int length, const QString &date, int style) -> QString {
        return u"CONVERT(char("_s + QString::number(length) + u"), "_s + date + u", "_s + QString::number(style) + u')';
    };
    switch (kind) {
    case Kind::Year:
        return u"YEAR("_s + of + u')';
    case Kind::Quarter:
        return u"CONCAT(YEAR("_s + of + u"), '-Q', DATEPART(quarter, "_s + of + u"))"_s;
    case Kind::Month: // 126 is ISO 8601, whatever the session's language
        return converted(7, of, 126);
    case Kind::Week:
        return converted(10, QString(u"DATEADD(day, -("_s + daysSinceMonday + u"), "_s + of + u')'), 126);
    case Kind::Day:
        return converted(10, of, 126);
    case Kind::MonthOfYear:
        return u"MONTH("_s + of + u')';
    case Kind::DayOfWeek:
        return u"("_s + daysSinceMonday + u" + 1)"_s;
    case Kind::Hour:
        return u"DATEPART(hour, "_s + of + u')';
    default:
        return converted(5, of, 108);
    }
}

/// What standard SQL can say; the rest is not asked of engines that are not known.
static QString standardPart(Kind kind, const QString &of)
{
    const auto characters = [&](int from, int count) -> QString {
        return u"SUBSTRING(CAST("_s + of + u" AS CHAR(30)) FROM "_s + QString::number(from) + u" FOR "_s
               + QString::number(count) + u')';
    };
    switch (kind) {
    case Kind::Year:
        return u"EXTRACT(YEAR FROM "_s + of + u')';
    case Kind::Month:
        return characters(1, 7);
    case Kind::Day:
        return characters(1, 10);
    case Kind::MonthOfYear:
        return u"EXTRACT(MONTH FROM "_s + of + u')';
    case Kind::Hour:
        return u"EXTRACT(HOUR FROM "_s + of + u')';
    case Kind::Clock:
        return characters(12, 5);
    default:
        return u"NULL"_s;
    }
}

QString printPartOfDate(Kind kind, const QString &of, Dialect dialect)
{
    switch (dialect) {
    case Dialect::SQLite:
        return sqlitePart(kind, of);
    case Dialect::PostgreSQL:
        return postgresPart(kind, of);
    case Dialect::MySQL:
        return mySqlPart(kind, of);
    case Dialect::SqlServer:
        return sqlServerPart(kind, of);
    case Dialect::Odbc:
        break;
    }
    return standardPart(kind, of);
}

QString printDaysBetween(const QString &until, const QString &from, Dialect dialect)
{
    switch (dialect) {
    case Dialect::SQLite:
        return u"(julianday("_s + until + u") - julianday("_s + from + u"))"_s;
    case Dialect::PostgreSQL: // two dates differ by an integer, two moments by an interval
        return u"(EXTRACT(EPOCH FROM (CAST("_s + until + u" AS timestamp) - CAST("_s + from
               + u" AS timestamp))) / 86400)"_s;
    case Dialect::MySQL:
        return u"(TIMESTAMPDIFF(SECOND, "_s + from + u", "_s + until + u") / 86400e0)"_s;
    case Dialect::SqlServer: // seconds of a life are more than its integers hold
        return u"(DATEDIFF(minute, "_s + from + u", "_s + until + u") / 1440.0)"_s;
    case Dialect::Odbc: // not asked of engines that are not known
        break;
    }
    return u"NULL"_s;
}

/// SQLite has no function that reads such a date, so its three numbers are cut out.
static QString sqliteReadDate(const QString &text, const QString &order)
{
    const QString sign = u'\'' + order.mid(1, 1) + u'\'';
    const QString first = u"substr("_s + text + u", 1, instr("_s + text + u", "_s + sign + u") - 1)"_s;
    const QString rest = u"substr("_s + text + u", instr("_s + text + u", "_s + sign + u") + 1)"_s;
    const QString second = u"substr("_s + rest + u", 1, instr("_s + rest + u", "_s + sign + u") - 1)"_s;
    const QString year = u"substr("_s + rest + u", instr("_s + rest + u", "_s + sign + u") + 1, 4)"_s;
    const bool monthFirst = order.startsWith(u'M');
    const auto twoDigits = [](const QString &number) -> QString { return u"substr('0' || "_s + number + u", -2)"_s; };
    return u'(' + year + u" || '-' || "_s + twoDigits(monthFirst ? first : second) + u" || '-' || "_s
           + twoDigits(monthFirst ? second : first) + u')';
}

/// Texts that sort by themselves: only engines that keep texts and dates apart want to be told.
static QString readIso(const QString &text, Dialect dialect)
{
    if (dialect == Dialect::PostgreSQL)
        return u"CAST("_s + text + u" AS timestamp)"_s;
    return dialect == Dialect::SqlServer ? QString(u"TRY_CONVERT(datetime2, "_s + text + u')') : text;
}

static QString readSeconds(const QString &number, Dialect dialect)
{
    switch (dialect) {
    case Dialect::PostgreSQL:
        return u"timezone('UTC', to_timestamp("_s + number + u"))"_s;
    case Dialect::MySQL: // FROM_UNIXTIME would give the session's time
        return u"TIMESTAMPADD(SECOND, "_s + number + u", '1970-01-01 00:00:00')"_s;
    case Dialect::SqlServer:
        return u"DATEADD(second, "_s + number + u", '19700101')"_s;
    default:
        return u"datetime("_s + number + u", 'unixepoch')"_s;
    }
}

QString printReadDate(const QString &text, const QString &order, Dialect dialect)
{
    if (dialect == Dialect::Odbc) // the planner asks engines that are not known for ISO at most
        return u"CAST("_s + text + u" AS DATE)"_s;
    if (order == u"ISO")
        return readIso(text, dialect);
    if (order == u"SECONDS")
        return readSeconds(text, dialect);
    const auto spelled = [&](const char *day, const char *month, const char *year) {
        QString format = order;
        return format.replace(u'Y', QLatin1StringView(year))
            .replace(u'M', QLatin1StringView(month))
            .replace(u'D', QLatin1StringView(day));
    };
    switch (dialect) {
    case Dialect::PostgreSQL: // what follows the date is passed over
        return u"to_date("_s + text + u", '"_s + spelled("dd", "mm", "yyyy").toUpper() + u"')"_s;
    case Dialect::MySQL:
        return u"STR_TO_DATE(SUBSTRING_INDEX("_s + text + u", ' ', 1), '"_s + spelled("%d", "%m", "%Y") + u"')"_s;
    case Dialect::SqlServer: {
        const bool dashes = order.contains(u'-');
        const int style = order.startsWith(u'M') ? (dashes ? 110 : 101)
                          : order.contains(u'.') ? 104
                          : dashes               ? 105
                                                 : 103;
        return u"CAST(TRY_CONVERT(datetime, "_s + text + u", "_s + QString::number(style) + u") AS date)"_s;
    }
    default:
        return sqliteReadDate(text, order);
    }
}

} // namespace tabletalk::sql
