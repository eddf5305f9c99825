// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace tabletalk::sql {

/// A query as a tree of values. The analyst builds these and QueryPrinter.h writes
/// them in a dialect; nothing in the house pastes SQL together from text.
struct Select;
struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;
using SelectPtr = std::shared_ptr<const Select>;

enum class Aggregate { Count, Sum, Average, Minimum, Maximum };
enum class Comparison { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

struct Expression
{
    enum class Kind {
        Column,    ///< name, of the source called qualifier
        Star,      ///< every column, of the source called qualifier if that is set
        Text,      ///< a literal; name holds it
        Number,    ///< a literal; name holds its digits
        Aggregate, ///< aggregate over operands[0], or over all rows when there is none
        Compare,   ///< operands[0] comparison operands[1]
        Between,   ///< operands[0] between operands[1] and operands[2]
        In,        ///< operands[0] in the operands after it
        InSelect,  ///< operands[0] in select
        Like,      ///< operands[0] like operands[1], whatever the case; a pattern may hold % and _
        IsNull,    ///< operands[0] is null
        And,
        Or,
        Not,         ///< of operands[0]
        Scalar,      ///< the one value that select gives
        Date,        ///< a literal; name holds it as 2024-05-31 or 2024-05-31 12:30:00
        Year,        ///< the year of the date operands[0], as a number
        Quarter,     ///< year and quarter of the date operands[0], as the text 2024-Q2
        Month,       ///< year and month of the date operands[0], as the text 2024-05
        Week,        ///< the Monday before or on the date operands[0], as the text 2024-05-27
        Day,         ///< the day of the moment operands[0], as the text 2024-05-31
        MonthOfYear, ///< 1 to 12
        DayOfWeek,   ///< 1, Monday, to 7
        DayName,     ///< Monday to Sunday, in English
        Hour,        ///< 0 to 23
        DaysBetween, ///< how many days the date operands[1] lies before operands[0], with the part of a day of moments
        Clock,       ///< the time of day of the moment operands[0], as the text 12:30
        AsDate,      ///< operands[0] read as a date; name says how it is one: M/D/Y, D.M.Y, ISO, SECONDS since 1970
        AsNumber,    ///< operands[0], a text, read as a number
        AsText,      ///< operands[0], whatever it is, as text
        Add,
        Subtract,
        Multiply,
        Divide,
        When,    ///< operands[1] where operands[0] holds, else operands[2] or null
        NullIf,  ///< operands[0], or null where it is operands[1]
        OverAll, ///< the sum of operands[0], a figure of a group, over all groups of the result
    };

    Kind kind = Kind::Number;
    QString qualifier;
    QString name;
    Aggregate aggregate = Aggregate::Count;
    bool distinct = false;
    Comparison comparison = Comparison::Equal;
    std::vector<ExpressionPtr> operands;
    SelectPtr select;
};

/// A table that is read, joined to the ones before it when on is set.
struct Source
{
    QString schema;
    QString table;
    QString alias; ///< empty: called by its own name
    ExpressionPtr on;
    bool keepUnmatched = false; ///< left join
};

struct Output
{
    ExpressionPtr expression;
    QString alias; ///< empty: the engine names it
};

struct Ordering
{
    ExpressionPtr expression;
    bool descending = false;
};

enum class SetOperation { Union, Intersect, Except };

struct Select
{
    bool distinct = false;
    std::vector<Output> outputs;
    std::vector<Source> from;
    ExpressionPtr where;
    std::vector<ExpressionPtr> groupBy;
    ExpressionPtr having;
    std::vector<Ordering> orderBy;
    std::optional<qint64> limit;
    std::optional<SetOperation> setOperation; ///< with right
    SelectPtr right;
};

ExpressionPtr column(QString qualifier, QString name);
ExpressionPtr star(QString qualifier = {});
ExpressionPtr text(QString value);
ExpressionPtr number(QString digits);
ExpressionPtr date(QString iso);
/// A text read as a date, see Expression::Kind::AsDate.
ExpressionPtr asDate(ExpressionPtr text, QString order);
/// The quotient as a fraction, null where nothing is divided by; of integers too.
ExpressionPtr ratio(ExpressionPtr of, ExpressionPtr by);
/// The same in per cent.
ExpressionPtr percentage(ExpressionPtr of, ExpressionPtr by);
ExpressionPtr aggregate(Aggregate aggregate, ExpressionPtr of, bool distinct = false);
ExpressionPtr compare(ExpressionPtr left, Comparison comparison, ExpressionPtr right);
ExpressionPtr apply(Expression::Kind kind, std::vector<ExpressionPtr> operands);
ExpressionPtr inSelect(ExpressionPtr left, Select select);
ExpressionPtr scalar(Select select);
ExpressionPtr negation(ExpressionPtr of);

/// Whether the expression is computed of several rows.
bool holdsAggregate(const Expression &expression);

/// Both conditions, where either may be absent.
ExpressionPtr both(ExpressionPtr a, ExpressionPtr b);

} // namespace tabletalk::sql
