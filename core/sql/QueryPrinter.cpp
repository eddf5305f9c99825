// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/QueryPrinter.h"

#include "core/sql/DatePrinting.h"
#include "core/sql/Quoting.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::sql {

namespace {

using Kind = Expression::Kind;

/// Writes one statement; holds the text so far.
class Printer
{
public:
    explicit Printer(Dialect dialect)
        : m_dialect(dialect)
    {}

    QString statement(const Select &select) const;

private:
    QString name(const QString &identifier) const { return printName(identifier, m_dialect); }
    QString source(const Source &source) const;
    QString text(const QString &value) const;
    QString expression(const Expression &e) const;
    QString operand(const Expression &e, size_t i) const;
    QString joined(const Expression &e, QStringView separator) const;
    QString quotient(const Expression &e) const;
    QString end(const Select &select, bool isSorted) const;
    QString aggregate(const Expression &e) const;
    QString like(const Expression &e) const;
    QString pattern(const Expression &e) const;
    QString dayName(const Expression &e) const;
    QString negation(const Expression &inner) const;
    bool isServerDialect() const { return m_dialect == Dialect::SqlServer; }

    Dialect m_dialect;
};

QString Printer::text(const QString &value) const
{
    const bool wide = isServerDialect() && std::ranges::any_of(value, [](QChar c) { return c.unicode() > 127; });
    return wide ? QString(u'N' + quoteText(value, m_dialect)) : quoteText(value, m_dialect);
}

/// An operand, in parentheses where precedence would take it apart.
QString Printer::operand(const Expression &e, size_t i) const
{
    const Expression &inner = *e.operands[i];
    const QString printed = expression(inner);
    // "IS NOT NULL", "NOT IN" and "NOT LIKE" bind like comparisons.
    const bool plainNot =
        inner.kind == Kind::Not
        && (inner.operands.front()->kind == Kind::IsNull || inner.operands.front()->kind == Kind::InSelect
            || inner.operands.front()->kind == Kind::Like);
    const bool logical = inner.kind == Kind::And || inner.kind == Kind::Or || (inner.kind == Kind::Not && !plainNot);
    const bool arithmetic = inner.kind == Kind::Add || inner.kind == Kind::Subtract || inner.kind == Kind::Multiply
                            || inner.kind == Kind::Divide;
    if ((logical && inner.kind != e.kind) || arithmetic)
        return QString(u'(' + printed + u')');
    return printed;
}

QString Printer::joined(const Expression &e, QStringView separator) const
{
    QStringList parts;
    for (size_t i = 0; i < e.operands.size(); ++i)
        parts << operand(e, i);
    return parts.join(separator);
}

QString Printer::aggregate(const Expression &e) const
{
    static constexpr const char *names[] = {"COUNT", "SUM", "AVG", "MIN", "MAX"};
    QString of = e.operands.empty() ? u"*"_s : expression(*e.operands.front());
    if (e.aggregate == Aggregate::Average && isServerDialect())
        of = u"1.0 * "_s + operand(e, 0); // the average of integers would be an integer
    return QLatin1StringView(names[static_cast<int>(e.aggregate)]) + u'(' + (e.distinct ? u"DISTINCT "_s : QString())
           + of + u')';
}

QString Printer::like(const Expression &e) const
{
    if (m_dialect == Dialect::Odbc)
        return u"UPPER("_s + expression(*e.operands[0]) + u") LIKE UPPER("_s + expression(*e.operands[1]) + u')';
    // LIKE ignores case by itself in SQLite, MySQL and SQL Server's usual collations.
    const QString word = m_dialect == Dialect::PostgreSQL ? u" ILIKE "_s : u" LIKE "_s;
    return operand(e, 0) + word + pattern(*e.operands[1]);
}

/// SQL Server alone reads [abc] in a pattern as one of these characters.
QString Printer::pattern(const Expression &e) const
{
    if (e.kind != Kind::Text || !isServerDialect())
        return expression(e);
    return text(QString(e.name).replace(u'[', u"[[]"_s));
}

/// Of two integers SQL Server would give an integer.
QString Printer::quotient(const Expression &e) const
{
    const Expression &of = *e.operands.front();
    const bool decimal = of.kind == Kind::Multiply && of.operands.front()->kind == Kind::Number
                         && of.operands.front()->name.contains(u'.');
    return (isServerDialect() && !decimal ? u"1.0 * "_s : QString()) + joined(e, u" / "_s);
}

/// In English whatever the language of the session.
QString Printer::dayName(const Expression &e) const
{
    static constexpr const char *names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};
    QString sql = u"CASE "_s + printPartOfDate(Kind::DayOfWeek, expression(*e.operands.front()), m_dialect);
    int day = 0;
    for (const char *name : names)
        sql += u" WHEN "_s + QString::number(++day) + u" THEN '"_s + QLatin1StringView(name) + u'\'';
    return sql + u" END"_s;
}

QString Printer::negation(const Expression &inner) const
{
    switch (inner.kind) {
    case Kind::InSelect:
        return operand(inner, 0) + u" NOT IN ("_s + statement(*inner.select) + u')';
    case Kind::Like:
        if (m_dialect == Dialect::Odbc)
            return u"NOT ("_s + like(inner) + u')';
        return operand(inner, 0) + (m_dialect == Dialect::PostgreSQL ? u" NOT ILIKE "_s : u" NOT LIKE "_s)
               + pattern(*inner.operands[1]);
    case Kind::IsNull:
        return operand(inner, 0) + u" IS NOT NULL"_s;
    default:
        return u"NOT ("_s + expression(inner) + u')';
    }
}

QString Printer::expression(const Expression &e) const
{
    static constexpr const char *comparisons[] = {" = ", " <> ", " < ", " <= ", " > ", " >= "};
    switch (e.kind) {
    case Kind::Column:
        return e.qualifier.isEmpty() ? name(e.name) : QString(name(e.qualifier) + u'.' + name(e.name));
    case Kind::Star:
        return e.qualifier.isEmpty() ? u"*"_s : QString(name(e.qualifier) + u".*"_s);
    case Kind::Text:
        return text(e.name);
    case Kind::Number:
        return e.name;
    case Kind::Aggregate:
        return aggregate(e);
    case Kind::Compare:
        return operand(e, 0) + QLatin1StringView(comparisons[static_cast<int>(e.comparison)]) + operand(e, 1);
    case Kind::Between:
        return operand(e, 0) + u" BETWEEN "_s + operand(e, 1) + u" AND "_s + operand(e, 2);
    case Kind::In: {
        QStringList values;
        for (size_t i = 1; i < e.operands.size(); ++i)
            values << expression(*e.operands[i]);
        return operand(e, 0) + u" IN ("_s + values.join(u", "_s) + u')';
    }
    case Kind::InSelect:
        return operand(e, 0) + u" IN ("_s + statement(*e.select) + u')';
    case Kind::Like:
        return like(e);
    case Kind::IsNull:
        return operand(e, 0) + u" IS NULL"_s;
    case Kind::And:
        return joined(e, u" AND "_s);
    case Kind::Or:
        return joined(e, u" OR "_s);
    case Kind::Not:
        return negation(*e.operands.front());
    case Kind::Scalar:
        return u'(' + statement(*e.select) + u')';
    case Kind::Date:
        return printDate(e.name, m_dialect);
    case Kind::Year:
    case Kind::Quarter:
    case Kind::Month:
    case Kind::Week:
    case Kind::Day:
    case Kind::MonthOfYear:
    case Kind::DayOfWeek:
    case Kind::Hour:
    case Kind::Clock:
        return printPartOfDate(e.kind, expression(*e.operands.front()), m_dialect);
    case Kind::DaysBetween:
        return printDaysBetween(expression(*e.operands[0]), expression(*e.operands[1]), m_dialect);
    case Kind::DayName:
        return dayName(e);
    case Kind::AsDate:
        return printReadDate(expression(*e.operands.front()), e.name, m_dialect);
    case Kind::NullIf:
        return u"NULLIF("_s + expression(*e.operands[0]) + u", "_s + expression(*e.operands[1]) + u')';
    case Kind::OverAll:
        return u"SUM("_s + expression(*e.operands.front()) + u") OVER ()"_s;
    case Kind::AsNumber:
        return u"CAST("_s + expression(*e.operands.front())
               + (m_dialect == Dialect::SQLite ? u" AS REAL)"_s : u" AS DECIMAL(38, 6))"_s);
    case Kind::AsText:
        return u"CAST("_s + expression(*e.operands.front())
               + (m_dialect == Dialect::MySQL ? u" AS CHAR)"_s : u" AS VARCHAR)"_s);
    case Kind::Add:
        return joined(e, u" + "_s);
    case Kind::Subtract:
        return joined(e, u" - "_s);
    case Kind::Multiply:
        return joined(e, u" * "_s);
    case Kind::Divide:
        return quotient(e);
    case Kind::When:
        return u"CASE WHEN "_s + expression(*e.operands[0]) + u" THEN "_s + expression(*e.operands[1])
               + (e.operands.size() > 2 ? QString(u" ELSE "_s + expression(*e.operands[2])) : QString()) + u" END"_s;
    }
    return {};
}

QString Printer::source(const Source &s) const
{
    QString printed = s.schema.isEmpty() ? name(s.table) : QString(name(s.schema) + u'.' + name(s.table));
    if (!s.alias.isEmpty() && s.alias != s.table)
        printed += u" AS "_s + name(s.alias);
    return printed;
}

/// What bounds the number of rows at the end of a statement. SQL Server's TOP would bound the first part of
/// a union alone, so there it is OFFSET, which wants an order.
QString Printer::end(const Select &select, bool isSorted) const
{
    if (!select.limit)
        return {};
    const QString count = QString::number(*select.limit);
    if (m_dialect == Dialect::Odbc)
        return u" FETCH FIRST "_s + count + u" ROWS ONLY"_s;
    if (!isServerDialect())
        return u" LIMIT "_s + count;
    if (!select.setOperation)
        return {};
    return (isSorted ? QString() : u" ORDER BY 1"_s) + u" OFFSET 0 ROWS FETCH NEXT "_s + count + u" ROWS ONLY"_s;
}

QString Printer::statement(const Select &select) const
{
    QStringList outputs;
    for (const Output &output : select.outputs)
        outputs << (output.alias.isEmpty() ? expression(*output.expression)
                                           : QString(expression(*output.expression) + u" AS "_s + name(output.alias)));
    QString sql = select.distinct ? u"SELECT DISTINCT "_s : u"SELECT "_s;
    if (select.limit && isServerDialect() && !select.setOperation)
        sql += u"TOP ("_s + QString::number(*select.limit) + u") "_s;
    sql += outputs.join(u", "_s);
    for (size_t i = 0; i < select.from.size(); ++i) {
        const Source &s = select.from[i];
        if (i == 0)
            sql += u" FROM "_s + source(s);
        else if (!s.on)
            sql += u" CROSS JOIN "_s + source(s);
        else
            sql += (s.keepUnmatched ? u" LEFT JOIN "_s : u" JOIN "_s) + source(s) + u" ON "_s + expression(*s.on);
    }
    if (select.where)
        sql += u" WHERE "_s + expression(*select.where);
    QStringList groups;
    for (const ExpressionPtr &group : select.groupBy)
        groups << expression(*group);
    if (!groups.isEmpty())
        sql += u" GROUP BY "_s + groups.join(u", "_s);
    if (select.having)
        sql += u" HAVING "_s + expression(*select.having);
    if (select.setOperation && select.right) {
        static constexpr const char *words[] = {" UNION ", " INTERSECT ", " EXCEPT "};
        sql += QLatin1StringView(words[static_cast<int>(*select.setOperation)]) + statement(*select.right);
    }
    QStringList orders;
    for (const Ordering &ordering : select.orderBy)
        orders << QString(expression(*ordering.expression) + (ordering.descending ? u" DESC"_s : QString()));
    if (!orders.isEmpty())
        sql += u" ORDER BY "_s + orders.join(u", "_s);
    return sql + end(select, !orders.isEmpty());
}

} // namespace

QString print(const Select &select, Dialect dialect)
{
    return Printer(dialect).statement(select);
}

} // namespace tabletalk::sql
